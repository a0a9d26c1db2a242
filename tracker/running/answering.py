"""
A node that answers: what all runtimes do alike, whoever keeps their logs and reads their articles.

In: logs, a view that follows them, a listening socket.  Out: answers until the node is told to end, and an end without a loose thread.
Never: a word about where the logs lie, or a piece of work that falls unheard.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime

from tracker.core.errors import TrackerError
from tracker.log.contract import ArticleLog, EventLog
from tracker.reading.known import Catalogue
from tracker.relating.ask import Ask
from tracker.running.server import Server
from tracker.running.tail import Tail
from tracker.serving.app import make_app


class Answering:
    """A node (`serving.node.Node`) over these logs. trouble: what else keeps it from its work now, beside the tail's; None while nothing does."""

    def __init__(self, articles: ArticleLog, events: EventLog, lexicon: Catalogue, tail: Tail, trouble: Callable[[], TrackerError | None]) -> None:
        self.articles, self.events, self.lexicon = articles, events, lexicon
        self.closing = asyncio.Event()
        self._tail, self._trouble = tail, trouble

    @property
    def ask(self) -> Ask:
        """See Node."""
        return self._tail.ask

    @property
    def stopped(self) -> TrackerError | None:
        """See Node."""
        return self._tail.stopped or self._trouble()

    @property
    def as_of(self) -> datetime | None:
        """See Node."""
        return self._tail.as_of

    async def wait_for(self, position: int, wait_s: float) -> int:
        """See Node."""
        return await self._tail.wait_for(position, wait_s)


async def answer(node: Answering, door: socket.socket, *beside: Coroutine[None, None, None]) -> None:
    """
    Answer at this door until SIGINT or SIGTERM; prints the address once it does.

    beside: work that goes on meanwhile, and is cancelled at the end. Where it falls, the node ends, and what it fell over is raised.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, node.closing.set)
    work = [asyncio.create_task(_or_close(node, each)) for each in beside]
    try:
        await _serve(node, door)
    finally:
        for task in work:
            task.cancel()
        ends = await asyncio.gather(*work, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _serve(node: Answering, door: socket.socket) -> None:
    server = Server(make_app(node, lambda: datetime.now(UTC)), lambda: _say(door))
    closing, serving = asyncio.create_task(node.closing.wait()), asyncio.create_task(server.serve([door]))
    await asyncio.wait({closing, serving}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    closing.cancel()
    await serving


async def _or_close(node: Answering, work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception:
        node.closing.set()
        raise


def _say(door: socket.socket) -> None:
    host, port = door.getsockname()[:2]
    sys.stdout.write(f"tracker answers at http://{f'[{host}]' if ':' in host else host}:{port}\n")
    sys.stdout.flush()
