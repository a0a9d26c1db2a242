"""The road from articles to answers, on each runtime: what goes in is read, known, told and can be counted again, and both amount to the same."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.house.source import HOUSE
from tests.road.runtimes import RUNTIMES, Embedded, Road, on_kafka
from tests.running.process import Process, Sent
from tests.running.test_run import listen, told
from tests.running.waiting import until
from tracker.feeding.door import admit
from tracker.log.contract import Entry
from tracker.reading.known import load
from tracker.reading.read import read
from tracker.relating.ask import Ask
from tracker.relating.view import View
from tracker.running.verify import Verified

FOUNDING: Sent = json.loads((HOUSE / "seeds" / "founding-article.json").read_text(encoding="utf-8"))
ARTICLES: list[Sent] = [FOUNDING, *(told(number) for number in range(12)), {"text": "It rained in Bergen.", "published": "2024-03-05"}]
BEFORE_RESTART = 7


@dataclass(frozen=True)
class Travelled:
    """What was seen on a road over which all articles went, with a restart on the way; tracker: its second life, which goes on."""

    road: Road
    tracker: Process
    heard_before: list[str]
    heard_after: list[str]
    everything: list[str]


@dataclass(frozen=True)
class Expected:
    """What the articles amount to where no runtime is between reading and relating."""

    hash: str
    facts: int
    countries: Sequence[str]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    lexicon, file = load(), tmp_path_factory.mktemp("expected") / "view.sqlite"
    readings = [read(admit(article, datetime(2030, 1, 1, tzinfo=UTC)), lexicon) for article in ARTICLES]
    with closing(View.open(file, lexicon.kinds)) as view, closing(Ask.open(file, lexicon.kinds)) as ask:
        view.apply([Entry(number, "", str(number), reading) for number, reading in enumerate(readings, 1)])
        return Expected(ask.state_hash(), ask.tally().facts, sorted(each.code for each in ask.countries().items))


@pytest.fixture(scope="module", params=RUNTIMES)
def road(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    folder: Path = tmp_path_factory.mktemp("data")
    if request.param == "embedded":
        yield Embedded(folder)
    else:
        with on_kafka(folder, request.getfixturevalue("broker")) as road:
            yield road


@pytest.fixture(scope="module")
def travelled(road: Road) -> Iterator[Travelled]:
    with road.running() as first:
        first.see_read(first.feed(ARTICLES[:BEFORE_RESTART]))
        before, last = listen(first, "", end_of(first))
    with road.running() as second:
        second.see_read(second.feed(ARTICLES[BEFORE_RESTART:]))
        after, _ = listen(second, last, end_of(second))
        everything, _ = listen(second, "", end_of(second))
        yield Travelled(road, second, before, after, everything)


def end_of(tracker: Process) -> str:
    """The cursor of the last change."""
    return str(tracker.http.get("/v1/changes", params={"limit": 500}).json()["items"][-1]["position"])


def test_what_is_known_is_what_the_articles_amount_to(travelled: Travelled, expected: Expected) -> None:
    """The same expectation holds on both runtimes, so that they equal one another."""
    found = travelled.road.verified()

    assert (found.hash, found.facts, found.agrees) == (expected.hash, expected.facts, True)
    assert expected.facts > 10


def test_every_article_is_accounted_for(travelled: Travelled) -> None:
    found: Verified = travelled.road.verified()

    assert (found.articles["waiting"], found.articles["none"], sum(found.articles.values())) == (0, 1, len(ARTICLES))


def test_every_country_that_has_a_fact_is_listed(travelled: Travelled, expected: Expected) -> None:
    listed = travelled.tracker.http.get("/v1/countries").json()["items"]

    assert sorted(each["code"] for each in listed) == list(expected.countries)


def test_the_visit_that_the_project_was_founded_on_is_known_with_its_words(travelled: Travelled) -> None:
    cuba = travelled.tracker.http.get("/v1/countries/CUB").json()
    quotes = [quote for visit in cuba["visits_received"]["items"] for quote in visit["evidence"]]

    assert any("Havana" in quote["quote"] or "Cuba" in quote["quote"] for quote in quotes)


def test_a_subscriber_goes_on_over_a_restart_and_misses_nothing(travelled: Travelled) -> None:
    assert travelled.heard_before and travelled.heard_after
    assert travelled.heard_before + travelled.heard_after == travelled.everything


def test_what_was_told_as_changes_adds_up_to_what_is_known(travelled: Travelled, expected: Expected) -> None:
    standing: set[str] = set()
    for message in (json.loads(line.removeprefix("data:")) for line in travelled.everything):
        for change in message["changes"]:
            standing -= {change["fact"], *change["was"]}
            standing |= {change["fact"]} if change["after"] else set()

    assert len(standing) == expected.facts


def test_feeding_all_again_changes_nothing(travelled: Travelled, expected: Expected) -> None:
    travelled.tracker.see_read(travelled.tracker.feed(ARTICLES))
    until(lambda: travelled.tracker.http.get("/readyz").json()["ready"])
    found = travelled.road.verified()

    assert (found.hash, sum(found.articles.values()), found.agrees) == (expected.hash, len(ARTICLES), True)
