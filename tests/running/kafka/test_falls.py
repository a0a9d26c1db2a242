"""Workers that come, go and are killed, and a broker that falls: every article gets a reading."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.kafka.broker import Broker
from tests.log.runtimes import new_topics, own_broker
from tests.log.test_kafka import delete_topic
from tests.running import made
from tests.running.kafka.hiring import Hand, hired, more_read, pouring, read, see_all_read, stand_ins
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted

COMMAND = (f"{sys.prefix}/bin/tracker", "worker")
LISTENING = "0A"  # in /proc/net/tcp


@pytest.fixture
def mortal_broker() -> Iterator[Broker]:
    with own_broker() as broker:
        yield broker


async def test_a_worker_killed_while_articles_pour_in_loses_none(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    async with pouring(log) as poured:
        with Hand(access, topics) as hand:
            await more_read(log, 100)
            await hand.end(signal.SIGKILL)
        with Hand(access, topics):
            await more_read(log, 100)
            found = await see_all_read(log, poured)

    assert len(found) > 200


async def test_workers_that_join_and_leave_lose_none(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    async with pouring(log) as poured, hired(access, topics, stand_ins()):
        with Hand(access, topics) as hand:
            await hand.see_joined()
            await more_read(log, 100)
            assert await hand.end() == 0
        await more_read(log, 100)
        found = await see_all_read(log, poured)

    assert len(found) > 200


async def test_a_worker_outlives_its_broker(mortal_broker: Broker) -> None:
    access, topics = KafkaAccess(mortal_broker.address), new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    async with KafkaLog.open(access, topics) as log:
        with Hand(access, topics) as hand:
            await log.articles.append(made.articles(50))
            await read(log, 50)
            await asyncio.to_thread(mortal_broker.kill)
            await asyncio.to_thread(mortal_broker.start)
            articles = made.articles(100)
            await log.articles.append(articles)
            await see_all_read(log, articles)
            assert await hand.end() == 0
            assert "Traceback" not in hand.complaints()


async def test_two_workers_of_one_host_open_no_port_and_end_cleanly(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    with Hand(access, topics, COMMAND) as one, Hand(access, topics, COMMAND) as two:
        await one.see_joined()
        await two.see_joined()
        articles = made.articles(20)
        await log.articles.append(articles)
        await see_all_read(log, articles)
        open_ports = listening(one.popen.pid) | listening(two.popen.pid)
        statuses = [await hand.end() for hand in (one, two)]

        assert (open_ports, statuses) == (set(), [0, 0])
        assert "Traceback" not in one.complaints() + two.complaints()


def listening(pid: int) -> set[str]:
    """The addresses at which a process takes connections."""
    sockets = {str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]]
    return {row[1] for row in rows if row[3] == LISTENING and f"socket:[{row[9]}]" in sockets}


async def test_articles_made_anew_under_a_worker_are_read(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    """The new topic soon gives the same offsets to other articles, and more of them."""
    with Hand(access, topics) as hand:
        await log.articles.append(made.articles(20))
        await read(log, 20)
        await delete_topic(access, topics.articles)
        await make_topics(access, wanted(topics, Copies(partitions=3)))
        articles = made.articles(200, seed=2)
        async with KafkaLog.open(access, topics) as anew:
            await anew.articles.append(articles)
            await see_all_read(anew, articles)
        assert await hand.end() == 0
