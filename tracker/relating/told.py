"""
An event with what merging needs of the article that tells it.

In: readings that count.  Out: frozen values, and the order in which merging takes them.  Never: an article's text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.core.event import Event
from tracker.core.reading import Origin, Reading

LAST = "9999-99-99"  # the day of an article that does not tell its own: behind all others


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and where its article comes from."""

    event: Event
    origin: Origin

    @property
    def first(self) -> tuple[str, str]:
        """What orders tellings: the day of publication, LAST where it is untold, then the event's id. The least of a fact's tellings names it."""
        return (self.origin.published[:10] or LAST, self.event.id)


def told_by(reading: Reading) -> tuple[Told, ...]:
    """What a reading tells, by event id: two events of one id are one event with the quotes of both."""
    found: dict[str, Event] = {}
    for event in sorted(reading.events, key=_content):
        found[event.id] = _united(found[event.id], event) if event.id in found else event
    return tuple(Told(event, reading.origin) for event in found.values())


def in_order(told: Iterable[Told]) -> list[Told]:
    """Earliest published first, ties by id."""
    return sorted(told, key=lambda each: each.first)


def _content(event: Event) -> tuple[str, str]:
    return event.id, repr(event)


def _united(a: Event, b: Event) -> Event:
    more = tuple(quote for quote in b.evidence if quote not in a.evidence)
    return replace(a, evidence=a.evidence + more, confidence=max(a.confidence, b.confidence), rules=tuple(sorted({*a.rules, *b.rules})))
