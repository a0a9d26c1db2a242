"""The pool of reading processes: whatever happens to one of them, every article gets a reading, and none outlives its parent."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.running import made
from tests.running.waiting import until
from tracker.core.article import Article
from tracker.core.errors import Misplaced
from tracker.running.lexicon import catalogue_with
from tracker.running.pool import ReadingPool, pool_of
from tracker.settings import settle

STAND_IN = (sys.executable, "-m", "tests.running.stand_in")


def told(text: str, id: str = "a") -> Article:
    return Article(id=id, text=text)


@asynccontextmanager
async def pool(count: int = 1, read_within_s: float = 30, command: tuple[str, ...] = STAND_IN) -> AsyncIterator[ReadingPool]:
    async with ReadingPool(count, made.READER, command, read_within_s) as reading:
        yield reading


async def test_every_article_gets_its_own_reading() -> None:
    async with pool(2) as reading:
        readings = await asyncio.gather(*(reading.read(told("read", f"a{n}")) for n in range(50)))

    assert [reading.article for reading in readings] == [f"a{n}" for n in range(50)]
    assert {reading.outcome for reading in readings} == {"none"}


async def test_no_more_processes_are_started_than_there_are_articles_at_one_time() -> None:
    async with pool(8) as reading:
        pids = {(await reading.read(told("read"))).reason for _ in range(5)}

    assert len(pids) == 1


async def test_a_process_that_dies_twice_on_an_article_makes_a_failed_reading_and_stops_no_other() -> None:
    async with pool() as reading:
        bad, good = await asyncio.gather(reading.read(told("die")), reading.read(told("read")))

    assert (bad.outcome, bad.reason, bad.step, bad.reader) == ("failed", "the reading process died twice", "process", made.READER)
    assert good.outcome == "none"


async def test_a_process_that_dies_once_is_replaced_and_the_article_read(tmp_path: Path) -> None:
    async with pool() as reading:
        assert (await reading.read(told(f"die once {tmp_path / 'mark'}"))).outcome == "none"


async def test_a_process_that_died_idle_is_not_held_against_the_next_article(tmp_path: Path) -> None:
    async with pool() as reading:
        pid = int((await reading.read(told("read"))).reason)
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)  # for the loop to hear of it

        assert (await reading.read(told(f"die once {tmp_path / 'mark'}"))).outcome == "none"


async def test_a_reading_that_takes_too_long_is_a_death() -> None:
    async with pool(read_within_s=0.2) as reading:
        assert (await reading.read(told("hang"))).outcome == "failed"
        assert (await reading.read(told("read"))).outcome == "none"


async def test_what_a_library_prints_while_reading_harms_nothing() -> None:
    async with pool() as reading:
        assert (await reading.read(told("print"))).outcome == "none"


async def test_an_abandoned_reading_does_not_answer_the_next_article() -> None:
    async with pool() as reading:
        await reading.read(told("read"))
        abandoned = asyncio.create_task(reading.read(told("doze", "slow")))
        await asyncio.sleep(0.2)  # for the process to have begun with it
        abandoned.cancel()

        following = await reading.read(told("read", "next"))
        assert (following.article, following.outcome) == ("next", "none")


@pytest.mark.parametrize("command", [(*STAND_IN, "broken"), ("no-such-program",)])
async def test_a_process_that_does_not_start_is_no_fault_of_the_article(command: tuple[str, ...]) -> None:
    async with pool(command=command) as reading:
        with pytest.raises(Misplaced, match="does not start"):
            await reading.read(told("read"))


async def test_a_process_that_loads_another_reader_is_not_taken() -> None:
    """As when a release is put in place of another under a running tracker: its readings would not be those that are waited for."""
    async with pool(command=(*STAND_IN, "newer")) as reading:
        with pytest.raises(Misplaced, match="loads 'newer', not 'made'"):
            await reading.read(told("read"))


@pytest.mark.parametrize("last", ["read", "hang"], ids=["while idle", "while reading"])
def test_reading_processes_end_when_their_parent_is_killed(last: str) -> None:
    parent = subprocess.Popen([sys.executable, "-m", "tests.running.parent", last], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(children) == 2 and all(map(is_alive, children))

    parent.kill()
    parent.wait()

    until(lambda: not any(map(is_alive, children)))


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


async def test_a_pool_that_was_asked_for_a_parser_reads_with_one() -> None:
    settings = settle(readers=1, parser=True)
    async with pool_of(settings, catalogue_with(settings).reader) as reading:
        found = await reading.read(told("Norway's prime minister quietly flew with four of her ministers and a choir to Chile."))

    assert "visit.walk-to" in {rule for event in found.events for rule in event.rules}
