"""The relay: the last record of each name in the topic is the fact as the view holds it, whatever happened on the way."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from tests.running import made
from tracker.core.event import Fields
from tracker.core.fact import Change, Fact
from tracker.core.identity import Plain
from tracker.core.reading import Readers, Retracted
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, start_consumer, start_producer
from tracker.log.kafka_topics import Topics
from tracker.reading.known import load_catalogue
from tracker.relating.answers import FactFilter
from tracker.running.kafka.relay import Relay, last_of_each, left_in
from tracker.running.tail import Tail

ARTICLES = made.articles(60, countries=4)
READINGS = [made.read(article) for article in ARTICLES]
Published = dict[str, dict[str, Plain]]


@asynccontextmanager
async def relaying(access: KafkaAccess, topics: Topics, log: KafkaLog, view: Path) -> AsyncIterator[Tail]:
    """A relay at work, and its tail."""
    async with Tail(log.events, view, load_catalogue().kinds) as tail:
        work = [asyncio.create_task(tail.follow()), asyncio.create_task(Relay(tail, log.events, access, topics.relations).run())]
        try:
            yield tail
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)


async def records(access: KafkaAccess, topics: Topics) -> list[tuple[str, bytes | None, str]]:
    """Key, value and position of all that lies in the topic of relations."""
    consumer = await start_consumer(access, topics.relations)
    try:
        part = TopicPartition(topics.relations, 0)
        consumer.assign([part])
        await consumer.seek_to_beginning(part)
        end, found = (await consumer.end_offsets([part]))[part], []
        while await consumer.position(part) < end:
            found += (await consumer.getmany(part, timeout_ms=1000)).get(part, [])
    finally:
        await consumer.stop()
    return [(record.key.decode(), record.value, dict(record.headers).get("position", b"").decode()) for record in found]


async def published(access: KafkaAccess, topics: Topics) -> Published:
    """What a compacted topic keeps: the last of each key, without tombstones."""
    last = {key: value for key, value, _ in await records(access, topics)}
    return {key: json.loads(value) for key, value in last.items() if value}


async def see_published(access: KafkaAccess, topics: Topics, log: KafkaLog, tail: Tail) -> Published:
    """What is published, once that is what the view holds of the whole log."""
    async with asyncio.timeout(30):
        await tail.wait_for(await log.events.end(), 30)
        while (found := await published(access, topics)).keys() != names(tail):  # noqa: ASYNC110 (a broker rings no bell)
            await asyncio.sleep(0.1)
    return found


def names(tail: Tail) -> set[str]:
    return {fact.name for fact in facts(tail)}


def facts(tail: Tail) -> tuple[Fact, ...]:
    return tail.ask.facts(FactFilter(), 1_000).items


async def test_facts_stand_under_their_names_with_quotes_and_position(access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path) -> None:
    await log.events.append(READINGS)
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        found = await see_published(access, topics, log, tail)
        expected, generation = facts(tail), tail.ask.generation()

    assert len(found) > 10
    for fact in expected:
        told = found[fact.name]
        assert (told["kind"], told["countries"], told["quotes"]) == (fact.kind, list(fact.countries), len(fact.evidence))
        assert told["fields"]["visitor"] == fact.fields.text("visitor")  # type: ignore[index, call-overload]
        assert str(told["position"]).startswith(f"{generation}-")
    assert all(json.loads(value)["position"] == position for _, value, position in await records(access, topics) if value)


async def test_what_is_retracted_gets_a_tombstone(access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path) -> None:
    await log.events.append(READINGS[:1])
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        ((name, _),) = (await see_published(access, topics, log, tail)).items()
        await log.events.append([Retracted("r1", READINGS[0].article, "an error")])
        assert await see_published(access, topics, log, tail) == {}

    assert [(key, value) for key, value, _ in await records(access, topics)][-1] == (name, None)


async def test_a_fresh_view_that_passes_through_an_older_generation_takes_out_nothing_that_stands(
    access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log.events.append([*READINGS[:30], Readers((READINGS[0].reader,)), *READINGS[30:]])
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        before = await see_published(access, topics, log, tail)
    length = len(await records(access, topics))

    monkeypatch.setattr("tracker.running.tail.BATCH", 30)
    async with Tail(log.events, tmp_path / "fresh view", load_catalogue().kinds) as tail:
        await tail.advance(1)
        work = asyncio.create_task(Relay(tail, log.events, access, topics.relations).run())
        async with asyncio.timeout(30):
            while len(await records(access, topics)) == length:  # noqa: ASYNC110 (a broker rings no bell)
                await asyncio.sleep(0.1)
        follow = asyncio.create_task(tail.follow())
        try:
            await see_published(access, topics, log, tail)
            await asyncio.sleep(2)  # for what it would take out afterwards
            assert await published(access, topics) == before
        finally:
            for task in (work, follow):
                task.cancel()
            await asyncio.gather(work, follow, return_exceptions=True)


async def test_a_relay_that_comes_back_goes_on_where_it_was(access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path) -> None:
    await log.events.append(READINGS[:30])
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        await see_published(access, topics, log, tail)
    before = await records(access, topics)
    await log.events.append(READINGS[30:])
    async with relaying(access, topics, log, tmp_path / "another view") as tail:
        await see_published(access, topics, log, tail)
    after = await records(access, topics)

    assert after[: len(before)] == before
    again = [record for record in after[len(before) :] if record in before]
    assert {position for _, _, position in again} <= {before[-1][2]}  # of the last position alone: it may have been cut through


async def test_what_another_generation_left_gets_a_tombstone(access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path) -> None:
    producer = await start_producer(access)
    await producer.send_and_wait(topics.relations, b"{}", b"of a stranger")
    await producer.send_and_wait(topics.relations, b"{}", b"of another log", headers=[("position", b"abc-7")])
    await producer.stop()
    await log.events.append(READINGS[:5])
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        await see_published(access, topics, log, tail)
        await log.events.append([Readers(("another reader",))])  # nothing counts any more, in another generation
        assert await see_published(access, topics, log, tail) == {}

    left = await left_in(access, topics.relations)
    assert left.generations == {} and len(left.reached) == 4


CHANGES = st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.sets(st.sampled_from("abc"), max_size=1)), max_size=12)


@given(CHANGES)
def test_the_last_of_each_is_what_publishing_all_in_order_comes_to(told: list[tuple[str, bool, set[str]]]) -> None:
    changes = [change(number, name, stands, was - {name}) for number, (name, stands, was) in enumerate(told, 1)]
    one_by_one: dict[str, tuple[int, Fact | None]] = {}
    for each in changes:
        one_by_one |= dict.fromkeys(each.was, (each.position, None)) | {each.fact: (each.position, each.after)}

    assert last_of_each(changes) == one_by_one
    positions = [position for position, _ in last_of_each(changes).values()]
    assert positions == sorted(positions)


def change(position: int, name: str, stands: bool, was: set[str]) -> Change:
    fact = Fact(name, "visit", ("CHL", "NOR"), Fields({}), 0.9, (), (f"e{position}",))
    return Change(position, "changed" if stands else "gone", name, None, fact if stands else None, tuple(was))


async def test_a_position_that_was_published_in_part_is_published_again(access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path) -> None:
    await log.events.append(READINGS[:1])
    async with Tail(log.events, tmp_path / "view", load_catalogue().kinds) as tail:
        await tail.advance(30)
        generation = tail.ask.generation()
    producer = await start_producer(access)
    await producer.send_and_wait(topics.relations, None, b"another fact of the first position", headers=[("position", f"{generation}-1".encode())])
    await producer.stop()
    async with relaying(access, topics, log, tmp_path / "view") as tail:
        assert len(await see_published(access, topics, log, tail)) == 1
