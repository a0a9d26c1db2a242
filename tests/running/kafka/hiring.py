"""Workers for tests, in this process or in one of their own, with a stand-in for the reader; and what their log says they read."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Self

from tests.running import made
from tests.running.test_pool import STAND_IN
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.log.contract import Entry
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics
from tracker.running.kafka.topics import access_of, topics_of
from tracker.running.kafka.worker import Worker, group_of, until_told
from tracker.running.pool import ReadingPool
from tracker.settings import settle_kafka

WITHIN_S = 60


def worker(access: KafkaAccess, topics: Topics, pool: ReadingPool, width: int = 8) -> Worker:
    """One that shares a group with all others of its reader on these topics."""
    return Worker(access, topics, Copies(), group_of(topics.articles, pool.reader), pool, width)


def stand_ins(count: int = 2) -> ReadingPool:
    """Reading processes that do as the articles say."""
    return ReadingPool(count, made.READER, STAND_IN)


@asynccontextmanager
async def hired(access: KafkaAccess, topics: Topics, pool: ReadingPool, width: int = 8) -> AsyncIterator[Worker]:
    """A worker in this process that has joined its group, ended at the end."""
    hired = worker(access, topics, pool, width)
    running = asyncio.create_task(hired.run())
    try:
        await hired.joined.wait()
        yield hired
    finally:
        hired.end()
        await running


def environment_of(access: KafkaAccess, topics: Topics) -> dict[str, str]:
    """The variables by which a process finds these topics."""
    return {"KAFKA_BOOTSTRAP_SERVERS": access.bootstrap, "KAFKA_TOPIC_PREFIX": topics.articles.removesuffix(".articles")}


@dataclass
class Hand:
    """A worker in a process of its own, which ends with this block. program: what is started, with further environment."""

    access: KafkaAccess
    topics: Topics
    program: Sequence[str] = (sys.executable, "-m", "tests.running.kafka.hiring")

    def __enter__(self) -> Self:
        environment = {**os.environ, **environment_of(self.access, self.topics)}
        self.errors = TemporaryFile("w+")
        self.popen = subprocess.Popen(self.program, env=environment, stdout=subprocess.DEVNULL, stderr=self.errors)
        return self

    def __exit__(self, *_: object) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
        self.popen.wait()
        self.errors.close()

    async def see_joined(self) -> None:
        """Return when it says that it has its share of the partitions."""
        async with asyncio.timeout(WITHIN_S):
            while "articles come" not in self.complaints():
                assert self.popen.poll() is None, self.complaints()
                await asyncio.sleep(0.05)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit status after this signal."""
        self.popen.send_signal(how)
        return await asyncio.to_thread(self.popen.wait, WITHIN_S)

    def complaints(self) -> str:
        """What it said on its error output so far; read beside it, as the two share one place in the file."""
        return os.pread(self.errors.fileno(), os.fstat(self.errors.fileno()).st_size, 0).decode()


async def read(log: KafkaLog, count: int) -> list[Reading]:
    """All readings, once there are at least so many."""
    async with asyncio.timeout(WITHIN_S):
        while await log.events.end() < count:  # noqa: ASYNC110 (a broker rings no bell)
            await asyncio.sleep(0.05)
    entries: list[Entry] = []
    end = await log.events.end()  # of now: more may come in as fast as they are read
    while len(entries) < end:
        entries += await log.events.read(len(entries), 1_000)
    return [entry.record for entry in entries if isinstance(entry.record, Reading)]


async def more_read(log: KafkaLog, count: int) -> None:
    """Return when so many more readings are there than now."""
    await read(log, await log.events.end() + count)


@asynccontextmanager
async def pouring(log: KafkaLog) -> AsyncIterator[list[Article]]:
    """Articles that pour in while this block lasts; those of which there is a receipt."""
    poured: list[Article] = []

    async def pour() -> None:
        for article in (article for seed in itertools.count() for article in made.articles(1_000, seed=seed)):
            await log.articles.append([article])
            poured.append(article)
            await asyncio.sleep(0.01)

    pouring = asyncio.create_task(pour())
    try:
        yield poured
    finally:
        pouring.cancel()
        await asyncio.wait({pouring})


async def see_all_read(log: KafkaLog, articles: Iterable[Article]) -> Counter[str]:
    """How many readings each of these has, once each has one."""
    wanted = {article.id for article in articles}
    found = Counter[str]()
    while missing := wanted - found.keys():
        found = Counter(reading.article for reading in await read(log, found.total() + len(missing)))
    return Counter({id: found[id] for id in wanted})


if __name__ == "__main__":
    kafka = settle_kafka()
    asyncio.run(until_told(worker(access_of(kafka), topics_of(kafka), stand_ins())))
