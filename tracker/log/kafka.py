"""
Both logs on Kafka: for a team, on many machines.

In: articles and records.  Out: the same, durable before the receipt (idempotent producer, every replica in sync), as UTF-8 JSON with the attributes of
CloudEvents as headers. Articles lie in as many partitions as readers may work side by side, at places "partition/offset"; records in one partition, so
that every node sees one order and a position is one number: offset + 1.
A node starts and goes on while its broker is down. A topic that was made anew in the meantime is noticed: whoever has reached the end of the events gets
the record last given read again before the next one.
Never: a topic made by accident, a consumer group (that is the workers'), or a decision about what a record means.
"""

import asyncio
from asyncio import Task
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError, OffsetOutOfRangeError, OutOfOrderSequenceNumber

from tracker.core.article import Article
from tracker.core.errors import Misplaced, NoBroker, Replaced, Unreadable, Unstorable
from tracker.core.reading import Record
from tracker.log.contract import Entry, Receipt, Shelved, end_behind, nothing_at, where
from tracker.log.kafka_access import KafkaAccess, Kept, partitions, start_consumer, start_producer, translated
from tracker.log.kafka_topics import TRACKER, Topics
from tracker.log.wire import Stored, article_of, hash_of, moment, pack_article, pack_record, unpack_article, unpack_entries

POLL_S = 0.02  # how often the end of the log is asked for while someone waits for it
KNOWN = 200_000  # articles whose places a node remembers, to know a duplicate

Header = tuple[str, bytes]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. key: decides the partition where none is given (None: any); value: None says that what stood under the key does so no more."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...]
    partition: int | None = None


class Sender:
    """The producer of a node. What was begun goes on when the one who began it gives up: while the broker is down, it is kept and tried again."""

    def __init__(self, access: KafkaAccess) -> None:
        self._access = access
        self._producer = Kept(access, lambda: start_producer(access))
        self._begun: set[Task[object]] = set()
        self._line = asyncio.Lock()  # one at a time: a thousand that wait for room in a batch would all wake at each that goes

    async def send(self, messages: Sequence[Message]) -> list[tuple[int, int]]:
        """Partition and offset of each, once all are durable; in order, and without end while the broker is down."""
        async with self._producer.use() as producer:
            try:
                async with self._line:
                    sent = [await producer.send(each.topic, each.value, each.key, each.partition, headers=list(each.headers)) for each in messages]
            except KafkaTimeoutError as error:  # all room is taken by what waits for the broker; this producer goes on trying
                raise NoBroker(self._access.bootstrap, "takes nothing") from error
            return [(stored.partition, stored.offset) for stored in await asyncio.gather(*sent)]

    def begin(self, work: Coroutine[None, None, T]) -> Task[T]:
        """The work as a task that `close` waits for."""
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._end)
        return task

    async def receive(self, begun: Task[T]) -> T:
        """What the work gives. Raises NoBroker where that takes too long; the work goes on."""
        if not begun.done():
            await asyncio.wait({begun}, timeout=self._access.patience_s)
        if not begun.done():
            raise NoBroker(self._access.bootstrap, f"took nothing for {self._access.patience_s:g} s")
        return begun.result()

    async def close(self) -> None:
        """Wait for what was begun, as long as `receive` does; what is not durable then is given up, and has no receipt."""
        if self._begun:
            await asyncio.wait(self._begun, timeout=self._access.patience_s)
        for task in self._begun:
            task.cancel()
        await self._producer.close()

    def _end(self, task: Task[T]) -> None:
        self._begun.discard(task)
        if not task.cancelled():
            task.exception()  # heard here, in case that nobody waits for it any more


