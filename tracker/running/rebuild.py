"""
A view folded anew beside the old one, and put in its place.

The tail folds a view anew by itself where it must; this is for whoever wants to be sure, or to have it done before the node starts. A rebuild that was cut
off goes on when it is begun again.
In: a log and the data folder of a node that does not run.  Out: a view of all that the log holds.  Never: a moment in which a node could see half of it.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from tracker.log.contract import Log
from tracker.reading.known import load_catalogue
from tracker.running.claims import VIEW, claimed
from tracker.running.diagnostics import speak_plainly
from tracker.running.logs import opened
from tracker.running.tail import Tail, beside, put_in_place
from tracker.settings import KafkaSettings

Progress = Callable[[int, int], None]
"""Told as the rebuild goes on: how many records are folded, and how many there are."""


def rebuild(data: Path, kafka: KafkaSettings | None, heard: Progress) -> int:
    """
    Fold the log into a new view, put it in the place of the old one, and give the number of records it holds.

    data: the folder; its own log is folded, or that on the broker where `kafka` is given.
    Raises DataInUse where a tracker runs on the folder, Misplaced where there is no log, NoBroker where no broker answers, Unreadable at a record that this
    release does not understand; the old view stays then.
    """
    speak_plainly()
    with claimed(data):
        return asyncio.run(_rebuilt(data, kafka, heard))


async def rebuilt(log: Log, folder: Path, heard: Progress) -> int:
    """As `rebuild`, from an open log; whoever calls it holds the folder."""
    new = beside(folder / VIEW)
    async with Tail(log.events, new, load_catalogue().kinds) as tail:
        end = await log.events.end()
        while tail.position < end and await tail.advance(0):
            heard(tail.position, max(end, tail.position))
        position = tail.position
    put_in_place(new, folder / VIEW)
    return position


async def _rebuilt(data: Path, kafka: KafkaSettings | None, heard: Progress) -> int:
    log = await opened(data, kafka)
    try:
        return await rebuilt(log, data, heard)
    finally:
        await log.close()
