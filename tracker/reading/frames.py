"""
Frames: declared surface patterns, each compiled to one regular expression over the symbols of a text.

    {visitor:actor+}   a slot with its type; + takes a list ("A, B and C")      <travel>   a word of a class
    {act:travel}       a slot may hold a word of a class, too; <money>: a type    to/for     one of these words
    ..                 up to six words without a person, no clause ends           ...        up to fourteen, whatever they are
    ....               up to fourteen, in which people stand only behind a preposition ("after talks with the king"): from a verb back to its subject
    .....              up to the end of the clause, quotes and brackets too
    _                  up to fourteen words in which nobody else is the subject    !<class>, <class>!   not right behind, not before a word of a class or type
    ~                  perhaps something in commas or brackets                     ( | )? <c>? ,?   choice, and what may be missing
    ^                  where the sentence begins

The slot called `act` is where tense and mood are looked for. Repetition never nests and gaps are bounded, so that matching takes linear time.
A position is a pattern with one @, which stands for a match: "{it:state} _ <be> _ @" is the nearest state before it, "@ of {it:state}" one behind it.
A frame may leave parties to positions, of which the first that fits tells; so it says what it is about in a few words, wherever those whom it concerns stand.
In: declarations.  Out: matches with the places of their slots.  Never: a country's or person's name; a test holds the files to that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import accumulate, pairwise
from operator import or_

from tracker.reading.vocabulary import Vocabulary

SHORT_GAP, LONG_GAP, NAMELESS_GAP, PARENTHESIS, CLAUSE = 6, 14, 14, 18, 28  # words

ACTOR, ROLE, PRONOUN, EPITHET = "A", "R", "P", "E"
COUNTRY, CITY, ORGANISATION, ADJECTIVE, PEOPLE, PAIR, HERE = "C", "T", "O", "J", "N", "B", "L"
OWNER, DATE, MONEY, PERCENT, QUANTITY, ORDINAL = "S", "D", "F", "Q", "H", "K"

_NAMES = ACTOR + ROLE + PRONOUN + EPITHET + COUNTRY + CITY + ORGANISATION + PEOPLE + PAIR + HERE
_HARD = r"\n;:?\"()"

TYPES: Mapping[str, str] = {
    "actor": f"[{ACTOR}{ROLE}{PRONOUN}{EPITHET}]",
    "relative": f"[{ACTOR}{ROLE}{PRONOUN}{EPITHET}]",
    "here": HERE,
    "named": f"[{ACTOR}{ROLE}]",
    "pronoun": f"{PRONOUN}",
    "place": f"[{COUNTRY}{CITY}{HERE}{ORGANISATION}]",
    "city": f"{CITY}",
    "state": f"[{COUNTRY}{CITY}{HERE}{PEOPLE}{ORGANISATION}]",
    "state_row": f"[{COUNTRY}{CITY}{HERE}{PEOPLE}{ORGANISATION}](?!')(?:,?[^,&{_HARD}{_NAMES}]{{1,12}})?(?:\\([^\\n()]{{1,16}}\\))?",
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

AMOUNTS = frozenset({"money", "percent"})
"""Types of what is told of one act alone."""
WHOLE = frozenset({"actor", "named", "anyone", "side", "state"})
"""Types that stand for themselves: "the president's visit" holds no actor, but an owner."""

PHRASE = "phrase"  # a slot that takes words up to the next verb or comma

GOVERNING = ("of", "by", "with", "from", "to", "for", "against")  # what follows these is no subject
GOVERNING_PEOPLE = (*GOVERNING, "between", "alongside", "including", "like")
RANKING = (*GOVERNING, "after", "behind", "than", "besides", "in", "at", "on", "between", "among", "into", "towards", "over", "within", "across", "past")
"""What follows these is no state that the sentence speaks of."""
TURNING = ("but", "while", "whereas", "although", "though", "yet", "when")  # with these begins another clause
PLACING = ("in", "at")  # what follows these is where, and no party

_LIST = re.compile(r"\{\w+:\w+\+\}")
_PIECE = re.compile(
    r"\{(?P<slot>\w+):(?P<type>\w+)(?P<list>\+?)\}|(?P<no>!?)<(?P<class>\w+)>(?P<maybe>[?!]?)|(?P<gap>\.{2,5}|~|\^|_(?!\w))|(?P<group>\)\?|[()|])|(?P<mark>[,;:.\-–\x22]\??|\\[()])|(?P<words>[\w'/&]+)|\s+"
)


Found = tuple[str, tuple[int, int], str]
"""A slot's name, where it lies, and the type that it held there."""

