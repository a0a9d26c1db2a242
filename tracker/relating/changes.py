"""
What subscribers hear: the changes of facts, seen through a filter.

A change passes a filter if the fact passed before or after it; to the one who filters, the fact then entered what they see, changed in it, or left it.
In: changes and a filter.  Out: changes with the word for each.  Never: storage; `ask` finds the rows, this decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.core.fact import Change, Fact

Seen = Literal["entered", "changed", "left"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a subscriber wants to hear. country, kind: a code and the name of a kind, "" for all; min_confidence: 0 for all."""

    country: str = ""
    kind: str = ""
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A change as one filter sees it."""

    change: Change
    seen: Seen


def passes(wanted: Filter, fact: Fact | None) -> bool:
    """Whether the filter lets this fact through; None, a fact that is not, never."""
    return (
        fact is not None
        and (not wanted.country or wanted.country in fact.countries)
        and (not wanted.kind or wanted.kind == fact.kind)
        and fact.confidence >= wanted.min_confidence
    )


def heard(wanted: Filter, changes: Iterable[Change]) -> tuple[Heard, ...]:
    """Those changes that pass, in the order given, each with what it is under this filter."""
    seen: dict[tuple[bool, bool], Seen] = {(False, True): "entered", (True, True): "changed", (True, False): "left"}
    sides = ((change, (passes(wanted, change.before), passes(wanted, change.after))) for change in changes)
    return tuple(Heard(change, seen[side]) for change, side in sides if side in seen)
