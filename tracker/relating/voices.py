"""
How many speak independently of each other, and who of them is a party.

An outlet speaks once, however often it reports; a copy of another's text is the other's voice; the outlets of one party's own state speak with one voice,
which tells less than a third party's: whoever travels or signs has reasons to tell it well.
In: the first telling of each outlet.  Out: numbers.  Never: a look at other facts; copies are found among the evidence of one fact, not on arrival.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.relating.told import Told

ENOUGH = 5  # further voices add less than the third digit of a confidence tells
COPY_LIKENESS = 0.5  # share of a sketch; unrelated reports of one happening share next to nothing


class Voices(NamedTuple):
    """thirds: the number of independent voices of third parties, up to ENOUGH; parties: of the fact's parties, each of which has one at most."""

    thirds: int
    parties: int


def voices(told: Iterable[Told], parties: frozenset[str]) -> Voices:
    """
    Who speaks independently.

    told: in order of `Told.first`; taken only as far as needed.  parties: of the fact.
    A text that is a copy of one heard before, or whose outlet or state was heard, adds no voice.
    """
    heard: set[str] = set()
    texts: list[tuple[int, ...]] = []
    own = 0
    for each in told:
        is_own = each.origin.home_country in parties
        voice = f"state of {each.origin.home_country}" if is_own else each.outlet
        if voice not in heard and not any(is_copy(each.origin.sketch, text) for text in texts):
            texts.append(each.origin.sketch)
            own += is_own
        heard.add(voice)
        if len(texts) - own == ENOUGH:
            break
    return Voices(len(texts) - own, own)


def is_copy(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two texts are copies, by their sketches (`reading.sketch`: the smallest hashes, so their common part is the likeness of the texts)."""
    size = min(len(a), len(b))
    smallest = set(sorted({*a, *b})[:size])
    return size > 0 and len(smallest.intersection(a).intersection(b)) >= COPY_LIKENESS * size
