"""
All in one: both logs, the view, the interface and the reading processes, on one machine, without a broker.

In: Settings.  Out: a server that answers until it is told to end.
Never: two of them on one data folder, or a decision about what an article says or what events amount to.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, closing

import uvloop

from tracker.core.article import Article
from tracker.core.errors import TrackerError, Unreadable
from tracker.log.contract import Receipt, Shelved
from tracker.log.sqlite import SqliteArticles, SqliteEvents, SqliteLog, now
from tracker.reading import Lexicon, load
from tracker.relating.ask import Ask
from tracker.running.claims import LOG, VIEW, claimed, listening
from tracker.running.readers import Readers
from tracker.running.server import Server
from tracker.running.tail import Tail
from tracker.running.turn import Turn
from tracker.serving.app import make_app
from tracker.settings import Settings

IN_HAND = 16  # articles for each reading process: enough for their readings to share a flush of the disk


def run(settings: Settings) -> None:
    """
    Serve until Ctrl-C or SIGTERM, then end cleanly; prints the address once it answers.

    Raises DataInUse where another tracker holds the data folder, PortTaken where something else listens, Misplaced where the folder or host cannot be used.
    """
    with claimed(settings.data), closing(listening(settings.host, settings.port)) as door:
        uvloop.run(_live(settings, door))


class Articles:
    """The articles of a log (ArticleLog), with a bell that rings when some were appended."""

    def __init__(self, kept: SqliteArticles, bell: asyncio.Event) -> None:
        self._kept, self._bell = kept, bell

    async def append(self, articles: Sequence[Article]) -> list[Receipt]:
        """See ArticleLog."""
        receipts = await self._kept.append(articles)
        self._bell.set()
        return receipts

    async def find(self, id: str) -> Shelved | None:
        """See ArticleLog."""
        return await self._kept.find(id)

    async def at(self, place: str) -> Shelved:
        """See ArticleLog."""
        return await self._kept.at(place)

    def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """See ArticleLog."""
        return self._kept.scan()


class Embedded:
    """A node (`serving.node.Node`) of one process: what its interface asks of it."""

    def __init__(self, articles: Articles, events: SqliteEvents, lexicon: Lexicon, turn: Turn, tail: Tail) -> None:
        self.articles, self.events, self.lexicon = articles, events, lexicon
        self.closing = asyncio.Event()
        self._turn, self._tail = turn, tail

    @property
    def ask(self) -> Ask:
        """Questions to the view as it is now."""
        return self._tail.ask

    @property
    def stopped(self) -> TrackerError | None:
        """Why the view does not follow, or why nothing is read, None while all goes on."""
        return self._tail.stopped or self._turn.trouble

    async def wait_for(self, position: int, wait_s: float) -> int:
        """See Node."""
        return await self._tail.wait_for(position, wait_s)


async def _live(settings: Settings, door: socket.socket) -> None:
    lexicon = load()
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(SqliteLog.open(settings.data / LOG))
        readers = await stack.enter_async_context(Readers(settings.readers, lexicon.reader))
        tail = await stack.enter_async_context(Tail(log.events, settings.data / VIEW, lexicon.kinds))
        turn = Turn(log.articles, log.events, readers, IN_HAND * settings.readers)
        node = Embedded(Articles(log.articles, turn.news), log.events, lexicon, turn, tail)
        server = Server(make_app(node, now), lambda: _say(door))
        await _work(node, server, door, turn, tail)


async def _work(node: Embedded, server: Server, door: socket.socket, turn: Turn, tail: Tail) -> None:
    def end() -> None:
        node.closing.set()
        server.should_exit = True

    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, end)
    async with asyncio.TaskGroup() as work:
        following = work.create_task(tail.follow())
        work.create_task(turn.run())
        await server.serve([door])
        turn.end()
        following.cancel()


def _say(door: socket.socket) -> None:
    host, port = door.getsockname()[:2]
    sys.stdout.write(f"tracker answers at http://{f'[{host}]' if ':' in host else host}:{port}\n")
    sys.stdout.flush()
