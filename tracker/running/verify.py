"""
Counting again: does the view say what the log says?

The log is folded from the beginning into a temporary view. Where it has come as far as the serving view, the two must hold the same state.
In: a data folder, also that of a running tracker.  Out: what the log amounts to, and whether the view agrees.  Never: a change to what lies in that folder.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.core.errors import Misplaced, StaleView
from tracker.core.kind import Kind
from tracker.log.contract import ArticleLog, EventLog
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import load_catalogue
from tracker.relating.ask import Ask
from tracker.relating.view import View
from tracker.running.claims import LOG, VIEW
from tracker.running.tail import BATCH


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
    if not (data / LOG).exists():
        raise Misplaced("data", f"{data} holds no log of a tracker", "name the folder that `tracker run` was given with --data")
    with TemporaryDirectory() as scratch:
        return asyncio.run(_verify(data, Path(scratch)))


async def _verify(data: Path, scratch: Path) -> Verified:
    kinds = load_catalogue().kinds
    served = _served(data / VIEW, scratch / "served.sqlite", kinds)
    async with SqliteLog.open(data / LOG) as log:
        with closing(View.open(scratch / VIEW, kinds)) as view, closing(Ask.open(scratch / VIEW, kinds)) as counted:
            await _fold(log.events, view, served.position)
            agrees = served.position == 0 or (counted.position(), counted.state_hash()) == (served.position, served.hash)
            await _fold(log.events, view, await log.events.end())
            tally = counted.tally()
            articles = {"waiting": await _count(log.articles) - sum(tally.articles.values()), **tally.articles}
            return Verified(counted.state_hash(), tally.facts, articles, agrees, served.position)


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


async def _fold(events: EventLog, view: View, until: int) -> None:
    while view.position < until and (entries := await events.read(view.position, min(BATCH, until - view.position))):
        view.apply(entries)


async def _count(articles: ArticleLog) -> int:
    return sum([1 async for _ in articles.scan()])