IT = "it"
"""The slot of a position that holds the party."""

ACT, DEED = "act", "deed"
"""The slots of a verb and of a noun that tell the act."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place around a match. before, after: what must stand right before it and right behind it, None for nothing; types: of their slots, by group."""

    before: "re.Pattern[str] | None"
    after: "re.Pattern[str] | None"
    types: Mapping[str, str]

    def slots(self, symbols: str, line: tuple[int, int], around: tuple[int, int]) -> tuple[Found, ...]:
        """The slots of this position around a place of a line, () where it does not fit."""
        before = self.before.match(symbols, line[0], around[0]) if self.before else None
        after = self.after.match(symbols, around[1], line[1]) if self.after else None
        if (self.before and not before) or (self.after and not after):
            return ()
        both = [match for match in (before, after) if match]
        return tuple(
            (group.partition("__")[0], match.span(group), self.types[group]) for match in both for group in match.groupdict() if match[group] is not None
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """
    What tells an act, however it is found. id: its name in an event's `rules`; sets: fields that it fills by itself; precision: measured on the gold
    articles, 0 to 1. examples: text and the facts it must give, in the notation of tests/reading/test_kinds.py.
    is_topic: it tells no act, but of what the next rows of a list tell; absent, times: where its left-out parties come from and which status
    the time of the act gives, instead of the kind's; is_again: it tells more of an act told before, where there is one;
    has_another: a party stands beside those in its slots ("signed with A and B");
    is_loose: it reaches far, and tells only what no closer frame tells of the same countries in the same sentence.
    beside: of each field the positions where its party may stand, and around: the slot around which, "" for the whole match.
    """

    id: str
    sets: Mapping[str, str | int | float | bool]
    precision: float
    examples: tuple[str, ...] = ()
    is_topic: bool = False
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    is_again: bool = False
    has_another: bool = False
    is_loose: bool = False
    beside: Mapping[str, tuple[Position, ...]] = field(default_factory=dict)
    around: str = ""

    @property
    def hangs_on_told(self) -> bool:
        """Whether it tells more of what the same sentence tells elsewhere, before or after it."""
        return any({"told", "listed"} & set(sources) for sources in self.absent.values())


@dataclass(frozen=True, slots=True)
class Frame:
    """A rule with the pattern that finds it. slots: of each group the type; wants: sets of symbols; a sentence must hold one of each for the frame to fit."""

    rule: Rule
    pattern: "re.Pattern[str]"
    slots: Mapping[str, str]
    wants: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule fits: symbols start to end, and of each slot the places it took, in order, and the type that it held there."""

    rule: Rule
    start: int
    end: int
    slots: Mapping[str, tuple[tuple[int, int], ...]]
    types: Mapping[str, str]

    @property
    def act(self) -> int:
        """Where the word stands that tells the act; the beginning of the match where its frame has no such slot."""
        return next((self.slots[slot][0][0] for slot in (ACT, DEED) if slot in self.slots), self.start)

    @property
    def takes(self) -> frozenset[int]:
        """The places of which only one match of a kind tells: its act, or all its own words where what it tells stands around them; and its amounts."""
        words = range(self.start, self.end) if self.rule.beside and not self.rule.around else (self.act,)
        return frozenset((*words, *(start for name, places in self.slots.items() if self.types[name] in AMOUNTS for start, _ in places)))


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
                yield number, self._completed(_match(frame, match), self.places[number])

    def _completed(self, match: Match, line: tuple[int, int]) -> Match:
        """The match with the parties that stand around it, none where another slot lies, and with the act of the first that is told with one."""
        slots, types = dict(match.slots), dict(match.types)
        around = slots[match.rule.around][0] if match.rule.around else (match.start, match.end)
        for party, positions in match.rule.beside.items():
            for found in (position.slots(self.symbols, line, around) for position in positions if party not in slots):
                taken = {place for places in slots.values() for place in places}
                if found and not any(place in taken for name, place, _ in found if name == IT):
                    for name, place, type in found:
                        told = party if name == IT else name
                        slots[told], types[told] = (*slots.get(told, ()), place) if name == IT else slots.get(told, (place,)), type
                    break
        return replace(match, slots=slots, types=types)

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
    return Match(frame.rule, match.start(), match.end(), slots, types)


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


def compile_position(declared: str, vocabulary: Vocabulary, scope: str) -> Position:
    """The place around a match that a pattern with one @ declares. Raises as `compile_pattern` does, and ValueError where there is not one @."""
    if declared.count("@") != 1:
        raise ValueError(f"{declared!r}: a position has one @")
    (before, left), (after, right) = ((told and compile_pattern(told, vocabulary, scope)[:2]) or (None, {}) for told in map(str.strip, declared.split("@")))
    whole_list = f"(?<![{_NAMES}][,&])(?<![{_NAMES}],&)" if _LIST.match(declared) else ""
    nearest = re.compile(rf"[^\n]*{whole_list}{before.pattern}\Z") if before else None
    return Position(nearest, after, left | right)


def _ungoverned(type: str, vocabulary: Vocabulary) -> str:
    """That no word stands before a frame's first slot which would make it an object, or a mere place."""
    governing = RANKING if type in ("state", "state_row") else PLACING if type == "side" else GOVERNING if type in WHOLE else ()
    words = "".join(map(vocabulary.symbol, governing))
    if governing is RANKING:
        return f"(?:(?<![{words}])(?<![{words}][{_NAMES}]&)|(?<={vocabulary.symbol('government')}{vocabulary.symbol('of')}))"
    tied = "(?<![A-Z]-)" if type == "side" else ""
    return tied + f"(?<![{words}])(?<![{words}][{ACTOR}{ROLE}]&)" if words else ""


def _wanted(piece: "re.Match[str]", vocabulary: Vocabulary, scope: str) -> frozenset[str]:
    """The symbols with which what a piece of a frame needs may begin, none where it needs nothing that can be told so simply."""
    name = piece["type"] or (piece["class"] if not piece["maybe"] and not piece["no"] else "")
    if piece["words"]:
        return frozenset(map(vocabulary.symbol, piece["words"].split("/")))
    if name and name not in TYPES and name != PHRASE:
        return frozenset(vocabulary.symbol(words[0]) for words in vocabulary.classes[vocabulary.full_name(name, scope)])
    if name == "owner":
        return frozenset("'SJ")
    return frozenset(_CHARACTERS.findall(TYPES[name].partition("(?")[0])) if name in TYPES else frozenset()


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


def _nobody_else(vocabulary: Vocabulary) -> str:
    """Words among which every name belongs to another word ("of Peru", "Peru's"), and no other clause begins."""
    turning, governing = ("".join(map(vocabulary.symbol, words)) for words in (TURNING, RANKING))
    return f"(?:[^{_HARD}{_NAMES}{turning}]|[{governing}][{_NAMES}]|[{_NAMES}]'){{0,{NAMELESS_GAP}}}?"


def _plain(piece: "re.Match[str]", vocabulary: Vocabulary, scope: str, rest: str) -> str:
    if piece["class"] and piece["no"]:
        spelt = [TYPES[piece["class"]]] if piece["class"] in TYPES else vocabulary.spelt(vocabulary.full_name(piece["class"], scope))
        return "".join(f"(?<!{words})" for words in spelt)
    if piece["class"]:
        name = vocabulary.full_name(piece["class"], scope)
        words = vocabulary.pattern(name) if name in vocabulary.classes else TYPES[name]
        return f"(?!{words})" if piece["maybe"] == "!" else words + piece["maybe"]
    if piece["gap"]:
        # "came to refer to Cuba": a gap before "to" ends at the first one
        to = vocabulary.symbol("to") if "to" in re.split(r"[\s/]+", rest.lstrip().partition(" ")[0]) else ""
        people = f"{ACTOR}{ROLE}{PRONOUN}{EPITHET}"
        object = f"(?<=[{''.join(map(vocabulary.symbol, GOVERNING_PEOPLE))}])[{people}](?:,?&?[{people}]){{0,3}}"
        return {
            "_": _nobody_else(vocabulary),
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
