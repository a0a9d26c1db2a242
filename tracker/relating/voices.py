"""
How many speak independently of each other.

An outlet speaks once, however often it reports; a copy of another's text is the other's voice; the outlets of one party's own state speak with one voice.
In: the events of one fact.  Out: a number.  Never: a look at other facts; copies are found among the evidence of one fact, not on arrival.
"""

from collections.abc import Iterable

from tracker.core.reading import Origin
from tracker.relating.told import Told

ENOUGH = 5  # further voices add less than the third digit of a confidence tells
COPY_LIKENESS = 0.5  # share of a sketch; unrelated reports of one happening share next to nothing


def voices(told: Iterable[Told], parties: frozenset[str]) -> int:
    """
    The number of independent voices, up to ENOUGH.

    told: in order (`told.in_order`); parties: of the fact.  A text that is a copy of one heard before, or whose outlet or state was heard, adds none.
    """
    heard: set[str] = set()
    texts: list[tuple[int, ...]] = []
    count = 0
    for each in told:
        name = voice_of(each, parties)
        if name in heard:
            continue
        heard.add(name)
        if any(is_copy(each.origin.sketch, text) for text in texts):
            continue
        texts.append(each.origin.sketch)
        count += 1
        if count == ENOUGH:
            break
    return count


def voice_of(told: Told, parties: frozenset[str] = frozenset()) -> str:
    """Who speaks: the state for an outlet of a party's own, else the outlet, else the article where no outlet is named."""
    origin: Origin = told.origin
    if origin.home_country in parties:
        return f"state of {origin.home_country}"
    return origin.source.casefold() or told.event.article


def is_copy(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two texts are copies, by their sketches (`reading.sketch`: the smallest hashes, so their common part is the likeness of the texts)."""
    size = min(len(a), len(b))
    union = sorted({*a, *b})[:size]
    return size > 0 and len({*a} & {*b} & {*union}) >= COPY_LIKENESS * size
