"""
All in one: both logs, the view, the interface and the reading processes, on one machine, without a broker.

In: Settings.  Out: a server that answers until it is told to end.
Never: two of them on one data folder, or a decision about what an article says or what events amount to.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, closing

import uvloop

from tracker.core.article import Article
from tracker.core.errors import Unreadable
from tracker.log.contract import Receipt, Shelved
from tracker.log.sqlite import SqliteArticles, SqliteLog
from tracker.running.answering import Answering, answer
from tracker.running.claims import LOG, VIEW, claimed, listening
from tracker.running.diagnostics import speak_plainly
from tracker.running.lexicon import catalogue_with
from tracker.running.pool import pool_of
from tracker.running.preference import put_in_force_at_last
from tracker.running.tail import Tail
from tracker.running.turn import Turn
from tracker.settings import Settings

IN_HAND = 16  # articles for each reading process: enough for their readings to share a flush of the disk


def run(settings: Settings) -> None:
    """
    Serve until Ctrl-C or SIGTERM, then end cleanly; prints the address once it answers.

    Raises DataInUse where another tracker holds the data folder, PortTaken where something else listens, Misplaced where the folder or host cannot be used.
    """
    speak_plainly()
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

    async def again(self, place: str) -> None:
        """See ArticleLog."""
        await self._kept.again(place)
        self._bell.set()

    def scan(self) -> AsyncIterator[Shelved | Unreadable]:
        """See ArticleLog."""
        return self._kept.scan()


async def _live(settings: Settings, door: socket.socket) -> None:
    catalogue = catalogue_with(settings)
    pool = pool_of(settings, catalogue.reader)
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(SqliteLog.open(settings.data / LOG))
        await stack.enter_async_context(pool)
        tail = await stack.enter_async_context(Tail(log.events, settings.data / VIEW, catalogue.kinds))
        turn = Turn(log.articles, log.events, pool, IN_HAND * settings.readers)
        node = Answering(Articles(log.articles, turn.news), log.events, catalogue, tail, lambda: turn.trouble)
        async with asyncio.TaskGroup() as work:
            work.create_task(turn.run())
            await answer(node, door, tail.follow(), put_in_force_at_last(log.events, catalogue.reader, await tail.standing()))
            turn.end()
