"""
Both logs in one SQLite file: for one machine, without a broker.

In: articles and records.  Out: the same, durable before the receipt (write-ahead log, `synchronous=FULL`), in one order.
One thread writes: appends that wait at the same time share one transaction, so that many senders cost one flush of the disk. Reads go beside it.
Never: the event loop kept waiting, a change to what was written, a decision about what it means. The clock is read here: a log says when it took something.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.core.article import Article
from tracker.core.errors import Unreadable
from tracker.core.reading import Record
from tracker.log.contract import Entry, Receipt, Shelved

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class SqliteArticles:
    """The articles (ArticleLog), and which of them are still to be read (Backlog). A place is a position, as text."""

    async def append(self, articles: Sequence[Article]) -> list[Receipt]:
        """See ArticleLog; `is_duplicate` is exact."""
        raise NotImplementedError

    async def find(self, id: str) -> Shelved | None:
        """See ArticleLog."""
        raise NotImplementedError

    async def at(self, place: str) -> Shelved:
        """See ArticleLog."""
        raise NotImplementedError

    def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """See ArticleLog."""
        raise NotImplementedError

    async def unread(self, reader: str, limit: int) -> list[Shelved]:
        """See Backlog."""
        raise NotImplementedError


class SqliteEvents:
    """The records (EventLog)."""

    async def append(self, records: Sequence[Record]) -> int:
        """See EventLog."""
        raise NotImplementedError

    async def read(self, after: int, limit: int) -> list[Entry]:
        """See EventLog."""
        raise NotImplementedError

    async def end(self) -> int:
        """See EventLog."""
        raise NotImplementedError

    async def wait(self, after: int, wait_s: float) -> bool:
        """See EventLog; hears what this process appends, not another."""
        raise NotImplementedError


class SqliteLog:
    """Both logs of one data folder: `async with SqliteLog.open(path) as log: ...`."""

    articles: SqliteArticles
    events: SqliteEvents

    @classmethod
    def open(cls, path: Path, clock: Clock = now) -> Self:
        """
        The logs in this file, made where it is missing. Takes some milliseconds; also beside another process that has it open.

        Raises Unreadable where the file is no log of tracker or one of a newer release, Misplaced where it cannot be written.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Wait for what is being appended, then close the file; closing again does nothing."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()
