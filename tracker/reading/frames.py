"""
Frames: declared surface patterns, each compiled to one regular expression over the symbols of a text.

    {visitor:actor+}   a slot with its type; + takes a list ("A, B and C")      <travel>   a word of a class
    {act:travel}       a slot may hold a word of a class, too                     to/for     one of these words
    ..                 up to six words without a person, no clause ends           ...        up to fourteen, whatever they are
    ....               up to fourteen, in which people stand only behind a preposition ("after talks with the king"): from a verb back to its subject
    .....              up to the end of the clause, quotes and brackets too
    ~                  perhaps something in commas or brackets                     ( | )? <c>? ,?   choice, and what may be missing
    ^                  where the sentence begins

The slot called `act` is where tense and mood are looked for. Repetition never nests and gaps are bounded, so that matching takes linear time.
In: declarations.  Out: matches with the places of their slots.  Never: a country's or person's name; a test holds the files to that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, pairwise
from operator import or_

from tracker.reading.vocabulary import Vocabulary

SHORT_GAP, LONG_GAP, PARENTHESIS, CLAUSE = 6, 14, 18, 28  # words

ACTOR, ROLE, PRONOUN, EPITHET = "A", "R", "P", "E"
COUNTRY, CITY, ORGANISATION, ADJECTIVE, PEOPLE, PAIR, HERE = "C", "T", "O", "J", "N", "B", "L"
OWNER, DATE, MONEY, PERCENT, QUANTITY, ORDINAL = "S", "D", "F", "Q", "H", "K"

TYPES: Mapping[str, str] = {
    "actor": f"[{ACTOR}{ROLE}{PRONOUN}{EPITHET}]",
    "relative": f"[{ACTOR}{ROLE}{PRONOUN}{EPITHET}]",
    "here": HERE,
    "named": f"[{ACTOR}{ROLE}]",
    "pronoun": f"{PRONOUN}",
    "place": f"[{COUNTRY}{CITY}{HERE}{ORGANISATION}]",
    "city": f"{CITY}",
    "state": f"[{COUNTRY}{CITY}{HERE}{PEOPLE}{ORGANISATION}]",
    "state_row": f"[{COUNTRY}{CITY}{PEOPLE}{ORGANISATION}](?:\\([^\\n()]{{1,8}}\\))?",
    "party": f"[{COUNTRY}{CITY}{ORGANISATION}{PEOPLE}{PAIR}{HERE}{ACTOR}{ROLE}{EPITHET}]",
    "anyone": f"[{COUNTRY}{CITY}{ORGANISATION}{PEOPLE}{PAIR}{HERE}{ACTOR}{ROLE}{EPITHET}{PRONOUN}]",
    "side": f"[{COUNTRY}{CITY}{ORGANISATION}{PEOPLE}{PAIR}{HERE}{ACTOR}{ROLE}{EPITHET}{PRONOUN}]",
    "tied": f"[{COUNTRY}{CITY}{ORGANISATION}{PEOPLE}{ADJECTIVE}]",
    "adjective": f"{ADJECTIVE}",
    "pair": f"{PAIR}",
    "owner": f"(?:[{ACTOR}{ROLE}{EPITHET}{COUNTRY}{CITY}{ORGANISATION}{PEOPLE}{PAIR}{HERE}]'|[{OWNER}{ADJECTIVE}])",
    "date": f"{DATE}",
    "money": f"{MONEY}",
    "percent": f"{PERCENT}",
    "number": f"{QUANTITY}",
    "ordinal": f"{ORDINAL}",
}
"""What a slot may hold, as symbols."""

WHOLE = frozenset({"actor", "named", "anyone", "side", "state", "state_row"})
"""Types that stand for themselves: "the president's visit" holds no actor, but an owner."""

PHRASE = "phrase"  # a slot that takes words up to the next verb or comma

GOVERNING = ("of", "by", "with", "from", "to", "for", "against")  # what follows these is no subject
GOVERNING_PEOPLE = (*GOVERNING, "between", "alongside", "including", "like")
RANKING = (*GOVERNING, "after", "behind", "than", "besides")  # what follows these is no state that the sentence speaks of
PLACING = ("in", "at")  # what follows these is where, and no party

_HARD = r"\n;:?\"()"
_PIECE = re.compile(
    r"\{(?P<slot>\w+):(?P<type>\w+)(?P<list>\+?)\}|<(?P<class>\w+)>(?P<maybe>\??)|(?P<gap>\.{2,5}|~|\^)|(?P<group>\)\?|[()|])|(?P<mark>[,;.\-–\x22]\??|\\[()])|(?P<words>[\w'/&]+)|\s+"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """
    id: its name in an event's `rules`; sets: fields that it fills by itself; precision: measured on the gold articles, 0 to 1.
    examples: text and the facts it must give, in the notation of tests/reading/test_kinds.py.
    wants: sets of symbols; a sentence must hold one of each for the frame to fit.
    is_topic: it tells no act, but of what the next rows of a list tell; absent, times: where its left-out parties come from and which status
    the time of the act gives, instead of the kind's; is_again: it tells more of an act told before, where there is one;
    has_another: a party stands beside those in its slots ("signed with A and B");
    is_loose: it reaches far, and tells only what no closer frame tells of the same countries in the same sentence.
    """

    id: str
    pattern: "re.Pattern[str]"
    slots: Mapping[str, str]
    sets: Mapping[str, str | int | float | bool]
    precision: float
    examples: tuple[str, ...] = ()
    wants: tuple[frozenset[str], ...] = ()
    is_topic: bool = False
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    is_again: bool = False
    has_another: bool = False
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a frame fits: symbols start to end, and of each slot the places it took, in order, and the type that it held there."""

    frame: Frame
    start: int
    end: int
    slots: Mapping[str, tuple[tuple[int, int], ...]]
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """
    The sentences of an article as symbols, and which of them hold what: most frames fit in none, and are never tried there.

    symbols: all of them, one line a sentence; places: where each line begins and ends.
    """

    symbols: str
    places: tuple[tuple[int, int], ...]
    _holding: dict[str, int] = field(default_factory=dict)
    _held: dict[frozenset[str], int] = field(default_factory=dict)

    @staticmethod
    def of(sentences: Sequence[str]) -> "Lines":
        """The lines that these sentences are."""
        ends = list(accumulate((len(symbols) + 1 for symbols in sentences), initial=0))
        lines = Lines("\n".join(sentences), tuple((start, end - 1) for start, end in pairwise(ends)))
        for number, symbols in enumerate(sentences):
            for symbol in set(symbols):
                lines._holding[symbol] = lines._holding.get(symbol, 0) | 1 << number
        return lines

    def matches(self, frame: Frame) -> Iterator[tuple[int, Match]]:
        """Where the frame fits, with the number of the sentence, from left to right, never overlapping itself."""
        may_fit = (1 << len(self.places)) - 1
        for wanted in frame.wants:
            may_fit &= self._held[wanted] if wanted in self._held else self._lines_with(wanted)
            if not may_fit:
                return
        while may_fit:
            number = (may_fit & -may_fit).bit_length() - 1
            may_fit &= may_fit - 1
            for match in frame.pattern.finditer(self.symbols, *self.places[number]):
                yield number, _match(frame, match)

    def _lines_with(self, wanted: frozenset[str]) -> int:
        """A bit for each sentence that holds one of the symbols."""
        self._held[wanted] = reduce(or_, [self._holding[symbol] for symbol in wanted & self._holding.keys()], 0)
        return self._held[wanted]


