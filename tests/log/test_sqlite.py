"""What only the SQLite log promises: the backlog, a plain word for each trouble with the file, and nothing lost to kill -9."""

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tracker.core.article import Article
from tracker.core.errors import Misplaced, NewerFormat, TrackerError, Unreadable
from tracker.core.reading import Reading
from tracker.log.contract import Entry, Shelved
from tracker.log.sqlite import SqliteLog, now
from tracker.log.sqlite_file import Schema, SqliteFile

ARTICLES = [Article(f"a{n}", f"Report {n}.") for n in range(5)]


def none(article: str, reader: str = "r1") -> Reading:
    return Reading(article, reader, "none")


async def unread(log: SqliteLog, reader: str = "r1", limit: int = 10) -> list[str]:
    return [each.article.id if isinstance(each, Shelved) else f"damaged {each.id}" for each in await log.articles.unread(reader, limit)]


# --- the backlog ----------------------------------------------------------------------------------------------------------------------------------------


async def test_what_has_no_reading_by_a_reader_is_still_to_be_read_oldest_first(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        await log.articles.append(ARTICLES)
        assert await unread(log) == ["a0", "a1", "a2", "a3", "a4"]
        await log.events.append([none("a2"), Reading("a0", "r1", "failed", reason="died")])
        assert await unread(log) == ["a1", "a3", "a4"]
        assert await unread(log, limit=2) == ["a1", "a3"]
        assert await unread(log, "r2") == ["a0", "a1", "a2", "a3", "a4"]


async def test_when_all_is_read_only_what_comes_next_is_to_be_read(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        assert await unread(log) == []
        await log.articles.append(ARTICLES[:3])
        await log.events.append([none(article.id) for article in ARTICLES[:3]])
        assert await unread(log) == []
        await log.articles.append(ARTICLES)
        assert await unread(log) == ["a3", "a4"]


async def test_a_reading_of_an_article_that_the_log_does_not_hold_is_kept_all_the_same(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        assert await log.events.append([none("elsewhere")]) == 1
        assert await unread(log) == []


async def test_a_reader_that_died_finds_its_work_again_after_a_restart(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        await log.articles.append(ARTICLES)
        await log.events.append([none("a0")])
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        assert await unread(log) == ["a1", "a2", "a3", "a4"]


async def test_articles_before_one_of_a_newer_release_are_still_read_and_those_behind_it_wait(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        await log.articles.append(ARTICLES[:2])
        write(tmp_path, "new", b'{"format":2}')
        await log.articles.append(ARTICLES[2:3])
        assert await unread(log) == ["a0", "a1"]
        await log.events.append([none("a0"), none("a1")])
        with pytest.raises(NewerFormat, match="articles 3"):
            await unread(log)


async def test_a_damaged_article_is_given_as_one_and_holds_up_no_other(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        await log.articles.append(ARTICLES[:1])
        write(tmp_path, "d1", b"\xff")
        await log.articles.append(ARTICLES[1:2])
        assert await unread(log) == ["a0", "damaged d1", "a1"]
        await log.events.append([none("d1")])
        assert await unread(log) == ["a0", "a1"]


def write(folder: Path, id: str, data: bytes) -> None:
    """Put bytes into the articles log past tracker."""
    with closing(sqlite3.connect(folder / "log.sqlite")) as db, db:
        db.execute("INSERT INTO articles (id, received, data) VALUES (?, '', ?)", (id, data))


async def test_received_is_the_moment_of_the_logs_own_clock_in_utc(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 5, 2, 0, 0, 999_999, timezone(timedelta(hours=2)))
    async with SqliteLog.open(tmp_path / "log.sqlite", clock=lambda: moment) as log:
        await log.articles.append(ARTICLES[:1])
        assert [each.received for each in await log.articles.unread("r1", 1)] == ["2024-03-05T00:00:00.999Z"]
    assert now().tzinfo is UTC


# --- trouble with the file ------------------------------------------------------------------------------------------------------------------------------


def in_a_folder_that_is_missing(folder: Path) -> Path:
    return folder / "missing" / "log.sqlite"


def a_folder(folder: Path) -> Path:
    return folder


def not_a_database(folder: Path) -> Path:
    (folder / "log.sqlite").write_text("Dear diary, today nothing happened between any two countries. " * 40)
    return folder / "log.sqlite"


def of_another_program(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "log.sqlite")) as db, db:
        db.execute("CREATE TABLE recipes (name)")
    return folder / "log.sqlite"


def of_a_newer_release(folder: Path) -> Path:
    asyncio.run(SqliteLog.open(folder / "log.sqlite").close())
    with closing(sqlite3.connect(folder / "log.sqlite")) as db, db:
        db.execute("PRAGMA user_version = 2")
    return folder / "log.sqlite"


TROUBLES = [
    (in_a_folder_that_is_missing, Misplaced, "cannot be opened", "--data"),
    (a_folder, Misplaced, "cannot be opened", "--data"),
    (not_a_database, Unreadable, "no SQLite file", "backup"),
    (of_another_program, Unreadable, "another program", "--data"),
    (of_a_newer_release, Unreadable, "schema 2", "upgrade"),
]


@pytest.mark.parametrize(("make", "error", "problem", "way_out"), TROUBLES)
def test_a_file_that_cannot_be_used_is_refused_with_a_way_out(
    make: Callable[[Path], Path], error: type[TrackerError], problem: str, way_out: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with pytest.raises(error, match=problem) as caught:
        SqliteLog.open(path)
    assert way_out in caught.value.way_out
    assert str(path) in str(caught.value)


async def test_a_full_disk_keeps_a_whole_batch_out_and_harms_nothing_before_or_after(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "small", Schema(1, 1, "CREATE TABLE t (x); PRAGMA max_page_count = 20"), now)
    await file.write(lambda db, _: db.execute("INSERT INTO t VALUES ('before')"))
    with pytest.raises(Misplaced, match="no room is left"):
        await file.write(lambda db, _: [db.execute("INSERT INTO t VALUES (?)", (each,)) for each in ("half", "x" * 200_000)])
    await file.write(lambda db, _: db.execute("INSERT INTO t VALUES ('after')"))
    assert await file.read(lambda db: db.execute("SELECT x FROM t").fetchall()) == [("before",), ("after",)]
    await file.close()


async def test_an_append_that_its_sender_gave_up_is_kept_whole_or_not_at_all_and_is_heard(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        appending = asyncio.create_task(log.events.append([none("a0"), none("a1")]))
        await asyncio.sleep(0)
        appending.cancel()
        await log.events.append([none("a2")])
        assert await log.events.end() in (1, 3)
        assert await log.events.wait(0, 60)


# --- kill -9 --------------------------------------------------------------------------------------------------------------------------------------------


async def held(path: Path) -> tuple[set[str], list[Entry]]:
    """The ids of all articles, and all records."""
    async with SqliteLog.open(path) as log:
        articles = {each.article.id async for each in log.articles.scan() if isinstance(each, Shelved)}
        entries = await log.events.read(0, 10**6)
        assert await log.events.end() == len(entries)
        return articles, entries


def killed_child(path: Path, first: int, after: int) -> set[str]:
    """What a child that appends articles from number `first` on had acknowledged when it was killed, some time after its `after`th word."""
    with subprocess.Popen([sys.executable, "-m", "tests.log.appending", str(path), str(first)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(after)]
        child.kill()
        said += child.stdout.readlines()
    return {f"a{line.strip()}" for line in said if line.endswith("\n")}


def test_nothing_acknowledged_is_lost_to_kill_9(tmp_path: Path) -> None:
    path, dice, acknowledged = tmp_path / "log.sqlite", random.Random(20230418), set[str]()
    for life in range(20):
        acknowledged |= killed_child(path, life * 10_000, after=dice.randint(1, 60))
        articles, entries = asyncio.run(held(path))
        assert acknowledged <= {entry.record.article for entry in entries if isinstance(entry.record, Reading)} <= articles
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
