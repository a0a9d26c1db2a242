"""A log that was restored from a backup is not the one that gave later positions: the view is made anew, and who holds such a position hears of a gap."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.running import made
from tracker.core.reading import Readers, Record
from tracker.log.contract import Log
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import load_catalogue
from tracker.relating.changes import Filter
from tracker.running.tail import Tail
from tracker.serving.changes import page_behind
from tracker.serving.cursor import Cursor

KINDS = load_catalogue().kinds
READINGS = [made.read(article) for article in made.articles(9)]


@asynccontextmanager
async def following(log: Log, view: Path) -> AsyncIterator[Tail]:
    """A view that follows as a node's does."""
    async with Tail(log.events, view, KINDS) as tail:
        work = asyncio.create_task(tail.follow())
        yield tail
        work.cancel()


async def restored(folder: Path, lost: Sequence[Record]) -> Cursor:
    """The cursor of one who heard all that a log held, before it was restored from a backup that lacks some records."""
    async with SqliteLog.open(folder / "log.sqlite") as log, following(log, folder / "view") as tail:
        await log.events.append([Readers(("made",)), *READINGS[:3]])
    shutil.copy(folder / "log.sqlite", folder / "backup")
    async with SqliteLog.open(folder / "log.sqlite") as log, following(log, folder / "view") as tail:
        position = await log.events.append(lost)
        await tail.wait_for(position, 30)
        cursor = Cursor(tail.ask.generation(), position)
    shutil.copy(folder / "backup", folder / "log.sqlite")
    return cursor


@pytest.mark.parametrize("since", [0, 1, 2, 3], ids=lambda many: f"{many} records came since")
async def test_who_heard_what_the_backup_lacks_hears_of_a_gap(since: int, tmp_path: Path) -> None:
    cursor = await restored(tmp_path, READINGS[3:5])
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        await log.events.append(READINGS[5 : 5 + since])
        async with following(log, tmp_path / "view") as tail:
            await tail.wait_for(4 + since + 1, 30)
            assert page_behind(tail.ask, cursor, 10, Filter(), KINDS).gap
            assert (await log.events.end(), (await tail.standing()).preference) == (4 + since + 1, ("made",))
        async with following(log, tmp_path / "view") as tail, following(log, tmp_path / "fresh") as fresh:
            assert await fresh.wait_for(4 + since + 1, 30) == tail.position
            assert (fresh.ask.generation(), fresh.ask.state_hash()) == (tail.ask.generation(), tail.ask.state_hash())
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        assert await log.events.end() == 4 + since + 1


async def test_a_log_that_lost_nothing_keeps_its_generation(tmp_path: Path) -> None:
    cursor = await restored(tmp_path, [])
    async with SqliteLog.open(tmp_path / "log.sqlite") as log, following(log, tmp_path / "view") as tail:
        position = await log.events.append(READINGS[3:4])
        await tail.wait_for(position, 30)
        assert not page_behind(tail.ask, cursor, 10, Filter(), KINDS).gap
