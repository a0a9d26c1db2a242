"""
What a log promises, whoever keeps it.

Two logs, append-only, kept for ever: articles as they came in, and records about them (readings, retractions, restorings, readers).
An append is durable when it returns. SQLite then holds all of it or none; on Kafka a fall may leave a part of it without a receipt. It may always be
appended again: a record counts once (`relating`), a place may hold a copy.
In: values.  Out: values with their place in the log and the moment the log took them.  Never: a decision about what they mean.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.core.article import Article
from tracker.core.errors import Replaced, Unreadable
from tracker.core.reading import Record


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender gets. is_duplicate: the log already held this article (exact in SQLite, best effort on Kafka); place: where it lies."""

    id: str
    is_duplicate: bool
    place: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article in its log. place: where, as text that only this log understands; received: when the log took it, RFC 3339 in UTC."""

    article: Article
    place: str
    received: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """What lies where an article should, and is none. id: under which it lies; place, received: as of a Shelved; problem: what is wrong with its bytes."""

    id: str
    place: str
    received: str
    problem: str


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A record in the events log.

    position: the number of records up to and with this one, 1 for the first; received: when the log took it, RFC 3339 in UTC.
    hash: of its bytes as stored, so that a reader can tell whether it is still the same log.
    """

    position: int
    received: str
    hash: str
    record: Record


def where(place: str) -> str:
    """How an Unreadable names a place in the articles log."""
    return f"articles {place}"


def nothing_at(place: str) -> Unreadable:
    """The error of a place at which no article lies."""
    return Unreadable(where(place), "no article lies there", "see whether this is the log that named the place: a copied log has places of its own")


def end_behind(after: int, end: int) -> int:
    """The end of an events log, which a reader has read up to `after`. Raises Replaced where it ends before that: it is another log."""
    if end < after:
        raise Replaced("events", after, f"it ends at {end}")
    return end


class ArticleLog(Protocol):
    """The articles, each as it came in."""

    async def append(self, articles: Sequence[Article]) -> list[Receipt]:
        """
        A receipt for each, in order, once all are durable; none is stored where one is refused. An article that the log already holds is not stored again.

        Raises BadArticle or TooLarge for what cannot be stored, Misplaced where the log cannot take it now (a full disk).
        """
        ...

    async def find(self, id: str) -> Shelved | None:
        """The article of this id, None where the log holds none (on Kafka: none that this node knows of)."""
        ...

    async def at(self, place: str) -> Shelved:
        """The article at a place that a Receipt, Shelved or Origin named. Raises Unreadable where nothing readable lies there."""
        ...

    async def again(self, place: str) -> None:
        """
        Let what lies at this place be read again: it stands before its readers as if it had just come, also where its bytes were no article to them.

        Raises Unreadable where nothing lies there, Misplaced where the log cannot take it now.
        """
        ...

    def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """
        Every article that the log holds when asked, oldest first (on Kafka: within each partition, and a copy may come twice).

        Bytes that fit no known version come as an Unreadable value, so that one of them hides no others.
        """
        ...


class Backlog(Protocol):
    """What is still to be read. SQLite keeps it; on Kafka the workers' consumer group does, so no KafkaLog has one."""

    async def unread(self, reader: str, limit: int) -> list[Shelved | Damaged]:
        """
        Articles that have no reading by this reader yet, oldest first; those whose readers died stand here again after a restart.

        Raises NewerFormat at an article that a newer release wrote, when it comes first; those before it are given first.
        """
        ...

    async def count_unread(self, reader: str) -> int:
        """How many articles have no reading by this reader yet."""
        ...


class EventLog(Protocol):
    """The records, in the one order that every node sees."""

    async def append(self, records: Sequence[Record]) -> int:
        """
        The position of the last of them, once all are durable; none is stored where one is refused.

        Raises Unstorable for a record that no log can keep, Misplaced where the log cannot take it now (a full disk).
        """
        ...

    async def read(self, after: int, limit: int) -> list[Entry]:
        """
        Up to `limit` entries behind a position, in order; [] at the end. after: 0 for the beginning.

        Raises Replaced where the log ends before that position, or (on Kafka, after a silence) no longer holds the record last given.
        Raises Unreadable at a record of an unknown format, when it comes first; entries before it are given first.
        """
        ...

    async def end(self) -> int:
        """The position of the last record, 0 for an empty log."""
        ...

    async def wait(self, after: int, wait_s: float) -> bool:
        """Whether a record behind this position stands in the log; waits up to `wait_s` seconds for one. Raises Replaced where the log ends before it."""
        ...


class Log(Protocol):
    """Both logs of one tracker. `async with` closes it at the end."""

    @property
    def articles(self) -> ArticleLog:
        """The articles."""
        ...

    @property
    def events(self) -> EventLog:
        """The records about them."""
        ...

    async def close(self) -> None:
        """Wait for what is being appended, then let go of everything; closing again does nothing."""
        ...
