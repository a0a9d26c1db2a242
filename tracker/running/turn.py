"""
The turn of a reading node: what waits is read, and the readings are appended.

Each step may be cut off and done again: an article waits until a reading of it lies in the log, and a reading that was appended twice counts once.
So a fall between any two steps loses nothing, and nothing has to be undone.
In: a backlog of articles and the processes that read them.  Out: records in the events log.  Never: a look at what an article says.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import structlog

from tracker.core.errors import TrackerError, Unstorable
from tracker.core.reading import Origin, Reading
from tracker.log.contract import Backlog, Damaged, EventLog, Shelved
from tracker.running.pool import UNPACK, ReadingPool, failed, without_findings

TRY_AGAIN_S = 10.0
FINISH_WITHIN_S = 3.0

log = structlog.get_logger()


class Turn:
    """
    The articles in hand, at most `width` of them. Steps: `gather`, `ready`, `append`.

    news: set when there is something to do, by those who append articles and by each reading that becomes ready.
    trouble: what keeps articles from being read or readings from being stored now, None while nothing does.
    """

    def __init__(self, backlog: Backlog, events: EventLog, pool: ReadingPool, width: int) -> None:
        self.news = asyncio.Event()
        self.trouble: TrackerError | None = None
        self._backlog, self._events, self._pool, self._width = backlog, events, pool, width
        self._ending = asyncio.Event()
        self._hand: dict[str, asyncio.Task[Reading]] = {}

    async def run(self) -> None:
        """Take turns until `end`, and finish. What keeps one from being taken (a full disk, an article of a newer release) is told and tried again."""
        while not self._ending.is_set():
            self.news.clear()
            try:
                await self.gather()
                went_on = await self.append(self.ready())
            except TrackerError as trouble:
                self._tell(trouble)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), TRY_AGAIN_S)
            else:
                self.trouble = None
                if not went_on:
                    await self.news.wait()
        await self._finish()

    async def run_dry(self, heard: Callable[[int], None]) -> None:
        """
        Take turns until nothing waits to be read, and no longer. heard: told how many readings were appended, each time that some were.

        Raises what keeps a turn from being taken; what is in hand then waits again.
        """
        try:
            while True:
                self.news.clear()
                await self.gather()
                if not self._hand:
                    return
                if went_on := await self.append(self.ready()):
                    heard(went_on)
                else:
                    await self.news.wait()
        finally:
            await self._finish()

    async def gather(self) -> None:
        """Take articles in hand and have them read, oldest first, where at least half of the hand is free."""
        if len(self._hand) > self._width // 2:
            return
        for each in await self._backlog.unread(self._pool.reader, self._width):
            id = each.article.id if isinstance(each, Shelved) else each.id
            if id not in self._hand:
                reading = asyncio.create_task(self._read(each))
                reading.add_done_callback(lambda _: self.news.set())
                self._hand[id] = reading

    def ready(self) -> list[Reading]:
        """The readings in hand that are made. Raises Misplaced where one could not be; its article waits again."""
        done = {id: reading for id, reading in self._hand.items() if reading.done()}
        for id, reading in done.items():
            if reading.exception():
                del self._hand[id]
        return [reading.result() for reading in done.values()]

    async def append(self, readings: Sequence[Reading]) -> int:
        """How many were appended; they are out of hand then. Raises Misplaced where the log cannot take them now; they stay in hand."""
        if readings:
            await _store(self._events, readings)
        for reading in readings:
            del self._hand[reading.article]
        return len(readings)

    def end(self) -> None:
        """Let `run` come to its end: what becomes ready within FINISH_WITHIN_S is appended, the rest waits for the next start."""
        self._ending.set()
        self.news.set()

    async def _finish(self) -> None:
        if self._hand:
            await asyncio.wait(self._hand.values(), timeout=FINISH_WITHIN_S)
        with suppress(TrackerError):  # what cannot be stored now is read again
            await self.append(self.ready())
        for reading in self._hand.values():
            reading.cancel()
        await asyncio.gather(*self._hand.values(), return_exceptions=True)
        self._hand.clear()

    async def _read(self, lying: Shelved | Damaged) -> Reading:
        match lying:
            case Shelved():
                reading = await self._pool.read(lying.article)
            case Damaged():
                reading = failed(lying.id, self._pool.reader, lying.problem, UNPACK, Origin())
        return replace(reading, origin=replace(reading.origin, received=lying.received, place=lying.place))

    def _tell(self, trouble: TrackerError) -> None:
        if str(trouble) != str(self.trouble):
            log.error("reading stands still", trouble=str(trouble), way_out=trouble.way_out)
        self.trouble = trouble


async def _store(events: EventLog, readings: Sequence[Reading]) -> None:
    try:
        await events.append(readings)
    except Unstorable as error:
        await _store(events, [without_findings(reading, error) if reading.article == error.article else reading for reading in readings])