class KafkaArticles:
    """The articles (ArticleLog). A place is "partition/offset". A duplicate is known as one where this node sent or looked up the article before."""

    def __init__(self, access: KafkaAccess, topic: str, sender: Sender) -> None:
        self._access, self._topic, self._sender = access, topic, sender
        self._lookup = Kept(access, lambda: start_consumer(access, topic))
        self._looking = asyncio.Lock()
        self._places: OrderedDict[str, str] = OrderedDict()  # article id -> place, of those last sent or looked up
        self._sending: dict[str, Task[dict[str, str]]] = {}  # article id -> what will give its place

    async def append(self, articles: Sequence[Article]) -> list[Receipt]:
        """See ArticleLog. Raises NoBroker where the broker takes nothing in time; what was sent may then be stored later."""
        packed = [(article.id, pack_article(article)) for article in articles]
        new = {id: data for id, data in packed if id not in self._sending and id not in self._places}
        if new:
            self._sending |= dict.fromkeys(new, self._sender.begin(self._send(new)))
        where = {id: self._sending.get(id) or self._places[id] for id, _ in packed}
        places = {id: await self._place(id, known) for id, known in where.items()}
        return [Receipt(id, new.pop(id, None) is None, places[id]) for id, _ in packed]

    async def find(self, id: str) -> Shelved | None:
        """See ArticleLog: an article that this node sent or looked up."""
        known = self._sending.get(id) or self._places.get(id)
        return await self.at(await self._place(id, known)) if known else None

    async def at(self, place: str) -> Shelved:
        """See ArticleLog."""
        shelved = _shelved(await self._lying(place))
        self._remember(shelved.article.id, place)
        return shelved

    async def again(self, place: str) -> None:
        """See ArticleLog: a copy of the message is sent, to the letter. Raises NoBroker where the broker takes nothing in time."""
        lying = await self._lying(place)
        message = Message(self._topic, lying.key, lying.value, tuple(lying.headers))
        await self._sender.receive(self._sender.begin(self._sender.send([message])))

    async def _lying(self, place: str) -> ConsumerRecord:
        """The message at a place. Raises Unreadable where there is none."""
        number, _, given = place.partition("/")
        if not (number.isdecimal() and given.isdecimal() and max(len(number), len(given)) < 19):
            raise nothing_at(place)
        part, offset = TopicPartition(self._topic, int(number)), int(given)
        async with self._looking, self._lookup.use() as consumer:
            if part not in partitions(consumer, self._topic) or offset >= (await consumer.end_offsets([part]))[part]:
                raise nothing_at(place)
            consumer.assign([part])
            consumer.seek(part, offset)
            async with asyncio.timeout(self._access.patience_s):
                record = await consumer.getone(part)
            consumer.pause(part)
        return record

    async def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """See ArticleLog."""
        with translated(self._access):
            consumer = await start_consumer(self._access, self._topic)
            try:
                async with aclosing(_all_records(consumer, self._topic, self._access.patience_s)) as records:
                    async for record in records:
                        yield _shelved_or_not(record)
            finally:
                await consumer.stop()

    async def _send(self, new: Mapping[str, bytes]) -> dict[str, str]:
        """Article id -> its place, once all are durable."""
        try:
            sent = await self._sender.send([Message(self._topic, id.encode(), data, attributes(id, "article")) for id, data in new.items()])
        finally:
            for id in new:
                del self._sending[id]  # when it failed, who sends it again does send it
        places = {id: f"{partition}/{offset}" for id, (partition, offset) in zip(new, sent, strict=True)}
        for id, place in places.items():
            self._remember(id, place)
        return places

    async def _place(self, id: str, known: Task[dict[str, str]] | str) -> str:
        return known if isinstance(known, str) else (await self._sender.receive(known))[id]

    def _remember(self, id: str, place: str) -> None:
        self._places[id] = place
        self._places.move_to_end(id)
        if len(self._places) > KNOWN:
            self._places.popitem(last=False)

    async def close(self) -> None:
        """Let go of the broker."""
        await self._lookup.close()


