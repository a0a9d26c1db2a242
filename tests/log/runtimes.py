"""The runtimes that the one suite of promises runs on: each opens the same logs again and again, and lets a stranger write into them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tracker.log.contract import Log
from tracker.log.sqlite import SqliteLog


class Runtime(Protocol):
    """One pair of logs, empty at first."""

    async def open(self) -> Log:
        """The logs, as one process of tracker opens them."""
        ...

    async def write_article(self, data: bytes) -> str:
        """Put bytes into the articles log past tracker; the place where they lie."""
        ...

    async def write_event(self, data: bytes) -> None:
        """Put bytes into the events log past tracker."""
        ...


@dataclass(frozen=True, slots=True)
class Embedded:
    """Both logs in a SQLite file in this folder."""

    folder: Path

    async def open(self) -> Log:
        return SqliteLog.open(self.folder / "log.sqlite")

    async def write_article(self, data: bytes) -> str:
        with closing(sqlite3.connect(self.folder / "log.sqlite")) as db, db:
            return str(db.execute("INSERT INTO articles (id, received, data) VALUES (hex(randomblob(8)), '', ?)", (data,)).lastrowid)

    async def write_event(self, data: bytes) -> None:
        with closing(sqlite3.connect(self.folder / "log.sqlite")) as db, db:
            db.execute("INSERT INTO events (received, data) VALUES ('', ?)", (data,))


RUNTIMES: dict[str, Callable[[Path], Runtime]] = {"embedded": Embedded}
"""Name -> what makes one, from a folder of its own."""
