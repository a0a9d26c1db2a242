"""
How fast a tracker on Kafka is, beside the bare work underneath, on one real broker: `python -m tests.bench.broker`, a part of `make bench`.

Workers read beside the reader called in a loop; the tail with its view follows beside bare `getmany` and orjson; a view is folded from the topic beside one
from a SQLite file of the same records; and an article is fed over HTTP until its change is heard. Starting does not count: the time of a worker is that
between the first tenth and the last reading by the broker's own clock, and the loop is measured before and after, as what else the machine does changes.
"""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.bench.rates import percentile, say, side_by_side, timed
from tests.log.runtimes import new_topics, running_broker
from tests.running import made
from tests.running.kafka.hiring import Hand, environment_of, read
from tests.running.process import Process, running
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.log.contract import Log
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import load
from tracker.reading.read import read as read_one
from tracker.running.claims import LOG
from tracker.running.diagnostics import speak_plainly
from tracker.running.rebuild import rebuilt

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = 500  # read by workers
EVENTS = 20_000  # followed and folded
HEARD = 200  # articles fed one after the other
PROGRAM = f"{sys.prefix}/bin/tracker"


def bench_workers(access: KafkaAccess) -> None:
    """One worker with one and two reading processes, and two workers with one each, beside the loop."""
    articles = _seeds_again(ARTICLES)
    loop = _loop(articles[:100])
    for workers, readers in ((1, 1), (1, 2), (2, 1)):
        rate = asyncio.run(_rate(access, articles, workers, readers))
        beside = (loop + (loop := _loop(articles[:100]))) / 2
        said = f"{workers} worker{'s' * (workers > 1)}, {readers} reading process{'es' * (readers > 1)} each"
        say(said, f"{rate:,.0f} articles/s", f"the reader in a loop {beside:,.0f}/s", rate / beside)


def bench_tail(access: KafkaAccess) -> None:
    """A view folded from the topic, beside the same records only fetched and parsed, and beside one folded from SQLite."""
    readings = [made.read(article) for article in made.articles(EVENTS, countries=200)]
    topics = asyncio.run(_filled(access, readings))
    with TemporaryDirectory() as folder:
        path = Path(folder)
        asyncio.run(_append(SqliteLog.open(path / LOG), readings))
        works = [
            lambda _: asyncio.run(_fold(KafkaLog.open(access, topics), path)),
            lambda _: asyncio.run(_fetch(access, topics)),
            lambda _: asyncio.run(_fold(SqliteLog.open(path / LOG), path)),
        ]
        kafka, bare, sqlite = side_by_side(works, rounds=3)
    say(f"following {EVENTS:,} events into a view", f"{EVENTS / kafka:,.0f} events/s", f"getmany and orjson {EVENTS / bare:,.0f}/s", bare / kafka)
    say("a view folded again from Kafka", f"{EVENTS / kafka:,.0f} events/s", f"from SQLite {EVENTS / sqlite:,.0f}/s", sqlite / kafka)


def bench_heard(access: KafkaAccess) -> None:
    """From an article fed to a node until its change is heard there, through a worker, beside the receipt alone."""
    topics = new_topics()
    asyncio.run(make_topics(access, wanted(topics, Copies(partitions=2))))
    with TemporaryDirectory() as folder, Hand(access, topics, (PROGRAM, "worker", "--readers", "1")) as worker:
        asyncio.run(worker.see_joined())
        with running(Path(folder), "serve", environment_of(access, topics)) as node:
            _hear(node, 0)  # reading processes start with the first article
            times = [_hear(node, number) for number in range(1, HEARD)]
    for share in (0.5, 0.99):
        receipt, heard = (percentile([getattr(each, name) for each in times], share) for name in ("receipt_s", "change_s"))
        say(f"article accepted to change heard, p{share * 100:.0f}", f"{(heard - receipt) * 1000:,.0f} ms", f"the receipt {receipt * 1000:,.0f} ms")


@dataclass(frozen=True, slots=True)
class Heard:
    """How long after an article was sent its receipt and its change came, in seconds."""

    receipt_s: float
    change_s: float


def _hear(node: Process, number: int) -> Heard:
    day = date(2001, 1, 1) + timedelta(days=30 * number)
    after = node.http.get("/readyz").json()["position"]
    start = perf_counter()
    node.feed([{"text": f"Peru's foreign minister arrived in Oslo on {day.day} {day:%B %Y}.", "published": day.isoformat()}])
    receipt = perf_counter()
    changes = node.http.get("/v1/changes", params={"after": after, "wait": 20}).json()["items"]
    assert changes, "no change was heard"
    return Heard(receipt - start, perf_counter() - start)


def _seeds_again(count: int) -> list[Article]:
    """The seeds again and again, each time under another id."""
    seeds = [orjson.loads(path.read_bytes()) for path in sorted(SEEDS.glob("*.json"))]
    whole = [Article(str(number), seed["text"], published=seed.get("published", "")) for number, seed in enumerate(seeds)]
    return [replace(whole[number % len(whole)], id=f"a{number}") for number in range(count)]


def _loop(articles: Sequence[Article]) -> float:
    lexicon = load()
    return len(articles) / timed(lambda: [read_one(article, lexicon) for article in articles])


async def _rate(access: KafkaAccess, articles: list[Article], workers: int, readers: int) -> float:
    topics = new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=8)))
    async with KafkaLog.open(access, topics) as log:
        with ExitStack() as stack:
            for _ in range(workers):
                await stack.enter_context(Hand(access, topics, (PROGRAM, "worker", "--readers", str(readers)))).see_joined()
            await log.articles.append(articles)
            for some in range(0, len(articles) + 1, 100):
                await read(log, some)
        entries = [entry for after in range(0, len(articles), 1000) for entry in await log.events.read(after, 1000)]
    first, last = (datetime.fromisoformat(each.received) for each in (entries[len(articles) // 10], entries[len(articles) - 1]))
    return len(articles) * 0.9 / (last - first).total_seconds()


async def _filled(access: KafkaAccess, readings: list[Reading]) -> Topics:
    topics = new_topics()
    await make_topics(access, wanted(topics, Copies()))
    await _append(KafkaLog.open(access, topics), readings)
    return topics


async def _append(log: Log, readings: list[Reading]) -> None:
    try:
        await log.events.append(readings)
    finally:
        await log.close()


async def _fold(log: Log, folder: Path) -> None:
    try:
        await rebuilt(log, folder, lambda *_: None)
    finally:
        await log.close()


async def _fetch(access: KafkaAccess, topics: Topics) -> None:
    part, fetched = TopicPartition(topics.events, 0), 0
    consumer = AIOKafkaConsumer(bootstrap_servers=access.bootstrap)
    await consumer.start()
    try:
        consumer.assign([part])
        await consumer.seek_to_beginning(part)
        while fetched < EVENTS:
            batch = (await consumer.getmany(part, timeout_ms=1_000, max_records=1_000)).get(part, [])
            fetched += len([orjson.loads(each.value) for each in batch])
    finally:
        await consumer.stop()


def main() -> None:
    """All lines, on one broker."""
    with running_broker() as address:
        access = KafkaAccess(address)
        bench_workers(access)
        bench_tail(access)
        bench_heard(access)


if __name__ == "__main__":
    speak_plainly()
    main()
