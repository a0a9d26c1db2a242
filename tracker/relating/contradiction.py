"""
Where the reports of one fact contradict each other, and who says what.

Reports that tell less do not contradict those that tell more, a plan does not contradict what came of it, and a day more or less is how news counts.
In: what is said, in each of its ways.  Out: fields with their sides, each side with the events that take it.
Never: a verdict. Which side a fact shows is for `stating`, which lowers its confidence for each field here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.date import PartialDate, days_between
from tracker.core.event import Count, Value
from tracker.core.kind import Kind
from tracker.relating.occasion import HAPPENED
from tracker.relating.told import Saying
from tracker.relating.words import same_number

SAME_DAYS = 1  # the day of arrival and that of the first talks, or one day on both sides of midnight

CALLED_OFF = frozenset({"postponed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Side:
    """What some reports say of a field. value: as the first of them tells it; events: the ids of all of them, sorted."""

    value: Value
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field that reports contradict each other in. sides: at least two, that with the most events first, ties by their earliest event id."""

    field: str
    sides: tuple[Side, ...]


def contradictions(kind: Kind, status: str, sayings: Sequence[Saying]) -> tuple[Contradiction, ...]:
    """
    The fields in which these ways of telling one fact contradict each other, as the kind orders them.

    status: that of the fact, "" where its kind has none; of dates and numbers only what is told with it counts, or, of an occasion, with any that it happened.
    """
    if len(sayings) == 1:
        return ()
    alike = [saying for saying in sayings if _is_alike(kind, saying.fields.text(kind.status), status)]
    sides = [(name, _sides(name, alike)) for name, spec in kind.fields.items() if spec.type in ("date", "number", "count")]
    if kind.window_days is not None and _is_called_off_after(kind, sayings):
        sides.append((kind.status, _by_value(kind.status, sayings)))
    return tuple(Contradiction(name, each) for name, each in sides if len(each) > 1)


def _is_alike(kind: Kind, told: str, status: str) -> bool:
    return told == status or (kind.window_days is not None and {told, status} <= HAPPENED)


def _is_called_off_after(kind: Kind, sayings: Iterable[Saying]) -> bool:
    """Whether one report has it that it took place, and one of the same day or later that it was called off; the other way round, it was made after all."""
    happened = [saying.last for saying in sayings if saying.fields.text(kind.status) in HAPPENED]
    return any(saying.last >= min(happened) for saying in sayings if saying.fields.text(kind.status) in CALLED_OFF) if happened else False


def _sides(name: str, sayings: Iterable[Saying]) -> tuple[Side, ...]:
    """The values that are told, but for those with which all others agree."""
    sides = _by_value(name, [saying for saying in sayings if name in saying.fields])
    return tuple(side for side in sides if not all(_agree(side.value, other.value) for other in sides))


def _by_value(name: str, sayings: Iterable[Saying]) -> tuple[Side, ...]:
    events: dict[Value, list[str]] = {}
    for saying in sayings:
        events.setdefault(saying.fields[name], []).extend(saying.ids)
    sides = (Side(value, tuple(sorted(ids))) for value, ids in events.items())
    return tuple(sorted(sides, key=lambda side: (-len(side.events), side.events)))


def _agree(a: Value, b: Value) -> bool:
    match a, b:
        case str(), str():
            return days_between(PartialDate(a), PartialDate(b)) <= SAME_DAYS
        case Count(), Count():
            return a.value == b.value or a.approximate or b.approximate
        case ((int() | float()), (int() | float())):
            return same_number(a, b)
        case _:
            return a == b
