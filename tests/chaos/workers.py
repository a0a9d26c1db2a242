"""Faults of workers, while articles pour in."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from deploy.kafka.broker import Broker
from tests.chaos.row import Row
from tests.log.runtimes import new_topics
from tests.log.test_kafka import delete_topic
from tests.running import made
from tests.running.kafka.hiring import Hand, more_read, pouring, read, see_all_read
from tracker.core.article import Article
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted

SETTLED_S = 20.0  # without a new reading: then whatever was not read never will be
DICE = Random(20230418)


@asynccontextmanager
async def tracker(broker: Broker) -> AsyncIterator[tuple[KafkaAccess, Topics, KafkaLog]]:
    """New topics on this broker, and their logs."""
    access, topics = KafkaAccess(broker.address, patience_s=60), new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=4)))
    async with KafkaLog.open(access, topics) as log:
        yield access, topics, log


async def counted(fault: str, times: int, log: KafkaLog, poured: list[Article]) -> Row:
    """The row, once no more readings come."""
    end = -1
    while end != (now := await log.events.end()):
        end = now
        await asyncio.sleep(SETTLED_S if await _missing(log, poured) else 0)
    found = Counter(reading.article for reading in await read(log, end))
    wanted = {article.id for article in poured}
    return Row(fault, times, len(wanted), len(wanted - found.keys()), found.total() - len(found))


async def _missing(log: KafkaLog, poured: list[Article]) -> set[str]:
    return {article.id for article in poured} - {reading.article for reading in await read(log, 0)}


async def killed(broker: Broker, times: int) -> Row:
    """A worker, killed -9 at moments that chance picks, and followed by another."""
    async with tracker(broker) as (access, topics, log):
        async with pouring(log) as poured:
            for _ in range(times):
                with Hand(access, topics) as hand:
                    await more_read(log, DICE.randint(1, 200))
                    await hand.end(signal.SIGKILL)
        with Hand(access, topics):
            return await counted("worker killed -9, another started", times, log, poured)


async def restarted(broker: Broker, times: int) -> Row:
    """A worker, ended cleanly and followed by another."""
    async with tracker(broker) as (access, topics, log):
        async with pouring(log) as poured:
            for _ in range(times):
                with Hand(access, topics) as hand:
                    await more_read(log, DICE.randint(1, 100))
                    assert await hand.end() == 0
        with Hand(access, topics):
            return await counted("worker ended cleanly, another started", times, log, poured)


async def joined(broker: Broker, times: int) -> Row:
    """A worker stays, a second one joins and leaves, cleanly and killed by turns."""
    async with tracker(broker) as (access, topics, log):
        with Hand(access, topics):
            async with pouring(log) as poured:
                for number in range(times):
                    with Hand(access, topics) as second:
                        await second.see_joined()
                        await more_read(log, DICE.randint(1, 200))
                        await second.end(signal.SIGKILL if number % 2 else signal.SIGTERM)
            return await counted("second worker joined and left", times, log, poured)


async def slept(broker: Broker, times: int) -> Row:
    """One of two workers stands still for longer than its session, as a machine does whose lid is closed, and goes on."""
    async with tracker(broker) as (access, topics, log):
        with Hand(access, topics) as sleeper, Hand(access, topics):
            async with pouring(log) as poured:
                for _ in range(times):
                    await more_read(log, DICE.randint(50, 200))
                    sleeper.popen.send_signal(signal.SIGSTOP)
                    await asyncio.sleep(DICE.uniform(5, 12))
                    sleeper.popen.send_signal(signal.SIGCONT)
            return await counted("one of two workers stood still for 5 to 12 s", times, log, poured)


async def broker_killed(broker: Broker, times: int) -> Row:
    """The broker is killed -9 under two workers, and started again."""
    async with tracker(broker) as (access, topics, log):
        with Hand(access, topics), Hand(access, topics):
            async with pouring(log) as poured:
                for _ in range(times):
                    await more_read(log, DICE.randint(50, 200))
                    await asyncio.to_thread(broker.kill)
                    await asyncio.sleep(DICE.uniform(0, 10))
                    await asyncio.to_thread(broker.start)
            return await counted("broker killed -9 and started", times, log, poured)


async def made_anew(broker: Broker, times: int) -> Row:
    """The articles' topic is deleted and made anew under two workers, with more articles or fewer."""
    async with tracker(broker) as (access, topics, log):
        with Hand(access, topics), Hand(access, topics):
            poured: list[Article] = []
            for number in range(times):
                articles = made.articles(DICE.randint(10, 1_000), seed=number)
                async with KafkaLog.open(access, topics) as anew:
                    await anew.articles.append(articles)
                await see_all_read(log, articles)
                poured += articles
                await delete_topic(access, topics.articles)
                await make_topics(access, wanted(topics, Copies(partitions=4)))
            return await counted("articles deleted and made anew", times, log, poured)
