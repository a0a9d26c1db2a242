"""
A view set aside for one look: a copy of the serving view, brought to the end of its log.

In: the logs of either runtime, and the view of a node, also of a running one; without a view, one is folded.
Out: a view in a file of its own, which goes when the look is over.  Never: a change to what lies there.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.log.contract import EventLog
from tracker.reading.known import load_catalogue
from tracker.relating.counting import Standing
from tracker.running.claims import VIEW
from tracker.running.tail import Tail

Progress = Callable[[int, int], None]
"""Told as the log is folded: how many records are, and how many there are."""


@dataclass(frozen=True, slots=True)
class Aside:
    """path: of the view, which nobody has open; standing: whose readings count in it."""

    path: Path
    standing: Standing


@asynccontextmanager
async def set_aside(events: EventLog, served: Path, heard: Progress) -> AsyncIterator[Aside]:
    """A view of all that the log holds now. served: the node's own, which need not be there. Raises Unreadable at a record of an unknown format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / VIEW
        _copy(served, path)
        async with Tail(events, path, load_catalogue().kinds) as tail:
            end = await events.end()
            while tail.position < end and await tail.advance(0):
                heard(tail.position, max(end, tail.position))
            standing = await tail.standing()
        yield Aside(path, standing)


def _copy(served: Path, path: Path) -> None:
    """A view as it stands at one moment, whoever writes it."""
    if served.exists():
        with closing(sqlite3.connect(served)) as view:
            view.execute("VACUUM INTO ?", (str(path),))