def _match(frame: Frame, match: "re.Match[str]") -> Match:
    slots: dict[str, tuple[tuple[int, int], ...]] = {}
    types: dict[str, str] = {}
    for group in frame.slots:
        if match.start(group) >= 0:
            name = group.partition("__")[0]
            slots[name] = (*slots.get(name, ()), match.span(group))
            types[name] = frame.slots[group]
    return Match(frame, match.start(), match.end(), slots, types)


def compile_pattern(declared: str, vocabulary: Vocabulary, scope: str) -> tuple["re.Pattern[str]", dict[str, str], tuple[frozenset[str], ...]]:
    """
    The expression of a frame, of each of its groups the type it must hold, and what it wants. scope: the kind whose classes it may use.

    Raises ValueError for what is no part of the notation, KeyError for an unknown type or class.
    """
    parts: list[str] = []
    slots: dict[str, str] = {}
    wants: list[frozenset[str]] = []
    place = depth = 0
    while place < len(declared):
        piece = _PIECE.match(declared, place)
        if piece is None:
            raise ValueError(f"{declared!r}: cannot be read from {declared[place:]!r} on")
        place = piece.end()
        depth += {"(": 1, ")": -1}.get((piece["group"] or "")[:1], 0)
        if not depth and (wanted := _wanted(piece, vocabulary, scope)):
            wants.append(wanted)
        if piece["slot"]:
            group = f"{piece['slot']}__{len(slots)}"
            slots[group] = vocabulary.full_name(piece["type"], scope)
            governed = "" if parts else _ungoverned(slots[group], vocabulary)
            parts.append(f"{governed}(?P<{group}>{_slot(slots[group], bool(piece['list']), vocabulary)})")
        else:
            parts.append(_plain(piece, vocabulary, scope, declared[place:]))
    return re.compile("".join(parts)), slots, tuple(wants)


