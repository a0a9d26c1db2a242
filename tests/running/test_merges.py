"""A release that merges otherwise folds its view beside the old one, which is asked until then; who subscribed hears that positions have another meaning."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.log.runtimes import Runtime
from tests.running import made
from tracker.log.contract import Log
from tracker.reading.known import load_catalogue
from tracker.relating.changes import Filter
from tracker.running.tail import Tail, beside
from tracker.serving.changes import page_behind
from tracker.serving.cursor import Cursor

KINDS = load_catalogue().kinds
OTHER_KINDS = {**KINDS, "visit": replace(KINDS["visit"], window_days=30)}
READINGS = [made.read(article) for article in made.articles(2_500)]


@pytest.fixture
async def log(runtime: Runtime) -> AsyncIterator[Log]:
    opened = await runtime.open()
    await opened.events.append(READINGS)
    yield opened
    await opened.close()


async def caught_up(tail: Tail) -> Tail:
    while await tail.advance(0):
        pass
    return tail


@pytest.fixture
async def left(log: Log, tmp_path: Path) -> Cursor:
    """Where a view stood that the older release left behind, level with its log."""
    async with Tail(log.events, tmp_path / "view", OTHER_KINDS) as tail:
        await caught_up(tail)
        return Cursor(tail.ask.generation(), tail.position)


async def test_the_old_view_is_asked_until_the_new_one_is_level_with_the_log(log: Log, left: Cursor, tmp_path: Path) -> None:
    async with Tail(log.events, tmp_path / "view", KINDS) as tail, Tail(log.events, tmp_path / "fresh", KINDS) as fresh:
        before = tail.ask.state_hash()
        await log.events.append([made.read(article) for article in made.articles(10, seed=2)])
        assert await tail.advance(0)
        assert (Cursor(tail.ask.generation(), tail.position), tail.ask.state_hash(), tail.as_of) == (left, before, None)

        await caught_up(tail)
        await caught_up(fresh)
        assert (tail.position, tail.ask.state_hash()) == (2_510, fresh.ask.state_hash()) and tail.as_of
        assert tail.ask.state_hash() != before
        gap = page_behind(tail.ask, left, 10, Filter(), KINDS).gap
        assert gap and gap.position == f"{fresh.ask.generation()}-2510"
    assert not beside(tmp_path / "view").exists()


async def test_what_was_folded_beside_before_a_fall_is_not_folded_again(log: Log, left: Cursor, tmp_path: Path) -> None:
    async with Tail(log.events, tmp_path / "view", KINDS) as tail:
        await tail.advance(0)
    async with Tail(log.events, tmp_path / "view", KINDS) as tail:
        assert Cursor(tail.ask.generation(), tail.position) == left
        assert [await tail.advance(0) for _ in range(3)] == [True, True, False]
        assert (tail.position, tail.ask.generation() != left.generation) == (2_500, True)


async def test_a_second_change_of_merge_before_the_first_is_done_begins_it_again(log: Log, left: Cursor, tmp_path: Path) -> None:
    async with Tail(log.events, tmp_path / "view", {**KINDS, "visit": replace(KINDS["visit"], window_days=1)}) as tail:
        await tail.advance(0)
    async with Tail(log.events, tmp_path / "view", KINDS) as tail, Tail(log.events, tmp_path / "fresh", KINDS) as fresh:
        assert (await caught_up(tail)).ask.state_hash() == (await caught_up(fresh)).ask.state_hash()
