"""
Counting again: does the view say what the log says?

The log is folded from the beginning into a temporary view. Where it has come as far as the serving view, the two must hold the same state.
In: a log of either runtime, and the data folder of a node, also of a running one.  Out: what the log amounts to, and whether the view agrees.
Never: a change to what lies there.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.core.errors import NotFound, StaleView
from tracker.core.kind import Kind
from tracker.core.reading import Reading
from tracker.log.contract import ArticleLog, EventLog, Log, Shelved, where
from tracker.log.kafka import KafkaLog
from tracker.reading.known import load_catalogue
from tracker.relating.ask import Ask
from tracker.relating.view import View
from tracker.running.claims import VIEW
from tracker.running.diagnostics import speak_plainly
from tracker.running.kafka.topics import access_of, topics_of
from tracker.running.logs import opened_in
from tracker.running.pool import UNPACK
from tracker.running.tail import BATCH
from tracker.settings import KafkaSettings


@dataclass(frozen=True, slots=True)
class Verified:
    """
    hash: of the state (`core.fact.state_of`) that the whole log amounts to; facts: how many.
    articles: how many by outcome: waiting, events, none, failed, unread, retracted.
    agrees: whether the serving view holds the state that the log amounts to at the view's own position; position: that position,
    0 where there is no view that this release could compare, and so nothing that disagrees.
    """

    hash: str
    facts: int
    articles: Mapping[str, int]
    agrees: bool
    position: int


def verify(data: Path) -> Verified:
    """
    What the logs in this folder amount to, counted anew.

    Raises Misplaced where the folder holds no log, Unreadable at a record of an unknown format.
    """
    return asyncio.run(verified(opened_in(data), data / VIEW))


def verify_on_kafka(data: Path, kafka: KafkaSettings) -> Verified:
    """
    What the logs on this broker amount to, counted anew, beside the view in the folder of one node.

    Raises NoBroker where no broker answers, Misplaced where it has no such topics, Unreadable at a record of an unknown format.
    """
    speak_plainly()
    return asyncio.run(verified(KafkaLog.open(access_of(kafka), topics_of(kafka)), data / VIEW))


async def verified(log: Log, served: Path) -> Verified:
    """What a log amounts to, counted anew, beside the view in this file, where there is one. Closes the log. Raises Unreadable as `verify` does."""
    kinds = load_catalogue().kinds
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        there = _served(served, scratch / "served.sqlite", kinds)
        with closing(View.open(scratch / VIEW, kinds)) as view, closing(Ask.open(scratch / VIEW, kinds)) as counted:
            try:
                return await _verified(log, _Recount(view), counted, there)
            finally:
                await log.close()


async def _verified(log: Log, recount: "_Recount", counted: Ask, served: "_Served") -> Verified:
    await recount.fold(log.events, served.position)
    agrees = served.position == 0 or (counted.position(), counted.state_hash()) == (served.position, served.hash)
    await recount.fold(log.events, await log.events.end())
    tally = counted.tally()
    waiting = [id for id in await recount.unread(log.articles) if not _is_retracted(counted, id)]
    return Verified(counted.state_hash(), tally.facts, {"waiting": len(waiting), **tally.articles}, agrees, served.position)


class _Recount:
    """A log folded anew, with the articles that it names and, of those whose bytes are none, the places."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._read: set[str] = set()

    async def fold(self, events: EventLog, until: int) -> None:
        while self._view.position < until and (entries := await events.read(self._view.position, min(BATCH, until - self._view.position))):
            self._view.apply(entries)
            for reading in (entry.record for entry in entries if isinstance(entry.record, Reading)):
                self._read |= {reading.article, where(reading.origin.place)} if reading.step == UNPACK else {reading.article}

    async def unread(self, articles: ArticleLog) -> set[str]:
        """The articles that have no reading yet, by id, or by where they lie where their bytes are none. A log may hold copies: each counts once."""
        return {name async for each in articles.scan() if (name := each.article.id if isinstance(each, Shelved) else each.where) not in self._read}


def _is_retracted(counted: Ask, id: str) -> bool:
    try:
        return counted.article(id).is_retracted
    except NotFound:
        return False


@dataclass(frozen=True, slots=True)
class _Served:
    hash: str = ""
    position: int = 0


def _served(path: Path, copy: Path, kinds: Mapping[str, Kind]) -> _Served:
    """What the serving view holds, of one moment: asked of a copy, as the view itself may move on between two questions."""
    if not path.exists():
        return _Served()
    with closing(sqlite3.connect(path)) as view:
        view.execute("VACUUM INTO ?", (str(copy),))
    try:
        with closing(Ask.open(copy, kinds)) as ask:
            return _Served(ask.state_hash(), ask.position())
    except StaleView:
        return _Served()
