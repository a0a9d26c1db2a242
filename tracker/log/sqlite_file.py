"""
One SQLite file that many read, one thread writes, and nobody waits for inside the event loop.

In: pieces of work on a connection.  Out: what they give, durable when it is given (write-ahead log, `synchronous=FULL`).
Pieces of writing that wait at the same time share one transaction, so that many senders cost one flush of the disk: all of a piece is kept, or none.
An error of SQLite is translated here, once. The clock is read here, once a transaction: a log says when it took something.
Never: what is written; that is the log's (`sqlite`).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from sqlite3 import Connection
from threading import Thread
from typing import TypeVar

from tracker.core.errors import Misplaced, TrackerError, Unreadable
from tracker.log.wire import moment

GROUP = 256  # pieces of writing that may share one transaction
READERS = 4  # threads that read, each with a connection of its own
BUSY_S = 30.0  # how long to wait for another process that writes to the file

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file holds. application, version: its `application_id` and `user_version`; tables: the statements that make it."""

    application: int
    version: int
    tables: str


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Connection, str], None]
    done: Future[None]


class SqliteFile:
    """The file at a path, open: `write` and `read` from one event loop."""

    def __init__(self, path: Path, schema: Schema, clock: Callable[[], datetime]) -> None:
        """
        Opens the file, and makes it where it is missing.

        Raises Unreadable where it holds something else or was made by a newer release, Misplaced where it cannot be read or written.
        """
        self._path, self._clock = path, clock
        with translated(path):
            self._writing = _connected(path)
            _prepare(self._writing, path, schema)
            readers = [_connected(path) for _ in range(READERS)]
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        for each in readers:
            self._idle.put(each)
        self._pool = ThreadPoolExecutor(READERS, "log-read")
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="log-write", daemon=True)
        self._thread.start()
        self._written = asyncio.Event()
        self._is_closed = False

    async def write(self, work: Callable[[Connection, str], T]) -> T:
        """What the work gives, once it is durable. work: takes a connection inside a transaction, and the moment of that transaction (RFC 3339, UTC)."""
        if self._is_closed:
            raise Misplaced("data", f"{self._path} was closed", "open the log again")
        loop = asyncio.get_running_loop()
        made: list[T] = []
        done: Future[None] = Future()
        done.add_done_callback(lambda _: loop.call_soon_threadsafe(self._ring))  # also when the caller gave up in the meantime
        self._jobs.put(_Job(lambda db, received: made.append(work(db, received)), done))
        await asyncio.wrap_future(done)
        return made[0]

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What the work gives, done beside the event loop. work: takes a connection; each statement sees all that was durable when it began."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, work)

    def next_write(self) -> asyncio.Event:
        """What is set when the next write of this process is durable."""
        return self._written

    async def close(self) -> None:
        """Wait for what is being written, then close the file; closing again does nothing."""
        if not self._is_closed:
            self._is_closed = True
            self._jobs.put(None)
            await asyncio.to_thread(self._release)

    def _ring(self) -> None:
        self._written.set()
        self._written = asyncio.Event()

    def _read(self, work: Callable[[Connection], T]) -> T:
        db = self._idle.get()
        try:
            with translated(self._path):
                return work(db)
        finally:
            self._idle.put(db)

    def _write(self) -> None:
        is_last = False
        while not is_last:
            jobs = self._waiting()
            is_last = jobs[-1] is None
            self._commit([job for job in jobs if job and job.done.set_running_or_notify_cancel()])

    def _waiting(self) -> list[_Job | None]:
        """The jobs that wait, at least one; None comes last, when the file is to be closed."""
        jobs = [self._jobs.get()]
        while len(jobs) < GROUP and not self._jobs.empty():
            jobs.append(self._jobs.get())
        return jobs

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            with translated(self._path), self._writing:
                self._writing.execute("BEGIN IMMEDIATE")
                received = moment(self._clock())
                for job in jobs:
                    job.work(self._writing, received)
        except Exception as error:  # whatever it is, those who wait must hear of it, and the thread must live on
            for job in jobs:
                job.done.set_exception(error)
        else:
            for job in jobs:
                job.done.set_result(None)

    def _release(self) -> None:
        self._thread.join()
        self._pool.shutdown()
        self._writing.close()
        while not self._idle.empty():
            self._idle.get().close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as tracker's, with the way out; one that only a mistake in a statement can cause stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        known = _ERRORS.get(error.sqlite_errorcode & 0xFF) if hasattr(error, "sqlite_errorcode") else None
        if known is None:
            raise
        raise known(path) from error


def _connected(path: Path) -> Connection:
    db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db


def _prepare(db: Connection, path: Path, schema: Schema) -> None:
    with db:
        db.execute("BEGIN IMMEDIATE")
        application, version, objects = db.execute("SELECT * FROM pragma_application_id, pragma_user_version, (SELECT count(*) FROM sqlite_schema)").fetchone()
        if (application, version, objects) == (0, 0, 0):
            for statement in (*schema.tables.split(";"), f"PRAGMA application_id = {schema.application}", f"PRAGMA user_version = {schema.version}"):
                db.execute(statement)
        elif application != schema.application:
            raise Unreadable(str(path), "is a database of another program", "move it away, or choose another folder with --data")
        elif version != schema.version:
            raise Unreadable(str(path), f"has schema {version}; schema {schema.version} is known")


def _cannot_write(path: Path) -> TrackerError:
    return Misplaced(
        "data", f"{path} cannot be opened for writing", "make its folder and give this user the right to write there, or choose another with --data"
    )


def _is_damaged(path: Path) -> TrackerError:
    return Unreadable(str(path), "is damaged, or no SQLite file", "move it away and restore it from a backup, or choose another folder with --data")


def _is_locked(path: Path) -> TrackerError:
    return Misplaced("data", f"{path} is locked by another program", "end that program; nothing was stored by half, so send it again")


_ERRORS: dict[int, Callable[[Path], TrackerError]] = {
    sqlite3.SQLITE_FULL: lambda path: Misplaced("data", f"no room is left on the disk of {path}", "make room; nothing was stored by half, so send it again"),
    sqlite3.SQLITE_IOERR: lambda path: Misplaced("data", f"the disk of {path} fails", "look at the disk; nothing was stored by half, so send it again"),
    sqlite3.SQLITE_CANTOPEN: _cannot_write,
    sqlite3.SQLITE_READONLY: _cannot_write,
    sqlite3.SQLITE_PERM: _cannot_write,
    sqlite3.SQLITE_NOTADB: _is_damaged,
    sqlite3.SQLITE_CORRUPT: _is_damaged,
    sqlite3.SQLITE_BUSY: _is_locked,
    sqlite3.SQLITE_LOCKED: _is_locked,
}
