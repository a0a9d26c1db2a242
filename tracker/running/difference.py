"""
What a switch of readers would change: facts gained, lost and changed, before anyone is told of them.

A copy of the serving view (without one, a new view) is brought to the end of the log, and the switch is applied to it as to the view it would be made in:
what changes there is the answer.
In: the logs of either runtime, and the data folder of a node, also of a running one.  Out: changes.  Never: a change to what lies there.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.core.fact import Change
from tracker.core.reading import Readers
from tracker.log.contract import Entry, EventLog
from tracker.reading.known import load_catalogue
from tracker.relating.counting import Standing
from tracker.relating.view import View
from tracker.running.claims import VIEW
from tracker.running.diagnostics import speak_plainly
from tracker.running.logs import opened
from tracker.running.preference import put_first
from tracker.running.tail import Tail
from tracker.settings import KafkaSettings

Progress = Callable[[int, int], None]
"""Told as the log is folded: how many records are, and how many there are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """reader: who would be first in force; against: who is; changes: of facts, by name; those that only rest on other words are left out."""

    reader: str
    against: str
    changes: tuple[Change, ...]


def difference(data: Path, kafka: KafkaSettings | None, reader: str, heard: Progress) -> Difference:
    """
    What would change if this reader came first. reader: "" for that of this release.

    Raises BadQuery where no reader of the log has that id, Misplaced where there is no log, NoBroker where no broker answers, Unreadable at a record that
    this release does not understand.
    """
    speak_plainly()
    return asyncio.run(_difference(data, kafka, reader, heard))


async def differing(events: EventLog, served: Path, reader: str, heard: Progress) -> Difference:
    """As `difference`, from an open log. served: a view of it, which need not be there."""
    kinds = load_catalogue().kinds
    with TemporaryDirectory() as folder:
        copy = Path(folder) / VIEW
        _copy(served, copy)
        standing = await _folded(events, copy, heard)
        wanted = put_first(reader, standing)
        with closing(View.open(copy, kinds)) as view:
            changes = view.apply([Entry(view.position + 1, "", "", Readers(wanted))])
    return Difference(reader, next(iter(standing.in_force)), tuple(change for change in changes if change.what != "evidence"))


async def _difference(data: Path, kafka: KafkaSettings | None, reader: str, heard: Progress) -> Difference:
    log = await opened(data, kafka)
    try:
        return await differing(log.events, data / VIEW, reader or load_catalogue().reader, heard)
    finally:
        await log.close()


def _copy(served: Path, copy: Path) -> None:
    """A view as it stands at one moment, whoever writes it."""
    if served.exists():
        with closing(sqlite3.connect(served)) as view:
            view.execute("VACUUM INTO ?", (str(copy),))


async def _folded(events: EventLog, path: Path, heard: Progress) -> Standing:
    """Bring this view to the end of the log as it is now. Whose readings count there."""
    async with Tail(events, path, load_catalogue().kinds) as tail:
        end = await events.end()
        while tail.position < end and await tail.advance(0):
            heard(tail.position, max(end, tail.position))
        return await tail.standing()
