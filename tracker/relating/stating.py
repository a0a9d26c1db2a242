"""
What a fact says, from the events that tell it.

Every field comes from its events: the status reached last, the day told most finely, names as most outlets write them.
In: the events of one fact.  Out: the fact.  Never: a value that no event states, or a count in which an outlet speaks twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.date import last_day
from tracker.core.event import Evidence, Fields, Person, Value, countries
from tracker.core.fact import Fact
from tracker.core.kind import FieldSpec, Kind
from tracker.relating.told import LAST, Told, in_order
from tracker.relating.voices import voice_of, voices
from tracker.relating.words import same_person

DOUBT_LEFT = 0.5  # by each further independent voice, as between two sentences of one article


@dataclass(frozen=True, slots=True)
class Version:
    """One way in which the fact is told. weight: by how many outlets; last: the day of the last article that tells it so, "" where untold."""

    fields: Fields
    weight: int
    last: str


def fact_of(kind: Kind, told: Iterable[Told]) -> Fact:
    """The fact that these events tell; at least one. Its parties are seen from the side of the event that names it."""
    known = in_order(told)
    fields = stated(kind, known)
    parties = countries(kind, fields)
    return Fact(
        name=known[0].event.id,
        kind=kind.name,
        countries=parties,
        fields=fields,
        confidence=confidence(known, parties),
        evidence=tuple(sorted({quote for each in known for quote in each.event.evidence}, key=_place)),
        events=tuple(sorted(each.event.id for each in known)),
    )


def confidence(told: Sequence[Told], parties: Iterable[str]) -> float:
    """The best of the events' own, with the doubt that it leaves halved by each further independent voice; rounded once, to three digits. told: in order."""
    doubt = 1 - max(each.event.confidence for each in told)
    return round(1 - doubt * DOUBT_LEFT ** (voices(told, frozenset(parties)) - 1), 3)


def stated(kind: Kind, told: Sequence[Told]) -> Fields:
    """The fields of the fact. told: in order; all agree with the first in parties and in what must be told, but for undertakings' parties."""
    first, versions = told[0].event.fields, _versions(told)
    status = _status(kind, versions) if kind.status else ""
    at_step = versions if kind.window_days is not None else [each for each in versions if each.fields.text(kind.status) == status]
    chosen: dict[str, Value] = {}
    for name, spec in kind.fields.items():
        among = [each for each in (at_step if name == kind.date else versions) if name in each.fields]
        if name == kind.status:
            chosen[name] = status
        elif name in first and spec.is_required and spec.type != "parties":
            chosen[name] = first[name]
        elif among:
            chosen[name] = _chosen(spec, _Sides(name, kind.status, status, among))
    return Fields(chosen)


@dataclass(frozen=True, slots=True)
class _Sides:
    """What versions say of one field."""

    name: str
    status_name: str
    status: str
    versions: Sequence[Version]

    def weights(self) -> dict[Value, tuple[bool, int]]:
        """Of each value: whether a version of the fact's own status tells it, and by how many outlets it is told."""
        weights: dict[Value, tuple[bool, int]] = {}
        for each in self.versions:
            is_of_status, weight = weights.get(each.fields[self.name], (False, 0))
            weights[each.fields[self.name]] = (is_of_status or each.fields.text(self.status_name) == self.status, weight + each.weight)
        return weights


def _chosen(spec: FieldSpec, sides: _Sides) -> Value:
    weights = sides.weights()
    match spec.type:
        case "date":
            return min(weights, key=lambda value: (-len(str(value)), not weights[value][0], -weights[value][1], str(value)))
        case "choice":
            return max(weights, key=lambda value: spec.choices.index(str(value)))
        case "parties":
            return tuple(sorted({code for each in sides.versions for code in each.fields.texts(sides.name)}))
        case "people" | "names":
            return _together(sides)
        case "count":
            return min(weights, key=lambda value: (not weights[value][0], -weights[value][1], repr(value)))
        case _:
            return min(weights, key=lambda value: (-weights[value][1], -_fineness(value), repr(value)))


def _together(sides: _Sides) -> Value:
    """All who are named, each once, as most outlets write the name, ties by the longer one."""
    weights: dict[Person | str, int] = defaultdict(int)
    for each in sides.versions:
        for named in dict.fromkeys(_named(each.fields[sides.name])):
            weights[named] += each.weight
    kept: list[Person | str] = []  # all of one type: those of a field that holds people, or names
    for named in sorted(weights, key=lambda named: (-weights[named], -len(_name(named)), repr(named))):
        if not any(same_person(_name(named), _name(other)) for other in kept):
            kept.append(named)
    return tuple(each for each in kept if isinstance(each, Person)) or tuple(each for each in kept if isinstance(each, str))


def _status(kind: Kind, versions: Sequence[Version]) -> str:
    """
    The status reached last.

    Of an occasion, that told last, of one day the furthest. Of an undertaking, that of the latest day, unless one told later without a day goes further.
    """
    choices = kind.choices(kind.status)
    steps = [(each.last, choices.index(each.fields.text(kind.status))) for each in versions]
    if kind.window_days is None:
        dated = [(last_day(when).isoformat(), step) for each, (_, step) in zip(versions, steps, strict=True) if (when := each.fields.date(kind.date))]
        undated = [step for each, step in zip(versions, steps, strict=True) if kind.date not in each.fields]
        best = max(dated, default=("", -1))
        further = [(day, step) for day, step in undated if step > best[1] and day >= best[0]]
        steps = sorted(further, key=lambda each: each[::-1])[-1:] or [best]
    return choices[max(steps)[1]]


def _versions(told: Iterable[Told]) -> list[Version]:
    same: dict[Fields, list[Told]] = defaultdict(list)
    for each in told:
        same[each.event.fields].append(each)
    return [Version(fields, len({voice_of(each) for each in those}), max(_day(each) for each in those)) for fields, those in same.items()]


def _day(told: Told) -> str:
    return "" if told.first[0] == LAST else told.first[0]


def _fineness(value: Value) -> int:
    """Of texts the longer, of numbers that with more digits that count, tells more."""
    return len(value) if isinstance(value, str) else len(f"{value:.12g}".strip("-").rstrip("0")) if isinstance(value, int | float) else 0


def _named(value: Value) -> tuple[Person | str, ...]:
    return value if isinstance(value, tuple) else ()


def _name(named: Person | str) -> str:
    return named.name if isinstance(named, Person) else named


def _place(quote: Evidence) -> tuple[str, str, int, int, str]:
    return (quote.article, quote.field, quote.start, quote.end, quote.quote)
