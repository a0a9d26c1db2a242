"""A view can be folded anew at any time, from the log alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.log.runtimes import Embedded, Runtime
from tests.running import made
from tracker.core.errors import DataInUse, Misplaced, Unreadable
from tracker.log.contract import Log
from tracker.reading.known import load_catalogue
from tracker.running.claims import VIEW, claimed
from tracker.running.rebuild import rebuild, rebuilt
from tracker.running.tail import Tail, beside
from tracker.running.verify import verified


@pytest.fixture
async def log(runtime: Runtime) -> AsyncIterator[Log]:
    opened = await runtime.open()
    await opened.events.append([made.read(article) for article in made.articles(1_500)])
    yield opened
    await opened.close()


def quiet(_done: int, _total: int) -> None: ...


async def test_a_rebuilt_view_holds_what_the_log_amounts_to(runtime: Runtime, log: Log, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    assert await rebuilt(log, tmp_path, lambda *progress: told.append(progress)) == 1_500
    assert told[-1] == (1_500, 1_500) and len(told) > 1
    found = await verified(await runtime.open(), tmp_path / VIEW)
    assert found.agrees and found.position == 1_500


async def test_a_damaged_view_gives_way_to_the_new_one(runtime: Runtime, log: Log, tmp_path: Path) -> None:
    for ending in ("", "-wal"):
        (tmp_path / f"{VIEW}{ending}").write_bytes(b"nonsense" * 1_000)
    await rebuilt(log, tmp_path, quiet)
    assert (await verified(await runtime.open(), tmp_path / VIEW)).position == 1_500
    assert not list(tmp_path.glob(f"{VIEW}.new*"))  # noqa: ASYNC240 (nothing else goes on meanwhile)


async def test_a_rebuild_that_was_cut_off_goes_on(log: Log, tmp_path: Path) -> None:
    async with Tail(log.events, beside(tmp_path / VIEW), load_catalogue().kinds) as tail:
        await tail.advance(0)
    told: list[int] = []
    await rebuilt(log, tmp_path, lambda done, _: told.append(done))
    assert told == [1_500]


async def test_a_record_that_is_not_understood_leaves_the_old_view(runtime: Runtime, log: Log, tmp_path: Path) -> None:
    await rebuilt(log, tmp_path, quiet)
    before = (tmp_path / VIEW).read_bytes()
    await runtime.write_event(b'{"format": 99}')
    with pytest.raises(Unreadable):
        await rebuilt(log, tmp_path, quiet)
    assert (tmp_path / VIEW).read_bytes() == before


def test_a_folder_without_a_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misplaced, match="holds no log"):
        rebuild(tmp_path, None, quiet)


async def test_a_view_is_not_taken_from_under_a_running_tracker(tmp_path: Path) -> None:
    await (await Embedded(tmp_path).open()).close()
    with claimed(tmp_path), pytest.raises(DataInUse):
        rebuild(tmp_path, None, quiet)