def _ungoverned(type: str, vocabulary: Vocabulary) -> str:
    """That no word stands before a frame's first slot which would make it an object, or a mere place."""
    governing = RANKING if type in ("state", "state_row") else PLACING if type == "side" else GOVERNING_PEOPLE if type in WHOLE else ()
    words = "".join(map(vocabulary.symbol, governing))
    tied = "(?<![A-Z]-)" if type == "side" else ""
    return tied + f"(?<![{words}])(?<![{words}][{ACTOR}{ROLE}]&)" if words else ""


def _wanted(piece: "re.Match[str]", vocabulary: Vocabulary, scope: str) -> frozenset[str]:
    """The symbols with which what a piece of a frame needs may begin, none where it needs nothing that can be told so simply."""
    name = piece["type"] or (piece["class"] if not piece["maybe"] else "")
    if piece["words"]:
        return frozenset(map(vocabulary.symbol, piece["words"].split("/")))
    if name and name not in TYPES and name != PHRASE:
        return frozenset(vocabulary.symbol(words[0]) for words in vocabulary.classes[vocabulary.full_name(name, scope)])
    if name == "owner":
        return frozenset("'SJ")
    return frozenset(_CHARACTERS.findall(TYPES[name].partition("(?:\\(")[0].replace("(?:", ""))) if name in TYPES else frozenset()


_CHARACTERS = re.compile(r"[A-Z']")


def _slot(type: str, is_list: bool, vocabulary: Vocabulary) -> str:
    if type == PHRASE:
        return f"[^{_HARD},.{DATE}" + "".join(map(vocabulary.symbol, (word for words in vocabulary.classes["phrase_end"] for word in words))) + "]{1,8}"
    one = TYPES.get(type) or vocabulary.pattern(type)
    if type in WHOLE:
        one += "(?!'|-[A-Z])"  # whose visit it is, does not visit; nor do the two of "the Kenya-Peru border"
    if not is_list:
        return one
    between = "(?:[,;]&?|&)" + vocabulary.pattern("between") + "?"
    more = one.replace(PRONOUN, "")  # after "and", "he" begins a new clause
    return f"{one}(?:{between}{more}){{0,12}}"


def _plain(piece: "re.Match[str]", vocabulary: Vocabulary, scope: str, rest: str) -> str:
    if piece["class"]:
        return vocabulary.pattern(vocabulary.full_name(piece["class"], scope)) + piece["maybe"]
    if piece["gap"]:
        # "came to refer to Cuba": a gap before "to" ends at the first one
        to = vocabulary.symbol("to") if "to" in re.split(r"[\s/]+", rest.lstrip().partition(" ")[0]) else ""
        people = f"{ACTOR}{ROLE}{PRONOUN}{EPITHET}"
        object = f"(?<=[{''.join(map(vocabulary.symbol, GOVERNING_PEOPLE))}])[{people}](?:,?&?[{people}]){{0,3}}"
        return {
            "..": f"[^{_HARD}{to}{people}]{{0,{SHORT_GAP}}}?",
            "...": f"[^{_HARD}{to}]{{0,{LONG_GAP}}}?",
            "....": f"(?:[^{_HARD}{people}]|{object}){{0,{LONG_GAP}}}?",
            ".....": f"[^\\n;]{{0,{CLAUSE}}}?",
            "~": f"(?:,[^{_HARD},]{{1,{PARENTHESIS}}},|\\([^()\\n]{{1,{PARENTHESIS}}}\\),?)?",
            "^": "(?<![^\\n])",
        }[piece["gap"]]
    if piece["group"]:
        return "(?:" if piece["group"] == "(" else piece["group"]
    if piece["mark"]:
        return piece["mark"] if piece["mark"][0] == "\\" else re.escape(piece["mark"][0]) + piece["mark"][1:]
    if piece["words"]:
        return "[" + "".join(map(vocabulary.symbol, piece["words"].split("/"))) + "]"
    return ""
