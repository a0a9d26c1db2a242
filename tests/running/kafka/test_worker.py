"""A worker: whatever lies in the articles gets a reading, whatever a reader or a reading is like."""

import asyncio
from secrets import token_hex

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tests.running import made
from tests.running.kafka.hiring import hired, read, see_all_read, stand_ins, worker
from tests.running.test_pool import STAND_IN
from tracker.core.article import Article
from tracker.core.errors import Misplaced
from tracker.core.reading import Reading
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, start_admin, start_producer
from tracker.log.kafka_topics import Copies, Topics, wanted
from tracker.running.pool import ReadingPool

EVENTS = wanted(Topics.of("any"), Copies())[1].settings

pytestmark = pytest.mark.usefixtures("broker")


def told(*texts: str) -> list[Article]:
    return [Article(f"a{number}", text, published="2024-05-01") for number, text in enumerate(texts)]


async def write(access: KafkaAccess, topic: str, *records: tuple[bytes | None, bytes | None]) -> list[str]:
    """Put keys and values into the first partition past tracker; where they lie."""
    producer = await start_producer(access)
    try:
        stored = [await producer.send_and_wait(topic, value, key, partition=0) for key, value in records]
    finally:
        await producer.stop()
    return [f"{each.partition}/{each.offset}" for each in stored]


async def by_article(log: KafkaLog, count: int) -> dict[str, Reading]:
    return {reading.article: reading for reading in await read(log, count)}


async def test_what_was_there_before_the_first_worker_is_read_each_once(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    articles = made.articles(60)
    receipts = await log.articles.append(articles)
    async with hired(access, topics, stand_ins()):
        readings = await by_article(log, 60)

    assert readings.keys() == {article.id for article in articles}
    assert await log.events.end() == 60
    assert {id: reading.origin.place for id, reading in readings.items()} == {receipt.id: receipt.place for receipt in receipts}
    shelved = await log.articles.at(receipts[0].place)
    assert readings[receipts[0].id].origin.received == shelved.received


async def test_a_worker_that_comes_back_goes_on_where_it_was(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append(made.articles(20))
    async with hired(access, topics, stand_ins()):
        await read(log, 20)
    await log.articles.append(told("read"))
    async with hired(access, topics, stand_ins()):
        readings = await read(log, 21)

    assert len(readings) == 21 and readings[-1].article == "a0"


async def test_what_is_no_article_fails_under_the_name_it_came_with(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    places = await write(access, topics.articles, (b"a9", b"\xff\xfe no JSON"), (None, b"[]"), (b"\xff", b"{}"), (b"k" * 5_000, b"0"), (b"", None))
    (article,) = told("read")
    await write(access, topics.articles, (b"a0", b'{"format":1,"record":"article","id":"a0","text":"read"}'))
    async with hired(access, topics, stand_ins()):
        readings = await read(log, 6)

    failures = [reading for reading in readings if reading.outcome == "failed"]
    assert sorted(reading.origin.place for reading in failures) == places
    assert {reading.step for reading in failures} == {"unpack"}
    assert all(reading.reader == made.READER and reading.origin.received and len(reading.article) <= 20 for reading in failures)
    assert {reading.article for reading in readings if reading.article in ("a9", article.id)} == {"a9", "a0"}
    assert len({reading.article for reading in readings}) == 6


async def test_what_a_newer_release_wrote_waits_and_stops_no_other(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await write(access, topics.articles, (b"n0", b'{"format":2}'), (b"a0", b'{"format":1,"record":"article","id":"a0","text":"read"}'))
    for _ in range(2):  # it is brought again to the next worker, as is what lies behind it
        async with hired(access, topics, stand_ins()):
            await read(log, 1)
            await asyncio.sleep(1)
    assert {reading.article for reading in await read(log, 2)} == {"a0"}


async def test_a_newer_reader_reads_the_whole_archive_beside_the_older_one(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append(made.articles(20))
    async with hired(access, topics, stand_ins()):
        await read(log, 20)
        async with hired(access, topics, ReadingPool(2, "2 (0a1b)", (*STAND_IN, "2 (0a1b)"))):
            await read(log, 40)
    assert await log.events.end() == 40


class Raising(ReadingPool):
    """ReadingPool with a fault of ours."""

    async def read(self, article: Article) -> Reading:
        if article.text == "raise":
            raise ZeroDivisionError("a fault of ours")
        return await super().read(article)


async def test_a_fault_in_the_agent_fails_one_article_and_drops_none(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append(told("raise", "read", "raise", "read", "read"))
    async with hired(access, topics, Raising(1, made.READER, STAND_IN), width=1):
        readings = await by_article(log, 5)

    assert [readings[f"a{number}"].outcome for number in range(5)] == ["failed", "none", "failed", "none", "none"]
    assert (readings["a0"].step, readings["a0"].reason) == ("work", "ZeroDivisionError: a fault of ours")
    assert readings["a0"].origin.published == "2024-05-01"


async def test_articles_that_kill_their_reader_or_cannot_be_stored_hold_up_no_other(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append(told("die", "read", "boast", "print", "die", "read"))
    async with hired(access, topics, stand_ins()):
        readings = await by_article(log, 6)

    assert [(readings[f"a{number}"].outcome, readings[f"a{number}"].step) for number in range(6)] == [
        ("failed", "process"),
        ("none", ""),
        ("failed", "store"),
        ("none", ""),
        ("failed", "process"),
        ("none", ""),
    ]
    assert all(reading.origin.place and reading.origin.received for reading in readings.values())


class Boasting(ReadingPool):
    """ReadingPool of few articles and many words, which no compression makes fewer."""

    async def read(self, article: Article) -> Reading:
        return Reading(article.id, self.reader, "none", reason=token_hex(50_000 if article.text == "boast" else 5))


async def test_a_reading_that_this_broker_does_not_take_becomes_a_failed_one(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    admin = await start_admin(access)
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topics.events, {**EVENTS, "max.message.bytes": "20000"})])
    await admin.close()
    await log.articles.append(told("boast", "read"))
    async with hired(access, topics, Boasting(1, made.READER)):
        readings = await by_article(log, 2)

    assert [(readings[id].outcome, readings[id].step) for id in ("a0", "a1")] == [("failed", "store"), ("none", "")]


async def test_a_long_reading_costs_the_worker_no_partition(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    """Longer than the session that a silent worker would lose: then another would have read the article again."""
    async with hired(access, topics, stand_ins()), hired(access, topics, stand_ins()):
        await log.articles.append(told("sleep 7"))
        await read(log, 1)
        later = made.articles(20)
        await log.articles.append(later)
        assert set((await see_all_read(log, later)).values()) == {1}

    assert await log.events.end() == 21


async def test_where_no_reading_process_starts_the_articles_wait(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append(told("read"))
    async with hired(access, topics, ReadingPool(1, made.READER, (*STAND_IN, "broken"))):
        await asyncio.sleep(1)
    assert await log.events.end() == 0
    async with hired(access, topics, stand_ins()):
        assert [reading.outcome for reading in await read(log, 1)] == ["none"]


async def test_topics_that_are_not_as_they_must_be_are_refused(access: KafkaAccess) -> None:
    with pytest.raises(Misplaced, match=r"there is no none\.articles") as refused:
        await worker(access, Topics.of("none"), stand_ins()).run()
    assert "tracker topics" in refused.value.way_out
