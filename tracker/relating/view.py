"""
The view: what the log amounts to, in one SQLite file that may be deleted at any time and folded again.

In: entries of the events log, in order.  Out: rows that `ask` reads.
Never: a fact that `merge` over the counting events would not give, or a position without its facts.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import assert_never

from tracker.core.errors import OtherMerge, StaleView, Unreadable
from tracker.core.event import faults
from tracker.core.fact import Change
from tracker.core.identity import digest
from tracker.core.kind import Kind
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Entry
from tracker.relating.accounts import Accounts, Turn
from tracker.relating.counting import Standing
from tracker.relating.fold import retell
from tracker.relating.holding import Holding
from tracker.relating.merge import MERGE_VERSION
from tracker.relating.rows import SCHEMA, SCHEMA_VERSION, Rows

GENERATION_LENGTH = 8  # hexadecimal digits; told apart are the few generations that one reader of changes meets


def merge_digest(kinds: Mapping[str, Kind]) -> str:
    """What the merge depends on: its version, and how the kinds are declared."""
    return digest({"merge": MERGE_VERSION, "kinds": {name: asdict(kind) for name, kind in kinds.items()}})


def generation_of(first: str, merge: str, switched: str) -> str:
    """
    What makes positions comparable.

    first, switched: `mark` of the log's first record, and of the one that put readers in force, "" before there is one; merge: `merge_digest`.
    """
    return digest({"log": first, "merge": merge, "readers": switched})[:GENERATION_LENGTH]


def mark(entry: Entry) -> str:
    """By what a record is known again. Its moment belongs to it: all logs of one release begin with the same words about who reads."""
    return f"{entry.hash} {entry.received}"


class View:
    """Folds the events log into a SQLite file. One View writes a file, from one thread at a time; any number of Asks read it meanwhile."""

    def __init__(self, connection: sqlite3.Connection, path: Path, kinds: Mapping[str, Kind]) -> None:
        """See `open`. path: of the file."""
        self._connection, self.path, self._kinds = connection, path, kinds
        self._merge = merge_digest(kinds)
        self._position, self._last, self._first, self._switched, self._left = 0, "", "", "", ""
        rows = Rows(connection)
        self._holding, self._accounts = Holding(rows, kinds), Accounts(rows, ())
        self._recall()

    @classmethod
    def open(cls, path: Path, kinds: Mapping[str, Kind]) -> "View":
        """
        The view at `path`, made empty where there is none.  kinds: by name.

        Raises OtherMerge where the file was made by another merge or with other kinds, StaleView where by another release, or where it is damaged.
        """
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, path, merge_digest(kinds))
            return cls(connection, path, kinds)
        except sqlite3.DatabaseError as odd:
            connection.close()
            raise StaleView(str(path), f"is damaged ({odd})") from odd
        except StaleView:
            connection.close()
            raise

    @property
    def generation(self) -> str:
        """What makes positions comparable: a short hash of the log's first record, the merge, and the last word on readers."""
        return generation_of(self._first, self._merge, self._switched)

    @property
    def left(self) -> str:
        """The generation that the view was of when it was cleared last, "" where it never was."""
        return self._left

    @property
    def position(self) -> int:
        """The number of records applied, 0 before the first."""
        return self._position

    def standing(self) -> Standing:
        """Whose readings count after the records applied."""
        return Standing(self._position, self._accounts.readers, frozenset(self._accounts.readers), self._accounts.seen())

    def is_of(self, entry: Entry | None) -> bool:
        """Whether this view was folded from the log that has this entry at `position` (None: it has none there); an empty view is of any log."""
        return self._position == 0 or (entry is not None and (entry.position, mark(entry)) == (self._position, self._last))

    def apply(self, entries: Sequence[Entry]) -> list[Change]:
        """
        Folds entries in, all in one transaction with the position, and gives the changes; entries at or before the position are passed over.

        Raises Unreadable at a record of an unknown kind, or where records are missing before an entry; those before it are applied and stay.
        Raises StaleView where the file turns out to be damaged.
        """
        ahead = [entry for entry in entries if entry.position > self._position]
        changes: list[Change] = []
        halt = None
        with self._writing():
            for entry in ahead:
                if halt := self._halt(entry):
                    break
                changes += self._fold(entry)
            self._holding.write()
            self._accounts.write()
            self._remember()
        if halt:
            raise halt
        return changes

    def clear(self) -> None:
        """
        Begins again with an empty view of any log, in one transaction: who asks meanwhile sees the old one whole, or the empty one.

        Raises StaleView where the file turns out to be damaged.
        """
        tables = [name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'")]
        with self._writing():
            for table in tables:
                self._connection.execute(f"DELETE FROM {table}")
            left = self.generation
            self._connection.execute("DELETE FROM meta WHERE name <> 'merge'")
            self._connection.execute("INSERT INTO meta VALUES ('left', ?)", (left,))
        self._forget()

    def close(self) -> None:
        """Ends writing; what was applied is in the file."""
        self._connection.close()

    def _halt(self, entry: Entry) -> Unreadable | None:
        """Why the fold cannot go on with this entry."""
        where = f"events log {entry.position}"
        if entry.position != self._position + 1:
            return Unreadable(where, f"does not follow {self._position}", "see that the log is whole; delete the view and fold the log again")
        for event in entry.record.events if isinstance(entry.record, Reading) else ():
            if event.kind not in self._kinds:
                return Unreadable(where, f"tells of a {event.kind!r}, a kind that this release does not know")
            if wrong := faults(self._kinds[event.kind], event.fields):
                return Unreadable(where, f"tells of a {event.kind} that this release does not understand: {wrong[0]}")
        return None

    def _fold(self, entry: Entry) -> tuple[Change, ...]:
        self._position, self._last = entry.position, mark(entry)
        self._first = self._first or mark(entry)
        if not isinstance(entry.record, Reading):
            self._accounts.note(entry.position, entry.received, entry.record)
        turn = self._turn(entry.record)
        why = entry.record.why if isinstance(entry.record, Retracted) else ""
        return retell(self._holding, self._position, turn.gone, turn.come, why)

    def _turn(self, record: Record) -> Turn:
        match record:
            case Reading():
                return self._accounts.read(self._position, record)
            case Retracted():
                return self._accounts.retract(self._position, record)
            case Restored():
                return self._accounts.restore(record)
            case Readers():
                self._switched = self._last
                return self._accounts.prefer(record.preference)
            case _:
                assert_never(record)

    def _recall(self) -> None:
        meta: dict[str, str] = dict(self._connection.execute("SELECT name, value FROM meta"))
        self._position, self._last, self._first = int(meta.get("position", "0")), meta.get("last", ""), meta.get("first", "")
        self._switched, self._left = meta.get("switched", ""), meta.get("left", "")
        self._accounts.readers = tuple(json.loads(meta.get("readers", "[]")))

    def _remember(self) -> None:
        meta = {"position": str(self._position), "last": self._last, "first": self._first, "switched": self._switched}
        meta["readers"] = json.dumps(self._accounts.readers)
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction. After a failure: the file as it was, and nothing held that is not in it."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as odd:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._forget()
            if isinstance(odd, sqlite3.DatabaseError) and not isinstance(odd, sqlite3.OperationalError):
                raise StaleView(str(self.path), f"is damaged ({odd})") from odd
            raise

    def _forget(self) -> None:
        """Hold nothing but what the file says."""
        self._recall()
        self._holding.forget()
        self._accounts.forget()


def _prepare(connection: sqlite3.Connection, path: Path, merge: str) -> None:
    """Makes an empty view of an empty file. Raises StaleView where the file was made by other rules."""
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "wal_autocheckpoint = 4000", "temp_store = MEMORY", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION};")
        connection.execute("INSERT INTO meta VALUES ('merge', ?)", (merge,))
        connection.execute("COMMIT")
    if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        raise StaleView(str(path), "was made by another release")
    if connection.execute("SELECT value FROM meta WHERE name = 'merge'").fetchone() != (merge,):
        raise OtherMerge(str(path))
