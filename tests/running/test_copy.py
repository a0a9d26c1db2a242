"""Who grows takes everything along: from one runtime to the other and back, however often the copy is cut off."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.log.runtimes import Embedded, OnKafka, Runtime, new_topics
from tests.running import made
from tracker.core.errors import DataInUse, Misplaced
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Log
from tracker.log.kafka_access import KafkaAccess
from tracker.running.claims import claimed
from tracker.running.copy import Copied, copied, copy
from tracker.running.verify import Verified, verified

WAYS = (("embedded", "kafka"), ("kafka", "embedded"), ("embedded", "embedded"))


@pytest.fixture(params=WAYS, ids="-".join)
def way(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Runtime, Runtime]:
    """Where a copy comes from and where it goes."""

    def runtime(name: str, folder: str) -> Runtime:
        (tmp_path / folder).mkdir()
        return Embedded(tmp_path / folder) if name == "embedded" else OnKafka(KafkaAccess(request.getfixturevalue("broker")), new_topics())

    source, target = request.param
    return runtime(source, "source"), runtime(target, "target")


@pytest.fixture
async def logs(way: tuple[Runtime, Runtime]) -> AsyncIterator[tuple[Log, Log]]:
    source, target = [await each.open() for each in way]
    yield source, target
    await source.close()
    await target.close()


async def fill(log: Log) -> None:
    """Thirty articles, all but two of them read; one fails at first, one is out, one was out, and readers were switched there and back."""
    articles = made.articles(30)
    receipts = await log.articles.append(articles)
    readings = [_read(made.read(article), receipt.place) for article, receipt in zip(articles, receipts, strict=True)]
    await log.events.append([replace(readings[0], outcome="failed", events=(), reason="it fell", step="read"), Readers(("made",))])
    await log.events.append([*readings[:28], Readers(("other", "made")), Retracted("r1", articles[3].id, "a hoax"), Retracted("r2", articles[4].id, "a slip")])
    await log.events.append([Restored("r2"), Readers(("made",)), readings[5]])


def _read(reading: Reading, place: str) -> Reading:
    return replace(reading, origin=replace(reading.origin, place=place, received="2024-03-05T12:00:00.000Z"))


async def records(log: Log) -> list[Record]:
    return [entry.record for entry in await log.events.read(0, 1_000)]


def quiet(_what: str, _count: int) -> None: ...


async def recounted(runtime: Runtime, tmp_path: Path) -> Verified:
    return await verified(await runtime.open(), tmp_path / "none.sqlite")


async def test_a_copy_amounts_to_the_same(way: tuple[Runtime, Runtime], logs: tuple[Log, Log], tmp_path: Path) -> None:
    await fill(logs[0])
    assert await copied(*logs, quiet) == Copied(30, 35, [])
    source, target = [await recounted(each, tmp_path) for each in way]
    assert (source.hash, source.facts, source.articles) == (target.hash, target.facts, target.articles)
    assert source.articles["waiting"] == 2 and source.articles["retracted"] == 1


async def test_a_second_copy_brings_nothing_and_a_later_one_what_is_new(logs: tuple[Log, Log]) -> None:
    await fill(logs[0])
    await copied(*logs, quiet)
    assert await copied(*logs, quiet) == Copied()
    article = made.articles(31)[30]
    [receipt] = await logs[0].articles.append([article])
    await logs[0].events.append([_read(made.read(article), receipt.place)])
    assert await copied(*logs, quiet) == Copied(1, 1, [])


@pytest.mark.parametrize("kept", range(0, 36, 5))
async def test_a_copy_that_was_cut_off_goes_on(tmp_path: Path, kept: int) -> None:
    for folder in ("whole", "cut"):
        (tmp_path / folder).mkdir()
    whole, cut = await Embedded(tmp_path / "whole").open(), await Embedded(tmp_path / "cut").open()
    await fill(whole)
    await cut.articles.append(made.articles(30)[:kept])
    lacking = [record for at, record in enumerate(await records(whole)) if at < kept and record not in (await records(whole))[:at]]
    await cut.events.append(lacking)
    await copied(whole, cut, quiet)
    assert [record for record in await records(cut) if isinstance(record, Readers)] == [Readers(("made",)), Readers(("other", "made")), Readers(("made",))]
    assert len(await records(cut)) == 35
    await whole.close()
    await cut.close()


async def test_a_reading_keeps_its_moment_and_finds_its_article_in_the_new_log(logs: tuple[Log, Log]) -> None:
    await fill(logs[0])
    await copied(*logs, quiet)
    for record in await records(logs[1]):
        if isinstance(record, Reading):
            assert record.origin.received == "2024-03-05T12:00:00.000Z"
            assert (await logs[1].articles.at(record.origin.place)).article.id == record.article


async def test_bytes_that_are_no_article_stay_behind_and_are_named(way: tuple[Runtime, Runtime], logs: tuple[Log, Log]) -> None:
    place = await way[0].write_article(b"nonsense")
    await fill(logs[0])
    assert (await copied(*logs, quiet)).left == [f"articles {place}"]


async def test_what_the_new_log_decided_about_its_readers_stands(logs: tuple[Log, Log]) -> None:
    await fill(logs[0])
    await copied(*logs, quiet)
    await logs[1].events.append([Readers(("newer",))])
    await copied(*logs, quiet)
    assert (await records(logs[1]))[-1] == Readers(("newer",))


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("here", "here", "where the copy comes from"),
        ("here", "./here", "where the copy comes from"),
        ("kafka", "kafka", "where the copy comes from"),
        ("here", "there", "holds no log"),
    ],
)
def test_a_copy_from_nowhere_or_onto_itself_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, target: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misplaced, match=said):
        copy(source, target, quiet)
    assert not list(tmp_path.iterdir())


async def test_nothing_is_copied_under_a_running_tracker(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    await (await Embedded(tmp_path / "source").open()).close()
    with claimed(tmp_path / "target"), pytest.raises(DataInUse):
        copy(str(tmp_path / "source"), str(tmp_path / "target"), quiet)
