"""
Reconcile: from what sentences tell to the events of the article, each once.

In: what was told, in the order of the article.  Out: events, checked against their kind, with all their quotes.
Never: the impossible (a visit to one's own country, a date far ahead), and never two events for one act that is told twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.core.article import Article
from tracker.core.date import PartialDate, days_between, finer, first_day, is_whole_day, last_day, may_be_the_same
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value, event_id, faults
from tracker.core.kind import Kind
from tracker.reading.acquaintances import name_words
from tracker.reading.items import Sentence
from tracker.reading.resolve import Told

FIRST_YEAR, YEARS_AHEAD = 1800, 30
TOUR_DAYS = 31  # about the day of publication, within which trips of the same people are stops of one tour
ALIKE = 64  # acts of one kind and the same parties, the last ones, that a telling is compared with; only a table has more
SECOND_WEIGHT = 0.5  # of an independent second sentence, or of a second reader, once, in a noisy-or. Source: first estimate of the prototype
MAX_CONFIDENCE = 0.99
NOT_OVER = frozenset({"planned", "ongoing"})
ONE_TRIP = ({"ongoing", "completed"}, {"planned", "ongoing"}, {"planned", "postponed"}, {"planned", "cancelled"}, {"postponed", "cancelled"})
"""Pairs of statuses that one article may tell of one act: a guest has come, and will see the king; a trip was planned for May, and is off."""
OVER_PLANNED = frozenset({"ongoing", "postponed", "cancelled"})


@dataclass(slots=True)
class _Draft:
    """An event in the making. is_confirmed: whether a second reader told it as well as the frames."""

    told: Told
    fields: dict[str, Value]
    sentences: list[Sentence]
    rules: list[str]
    confidence: float
    is_confirmed: bool = False


def reconcile(told: Iterable[Told], article: Article) -> tuple[Event, ...]:
    """The events of the article, in the order in which it first tells them."""
    drafts: list[_Draft] = []
    alike: dict[tuple[object, ...], list[_Draft]] = {}
    by_frames: set[tuple[object, ...]] = set()  # the acts that they told
    for each in sorted(told, key=lambda told: told.is_second):
        fields = {name: value for name, value in each.fields.items() if value is not None and value != "" and value != () and value is not False}
        if faults(each.declared.kind, Fields(fields)) or not _is_possible(each.declared.kind, fields, article.day):
            continue
        others = alike.setdefault((each.declared.kind.name, *(fields[name] for name in each.declared.kind.parties)), [])
        told_already = (
            draft for draft in others[-ALIKE:] if _is_same(draft, each, fields, article.day) or (each.is_again and _is_told_again(draft, each, fields))
        )
        same = next(told_already, None)
        act = each.declared.kind.name, each.sentence.span, each.place
        if not each.is_second:
            by_frames.add(act)
        if same is None and each.is_second and act in by_frames:
            continue  # a second reader confirms what frames tell of an act, and says nothing against it
        if same is None:
            others.append(_Draft(each, fields, [each.sentence], [each.rule], each.confidence))
            drafts.append(others[-1])
        else:
            _join(same, each, fields)
    if article.day:
        _date_by_tour(drafts, article.day)
    return _distinct(_event(draft, article) for draft in drafts)


def _date_by_tour(drafts: Iterable[_Draft], day: PartialDate) -> None:
    """Each undated stop of a tour takes the month, or else the year, that the dated stops of the same people share."""
    dates: dict[tuple[object, ...], set[str]] = {}
    undated: list[_Draft] = []
    for draft in drafts:
        date = draft.fields.get(draft.told.declared.kind.date)
        if date is None:
            undated.append(draft)
        elif is_whole_day(PartialDate(str(date))) and days_between(PartialDate(str(date)), day) <= TOUR_DAYS:
            for each in _travellers(draft):
                dates.setdefault(each, set()).add(str(date))
    for draft in undated:
        recent = {date for each in _travellers(draft) for date in dates.get(each, ())}
        for length in (7, 4):
            if len(shared := {date[:length] for date in recent}) == 1:
                draft.fields[draft.told.declared.kind.date] = shared.pop()
                break


def _travellers(draft: _Draft) -> Iterator[tuple[object, ...]]:
    """Each word of the names of those who travel, with the kind and with the country that they come from; nothing for what is no journey."""
    people = draft.fields.get(draft.told.declared.tour, ())
    if isinstance(people, tuple):
        yield from ((draft.told.declared.kind.name, draft.fields[draft.told.declared.kind.parties[0]], word) for word in _names(people))


def _is_possible(kind: Kind, fields: Mapping[str, Value], day: PartialDate | None) -> bool:
    date = fields.get(kind.date)
    if not isinstance(date, str):
        return True
    latest = int(day[:4]) + YEARS_AHEAD if day else 9999
    return FIRST_YEAR <= int(date[:4]) <= latest


def _is_same(draft: _Draft, told: Told, fields: Mapping[str, Value], day: PartialDate | None) -> bool:
    """Whether both, of one kind and the same parties, tell one act: agreeing where the kind wants it, contradicting each other nowhere else."""
    kind = told.declared.kind
    if _is_of_another_time(draft.fields, fields, kind, day) or _is_of_another_time(fields, draft.fields, kind, day):
        return False
    return all(draft.fields.get(name) == fields.get(name) for name in told.declared.agree) and all(
        _may_agree(draft.fields[name], fields[name], kind, name) for name in _both(kind, draft.fields, fields)
    )


def _is_of_another_time(one: Mapping[str, Value], other: Mapping[str, Value], kind: Kind, day: PartialDate | None) -> bool:
    """Whether one goes on or lies ahead, without a date, and the other was long ago."""
    date = other.get(kind.date)
    if kind.date in one or one.get(kind.status) not in NOT_OVER or not isinstance(date, str) or day is None or kind.window_days is None:
        return False
    return (first_day(day) - last_day(PartialDate(date))).days > TOUR_DAYS


def _is_told_again(draft: _Draft, told: Told, fields: Mapping[str, Value]) -> bool:
    """Whether what points back to an act may mean this one: the same step, on no other day, however many there were and whatever it is about."""
    kind = told.declared.kind
    both = draft.fields.get(kind.date), fields.get(kind.date)
    agree = None in both or _may_agree(str(both[0]), str(both[1]), kind, kind.date)
    return draft.fields.get(kind.status) == fields.get(kind.status) and agree


def _both(kind: Kind, one: Mapping[str, Value], other: Mapping[str, Value]) -> list[str]:
    """The fields that may tell two acts apart and that both tell."""
    telling = [*kind.identity, *([kind.status] if kind.status else [])]
    return [name for name in dict.fromkeys(telling) if name in one and name in other and name not in kind.parties]


def _may_agree(one: Value, other: Value, kind: Kind, name: str) -> bool:
    if kind.fields[name].type == "date":
        return may_be_the_same(PartialDate(str(one)), PartialDate(str(other))) or _is_one_stay(one, other, kind)
    if kind.fields[name].type == "text":
        return bool(set(name_words(str(one).lower())) & set(name_words(str(other).lower())))
    match one, other:
        case (tuple(), tuple()):
            return bool(_names(one) & _names(other))
        case (Count(value=a), Count(value=b)):
            return a == b
        case _:
            return one == other or (name == kind.status and {one, other} in ONE_TRIP)


def _is_one_stay(one: Value, other: Value, kind: Kind) -> bool:
    """Whether two days may be days of one stay."""
    a, b = PartialDate(str(one)), PartialDate(str(other))
    return kind.window_days is not None and is_whole_day(a) and is_whole_day(b) and days_between(a, b) <= kind.window_days


def _names(people: tuple[object, ...]) -> set[str]:
    return {word for person in people for word in name_words((person.name if isinstance(person, Person) else str(person)).lower())}


def _join(draft: _Draft, told: Told, fields: Mapping[str, Value]) -> None:
    """Add a telling to the event: the finer date, all the people, what was untold so far, and one more quote."""
    kind = told.declared.kind
    for name, value in fields.items():
        before = draft.fields.get(name)
        if before is None:
            draft.fields[name] = value
        elif told.is_second:
            continue
        elif kind.fields[name].type == "date" and may_be_the_same(PartialDate(str(before)), PartialDate(str(value))):
            draft.fields[name] = finer(PartialDate(str(before)), PartialDate(str(value)))
        elif name == kind.date:
            draft.fields[name] = min(str(before), str(value))
        elif name == kind.status and before == "planned" and value in OVER_PLANNED:
            draft.fields[name] = value
        elif kind.fields[name].type == "people" and isinstance(before, tuple) and isinstance(value, tuple):
            draft.fields[name] = _all_people(before, value)
    is_beside = told.is_second and not draft.told.is_second
    is_voice = told.sentence != draft.sentences[-1]  # each reader's come in the order of the article
    if is_voice:
        draft.sentences.append(told.sentence)
    if not draft.is_confirmed if is_beside else is_voice:
        draft.is_confirmed = draft.is_confirmed or is_beside
        draft.confidence = 1 - (1 - draft.confidence) * (1 - SECOND_WEIGHT * told.confidence)
    draft.confidence = max(draft.confidence, told.confidence)
    if told.rule not in draft.rules:
        draft.rules.append(told.rule)


def _all_people(before: tuple[object, ...], more: tuple[object, ...]) -> tuple[Person, ...]:
    """Everyone once, by the fuller name and with the role that is told."""
    everyone: list[Person] = []
    for person in (*before, *more):
        assert isinstance(person, Person)
        at = next((at for at, other in enumerate(everyone) if _names((other,)) & _names((person,))), None)
        if at is None:
            everyone.append(person)
        else:
            other = everyone[at]
            everyone[at] = Person(max(other.name, person.name, key=len), other.role or person.role)
    return tuple(everyone)


def _event(draft: _Draft, article: Article) -> Event:
    kind = draft.told.declared.kind
    fields = Fields(draft.fields)
    quotes = sorted(dict.fromkeys(_quote(sentence, article) for sentence in draft.sentences), key=lambda quote: (quote.field == "text", quote.start))
    return Event(
        event_id(article.id, kind, fields), article.id, kind.name, fields, tuple(quotes), round(min(draft.confidence, MAX_CONFIDENCE), 3), tuple(draft.rules)
    )


def _quote(sentence: Sentence, article: Article) -> Evidence:
    """The whole sentence, to the letter."""
    span = sentence.span
    text = article.title if span.field == "title" else article.text
    return Evidence(article.id, span.field, span.start, span.end, text[span.start : span.end])


def _distinct(events: Iterable[Event]) -> tuple[Event, ...]:
    """Two events of one id are one event with the quotes of both."""
    by_id: dict[str, Event] = {}
    for event in events:
        before = by_id.get(event.id)
        if before is None:
            by_id[event.id] = event
        else:
            quotes = tuple(dict.fromkeys((*before.evidence, *event.evidence)))
            by_id[event.id] = Event(event.id, event.article, event.kind, before.fields, quotes, max(before.confidence, event.confidence), before.rules)
    return tuple(by_id.values())
