"""
A worker: reads the articles of the topic that it shares with its like, and appends their readings.

It may fall at any moment: what it had in hand is read again, by it or by another, and a reading counts once. While the broker is away it waits; a Faust
application that falls is followed by another.
In: whatever lies in `articles`.  Out: a reading of each in `events`.
Never: a table, a topic made by accident, an open port, or reading in this process (the heartbeat must not wait for it).
"""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Awaitable
from contextlib import AsyncExitStack

import structlog
import uvloop

from tracker.core.errors import MadeAnew, NoBroker, TrackerError
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics
from tracker.running.diagnostics import speak_plainly
from tracker.running.kafka.agent import Application, agent_of
from tracker.running.kafka.desk import Desk
from tracker.running.kafka.recreated import Watch
from tracker.running.kafka.topics import access_of, awaited, copies_of, topics_of
from tracker.running.kafka.window import Window
from tracker.running.lexicon import catalogue_with
from tracker.running.pool import ReadingPool, pool_of
from tracker.running.preference import put_in_force_at_last
from tracker.settings import KafkaSettings, Settings

IN_HAND = 16  # articles for each reading process: enough for their readings to share a request to the broker
TRY_AGAIN_S = 2.0
FINISH_WITHIN_S = 3.0
STOP_WITHIN_S = 5.0

log = structlog.get_logger()


def work(settings: Settings, kafka: KafkaSettings) -> None:
    """
    Read until Ctrl-C or SIGTERM, then end cleanly. While the broker is away, that is told once and tried again.

    Raises Misplaced where the topics are not as they must be, the broker does not let this user in, or a parser is asked for that is not installed.
    """
    pool = pool_of(settings, catalogue_with(settings).reader)
    uvloop.run(_listed_while(worker_of(kafka, pool, IN_HAND * settings.readers), kafka, pool.reader))


def worker_of(kafka: KafkaSettings, pool: ReadingPool, width: int) -> "Worker":
    """One that shares a group with all others of its reader on these topics."""
    return Worker(access_of(kafka), topics_of(kafka), copies_of(kafka), group_of(kafka.topic_prefix, pool.reader), pool, width)


def group_of(prefix: str, reader: str) -> str:
    """The consumer group of those who read alike: a newer reader has one of its own, and so reads the whole archive. prefix: of the topics' names."""
    return f"{prefix}-readers-{re.sub('[^A-Za-z0-9._]+', '-', reader).strip('-')}"


class Worker:
    """
    One of the workers of a group: `run` until `end`. pool: of reading processes; width: how many articles it takes in hand.

    joined: set when it has its share of the partitions for the first time.
    """

    def __init__(self, access: KafkaAccess, topics: Topics, copies: Copies, group: str, pool: ReadingPool, width: int) -> None:
        self._access, self._topics, self._copies, self._group = access, topics, copies, group
        self._pool, self._width = pool, width
        self._watch = Watch(access, topics.articles)
        self.joined, self._ending = asyncio.Event(), asyncio.Event()

    async def run(self) -> None:
        """Read until `end`. Raises Misplaced where the topics are not as they must be at the start; later, that is told and tried again."""
        async with AsyncExitStack() as stack:
            logs = await stack.enter_async_context(KafkaLog.open(self._access, self._topics))
            desk = Desk(await stack.enter_async_context(self._pool), logs.events)
            await self._until_topics_can_be_used(waiting_out=NoBroker)
            while not self.is_ending:
                await self._live(desk)
                await self._until_topics_can_be_used(waiting_out=TrackerError)

    def end(self) -> None:
        """Let `run` come to its end: what is read within FINISH_WITHIN_S is appended and acknowledged, the rest is left to others."""
        self._ending.set()

    @property
    def is_ending(self) -> bool:
        """Whether it was told to."""
        return self._ending.is_set()

    async def _until_topics_can_be_used(self, waiting_out: type[TrackerError]) -> None:
        await awaited(self._access, self._topics, self._copies, waiting_out, self._ending)

    async def _live(self, desk: Desk) -> None:
        """One life: until `end`, or until the application falls."""
        window = Window(self._width)
        application = agent_of(self._access, self._topics.articles, self._group, window, desk.settle)
        try:
            await self._first_of(self._bring(application), window.wait_broken(), self._watch.run())
        except MadeAnew as why:
            log.warning("the articles are read from their beginning", why=str(why))
            window.drop()
            if await application.begin_again(self._topics.articles, why.partitions):
                self._watch.forget()
        except Exception as fall:
            log.error("no articles come; the worker begins again", why=repr(fall))
            await self._first_of(asyncio.sleep(TRY_AGAIN_S))
        finally:
            await window.finish(FINISH_WITHIN_S if self.is_ending else 0)
            await _stopped(application)

    async def _bring(self, application: Application) -> None:
        """Return when the application was stopped; raises what it falls over."""
        await application.start()
        self.joined.set()
        log.info("articles come", topic=self._topics.articles, broker=self._access.bootstrap)
        await application.wait_until_stopped()
        if application.crash_reason:
            raise application.crash_reason

    async def _first_of(self, *waited: Awaitable[object]) -> None:
        """Return when one of these is done, or at `end`; raises what it raised."""
        tasks = [asyncio.ensure_future(each) for each in (*waited, self._ending.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in tasks:
                each.cancel()
        for each in done:
            each.result()


class Stuck(RuntimeError):
    """An application does not let go of its thread: only the end of the process ends it, and until then it may hold partitions that nobody reads."""


async def until_told(worker: Worker) -> None:
    """Run this worker until SIGINT or SIGTERM, as the only thing in this process; where an application is stuck, the process ends or begins anew at once."""
    speak_plainly()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, worker.end)
    try:
        await worker.run()
    except Stuck:
        sys.stdout.flush()
        if worker.is_ending:
            os._exit(0)  # what was read is durable; what is not acknowledged is read again
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


async def _listed_while(worker: Worker, kafka: KafkaSettings, reader: str) -> None:
    """Run this worker until told to end, and meanwhile put its reader in force."""
    async with KafkaLog.open(access_of(kafka), topics_of(kafka)) as log:
        listing = asyncio.create_task(put_in_force_at_last(log.events, reader))
        try:
            await until_told(worker)
        finally:
            listing.cancel()


async def _stopped(application: Application) -> None:
    stopping = asyncio.create_task(application.stop())
    _, pending = await asyncio.wait({stopping}, timeout=STOP_WITHIN_S)
    if pending:
        raise Stuck
