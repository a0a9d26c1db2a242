"""
What subscribers hear: the changes of facts, seen through a filter.

A change passes a filter if the fact passed before or after it; to the one who filters, the fact then entered what they see, changed in it, or left it.
In: changes and a filter.  Out: changes with the word for each.  Never: storage; `ask` finds the rows, this decides.
"""

from collections.abc import Iterable, Mapping
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


def differences(position: int, before: Iterable[Fact], after: Iterable[Fact], why: str) -> tuple[Change, ...]:
    """
    What became of facts by one record, by name.

    before, after: all facts that the record touched, as they stood on both sides; together each holds any event once.
    A name that ended is told (`was`) by the fact that now holds its event, or else, its event being gone, by the first fact that holds another of its events.
    """
    stood, stands = {fact.name: fact for fact in before}, {fact.name: fact for fact in after}
    ended = [fact for name, fact in stood.items() if name not in stands]
    holder = {event: fact.name for fact in stands.values() for event in fact.events} if ended else {}
    heirs = {fact.name: _heir(fact, holder) for fact in ended}
    gone = [Change(position, "gone", name, stood[name], None, (), why) for name, heir in heirs.items() if not heir]
    there = (_change(position, fact, stood, tuple(sorted(name for name, heir in heirs.items() if heir == fact.name)), why) for fact in stands.values())
    return tuple(sorted([*gone, *(change for change in there if change)], key=lambda change: change.fact))


def _heir(ended: Fact, holder: Mapping[str, str]) -> str:
    return holder.get(ended.name) or min((holder[event] for event in ended.events if event in holder), default="")


def _change(position: int, fact: Fact, stood: Mapping[str, Fact], was: tuple[str, ...], why: str) -> Change | None:
    before = stood.get(fact.name) or (stood[was[0]] if was else None)
    if fact == before:
        return None
    if before is None:
        return Change(position, "new", fact.name, None, fact, was, why)
    is_same = not was and (fact.fields, fact.countries, fact.confidence) == (before.fields, before.countries, before.confidence)
    return Change(position, "evidence" if is_same else "changed", fact.name, before, fact, was, why)
