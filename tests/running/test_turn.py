"""A turn: every article that waits gets a reading in the log, whatever a reading process or a reading is like."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.log.runtimes import Embedded
from tests.running import made
from tests.running.test_pool import STAND_IN
from tests.running.waiting import until
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.log.sqlite import SqliteLog
from tracker.running.pool import ReadingPool
from tracker.running.turn import Turn


def told(*texts: str) -> list[Article]:
    return [Article(id=f"a{number}", text=text, published="2024-05-01") for number, text in enumerate(texts)]


@asynccontextmanager
async def turning(path: Path, command: tuple[str, ...] = STAND_IN) -> AsyncIterator[tuple[SqliteLog, Turn]]:
    """A log, and a turn that runs on it."""
    async with SqliteLog.open(path / "log.sqlite") as log, ReadingPool(2, made.READER, command) as pool, asyncio.TaskGroup() as work:
        turn = Turn(log.articles, log.events, pool, width=4)
        work.create_task(turn.run())
        yield log, turn
        turn.end()


async def readings(log: SqliteLog, count: int) -> dict[str, Reading]:
    """The readings in the log by article, once there are so many records."""
    while (end := await log.events.end()) < count:
        assert await log.events.wait(end, 30)
    records = [entry.record for entry in await log.events.read(0, 1_000)]
    return {record.article: record for record in records if isinstance(record, Reading)}


async def test_articles_are_read_as_they_come_each_once(tmp_path: Path) -> None:
    articles = made.articles(40)
    async with turning(tmp_path) as (log, turn):
        for at in range(0, 40, 8):
            await log.articles.append(articles[at : at + 8])
            turn.news.set()
        read = await readings(log, 40)

        assert read.keys() == {article.id for article in articles}
        assert await log.events.end() == 40


async def test_a_reading_says_where_its_article_lies_and_when_it_came(tmp_path: Path) -> None:
    async with turning(tmp_path) as (log, turn):
        await log.articles.append(told("read"))
        turn.news.set()
        origin = (await readings(log, 1))["a0"].origin
        shelved = await log.articles.at(origin.place)

    assert (shelved.article.id, shelved.received) == ("a0", origin.received)


async def test_an_article_that_kills_its_reader_holds_up_no_other(tmp_path: Path) -> None:
    async with turning(tmp_path) as (log, turn):
        await log.articles.append(told("die", "read", "die", "read", "read"))
        turn.news.set()
        read = await readings(log, 5)

    assert [read[f"a{number}"].outcome for number in range(5)] == ["failed", "none", "failed", "none", "none"]
    assert read["a0"].origin.published == "2024-05-01" and read["a0"].origin.place


async def test_a_long_reading_keeps_no_new_article_waiting(tmp_path: Path) -> None:
    async with turning(tmp_path) as (log, turn):
        await log.articles.append(told("hang"))
        turn.news.set()
        await log.articles.append(made.articles(1))
        turn.news.set()

        assert await log.events.wait(0, 30)


async def test_a_reading_that_no_log_can_keep_becomes_a_failed_one(tmp_path: Path) -> None:
    async with turning(tmp_path) as (log, turn):
        await log.articles.append(told("boast", "read"))
        turn.news.set()
        read = await readings(log, 2)

    assert (read["a0"].outcome, read["a0"].step, read["a0"].events) == ("failed", "store", ())
    assert read["a1"].outcome == "none"


async def test_what_is_no_article_fails_and_what_a_newer_release_wrote_waits(tmp_path: Path) -> None:
    async with turning(tmp_path) as (log, turn):
        damaged = await Embedded(tmp_path).write_article(b"\xff no JSON")
        await log.articles.append(told("read"))
        newer = await Embedded(tmp_path).write_article(b'{"format": 2}')
        turn.news.set()
        read = await readings(log, 2)
        await asyncio.to_thread(until, lambda: turn.trouble is not None)

        assert {(each.origin.place, each.outcome, each.step) for each in read.values()} == {(damaged, "failed", "unpack"), ("2", "none", "")}
        assert str(turn.trouble) == f"articles {newer}: has the format 2; known are formats up to 1"


async def test_where_no_reading_process_starts_the_articles_wait_and_the_trouble_is_told(tmp_path: Path) -> None:
    async with turning(tmp_path, (*STAND_IN, "broken")) as (log, turn):
        await log.articles.append(told("read"))
        turn.news.set()
        await asyncio.to_thread(until, lambda: turn.trouble is not None)

        assert "does not start" in str(turn.trouble)
        assert len(await log.articles.unread(made.READER, 10)) == 1
