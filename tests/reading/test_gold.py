"""
The gold floor: what the reader finds in the open gold articles never falls below what it once reached, and does not change under the same version.

Floors are only ever raised. Where FOUND differs: raise `tracker.reading.known.VERSION`, and pin the new digest beside it.
"""

import json
from pathlib import Path

import pytest

from tests.gold.reader import Found, admitted, found_in
from tests.gold.score import Row, articles_at, score, shown
from tracker.core.identity import digest
from tracker.reading.known import VERSION, Lexicon

FOLDER = Path(__file__).parents[1] / "gold" / "open"
CORPUS = "ace9731bffe7bd864a25"  # digest of the articles for which the floors hold
FLOORS = {"visits": 0.83, "agreements": 0.64, "trade_rankings": 0.78, "trade_figures": 0.72, "all": 0.76}  # F1
FOUND = {  # version -> digest of all its findings in these articles
    "1": "ba6cc743401820127a0a",
    "2": "6e2308606af7f967c5e3",
    "3": "0247dc0522c7e995431a",
    "4": "5e954dfe334573fb68d2",
}


@pytest.fixture(scope="module")
def found(lexicon: Lexicon) -> Found:
    """The findings in every gold article, by its id, as a sender would feed it."""
    return found_in(articles_at([str(FOLDER)]), lexicon)


@pytest.fixture(scope="module")
def table(found: Found) -> dict[str, Row]:
    """The score of those findings."""
    return score(found, list(articles_at([str(FOLDER)])))


def test_the_floors_hold_for_the_articles_they_were_measured_on() -> None:
    assert digest([json.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.json"))]) == CORPUS


@pytest.mark.parametrize("kind", FLOORS)
def test_no_kind_falls_below_its_floor(table: dict[str, Row], kind: str) -> None:
    assert table[kind].f1 >= FLOORS[kind], "\n" + shown(table)


def test_what_is_found_changes_only_with_the_version(found: Found) -> None:
    assert {VERSION: digest(found)} == {VERSION: FOUND.get(VERSION)}


def test_every_quote_of_a_finding_stands_in_its_article(found: Found) -> None:
    for article in articles_at([str(FOLDER)]):
        fed = admitted(article)
        quotes = [quote for facts in found[str(article["id"])].values() for fact in facts for quote in json.loads(json.dumps(fact["evidence"]))]
        assert [quote for quote in quotes if quote not in fed.text and quote not in fed.title] == []
