"""
Sentences: where one ends and the next begins.

A stop ends a sentence unless what stands before it is an abbreviation or initial, or what follows it goes on in small letters.
In: a text and a place in it.  Out: places of sentences, without white space around them, that cover all else.  Never: a changed text, nor a sentence of more
than LONGEST characters: what goes on longer without a stop is no prose, and is parted between two words.
Speed: every look around a stop is bounded, and so is what the later steps do in one sentence; so time grows in line with the length of the text.
"""

import re
from collections.abc import Iterator

STOPS = ".!?…"
CLOSERS = "\"'”’»)]"
OPENERS = "\"'“‘«(["
LONGEST = 1_500  # characters; the longest sentence of the open gold articles has 327
LONGEST_ABBREVIATION = 16  # characters that are looked at before a dot

# Before a name or a figure, and hardly ever last in a sentence.
_BEFORE_A_NAME = """
mr mrs ms mx dr drs prof gen lt col sgt capt cmdr adm sen rep gov pres st sts fr rev hon amb maj brig msgr ma mme mlle vs sh shri smt eng dep asst supt cf
eg ie messrs ft mt
"""
# Ends a sentence when a word follows that often begins one.
_LAST_OR_NOT = """
jr sr inc ltd co corp etc bros dept est govt intl ave blvd al approx jan feb mar apr jun jul aug sep sept oct nov dec
"""
_STARTERS = """
The A An In On At It He She They We This That These Those There But And Or For From With As After Before During His Her Its Their Our If When While
Since Under Among Both Most Many Some All No Not Now Meanwhile However Also According By To You I What Who Why How Last Earlier Later Another Other
Although Though Despite Yet So Such Then Until Once Here Where
"""
_TITLES, _ABBREVIATIONS, _OPENINGS = frozenset(_BEFORE_A_NAME.split()), frozenset(_LAST_OR_NOT.split()), frozenset(_STARTERS.split())
_NUMBERED = frozenset(("no", "nos", "p", "pp", "vol", "fig", "art", "sec", "ch", "para"))
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")

_GAP = re.compile(r"(?<=[.!?…\"'”’»)\]])\s+|(?<=[a-z][a-z][.!?])(?=[A-Z][a-z])")
_PART = re.compile(rf"\S.{{0,{LONGEST - 1}}}(?<=\S)(?=\s|\Z)|\S{{{LONGEST}}}", re.DOTALL)
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end]; none where it is all white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for gap in _GAP.finditer(text, start, end):
        if _ends(text, start, gap.start(), gap.end()):
            yield from parted(text, start, gap.start())
            start = gap.end()
    yield from parted(text, start, end)


def parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The place, which has no white space around it, in parts of at most LONGEST characters; nothing where it is empty."""
    if end - start > LONGEST:
        yield from (part.span() for part in _PART.finditer(text, start, end))
    elif start < end:
        yield start, end


def closes(line: str) -> bool:
    """Whether a line ends with a stop, perhaps inside quotes or brackets."""
    return line.rstrip(CLOSERS)[-1:] in tuple(STOPS)


def _ends(text: str, start: int, at: int, after: int) -> bool:
    """Whether the sentence that began at `start` ends at `at`; `after` is where the next would begin."""
    stop = at
    while stop > max(start, at - 4) and text[stop - 1] in CLOSERS:
        stop -= 1
    if stop == start or text[stop - 1] not in STOPS:
        return False
    while after < len(text) and text[after] in OPENERS:
        after += 1
    if text[after : after + 1].islower():
        return False
    return stop < at or text[stop - 1] != "." or not _is_abbreviated(text, start, stop - 1, after)


def _is_abbreviated(text: str, start: int, dot: int, after: int) -> bool:
    """Whether the dot belongs to the word before it and ends no sentence."""
    word = "".join(text[max(start, dot - LONGEST_ABBREVIATION) : dot].split()[-1:]).lstrip(OPENERS + "—–-/")
    small, follower = word.lower(), _NEXT_WORD.match(text, after)
    if small in _TITLES:
        return True
    if small in _NUMBERED or word.isdecimal():
        return text[after : after + 1].isdecimal() if small in _NUMBERED else _is_list_number(text, start, dot, word, after)
    if small in _ABBREVIATIONS or (len(word) == 1 and word.isupper()) or (_DOTTED.fullmatch(word) and small not in ("a.m", "p.m")):
        return follower is None or follower[0] not in _OPENINGS
    return False


def _is_list_number(text: str, start: int, dot: int, word: str, after: int) -> bool:
    """Whether a number with a dot opens a list item ("1. The") or is a day as written elsewhere ("18. April")."""
    return len(word) <= 2 and (dot - len(word) == start or bool(_MONTH.match(text, after)))
