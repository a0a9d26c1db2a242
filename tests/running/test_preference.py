"""Whose readings count is decided by small records, which several nodes of several releases append without harm, on both runtimes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.log.runtimes import Runtime
from tests.relating.world import reading, visit
from tracker.core.errors import BadQuery
from tracker.core.reading import Readers, Reading
from tracker.log.contract import EventLog
from tracker.running.preference import hold, put_in_force, standing_in, switch_to


@pytest.fixture
async def events(runtime: Runtime) -> AsyncIterator[EventLog]:
    log = await runtime.open()
    yield log.events
    await log.close()


def read(article: str, reader: str) -> Reading:
    return reading(article, visit(article, "NOR", "CHL", "2024-03-05"), reader=reader)


async def preference(events: EventLog) -> tuple[str, ...]:
    return (await standing_in(events)).preference


async def test_a_reader_that_starts_on_an_empty_log_is_in_force(events: EventLog) -> None:
    await put_in_force(events, "3-aa")
    assert await preference(events) == ("3-aa",)


async def test_a_newer_reader_comes_before_those_that_read_before_anyone_was_listed(events: EventLog) -> None:
    await events.append([read("a", "9-aa"), read("b", "8-aa")])
    await put_in_force(events, "10-aa")
    assert await preference(events) == ("10-aa", "9-aa", "8-aa")


async def test_an_older_node_that_starts_again_turns_nothing_back(events: EventLog) -> None:
    for reader in ("2-aa", "3-aa", "2-aa", "3-aa"):
        await put_in_force(events, reader)
    assert await preference(events) == ("3-aa", "2-aa")
    assert await events.end() == 2


async def test_what_was_switched_stays_so_when_a_listed_reader_starts(events: EventLog) -> None:
    for reader in ("2-aa", "3-aa"):
        await put_in_force(events, reader)
    assert (await switch_to(events, "2-aa")).preference == ("2-aa", "3-aa")
    await put_in_force(events, "3-aa")
    assert await preference(events) == ("2-aa", "3-aa")
    assert (await switch_to(events, "3-aa")).preference == ("3-aa", "2-aa")


async def test_readers_that_start_at_one_moment_are_all_listed(events: EventLog, runtime: Runtime) -> None:
    others = [await runtime.open() for _ in range(3)]
    await asyncio.gather(*(put_in_force(log.events, reader) for log, reader in zip(others, ("1-aa", "2-aa", "3-aa"), strict=True)))
    assert await preference(events) == ("3-aa", "2-aa", "1-aa")
    for log in others:
        await log.close()


async def test_who_counts_is_held_once_and_only_where_no_record_says_so(events: EventLog) -> None:
    assert (await hold(events)).preference == () and await events.end() == 0
    await events.append([read("a", "2-aa"), read("b", "3-aa")])
    assert (await hold(events)).preference == ("3-aa", "2-aa")
    await events.append([read("a", "4-aa")])
    assert (await hold(events)).in_force == ("3-aa", "2-aa")


async def test_a_reader_that_the_log_does_not_know_is_refused(events: EventLog) -> None:
    await events.append([Readers(("2-aa",)), read("a", "3-aa")])
    with pytest.raises(BadQuery, match="4-aa") as refusal:
        await switch_to(events, "4-aa")
    assert refusal.value.way_out == "give one of 2-aa, 3-aa"
