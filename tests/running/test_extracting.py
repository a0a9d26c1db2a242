"""A heavier extractor is asked in the reading process, within a budget; where it fails, so does the reading. It is a recorded stand-in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.reading.recorded import ARTICLE, EXTRACTOR
from tracker.core.article import Article
from tracker.core.errors import Misplaced
from tracker.reading.known import Lexicon, load
from tracker.running.extracting import MOST_CHARACTERS, read_beside
from tracker.running.lexicon import catalogue_with, extractor_named
from tracker.running.pool import pool_of
from tracker.settings import settle

ENGLISH = " the minister said that it was time to go to the summit"


@pytest.fixture(scope="module")
def lexicon() -> Iterator[Lexicon]:
    """What the data files say."""
    yield load()


def test_what_it_says_and_the_article_bears_out_is_read(lexicon: Lexicon) -> None:
    reading = read_beside(extractor_named("tests.reading.recorded:EXTRACTOR"), ARTICLE, lexicon)
    assert [event.kind for event in reading.events if event.rules == ("extractor.recorded-1",)] == ["aid"]
    assert reading.reader == f"{lexicon.reader}+recorded-1"


@pytest.mark.parametrize(("word", "reason"), [("Hang", "TimeoutError: no answer within 0.1 s"), ("Fail", "ConnectionError: the model does not answer")])
def test_a_reading_whose_extractor_gives_no_answer_fails_and_says_why(lexicon: Lexicon, word: str, reason: str) -> None:
    reading = read_beside(EXTRACTOR, Article("a", word + ENGLISH, published="2024-03-06"), lexicon, within_s=0.1)
    assert (reading.outcome, reading.step, reading.reason) == ("failed", "extract", reason)


@pytest.mark.parametrize("article", [Article("long", "Fail" + ENGLISH * MOST_CHARACTERS), replace(ARTICLE, text="Fail" + ENGLISH, language="no")])
def test_it_is_not_asked_about_what_costs_too_much_or_is_not_read(lexicon: Lexicon, article: Article) -> None:
    assert read_beside(EXTRACTOR, replace(article, text=article.text[: MOST_CHARACTERS * 2]), lexicon).outcome in ("none", "unread")


@pytest.mark.parametrize("name", ["tests.reading.recorded", "no.such.module:EXTRACTOR", "tests.reading.recorded:NOBODY", "tests.reading.recorded:NAMELESS"])
def test_a_name_that_names_no_extractor_is_refused_with_the_way_out(name: str) -> None:
    with pytest.raises(Misplaced) as refused:
        extractor_named(name)
    assert refused.value.way_out == "give module:name of an object with id, precision and extract"


async def test_a_reading_process_asks_the_extractor_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_EXTRACTOR", "tests.reading.recorded:EXTRACTOR")
    settings = settle(readers=1)
    async with pool_of(settings, catalogue_with(settings).reader) as pool:
        reading = await pool.read(ARTICLE)
    assert ("aid", ("extractor.recorded-1",)) in {(event.kind, event.rules) for event in reading.events}
