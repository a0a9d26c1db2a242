"""
Whose readings count, as the events log has it: looked up, and decided anew by one small record.

A release that reads puts its reader in force when it starts, before those that are not newer, and only where it is not listed at all: so an older node that
starts again turns nothing back, and neither does it undo what an operator switched.
In: an events log.  Out: a `Readers` record behind its end.  Never: a reading made, or taken out.
"""

import asyncio

import structlog

from tracker.core.errors import BadQuery, TrackerError, Unreadable
from tracker.core.reading import Readers
from tracker.log.contract import EventLog
from tracker.relating.counting import Standing

BATCH = 1_000
TRY_AGAIN_S = 10.0
NOTHING_READ = Standing()

log = structlog.get_logger()


async def standing_in(events: EventLog, known: Standing = NOTHING_READ) -> Standing:
    """Whose readings count at the end of the log. known: as it stood somewhere before. Raises Unreadable at a record of an unknown format."""
    while entries := await events.read(known.position, BATCH):
        known = known.after(entries[-1].position, [entry.record for entry in entries])
    return known


async def put_in_force(events: EventLog, reader: str, known: Standing = NOTHING_READ) -> None:
    """
    List this reader where it is not listed yet: a newer one first, so that its readings count from then on and others until it has read their articles.

    Several nodes may do so at once: whoever spoke last looks again, and names whom an earlier word named and its own did not.
    Raises what the log raises, Unreadable at a record of an unknown format.
    """
    while (wanted := (known := await standing_in(events, known)).with_reader(reader)) != known.preference:
        await events.append([Readers(wanted)])


async def put_in_force_at_last(events: EventLog, reader: str, known: Standing = NOTHING_READ) -> None:
    """The same beside other work: what keeps it from being done now is told, and tried again; what an older release cannot read is left to the newer one."""
    while True:
        try:
            return await put_in_force(events, reader, known)
        except TrackerError as trouble:
            log.warning("the reader is not listed yet", reader=reader, why=str(trouble), way_out=trouble.way_out)
            if isinstance(trouble, Unreadable):
                return None
        await asyncio.sleep(TRY_AGAIN_S)


async def hold(events: EventLog) -> Standing:
    """Whose readings count, written down where no record says so yet: what another reader reads from now on counts nowhere until that is switched to."""
    known = await standing_in(events)
    if known.seen and not known.preference:
        await events.append([Readers(known.in_force)])
    return await standing_in(events, known)


async def switch_to(events: EventLog, reader: str) -> Standing:
    """
    Put this reader first; the others stay in force behind it, in their order. Whose readings count then.

    Raises BadQuery where no reader of this log has that id.
    """
    known = await standing_in(events)
    while (wanted := put_first(reader, known)) != known.preference:
        await events.append([Readers(wanted)])
        known = await standing_in(events, known)
    return known


def put_first(reader: str, known: Standing) -> tuple[str, ...]:
    """The preference in which this reader comes first. Raises BadQuery where nobody knows it."""
    if reader not in known.known:
        raise BadQuery("reader", reader, f"give one of {', '.join(known.known) or 'those that read something, of which there is none yet'}")
    return (reader, *(each for each in known.with_reader(reader) if each != reader))