class KafkaEvents:
    """The records (EventLog). One reader follows them at full speed; several at different positions take turns, each with a request of its own."""

    def __init__(self, access: KafkaAccess, topic: str, sender: Sender) -> None:
        self._access, self._sender = access, sender
        self._alone = Sender(access)  # of messages that may be larger than the broker takes: it refuses all that share a request with one
        self._one_by_one = asyncio.Lock()
        self._part = TopicPartition(topic, 0)
        self._tail = Kept(access, lambda: start_consumer(access, topic))
        self._asking = Kept(access, lambda: start_consumer(access, topic))  # of its own: behind a fetch that waits for records, a question would wait too
        self._reading = asyncio.Lock()
        self._given: tuple[int, str] = (0, "")  # position and hash of the record last given
        self._following: AIOKafkaConsumer | None = None  # the consumer that stands right behind it with more to come, None where it must seek

    async def append(self, records: Sequence[Record]) -> int:
        """
        See EventLog. Raises NoBroker where the broker takes nothing in time; what was sent may then be stored later.

        A record over a limit of the broker's own is Unstorable as well; those before it are stored then.
        """
        messages = [self._message(record) for record in records]
        if not messages:
            return await self.end()
        try:
            return await _stored(self._sender, messages)
        except Misplaced as error:
            if not isinstance(error.__cause__, (MessageSizeTooLargeError, OutOfOrderSequenceNumber)):
                raise  # those two come upon all that a record which is too large shared a request, or the producer's numbers, with
        return [await self._append_alone(record, message) for record, message in zip(records, messages, strict=True)][-1]

    async def _append_alone(self, record: Record, message: Message) -> int:
        async with self._one_by_one:
            try:
                return await _stored(self._alone, [message])
            except Misplaced as error:
                if isinstance(error.__cause__, MessageSizeTooLargeError):
                    raise Unstorable(article_of(record), "is larger than the broker takes") from error
                raise

    def _message(self, record: Record) -> Message:
        data = pack_record(record)
        return Message(self._part.topic, b"", data, attributes(hash_of(data), type(record).__name__.lower()), 0)

    async def read(self, after: int, limit: int) -> list[Entry]:
        """See EventLog. Raises NoBroker where the broker is silent."""
        async with self._reading, self._tail.use() as consumer:
            records = await self._records(consumer, after, limit)
            stored = [Stored(record.offset + 1, _received(record), record.value or b"") for record in records]
            entries = await asyncio.to_thread(unpack_entries, stored, "events")
            if entries:
                self._given = (entries[-1].position, entries[-1].hash)
                self._following = consumer if len(entries) == len(records) and self._has_more(consumer, self._given[0]) else None
            return entries

    async def end(self) -> int:
        """See EventLog. Raises NoBroker where the broker is silent."""
        async with self._asking.use() as consumer:
            end: int = (await consumer.end_offsets([self._part]))[self._part]
            return end

    async def wait(self, after: int, wait_s: float) -> bool:
        """See EventLog. Raises NoBroker where the broker is silent."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while not (is_there := await self._end_behind(after) > after) and loop.time() < until:  # noqa: ASYNC110 (a broker rings no bell)
            await asyncio.sleep(POLL_S)
        return is_there

    async def close(self) -> None:
        """Let go of the broker."""
        await self._alone.close()
        await self._tail.close()
        await self._asking.close()

    async def _records(self, consumer: AIOKafkaConsumer, after: int, limit: int) -> list[ConsumerRecord]:
        """Up to `limit` records behind a position, once it is sure that this is still the log that gave it."""
        position, hash = self._given
        if self._following is consumer and position == after:
            return await self._fetched(consumer, after, limit)
        before = min(after, 1)  # the record at the position itself, where there is one
        if not consumer.assignment():
            consumer.assign([self._part])
        consumer.seek(self._part, after - before)
        consumer.resume(self._part)
        records = await self._fetched(consumer, after - before, limit + before)
        if before and not records:
            raise Replaced("events", after, f"it ends at {after - 1}")
        if before and position == after and hash_of(records[0].value or b"") != hash:
            raise Replaced("events", after, "another record stands there")
        return records[before:]

    async def _fetched(self, consumer: AIOKafkaConsumer, at: int, limit: int) -> list[ConsumerRecord]:
        """Up to `limit` records from where the consumer stands, behind position `at`; [] at the end."""
        self._following = None
        try:
            records = (await consumer.getmany(self._part, timeout_ms=0, max_records=limit)).get(self._part, [])
            if not records and await self._end_behind(at) > at:
                records = (await consumer.getmany(self._part, timeout_ms=int(self._access.patience_s * 1000), max_records=limit)).get(self._part)
        except OffsetOutOfRangeError as error:
            raise Replaced("events", at, "it no longer reaches so far") from error
        if records is None:
            raise NoBroker(self._access.bootstrap, f"gave no record for {self._access.patience_s:g} s")
        if not (records and self._has_more(consumer, records[-1].offset + 1)):
            consumer.pause(self._part)  # no fetch that waits at the end, so that the next one is answered at once
        return list(records)

    def _has_more(self, consumer: AIOKafkaConsumer, position: int) -> bool:
        """Whether records behind this position, where the consumer stands, are on their way already."""
        return position < (consumer.highwater(self._part) or 0)

    async def _end_behind(self, after: int) -> int:
        return end_behind(after, await self.end())


class KafkaLog:
    """Both logs of one tracker on a broker: `async with KafkaLog.open(access) as log: ...`."""

    def __init__(self, access: KafkaAccess, topics: Topics) -> None:
        self._sender = Sender(access)
        self.articles = KafkaArticles(access, topics.articles, self._sender)
        self.events = KafkaEvents(access, topics.events, self._sender)

    @classmethod
    def open(cls, access: KafkaAccess, topics: Topics = TRACKER) -> Self:
        """The logs in these topics. Connects when first used: opening never waits, and succeeds while the broker is down."""
        return cls(access, topics)

    async def close(self) -> None:
        """Wait for what is being appended, then say goodbye to the broker; closing again does nothing."""
        await self._sender.close()
        await self.articles.close()
        await self.events.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


def attributes(id: str, kind: str) -> tuple[Header, ...]:
    """The attributes of CloudEvents in Kafka's binary mode. id: the same for the same content; kind: "article", "reading" ..."""
    told = {"ce_specversion": "1.0", "ce_id": id, "ce_source": "/tracker", "ce_type": f"tracker.{kind}", "content-type": "application/json"}
    return tuple((name, value.encode()) for name, value in told.items())


