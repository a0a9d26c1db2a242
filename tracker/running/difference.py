"""
What a switch of readers would change: facts gained, lost and changed, before anyone is told of them.

The switch is applied to a view set aside as to the one it would be made in: what changes there is the answer.
In: the logs of either runtime, and the data folder of a node, also of a running one.  Out: changes.  Never: a change to what lies there.
"""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tracker.core.fact import Change
from tracker.core.reading import Readers
from tracker.log.contract import Entry, EventLog
from tracker.reading.known import load_catalogue
from tracker.relating.view import View
from tracker.running.aside import Progress, set_aside
from tracker.running.claims import VIEW
from tracker.running.diagnostics import speak_plainly
from tracker.running.lexicon import catalogue_with
from tracker.running.logs import opened
from tracker.running.preference import put_first
from tracker.settings import KafkaSettings, Settings


@dataclass(frozen=True, slots=True)
class Difference:
    """reader: who would be first in force; against: who is; changes: of facts, by name; those that only rest on other words are left out."""

    reader: str
    against: str
    changes: tuple[Change, ...]


def difference(settings: Settings, kafka: KafkaSettings | None, reader: str, heard: Progress) -> Difference:
    """
    What would change if this reader came first. reader: "" for that of this release and the lexicon in the settings.

    Raises BadQuery where no reader of the log has that id, Misplaced where there is no log, NoBroker where no broker answers, Unreadable at a record that
    this release does not understand.
    """
    speak_plainly()
    return asyncio.run(_difference(settings, kafka, reader, heard))


async def differing(events: EventLog, served: Path, reader: str, heard: Progress) -> Difference:
    """As `difference`, from an open log. served: a view of it, which need not be there."""
    async with set_aside(events, served, heard) as aside:
        wanted = put_first(reader, aside.standing)
        with closing(View.open(aside.path, load_catalogue().kinds)) as view:
            changes = view.apply([Entry(view.position + 1, "", "", Readers(wanted))])
    return Difference(reader, next(iter(aside.standing.in_force)), tuple(change for change in changes if change.what != "evidence"))


async def _difference(settings: Settings, kafka: KafkaSettings | None, reader: str, heard: Progress) -> Difference:
    log = await opened(settings.data, kafka)
    try:
        return await differing(log.events, settings.data / VIEW, reader or catalogue_with(settings).reader, heard)
    finally:
        await log.close()
