"""
An event with what merging needs of the article that tells it, and events that tell the same in the same words.

In: readings that count.  Out: values, and the order in which merging takes them.  Never: an article's text.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tracker.core.event import Event, Evidence, Fields
from tracker.core.reading import Origin, Reading

LAST = "9999-99-99"  # the day of an article that does not tell its own: behind all others

First = tuple[str, str]
"""What orders tellings: the day of publication, LAST where it is untold, then the event's id."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and where its article comes from. first: its place among all tellings; the least of a fact's tellings names it."""

    event: Event
    origin: Origin
    first: First = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", (self.origin.published[:10] or LAST, self.event.id))

    @property
    def outlet(self) -> str:
        """Who tells it: the outlet as its article names it, or the article where it names none."""
        return self.origin.source.casefold() or self.event.article


class Saying:
    """
    What is told in the same words, and by whom: kept in order telling by telling, for one trip may have thousands.

    fields: of all its events; told: in order; openers: the first telling of each outlet, in order; ids, quotes: of all its events, sorted.
    confidence: the highest; last: the day of the last article that tells its own, "" where none does.
    """

    __slots__ = ("_opener", "confidence", "fields", "ids", "last", "openers", "quotes", "told")
    fields: Fields
    told: list[Told]
    openers: list[Told]
    ids: list[str]
    quotes: list[tuple[tuple[str, str, int, int, str], Evidence]]
    confidence: float
    last: str
    _opener: dict[tuple[str, str], Told]

    def __init__(self, told: Iterable[Told]) -> None:
        """told: at least one, all with the same fields."""
        self._begin()
        for each in told:
            self.fields = each.event.fields
            self.add(each)

    def add(self, told: Told) -> None:
        """One more telling, not told before."""
        insort(self.told, told, key=_first)
        insort(self.ids, told.event.id)
        for quote in told.event.evidence:
            place = (quote.article, quote.field, quote.start, quote.end, quote.quote)
            insort(self.quotes, (place, quote))
        self.confidence = max(self.confidence, told.event.confidence)
        self.last = max(self.last, "" if told.first[0] == LAST else told.first[0])
        opener = self._opener.setdefault((told.outlet, told.origin.home_country), told)
        if opener is not told and told.first < opener.first:
            self.openers.remove(opener)
            self._opener[told.outlet, told.origin.home_country] = opener = told
        if opener is told:
            insort(self.openers, told, key=_first)

    def remove(self, told: Told) -> None:
        """One telling less."""
        left = [each for each in self.told if each.event.id != told.event.id]
        self._begin()
        for each in left:
            self.add(each)

    def _begin(self) -> None:
        self.told, self.openers, self.ids, self.quotes, self._opener = [], [], [], [], {}
        self.confidence, self.last = 0.0, ""


def sayings_of(told: Iterable[Told]) -> list[Saying]:
    """What is told, by the words in which it is."""
    same: dict[Fields, list[Told]] = defaultdict(list)
    for each in told:
        same[each.event.fields].append(each)
    return [Saying(each) for each in same.values()]


def told_by(reading: Reading) -> tuple[Told, ...]:
    """What a reading tells: two events of one id are one event with the quotes of both."""
    found: dict[str, Event] = {}
    for event in _once(reading.events):
        found[event.id] = _united(found[event.id], event) if event.id in found else event
    return tuple(Told(event, reading.origin) for event in found.values())


def _once(events: tuple[Event, ...]) -> Iterable[Event]:
    """The events, those of one id in an order of their own: which of them is told first must not show."""
    return events if len({event.id for event in events}) == len(events) else sorted(events, key=lambda event: (event.id, repr(event)))


def _united(a: Event, b: Event) -> Event:
    more = tuple(quote for quote in b.evidence if quote not in a.evidence)
    return replace(a, evidence=a.evidence + more, confidence=max(a.confidence, b.confidence), rules=tuple(sorted({*a.rules, *b.rules})))


def _first(told: Told) -> First:
    return told.first