async def _stored(sender: Sender, messages: Sequence[Message]) -> int:
    """The position of the last of these, once all are durable."""
    sent = await sender.receive(sender.begin(sender.send(messages)))
    return sent[-1][1] + 1


def _received(record: ConsumerRecord) -> str:
    return moment(datetime.fromtimestamp(record.timestamp / 1000, UTC))


def _shelved(record: ConsumerRecord) -> Shelved:
    place = f"{record.partition}/{record.offset}"
    return Shelved(unpack_article(record.value or b"", where(place)), place, _received(record))


def _shelved_or_not(record: ConsumerRecord) -> Shelved | Unreadable:
    try:
        return _shelved(record)
    except Unreadable as error:
        return error


async def _all_records(consumer: AIOKafkaConsumer, topic: str, patience_s: float) -> AsyncGenerator[ConsumerRecord, None]:
    """The records that the topic holds now, each partition in order."""
    parts = partitions(consumer, topic)
    starts, ends = await consumer.beginning_offsets(parts), await consumer.end_offsets(parts)
    left = {part for part in parts if starts[part] < ends[part]}
    consumer.assign(sorted(left))
    for part in left:
        consumer.seek(part, starts[part])
    while left:
        batches = await consumer.getmany(*left, timeout_ms=int(patience_s * 1000))
        if not batches:
            raise KafkaTimeoutError(f"no record for {patience_s:g} s")
        for part, records in batches.items():
            for record in records:
                if record.offset < ends[part]:
                    yield record
            if records[-1].offset + 1 >= ends[part]:
                consumer.pause(part)
                left.remove(part)
