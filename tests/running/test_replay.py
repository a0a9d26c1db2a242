"""A replay reads what its reader has not read, once, beside whoever else reads; what it was cut off from is read by the next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.log.runtimes import Embedded
from tests.running import made
from tests.running.test_pool import STAND_IN
from tracker.core.article import Article
from tracker.core.errors import NewerFormat
from tracker.log.sqlite import SqliteLog
from tracker.running.pool import ReadingPool
from tracker.running.turn import Turn

NEWER = made.READER


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    """Thirty articles that an older reader has read."""
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        articles = made.articles(30)
        await log.articles.append(articles)
        await log.events.append([replace(made.read(article), reader="older") for article in articles])
        yield log


async def replayed(log: SqliteLog, heard: list[int]) -> None:
    async with ReadingPool(2, NEWER, STAND_IN) as pool:
        await Turn(log.articles, log.events, pool, width=8).run_dry(heard.append)


async def test_everything_is_read_once_and_then_nothing_waits(log: SqliteLog) -> None:
    heard: list[int] = []
    assert await log.articles.count_unread(NEWER) == 30
    await replayed(log, heard)
    assert (sum(heard), await log.articles.count_unread(NEWER)) == (30, 0)
    await replayed(log, heard)
    assert sum(heard) == 30


async def test_what_a_replay_was_cut_off_from_is_read_by_the_next(log: SqliteLog) -> None:
    await log.articles.append([Article(id="slow", text="hang")])
    heard: list[int] = []
    cut = asyncio.create_task(replayed(log, heard))
    while sum(heard) < 30:  # noqa: ASYNC110 (a list rings no bell)
        await asyncio.sleep(0.05)
    cut.cancel()
    with suppress(asyncio.CancelledError):
        await cut
    assert await log.articles.count_unread(NEWER) == 1


async def test_an_article_of_a_newer_release_stops_it_behind_all_that_came_before(log: SqliteLog, tmp_path: Path) -> None:
    await Embedded(tmp_path).write_article(b'{"format": 2}')
    with pytest.raises(NewerFormat):
        await replayed(log, [])
    assert await log.articles.count_unread(NEWER) == 1
