"""Faults of nodes that answer, while articles pour in: none is lost, and the view ends as the log recounted."""

import asyncio
import itertools
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from deploy.kafka.broker import Broker
from tests.chaos.row import Row
from tests.chaos.workers import DICE, counted, tracker
from tests.running import made
from tests.running.kafka.hiring import Hand, environment_of, more_read, pouring
from tests.running.process import Process, running
from tests.running.waiting import until
from tracker.core.article import Article
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Topics
from tracker.running.claims import VIEW
from tracker.running.verify import verified

AGAIN_S = 0.2


async def killed(broker: Broker, times: int) -> Row:
    """A node, killed -9 while its view follows, and followed by another on the same data."""
    async with tracker(broker) as (access, topics, log):
        with TemporaryDirectory() as folder, Hand(access, topics):
            async with pouring(log) as poured:
                for _ in range(times):
                    node = await asyncio.to_thread(Process, Path(folder), command="serve", environment=environment_of(access, topics))
                    await more_read(log, DICE.randint(1, 100))
                    node.end(signal.SIGKILL)
            row = await counted("serving node killed -9, another started", times, log, poured)
            return replace(row, lost=row.lost + await astray(access, topics, Path(folder)))


async def broker_killed(broker: Broker, times: int) -> Row:
    """The broker is killed -9 under a node that is fed over HTTP and under a worker, and started again."""
    async with tracker(broker) as (access, topics, log):
        with TemporaryDirectory() as folder, Hand(access, topics):
            with running(Path(folder), "serve", environment_of(access, topics)) as node:
                async with feeding(node) as fed:
                    for _ in range(times):
                        await more_read(log, DICE.randint(50, 200))
                        await asyncio.to_thread(broker.kill)
                        await asyncio.sleep(DICE.uniform(0, 10))
                        await asyncio.to_thread(broker.start)
                row = await counted("broker killed -9 under a serving node fed over HTTP", times, log, fed)
            return replace(row, lost=row.lost + await astray(access, topics, Path(folder)))


@asynccontextmanager
async def feeding(node: Process) -> AsyncIterator[list[Article]]:
    """Articles fed over HTTP while this block lasts; those of which there is a receipt. Who gets none sends again."""
    fed: list[Article] = []

    async def feed() -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{node.port}", timeout=60) as client:
            for article in (article for seed in itertools.count() for article in made.articles(1_000, seed=seed)):
                body = {"text": article.text, "published": article.published, "url": article.url}
                while (answer := await client.post("/v1/articles", json=body)).status_code != 202:  # noqa: ASYNC110 (a tracker that refuses rings no bell)
                    await asyncio.sleep(AGAIN_S)
                fed.append(replace(article, id=answer.json()["id"]))

    work = asyncio.create_task(feed())
    try:
        yield fed
    finally:
        work.cancel()
        await asyncio.wait({work})


async def astray(access: KafkaAccess, topics: Topics, folder: Path) -> int:
    """How many facts there are, where the view of this node, once it has caught up, is not the log recounted; 0 where it is."""
    async with KafkaLog.open(access, topics) as log:
        end = await log.events.end()
    with running(folder, "serve", environment_of(access, topics)) as node:
        await asyncio.to_thread(until, lambda: str(node.http.get("/readyz").json()["position"]).endswith(f"-{end}"))
    found = await verified(KafkaLog.open(access, topics), folder / VIEW)
    return 0 if found.agrees and found.position == end else found.facts
