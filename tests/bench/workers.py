"""
How fast workers read, beside the reader called in a loop: `python -m tests.bench.workers`.

Articles are fed to workers that share a topic of a real broker; the time is that between the first tenth and the last reading by the broker's own clock, so
that starting does not count. The loop is measured before and after, as what else the machine does changes.
"""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import orjson

from tests.bench.rates import timed
from tests.log.runtimes import new_topics, running_broker
from tests.running.kafka.hiring import Hand, read
from tracker.core.article import Article
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, make_topics, wanted
from tracker.reading.known import load
from tracker.reading.read import read as read_one
from tracker.running.diagnostics import speak_plainly

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = 500


def bench_workers() -> None:
    """A table of one worker with one and two reading processes, and two workers with one each, beside the loop."""
    articles = _articles(ARTICLES)
    loop = _loop(articles[:100])
    sys.stdout.write(f"the reader in a loop: {loop:,.0f} articles/s\n")
    with running_broker() as broker:
        for workers, readers in ((1, 1), (1, 2), (2, 1)):
            rate = asyncio.run(_rate(KafkaAccess(broker), articles, workers, readers))
            beside = (loop + (loop := _loop(articles[:100]))) / 2
            sys.stdout.write(
                f"{workers} worker(s) with {readers} reading process(es): {rate:,.0f} articles/s, {rate / beside:.2f} of the loop at {beside:,.0f}\n"
            )
            sys.stdout.flush()


def _articles(count: int) -> list[Article]:
    """The seeds again and again, each time under another id."""
    seeds = [orjson.loads(path.read_bytes()) for path in sorted(SEEDS.glob("*.json"))]
    whole = [Article(str(number), seed["text"], published=seed.get("published", "")) for number, seed in enumerate(seeds)]
    return [replace(whole[number % len(whole)], id=f"a{number}") for number in range(count)]


def _loop(articles: Sequence[Article]) -> float:
    lexicon = load()
    return len(articles) / timed(lambda: [read_one(article, lexicon) for article in articles])


async def _rate(access: KafkaAccess, articles: list[Article], workers: int, readers: int) -> float:
    topics = new_topics()
    await make_topics(access, wanted(topics, Copies(readers=8)))
    async with KafkaLog.open(access, topics) as log:
        with ExitStack() as stack:
            for _ in range(workers):
                await stack.enter_context(Hand(access, topics, (f"{sys.prefix}/bin/tracker", "worker", "--readers", str(readers)))).see_joined()
            await log.articles.append(articles)
            for some in range(0, len(articles) + 1, 100):
                await read(log, some)
        entries = [entry for after in range(0, len(articles), 1000) for entry in await log.events.read(after, 1000)]
    first, last = (datetime.fromisoformat(each.received) for each in (entries[len(articles) // 10], entries[len(articles) - 1]))
    return len(articles) * 0.9 / (last - first).total_seconds()


if __name__ == "__main__":
    speak_plainly()
    bench_workers()
