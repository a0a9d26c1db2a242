"""
The relay: facts as they stand now, for those who live on Kafka.

It folds the events log into a view of its own, as any node does, and publishes each fact that changed to the compacted topic of relations: keyed by the
fact's name, with the position at which it stands so; a tombstone where it stands no more. One relay a tracker.
It keeps no account of its own: what lies in the topic says how far it came. What another generation left there and this one does not know gets a tombstone.
In: an events log and the topic of relations.  Out: the last of each fact, at least once.  Never: a fact that the view does not hold.
"""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import orjson
import structlog
import uvloop
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from tracker.core.errors import BadQuery, NoBroker, TrackerError
from tracker.core.fact import Change, Fact
from tracker.log.contract import EventLog
from tracker.log.kafka import KafkaLog, Message, Sender, attributes
from tracker.log.kafka_access import KafkaAccess, start_consumer, translated
from tracker.log.wire import MAX_RECORD_BYTES, plain_fact
from tracker.reading.known import load_catalogue
from tracker.relating.answers import ChangePage
from tracker.running.claims import VIEW, claimed_beside_broker
from tracker.running.diagnostics import speak_plainly
from tracker.running.kafka.topics import access_of, awaited, copies_of, topics_of
from tracker.running.tail import Tail
from tracker.serving.cursor import Cursor, cursor
from tracker.settings import KafkaSettings, Settings

FORMAT = 1
PAGE = 500  # positions whose changes are published together; of one fact only the last
LISTEN_S = 5.0
TRY_AGAIN_S = 2.0
POSITION = "position"  # the header that a tombstone has as well
QUOTES = (100, 10, 1, 0)  # of each fact; fewer where it would be larger than a broker takes

log = structlog.get_logger()


def relay(settings: Settings, kafka: KafkaSettings) -> None:
    """
    Publish until Ctrl-C or SIGTERM. While the broker is away, that is told once and tried again.

    Raises DataInUse where another process holds the data folder, Misplaced where that holds a log or the topics are not as they must be.
    """
    speak_plainly()
    with claimed_beside_broker(settings.data):
        uvloop.run(_until_told(settings, kafka))


class Relay:
    """Publishes what changes in the view of this tail, which somebody lets follow `events`."""

    def __init__(self, tail: Tail, events: EventLog, access: KafkaAccess, topic: str) -> None:
        self._tail, self._events, self._access, self._topic = tail, events, access, topic
        self._sender = Sender(access)

    async def run(self) -> None:
        """Publish until cancelled; what the operator must change is told once and tried again."""
        told = ""
        try:
            while True:
                try:
                    await self._publish_generation()
                    told = ""
                except (TrackerError, sqlite3.Error) as trouble:  # SQLite's: the view was begun again while it was asked
                    if str(trouble) != told:
                        log.error("nothing is published", trouble=str(trouble))
                    told = str(trouble)
                    await asyncio.sleep(TRY_AGAIN_S)
        finally:
            await self._sender.close()

    async def _publish_generation(self) -> None:
        """Publish all that changed since what lies in the topic, and go on, until the view is of another generation."""
        generation = await asyncio.to_thread(self._tail.ask.generation)
        left = await left_in(self._access, self._topic)
        stale, end = left.stale(generation), await self._events.end()
        # Where an older generation was published since, its facts took the places of ours: only what is published again is known to stand.
        after = 0 if stale else left.reached.get(generation, 1) - 1
        while page := await asyncio.to_thread(self._page, generation, after):
            facts = last_of_each([heard.change for heard in page.items])
            await self._send(generation, facts)
            after, stale = page.next, stale - facts.keys()
            if after >= end and stale:
                await self._send(generation, dict.fromkeys(sorted(stale), (after, None)))
                stale = set()
            if after >= page.position:  # behind it too: a view that is folded again has yet to come this far
                await self._tail.wait_for(after + 1, LISTEN_S)

    def _page(self, generation: str, after: int) -> ChangePage | None:
        """The changes behind a position, None where they are of another generation."""
        ask = self._tail.ask
        page = ask.changes(after, PAGE) if ask.generation() == generation else None
        return page if ask.generation() == generation else None

    async def _send(self, generation: str, facts: Mapping[str, tuple[int, Fact | None]]) -> None:
        messages = [_message(self._topic, name, fact, Cursor(generation, position)) for name, (position, fact) in facts.items()]
        if messages:
            await self._sender.send(messages)


