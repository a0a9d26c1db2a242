"""
Both logs in one SQLite file: for one machine, without a broker.

In: articles and records.  Out: the same in one order, durable before the receipt (see `sqlite_file` for how).
Never: a change to what was written, or a decision about what it means.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from tracker.core.article import Article
from tracker.core.errors import NewerFormat, Unreadable
from tracker.core.reading import Reading, Record
from tracker.log.contract import Damaged, Entry, Receipt, Shelved, end_behind, nothing_at, where
from tracker.log.sqlite_file import Schema, SqliteFile
from tracker.log.wire import Stored, pack_article, pack_record, unpack_article, unpack_entries

SCAN = 200  # articles that a scan holds in memory

_SCHEMA = Schema(
    application=0x7472636B,  # "trck"
    version=1,
    tables="""
        CREATE TABLE articles (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, received TEXT NOT NULL, data BLOB NOT NULL) STRICT;
        CREATE TABLE events (position INTEGER PRIMARY KEY, received TEXT NOT NULL, data BLOB NOT NULL) STRICT;
        CREATE TABLE read (reader TEXT, article INTEGER, PRIMARY KEY (reader, article)) STRICT, WITHOUT ROWID -- article: its position
    """,
)

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class SqliteArticles:
    """The articles (ArticleLog), and which of them are still to be read (Backlog). A place is a position, as text."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._all_read: dict[str, int] = {}  # reader -> a position up to which it has read everything, until `again`

    async def append(self, articles: Sequence[Article]) -> list[Receipt]:
        """See ArticleLog; `is_duplicate` is exact."""
        packed = [(article.id, pack_article(article)) for article in articles]
        return await self._file.write(lambda db, received: [_shelve(db, received, id, data) for id, data in packed])

    async def find(self, id: str) -> Shelved | None:
        """See ArticleLog."""
        found = await self._file.read(lambda db: [_shelved(row) for row in _rows(db, "WHERE id = ?", id)])
        return found[0] if found else None

    async def at(self, place: str) -> Shelved:
        """See ArticleLog."""
        position = _position(place)
        found = await self._file.read(lambda db: [_shelved(row) for row in _rows(db, "WHERE position = ?", position)])
        if not found:
            raise nothing_at(place)
        return found[0]

    async def again(self, place: str) -> None:
        """See ArticleLog. Its readings stay; that there are any is forgotten, so that Backlog gives it again, also after a restart."""
        position = _position(place)
        if not await self._file.write(lambda db, _: _stand_again(db, position)):
            raise nothing_at(place)
        self._all_read = {reader: min(after, position - 1) for reader, after in self._all_read.items()}

    async def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """See ArticleLog."""
        end = await self._file.read(lambda db: _last(db, "articles"))
        for after in range(0, end, SCAN):
            for each in await self._file.read(partial(_slice, after=after, end=min(after + SCAN, end))):
                yield each

    async def unread(self, reader: str, limit: int) -> list[Shelved | Damaged]:
        """See Backlog."""
        all_read = self._all_read
        after = all_read.get(reader, 0)
        end = await self._file.read(lambda db: _last(db, "articles"))
        found = await self._file.read(lambda db: _unread(db, after, reader, limit))
        all_read[reader] = int(found[0].place) - 1 if found else end  # into another one now, where `again` came between
        return found

    async def count_unread(self, reader: str) -> int:
        """See Backlog."""
        return await self._file.read(lambda db: _count_unread(db, reader))


class SqliteEvents:
    """The records (EventLog)."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    async def append(self, records: Sequence[Record]) -> int:
        """See EventLog."""
        packed = [pack_record(record) for record in records]
        read = [(record.reader, record.article) for record in records if isinstance(record, Reading)]
        return await self._file.write(lambda db, received: _append(db, received, packed, read))

    async def read(self, after: int, limit: int) -> list[Entry]:
        """See EventLog."""
        entries = await self._file.read(lambda db: unpack_entries(_stored(db, after, limit), "events"))
        if not entries:
            await self._end_behind(after)
        return entries

    async def end(self) -> int:
        """See EventLog."""
        return await self._file.read(lambda db: _last(db, "events"))

    async def wait(self, after: int, wait_s: float) -> bool:
        """See EventLog; hears what this process appends, not another."""
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                written = self._file.next_write()  # asked for before the end is, so that no write falls between
                while await self._end_behind(after) == after:
                    await written.wait()
                    written = self._file.next_write()
        return await self._end_behind(after) > after

    async def _end_behind(self, after: int) -> int:
        return end_behind(after, await self.end())


class SqliteLog:
    """Both logs of one data folder: `async with SqliteLog.open(path) as log: ...`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self.articles = SqliteArticles(file)
        self.events = SqliteEvents(file)

    @classmethod
    def open(cls, path: Path, clock: Clock = now) -> Self:
        """
        The logs in this file, made where it is missing. Takes some milliseconds; also beside another process that has it open.

        Raises Unreadable where the file is no log of tracker or one of a newer release, Misplaced where it cannot be written.
        """
        return cls(SqliteFile(path, _SCHEMA, clock))

    async def close(self) -> None:
        """Wait for what is being appended, then close the file; closing again does nothing."""
        await self._file.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


