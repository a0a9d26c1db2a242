"""What only the Kafka log promises: it outlives its broker, notices a topic made anew, and its topics are made and checked on purpose."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from secrets import token_hex

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.kafka.broker import Broker
from tests.log.runtimes import new_topics, own_broker
from tracker.core.article import Article
from tracker.core.errors import Misplaced, NoBroker, Replaced
from tracker.core.reading import Reading, Restored
from tracker.log.contract import Entry, Shelved
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, partitions, start_admin, start_consumer
from tracker.log.kafka_topics import Copies, Topics, check_topics, make_topics, wanted

A = Article("a1", "Chile's president arrived in Lima on Monday.")
RECORDS = [Restored(f"x{n}") for n in range(5)]


@pytest.fixture
async def log(access: KafkaAccess, topics: Topics) -> AsyncIterator[KafkaLog]:
    async with KafkaLog.open(access, topics) as log:
        yield log


@pytest.fixture(scope="module")
def mortal_broker() -> Iterator[Broker]:
    with own_broker(settings={"offsets.retention.minutes": "60"}) as broker:
        yield broker


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    while not await is_so():  # noqa: ASYNC110 (what is waited for lies in another process)
        await asyncio.sleep(0.05)


async def delete_topic(access: KafkaAccess, topic: str) -> None:
    admin = await start_admin(access)
    try:
        await admin.delete_topics([topic])

        async def is_gone() -> bool:
            return topic not in await admin.list_topics()

        await until(is_gone)
    finally:
        await admin.close()


async def set_topic(access: KafkaAccess, topic: str, settings: dict[str, str]) -> None:
    """Give the topic these settings instead of its own; once the broker goes by them."""
    resource = ConfigResource(ConfigResourceType.TOPIC, topic, settings)
    admin = await start_admin(access)

    async def is_set() -> bool:
        (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
        own = {name: value for name, value, _, source, *_ in answer.resources[0][4] if source == 1}
        return own == settings

    try:
        await admin.alter_configs([resource])
        await until(is_set)
    finally:
        await admin.close()


async def scanned(log: KafkaLog) -> list[str]:
    return sorted([each.article.id async for each in log.articles.scan() if isinstance(each, Shelved)])


# --- a broker that comes and goes -----------------------------------------------------------------------------------------------------------------------


async def test_a_log_opens_while_its_broker_is_down_and_says_so_when_asked(mortal_broker: Broker) -> None:
    mortal_broker.stop()
    async with KafkaLog.open(KafkaAccess(mortal_broker.address, patience_s=0.5), new_topics()) as log:
        for asked in (log.events.end(), log.events.read(0, 10), log.events.wait(0, 1), log.articles.at("0/0"), log.articles.append([A])):
            with pytest.raises(NoBroker, match=mortal_broker.address):
                await asked
    await asyncio.to_thread(mortal_broker.start)


async def test_an_article_sent_while_the_broker_was_down_is_stored_once_when_it_is_back(mortal_broker: Broker) -> None:
    access, topics = KafkaAccess(mortal_broker.address, patience_s=1), new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    async with KafkaLog.open(access, topics) as log:
        await log.articles.append([Article("before", "x")])
        await asyncio.to_thread(mortal_broker.kill)
        for _ in range(2):
            with pytest.raises(NoBroker):
                await log.articles.append([A])
        await asyncio.to_thread(mortal_broker.start)

        async def are_stored() -> bool:
            return await scanned(log) == ["a1", "before"]

        await until(are_stored)
        assert [receipt.is_duplicate for receipt in await log.articles.append([A])] == [True]


async def test_nothing_acknowledged_is_lost_when_the_broker_is_killed(mortal_broker: Broker) -> None:
    access, topics, dice = KafkaAccess(mortal_broker.address, patience_s=60), new_topics(), random.Random(20230418)
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    acknowledged: list[int] = []
    async with KafkaLog.open(access, topics) as log:

        async def send(numbers: range) -> None:
            for number in numbers:
                await log.articles.append([Article(f"a{number:03}", "x")])
                await log.events.append([Reading(f"a{number:03}", "r1", "none")])
                acknowledged.append(number)

        senders = [asyncio.create_task(send(range(first, 300, 3))) for first in range(3)]
        for _ in range(2):
            enough = len(acknowledged) + dice.randint(20, 60)

            async def is_enough(enough: int = enough) -> bool:
                return len(acknowledged) >= enough

            await until(is_enough)
            await asyncio.to_thread(mortal_broker.kill)
            await asyncio.to_thread(mortal_broker.start)
        await asyncio.gather(*senders)
        everything = [f"a{number:03}" for number in range(300)]
        assert await scanned(log) == everything
        assert sorted(entry.record.article for entry in await all_entries(log) if isinstance(entry.record, Reading)) == everything


async def all_entries(log: KafkaLog) -> list[Entry]:
    entries: list[Entry] = []
    while more := await log.events.read(len(entries), 1000):
        entries += more
    return entries


# --- a topic made anew ----------------------------------------------------------------------------------------------------------------------------------


async def test_a_topic_made_anew_and_shorter_is_noticed(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.events.append(RECORDS)
    assert len(await log.events.read(0, 10)) == 5
    await delete_topic(access, topics.events)
    await make_topics(access, wanted(topics, Copies()))
    async with KafkaLog.open(access, topics) as other:
        await other.events.append(RECORDS[:2])
    with pytest.raises(Replaced):
        await log.events.read(5, 10)
    with pytest.raises(Replaced):
        await log.events.wait(5, 5)


async def test_a_topic_made_anew_and_longer_is_noticed_too(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.events.append(RECORDS)
    assert len(await log.events.read(0, 10)) == 5
    await delete_topic(access, topics.events)
    await make_topics(access, wanted(topics, Copies()))
    async with KafkaLog.open(access, topics) as other:
        await other.events.append([Restored(f"y{n}") for n in range(9)])
    with pytest.raises(Replaced, match="another record"):
        await log.events.read(5, 10)


async def test_the_same_topic_goes_on_behind_its_end(log: KafkaLog) -> None:
    await log.events.append(RECORDS)
    assert len(await log.events.read(0, 10)) == 5
    assert not await log.events.wait(5, 0)
    await log.events.append(RECORDS[:1])
    assert [entry.position for entry in await log.events.read(5, 10)] == [6]


async def test_a_topic_made_anew_takes_articles_again(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await log.articles.append([A])
    await delete_topic(access, topics.articles)
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    for number in range(10):
        await log.articles.append([Article(f"n{number}", "x")])
    assert await scanned(log) == [f"n{number}" for number in range(10)]


async def test_a_log_without_topics_names_the_command_that_makes_them(access: KafkaAccess) -> None:
    async with KafkaLog.open(access, new_topics()) as log:
        with pytest.raises(Misplaced) as caught:
            await log.events.end()
        assert "tracker topics" in caught.value.way_out


async def test_an_article_that_the_broker_refused_is_sent_when_it_comes_again(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    await set_topic(access, topics.articles, {"max.message.bytes": "100"})
    with pytest.raises(Misplaced, match="MessageSizeTooLarge"):
        await log.articles.append([A])
    await set_topic(access, topics.articles, {})
    assert [receipt.is_duplicate for receipt in await log.articles.append([A])] == [False]
    assert await scanned(log) == ["a1"]


async def test_a_record_that_the_broker_does_not_take_is_unstorable_and_keeps_out_none_that_shared_its_way(
    access: KafkaAccess, topics: Topics, log: KafkaLog
) -> None:
    await set_topic(access, topics.events, {"max.message.bytes": "20000"})
    small = [Reading(f"a{number}", "r1", "none") for number in range(100)]
    boasts = [Reading(f"b{number}", "r1", "none", reason=token_hex(50_000)) for number in range(20)]  # which no compression makes smaller

    async def pour(readings: list[Reading]) -> list[str]:
        ends = [await asyncio.gather(log.events.append([each]), return_exceptions=True) for each in readings]
        return [str(end) for (end,) in ends if isinstance(end, BaseException)]

    refused = await asyncio.gather(*(pour(small[at::10]) for at in range(10)), *(pour(boasts[at::5]) for at in range(5)))
    assert {each for some in refused for each in some} == {f"the reading of article {each.article}: is larger than the broker takes" for each in boasts}
    kept = {entry.record.article for entry in await log.events.read(0, 1_000) if isinstance(entry.record, Reading)}
    assert kept == {each.article for each in small}


# --- what lies in the topics ----------------------------------------------------------------------------------------------------------------------------


async def test_an_article_lies_under_its_id_as_json_with_the_attributes_of_a_cloudevent(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    (receipt,) = await log.articles.append([A])
    consumer = await start_consumer(access, topics.articles)
    try:
        parts = partitions(consumer, topics.articles)
        assert len(parts) == 3
        part = parts[int(receipt.place.split("/")[0])]
        consumer.assign([part])
        consumer.seek(part, 0)
        record = await consumer.getone()
    finally:
        await consumer.stop()
    assert (record.key, record.timestamp_type) == (b"a1", 1)  # 1: the broker's own time
    assert record.value.startswith(b'{"format":1,"record":"article","id":"a1"')
    assert dict(record.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"a1",
        "ce_source": b"/tracker",
        "ce_type": b"tracker.article",
        "content-type": b"application/json",
    }


async def test_another_node_does_not_know_a_duplicate_and_stores_a_copy(access: KafkaAccess, topics: Topics, log: KafkaLog) -> None:
    (first,) = await log.articles.append([A])
    async with KafkaLog.open(access, topics) as other:
        assert await other.articles.find("a1") is None
        (second,) = await other.articles.append([A])
        assert not second.is_duplicate
        assert (await other.articles.at(first.place)).article == (await other.articles.at(second.place)).article == A
    assert await scanned(log) == ["a1", "a1"]


# --- topics ---------------------------------------------------------------------------------------------------------------------------------------------


async def test_topics_are_made_once_and_then_as_they_must_be(access: KafkaAccess) -> None:
    topics = wanted(new_topics(), Copies(partitions=4))
    assert {each.setting for each in await check_topics(access, topics)} == {"exists"}
    assert await make_topics(access, topics) == [topic.name for topic in topics]
    assert await make_topics(access, topics) == []
    assert await check_topics(access, topics) == []


async def test_fewer_readers_than_partitions_are_no_difference(access: KafkaAccess, topics: Topics) -> None:
    assert await check_topics(access, wanted(topics, Copies(partitions=2))) == []


async def test_each_difference_says_how_to_mend_it(access: KafkaAccess, topics: Topics) -> None:
    await set_topic(access, topics.articles, {"retention.ms": "1000", "message.timestamp.type": "LogAppendTime"})
    found = await check_topics(access, wanted(topics, Copies(partitions=5, copies=3, in_sync=2)))
    told = {(each.topic, each.setting): (each.found, each.wanted) for each in found}
    assert told[topics.articles, "partitions"] == ("3", "5 or more")
    assert told[topics.articles, "copies"] == ("1", "3 or more")
    assert told[topics.articles, "retention.ms"] == ("1000", "-1")
    assert told[topics.events, "min.insync.replicas"] == ("1", "2")
    mending = {(each.topic, each.setting): each.way_out for each in found}
    assert mending[topics.articles, "retention.ms"].endswith(f"--entity-name {topics.articles} --add-config retention.ms=-1")
    assert not any(each.is_harmless for each in found)


async def test_more_partitions_of_articles_than_asked_for_are_all_right(access: KafkaAccess, topics: Topics) -> None:
    assert await check_topics(access, wanted(topics, Copies(partitions=1))) == []


async def test_an_events_log_in_several_partitions_cannot_be_mended_but_copied(access: KafkaAccess) -> None:
    topics = new_topics()
    await make_topics(access, [replace(each, partitions=2) for each in wanted(topics, Copies())])
    (difference,) = [each for each in await check_topics(access, wanted(topics, Copies(partitions=2))) if each.topic == topics.events]
    assert (difference.setting, difference.found, difference.wanted) == ("partitions", "2", "1")
    assert "tracker copy" in difference.way_out


async def test_a_broker_that_forgets_workers_too_soon_is_told_but_does_no_harm(mortal_broker: Broker) -> None:
    access, topics = KafkaAccess(mortal_broker.address), wanted(new_topics(), Copies())
    await make_topics(access, topics)
    (difference,) = await check_topics(access, topics)
    assert (difference.setting, difference.found, difference.is_harmless) == ("offsets.retention.minutes", "60", True)


async def test_more_copies_than_brokers_are_refused_in_plain_words(access: KafkaAccess) -> None:
    with pytest.raises(Misplaced, match="InvalidReplicationFactor"):
        await make_topics(access, wanted(new_topics(), Copies(copies=7)))