def last_of_each(changes: Iterable[Change]) -> dict[str, tuple[int, Fact | None]]:
    """Of each name that occurs in these changes, oldest first: the position of the last change, and the fact that it stands for now, None for none."""
    last: dict[str, tuple[int, Fact | None]] = {}
    for change in changes:
        for name, fact in (*((name, None) for name in change.was), (change.fact, change.after)):
            last.pop(name, None)  # so that the last change of all comes last: it tells how far the relay came
            last[name] = (change.position, fact)
    return last


@dataclass(frozen=True, slots=True)
class Left:
    """What lies in the topic. generations: of each fact that stands there, by name; reached: the highest position of each generation."""

    generations: Mapping[str, str]
    reached: Mapping[str, int]

    def stale(self, generation: str) -> set[str]:
        """The names of facts that stand there from another generation."""
        return {name for name, of in self.generations.items() if of != generation}


async def left_in(access: KafkaAccess, topic: str) -> Left:
    """What lies in a topic of relations. Raises NoBroker, or Misplaced where there is no such topic."""
    generations: dict[str, str] = {}
    reached: dict[str, int] = {}
    with translated(access):
        consumer = await start_consumer(access, topic)
        try:
            async for record in _records(consumer, TopicPartition(topic, 0), access):
                name, at = (record.key or b"").decode("utf-8", "replace"), _position(record)
                reached[at.generation] = max(at.position, reached.get(at.generation, 0))
                if record.value is None:
                    generations.pop(name, None)
                else:
                    generations[name] = at.generation
        finally:
            await consumer.stop()
    return Left(generations, reached)


async def _records(consumer: AIOKafkaConsumer, part: TopicPartition, access: KafkaAccess) -> AsyncIterator[ConsumerRecord]:
    """All that the partition holds now; compaction leaves gaps between offsets."""
    end = (await consumer.end_offsets([part]))[part]
    consumer.assign([part])
    await consumer.seek_to_beginning(part)
    while await consumer.position(part) < end:
        records = (await consumer.getmany(part, timeout_ms=int(access.patience_s * 1000))).get(part)
        if not records:
            raise NoBroker(access.bootstrap, f"gave no record for {access.patience_s:g} s")
        for record in records:
            yield record


def _position(record: ConsumerRecord) -> Cursor:
    """What the header says; of no generation where a stranger wrote the record."""
    try:
        return cursor(POSITION, dict(record.headers).get(POSITION, b"").decode("utf-8", "replace"))
    except BadQuery:
        return Cursor("", 0)


def _message(topic: str, name: str, fact: Fact | None, at: Cursor) -> Message:
    headers = (*attributes(f"{at}-{name}", "fact"), (POSITION, str(at).encode()))
    return Message(topic, name.encode(), _packed(fact, at) if fact else None, headers, 0)


def _packed(fact: Fact, at: Cursor) -> bytes:
    """A fact as JSON, with as many of its quotes as a broker takes; `quotes` says how many it has."""
    for many in QUOTES:
        shown = replace(fact, evidence=fact.evidence[:many], events=())
        data = orjson.dumps({"format": FORMAT, "record": "fact", "position": str(at), "quotes": len(fact.evidence), **plain_fact(shown)})
        if len(data) <= MAX_RECORD_BYTES:
            break
    return data


async def _until_told(settings: Settings, kafka: KafkaSettings) -> None:
    ending = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, ending.set)
    access, topics = access_of(kafka), topics_of(kafka)
    await awaited(access, topics, copies_of(kafka), NoBroker, ending)
    if ending.is_set():
        return
    async with AsyncExitStack() as stack:
        events = (await stack.enter_async_context(KafkaLog.open(access, topics))).events
        tail = await stack.enter_async_context(Tail(events, settings.data / VIEW, load_catalogue().kinds))
        work = [asyncio.create_task(tail.follow()), asyncio.create_task(Relay(tail, events, access, topics.relations).run())]
        log.info("facts are published", topic=topics.relations, broker=access.bootstrap)
        await ending.wait()
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
