"""A tracker as its users meet it: a real server on a free port over a real log and view in a folder; readings are written by hand, nothing reads articles."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tracker.core.article import Article
from tracker.core.errors import TrackerError
from tracker.core.reading import Reading, Record
from tracker.log.contract import ArticleLog, EventLog
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import Catalogue
from tracker.relating.ask import Ask
from tracker.running.server import Server
from tracker.running.tail import Tail
from tracker.serving.app import make_app

TODAY = datetime(2024, 3, 6, 12, tzinfo=UTC)


class HandNode:
    """A node (`serving.node.Node`) whose readings come from the test."""

    def __init__(self, articles: ArticleLog, events: EventLog, ask: Ask, lexicon: Catalogue, tail: Tail) -> None:
        self.articles, self.events, self.ask, self.lexicon = articles, events, ask, lexicon
        self.closing = asyncio.Event()
        self.trouble: TrackerError | None = None
        self._tail = tail

    @property
    def stopped(self) -> TrackerError | None:
        return self.trouble or self._tail.stopped

    @property
    def as_of(self) -> datetime | None:
        return self._tail.as_of

    async def wait_for(self, position: int, wait_s: float) -> int:
        return await self._tail.wait_for(position, wait_s)


@dataclass
class Served:
    """A running tracker and a client that asks it."""

    node: HandNode
    client: httpx.AsyncClient

    async def tell(self, *news: tuple[Article, Reading] | Record) -> str:
        """Append what the news says; the cursor at which the view holds it."""
        last = 0
        for each in news:
            if isinstance(each, tuple):
                await self.node.articles.append([each[0]])
            last = await self.node.events.append([each[1] if isinstance(each, tuple) else each])
        assert await self.node.wait_for(last, 10) >= last
        return f"{self.node.ask.generation()}-{last}"

    async def caught_up(self) -> None:
        """Return once the view is known to hold all that the log does."""
        while not self.node.as_of:  # noqa: ASYNC110 (nothing rings when nothing is new)
            await asyncio.sleep(0.02)

    async def get(self, path: str, status: int = 200, **headers: str) -> Any:
        """The JSON at a path, which must answer with this status."""
        answer = await self.client.get(path, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    @asynccontextmanager
    async def listening(self, query: str = "", **headers: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The messages of the stream, as they come; `event` and `id` beside the data."""
        async with self.client.stream("GET", f"/v1/changes/stream{query}", headers=headers) as answer:
            assert answer.status_code == 200
            yield _messages(answer.aiter_lines())


async def _messages(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    fields: dict[str, str] = {}
    async for line in lines:
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif not line and "data" in fields:
            yield {"event": fields["event"], "id": fields["id"], **json.loads(fields["data"])}
            fields = {}


@asynccontextmanager
async def serving(folder: Path, lexicon: Catalogue) -> AsyncIterator[Served]:
    """Start a tracker on the data in this folder, and end it as a signal would."""
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(SqliteLog.open(folder / "log.sqlite"))
        tail = await stack.enter_async_context(Tail(log.events, folder / "view.sqlite", lexicon.kinds))
        ask = stack.enter_context(closing(Ask.open(folder / "view.sqlite", lexicon.kinds)))
        node = HandNode(log.articles, log.events, ask, lexicon, tail)
        door = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        ready = asyncio.Event()
        server = Server(make_app(node, lambda: TODAY), ready.set)
        following, answering = asyncio.ensure_future(tail.follow()), asyncio.ensure_future(server.serve([door]))
        await ready.wait()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{door.getsockname()[1]}", timeout=20, verify=False) as client:
            try:
                yield Served(node, client)
            finally:
                node.closing.set()
                server.should_exit = True
                await answering
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)