def _shelve(db: Connection, received: str, id: str, data: bytes) -> Receipt:
    stored = db.execute("INSERT INTO articles (id, received, data) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING", (id, received, data))
    if stored.rowcount == 1:
        return Receipt(id, is_duplicate=False, place=str(stored.lastrowid))
    (position,) = db.execute("SELECT position FROM articles WHERE id = ?", (id,)).fetchone()
    return Receipt(id, is_duplicate=True, place=str(position))


def _append(db: Connection, received: str, packed: Sequence[bytes], read: Sequence[tuple[str, str]]) -> int:
    db.executemany("INSERT INTO events (received, data) VALUES (?, ?)", [(received, data) for data in packed])
    db.executemany("INSERT OR IGNORE INTO read SELECT ?, position FROM articles WHERE id = ?", read)
    return _last(db, "events")


def _stand_again(db: Connection, position: int) -> bool:
    """Whether there is such an article."""
    db.execute("DELETE FROM read WHERE article = ?", (position,))
    return db.execute("SELECT 1 FROM articles WHERE position = ?", (position,)).fetchone() is not None


def _position(place: str) -> int:
    """The position that a place names, 0 where it names none."""
    return int(place) if place.isdecimal() and len(place) < 19 else 0


def _last(db: Connection, table: str) -> int:
    position: int = db.execute(f"SELECT coalesce(max(position), 0) FROM {table}").fetchone()[0]
    return position


def _stored(db: Connection, after: int, limit: int) -> list[Stored]:
    found = db.execute("SELECT position, received, data FROM events WHERE position > ? ORDER BY position LIMIT ?", (after, limit))
    return [Stored(*row) for row in found]


def _rows(db: Connection, where: str, *values: str | int) -> list[Stored]:
    return [Stored(*row) for row in db.execute(f"SELECT position, received, data FROM articles {where}", values)]


def _slice(db: Connection, after: int, end: int) -> list[Shelved | Unreadable]:
    return [_shelved_or_not(row) for row in _rows(db, "WHERE position > ? AND position <= ?", after, end)]


_UNREAD = "NOT EXISTS (SELECT 1 FROM read WHERE reader = ? AND article = position)"


def _count_unread(db: Connection, reader: str) -> int:
    (many,) = db.execute(f"SELECT count(*) FROM articles WHERE {_UNREAD}", (reader,)).fetchone()
    return int(many)


def _unread(db: Connection, after: int, reader: str, limit: int) -> list[Shelved | Damaged]:
    found: list[Shelved | Damaged] = []
    for row in _rows(db, f"WHERE position > ? AND {_UNREAD} ORDER BY position LIMIT ?", after, reader, limit):
        shelved = _shelved_or_not(row)
        if isinstance(shelved, NewerFormat):
            if not found:
                raise shelved
            break
        found.append(_damaged(db, row, shelved) if isinstance(shelved, Unreadable) else shelved)
    return found


def _damaged(db: Connection, row: Stored, why: Unreadable) -> Damaged:
    (id,) = db.execute("SELECT id FROM articles WHERE position = ?", (row.position,)).fetchone()
    return Damaged(id, str(row.position), row.received, str(why))


def _shelved(row: Stored) -> Shelved:
    return Shelved(unpack_article(row.data, where(str(row.position))), str(row.position), row.received)


def _shelved_or_not(row: Stored) -> Shelved | Unreadable:
    try:
        return _shelved(row)
    except Unreadable as error:
        return error
