"""`tracker diff`, `switch` and `lexicon learn`: another reader looked at and switched to, in words and in JSON."""

import asyncio
from pathlib import Path

import pytest

from tests.command.conftest import Typed
from tests.relating.world import reading, visit
from tracker.core.reading import Readers, Record
from tracker.log.sqlite import SqliteLog
from tracker.running.claims import LOG

RECORDS: list[Record] = [
    Readers(("1-old",)),
    reading("a", visit("a", "NOR", "CHL", "2024-03-05"), reader="1-old"),
    reading("a", visit("a", "NOR", "CHL", "2024-03-05", status="ongoing"), reader="2-new"),
    reading("b", visit("b", "NOR", "PER", "2024-06-05"), reader="1-old"),
    reading("b", reader="2-new"),
    reading("c", reader="1-old"),
    reading("c", visit("c", "CUB", "PER", "2024-09-05"), reader="2-new"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    async def fill() -> None:
        async with SqliteLog.open(tmp_path / LOG) as log:
            await log.events.append(RECORDS)

    asyncio.run(fill())
    return tmp_path


def test_people_see_under_each_country_what_is_gained_lost_and_changed(typed: Typed, data: Path) -> None:
    ran = typed("diff", "2-new", "--data", data)
    lines = [line.strip() for line in ran.out.splitlines() if line.strip() and "“" not in line]
    assert ran.code == 0 and lines == [
        "2-new instead of 1-old: 1 gained, 1 lost, 1 changed",
        "Chile  CHL",
        "was    A delegation of Norway visited Chile on 5 March 2024  80% sure",
        "is     A delegation of Norway is visiting Chile on 5 March 2024  80% sure",
        "Cuba  CUB",
        "gained A delegation of Cuba visited Peru on 5 September 2024  80% sure",
        "Norway  NOR",
        "lost   A delegation of Norway visited Peru on 5 June 2024  80% sure",
        "was    A delegation of Norway visited Chile on 5 March 2024  80% sure",
        "is     A delegation of Norway is visiting Chile on 5 March 2024  80% sure",
        "Peru  PER",
        "gained A delegation of Cuba visited Peru on 5 September 2024  80% sure",
        "lost   A delegation of Norway visited Peru on 5 June 2024  80% sure",
    ]


def test_a_switch_is_told_and_then_there_is_no_difference_left(typed: Typed, data: Path) -> None:
    assert "in force: 2-new, 1-old" in typed("switch", "2-new", "--data", data).out
    assert typed("diff", "2-new", "--data", data, "--json").lines == [{"reader": "2-new", "against": "2-new", "countries": {}}]
    assert "Peru" in typed("diff", "1-old", "--data", data).out


@pytest.mark.parametrize("command", ["diff", "switch"])
def test_a_reader_that_nobody_knows_is_refused_with_those_that_are_known(typed: Typed, data: Path, command: str) -> None:
    ran = typed(command, "3-next", "--data", data)
    assert ran.code == 2
    assert "reader: '3-next' is not understood -- give one of 1-old, 2-new" in ran.err


@pytest.mark.parametrize("command", [("replay",), ("diff", "2-new"), ("switch", "2-new"), ("lexicon", "learn", "learned.tsv")])
def test_a_folder_without_a_log_is_refused(typed: Typed, tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = typed(*command, "--data", tmp_path)
    assert (ran.code, "holds no log of a tracker" in ran.err) == (2, True)


def test_what_was_learned_is_counted_and_a_file_that_cannot_be_written_refused(typed: Typed, data: Path) -> None:
    assert typed("lexicon", "learn", data / "learned.tsv", "--data", data, "--json").lines == [{"file": str(data / "learned.tsv"), "people": 0}]
    assert (data / "learned.tsv").read_text(encoding="utf-8").startswith("#")
    ran = typed("lexicon", "learn", data / "no" / "learned.tsv", "--data", data)
    assert (ran.code, "cannot be written" in ran.err) == (2, True)
