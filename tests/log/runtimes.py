"""The runtimes that the one suite of promises runs on: each opens the same logs again and again, and lets a stranger write into them."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from deploy.kafka.broker import Broker, Listener
from tracker.log.contract import Log
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, start_producer
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted
from tracker.log.sqlite import SqliteLog


class Runtime(Protocol):
    """One pair of logs, empty at first."""

    async def open(self) -> Log:
        """The logs, as one process of tracker opens them."""
        ...

    async def write_article(self, data: bytes) -> str:
        """Put bytes into the articles log past tracker; the place where they lie."""
        ...

    async def write_event(self, data: bytes) -> None:
        """Put bytes into the events log past tracker."""
        ...


NOTHING: Mapping[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class Embedded:
    """Both logs in a SQLite file in this folder."""

    folder: Path

    async def open(self) -> Log:
        return SqliteLog.open(self.folder / "log.sqlite")

    async def write_article(self, data: bytes) -> str:
        with closing(sqlite3.connect(self.folder / "log.sqlite")) as db, db:
            return str(db.execute("INSERT INTO articles (id, received, data) VALUES (hex(randomblob(8)), '', ?)", (data,)).lastrowid)

    async def write_event(self, data: bytes) -> None:
        with closing(sqlite3.connect(self.folder / "log.sqlite")) as db, db:
            db.execute("INSERT INTO events (received, data) VALUES ('', ?)", (data,))


@dataclass(frozen=True, slots=True)
class OnKafka:
    """Both logs in topics of their own."""

    access: KafkaAccess
    topics: Topics

    async def open(self) -> Log:
        await make_topics(self.access, wanted(self.topics, Copies(partitions=3)))
        return KafkaLog.open(self.access, self.topics)

    async def write_article(self, data: bytes) -> str:
        partition, offset = await self.write(self.topics.articles, data)
        return f"{partition}/{offset}"

    async def write_event(self, data: bytes) -> None:
        await self.write(self.topics.events, data)

    async def write(self, topic: str, data: bytes) -> tuple[int, int]:
        """Where the bytes lie now."""
        producer = await start_producer(self.access)
        try:
            stored = await producer.send_and_wait(topic, data)
        finally:
            await producer.stop()
        return stored.partition, stored.offset


def new_topics() -> Topics:
    """Topics that no test had before."""
    return Topics.of(f"test-{token_hex(4)}")


@contextmanager
def own_broker(doors: Mapping[int, Listener] = NOTHING, settings: Mapping[str, str] = NOTHING, scram: Mapping[str, str] = NOTHING) -> Iterator[Broker]:
    """A broker of our own, running, that ends with this block; it may be stopped, killed and started again."""
    with TemporaryDirectory() as folder:
        broker = Broker(Path(folder), doors=doors, settings=settings, scram=scram)
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()


@contextmanager
def running_broker() -> Iterator[str]:
    """The address of a broker: that in KAFKA_BOOTSTRAP_SERVERS, else of one of our own."""
    if given := os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
        yield given
    else:
        with own_broker() as broker:
            yield broker.address


RUNTIMES = ("embedded", "kafka")
"""The names of all runtimes; a test that takes a `runtime` runs on each."""
