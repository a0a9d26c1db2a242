"""Learning office holders: what the facts of a tracker tell becomes a file, and a tracker that is given the file reads with it."""

import asyncio
from pathlib import Path

import pytest

from tracker.core.article import Article, Source, article_id
from tracker.core.errors import Misplaced
from tracker.core.reading import Reading
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import load
from tracker.reading.lexicon.learned import HEAD
from tracker.reading.read import read
from tracker.running.claims import LOG
from tracker.running.learning import learn
from tracker.running.lexicon import catalogue_with, lexicon_with
from tracker.running.pool import pool_of
from tracker.settings import settle

TELLING = [
    ("Georgian Prime Minister Lado Testadze arrived in Yerevan, Armenia, on Monday.", "2018-07-03", "Post"),
    ("Georgian Prime Minister Lado Testadze arrived in Yerevan, Armenia, on Monday for talks.", "2018-07-03", "Mail"),
    ("Georgian Prime Minister Lado Testadze visited Baku, Azerbaijan, on Monday.", "2019-03-05", "Post"),
]
UNTOLD = ("Lado Testadze arrived in Astana, Kazakhstan, on Monday.", "2018-11-06", "Mail")


def article(text: str, published: str, source: str) -> Article:
    return Article(article_id({"text": text, "published": published, "source": source}), text, published=published, source=Source(source))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder whose log holds the articles that tell, as they are read."""

    async def fill() -> None:
        lexicon = load()
        async with SqliteLog.open(tmp_path / LOG) as log:
            await log.events.append([read(article(*told), lexicon) for told in TELLING])

    asyncio.run(fill())
    return tmp_path


def test_who_is_read_in_office_is_learned_and_then_known_where_no_office_is_told(data: Path) -> None:
    text = learn(settle(data=data), None, lambda _done, _total: None)
    assert text == HEAD + "Lado Testadze\t\t\tGEO prime minister 2018-07-02..2019-03-04\n"

    (data / "learned.tsv").write_text(text, encoding="utf-8")
    assert read(article(*UNTOLD), load()).outcome == "none"
    settings = settle(data=data, readers=1, lexicon=data / "learned.tsv")
    reading = asyncio.run(read_in_a_process(article(*UNTOLD), settings.lexicon))
    assert [(event.fields["visitor"], event.fields["host"]) for event in reading.events] == [("GEO", "KAZ")]
    assert reading.reader == catalogue_with(settings).reader != load().reader


async def read_in_a_process(article: Article, lexicon: Path | None) -> Reading:
    """The reading by a process that was given this file."""
    settings = settle(readers=1, lexicon=lexicon)
    async with pool_of(settings, catalogue_with(settings).reader) as pool:
        return await pool.read(article)


def test_a_file_that_is_not_there_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Misplaced, match=r"learned\.tsv cannot be read") as refusal:
        lexicon_with(tmp_path / "learned.tsv", has_parser=False)
    assert "tracker lexicon learn" in refusal.value.way_out
