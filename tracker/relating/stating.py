"""
What a fact says, from the events that tell it.

Every field comes from its events: the status reached last, the day told most finely, names as most outlets write them.
In: the events of one fact.  Out: the fact.  Never: a value that no event states, or a count in which an outlet speaks twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge

from tracker.core.date import last_day
from tracker.core.event import Evidence, Fields, Person, Value, countries
from tracker.core.fact import Fact
from tracker.core.kind import FieldSpec, Kind
from tracker.relating.contradiction import contradictions
from tracker.relating.told import Saying, Told, sayings_of
from tracker.relating.voices import Voices, voices
from tracker.relating.words import same_person

DOUBT_LEFT = 0.5  # by each further independent voice, as between two sentences of one article
DOUBT_LEFT_BY_PARTY = 0.7  # by that of a party's own state
CONTRADICTED = 0.9  # what each field that reports contradict each other in leaves of the confidence


def fact_of(kind: Kind, sayings: Sequence[Saying]) -> Fact:
    """The fact that is told in these ways, at least one, each in its own words. Its parties are seen from the side of the event that names it."""
    first = min((saying.told[0] for saying in sayings), key=lambda told: told.first).event
    fields = stated(kind, first.fields, sayings)
    parties = countries(kind, fields)
    return Fact(
        name=first.id,
        kind=kind.name,
        countries=parties,
        fields=fields,
        confidence=confidence(sayings, parties, len(contradictions(kind, fields.text(kind.status), sayings))),
        evidence=_quotes(sayings),
        events=tuple(sayings[0].ids) if len(sayings) == 1 else tuple(merge(*(saying.ids for saying in sayings))),
    )


def _quotes(sayings: Sequence[Saying]) -> tuple[Evidence, ...]:
    """The quotes of all, sorted, each once: two events of one article may rest on one sentence."""
    quotes = sayings[0].quotes if len(sayings) == 1 else list(merge(*(saying.quotes for saying in sayings)))
    return tuple(quote for at, (place, quote) in enumerate(quotes) if not at or place != quotes[at - 1][0])


def fact_told(kind: Kind, told: Iterable[Told]) -> Fact:
    """The fact that these events tell, at least one, in any words and order."""
    return fact_of(kind, sayings_of(told))


def confidence(sayings: Sequence[Saying], parties: Iterable[str], contradicted: int) -> float:
    """
    The best of the events' own, with less doubt by each further independent voice, lowered by contradictions; rounded once, to three digits.

    contradicted: the number of fields that reports contradict each other in.
    """
    doubt: float = 1 - max(saying.confidence for saying in sayings)
    openers = sayings[0].openers if len(sayings) == 1 else merge(*(saying.openers for saying in sayings), key=lambda told: told.first)
    heard = voices(openers, frozenset(parties))
    further = Voices(heard.thirds - 1, heard.parties) if heard.thirds else Voices(0, heard.parties - 1)
    left: float = DOUBT_LEFT**further.thirds * DOUBT_LEFT_BY_PARTY**further.parties
    trust: float = (1 - doubt * left) * CONTRADICTED**contradicted
    return round(trust, 3)


def stated(kind: Kind, first: Fields, sayings: Sequence[Saying]) -> Fields:
    """The fields of the fact. first: those of the event that names it; all agree with them in parties and what must be told, but for undertakings' parties."""
    if len(sayings) == 1 and not any(_may_repeat(kind, name, value) for name, value in first.items()):
        return first
    status = _status(kind, sayings) if kind.status else ""
    at_step = sayings if kind.window_days is not None else [each for each in sayings if each.fields.text(kind.status) == status]
    chosen: dict[str, Value] = {}
    for name, spec in kind.fields.items():
        among = [each for each in (at_step if name == kind.date else sayings) if name in each.fields]
        if name == kind.status:
            chosen[name] = status
        elif name in first and spec.is_required and spec.type != "parties":
            chosen[name] = first[name]
        elif among:
            chosen[name] = _chosen(spec, _Sides(name, kind.status, status, among))
    return Fields(chosen)


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is said of one field."""

    name: str
    status_name: str
    status: str
    sayings: Sequence[Saying]

    def weights(self) -> dict[Value, tuple[bool, int]]:
        """Of each value: whether it is told with the fact's own status, and by how many outlets it is told."""
        weights: dict[Value, tuple[bool, int]] = {}
        for each in self.sayings:
            is_of_status, weight = weights.get(each.fields[self.name], (False, 0))
            weights[each.fields[self.name]] = (is_of_status or each.fields.text(self.status_name) == self.status, weight + len(each.openers))
        return weights


def _chosen(spec: FieldSpec, sides: _Sides) -> Value:
    weights = sides.weights()
    match spec.type:
        case "date":
            return min(weights, key=lambda value: (-len(str(value)), not weights[value][0], -weights[value][1], str(value)))
        case "choice":
            return max(weights, key=lambda value: spec.choices.index(str(value)))
        case "parties":
            return tuple(sorted({code for each in sides.sayings for code in each.fields.texts(sides.name)}))
        case "people" | "names":
            return _together(sides)
        case "count":
            return min(weights, key=lambda value: (not weights[value][0], -weights[value][1], repr(value)))
        case _:
            return min(weights, key=lambda value: (-weights[value][1], -_fineness(value), repr(value)))


def _together(sides: _Sides) -> Value:
    """All who are named, each once, as most outlets write the name, ties by the longer one."""
    weights: dict[Person | str, int] = defaultdict(int)
    for each in sides.sayings:
        for named in dict.fromkeys(_named(each.fields[sides.name])):
            weights[named] += len(each.openers)
    kept: list[Person | str] = []  # all of one type: those of a field that holds people, or names
    for named in sorted(weights, key=lambda named: (-weights[named], -len(_name(named)), repr(named))):
        if not any(same_person(_name(named), _name(other)) for other in kept):
            kept.append(named)
    return tuple(each for each in kept if isinstance(each, Person)) or tuple(each for each in kept if isinstance(each, str))


def _status(kind: Kind, sayings: Sequence[Saying]) -> str:
    """
    The status reached last.

    Of an occasion, that told last, of one day the furthest. Of an undertaking, that of the latest day, unless one told later without a day goes further.
    """
    choices = kind.choices(kind.status)
    steps = [(each.last, choices.index(each.fields.text(kind.status))) for each in sayings]
    if kind.window_days is None:
        dated = [(last_day(when).isoformat(), step) for each, (_, step) in zip(sayings, steps, strict=True) if (when := each.fields.date(kind.date))]
        undated = [step for each, step in zip(sayings, steps, strict=True) if kind.date not in each.fields]
        best = max(dated, default=("", -1))
        further = [(day, step) for day, step in undated if step > best[1] and day >= best[0]]
        steps = sorted(further, key=lambda each: each[::-1])[-1:] or [best]
    return choices[max(steps)[1]]


def _may_repeat(kind: Kind, name: str, value: Value) -> bool:
    """Whether one event may name somebody twice here."""
    return isinstance(value, tuple) and len(value) > 1 and kind.fields[name].type in ("people", "names")


def _fineness(value: Value) -> int:
    """Of texts the longer, of numbers that with more digits that count, tells more."""
    return len(value) if isinstance(value, str) else len(f"{value:.12g}".strip("-").rstrip("0")) if isinstance(value, int | float) else 0


def _named(value: Value) -> tuple[Person | str, ...]:
    return value if isinstance(value, tuple) else ()


def _name(named: Person | str) -> str:
    return named.name if isinstance(named, Person) else named
