"""The founding article: it gives exactly its facts, and with other countries, people, towns and years it gives exactly the swapped ones."""

import json
import re
from pathlib import Path

import pytest

from tests.reading.saying import Example, misread
from tracker.core.article import Article, Source
from tracker.reading.known import Lexicon
from tracker.reading.read import read

SEED = json.loads((Path(__file__).parents[2] / "seeds" / "founding-article.json").read_text("utf-8"))

FACTS = [
    "visit RUS VEN 2023-04-18 Caracas foreign_minister",
    "visit RUS NIC 2023-04-19 Managua foreign_minister",
    "visit RUS CUB 2023-04 Havana foreign_minister",
    "visit RUS CUB 2000 head_of_state completed",
    "visit RUS CUB 2014 completed",
    "visit CUB RUS 2022-11 Moscow head_of_state completed",
    "visit RUS CUB 2023-05 delegation planned",
    "agreement CUB RUS 2014 signed count 12 True",
    "trade_ranking CUB RUS trade top 10",
    "trade_ranking NIC CHN investment leading",
    "trade_figure BRA RUS trade record high",
    "debt_relief RUS CUB 2013 completed share_percent 90 value 35000000000 USD",
    "support RUS BRA bid stated -",
]
NOT_TOLD = ["If, hypothetically", "Aeroflot", "Freedom Island", "Bay of Pigs at", "1920"]

# Word for word, each name for one of its own kind; whoever holds an office in the lexicon gives way to another who does.
SWAPS = {
    "Russia": "Kenya", "Russian": "Kenyan", "Moscow": "Nairobi", "Cuba": "Norway", "Cuban": "Norwegian", "Havana": "Oslo", "Venezuela": "Malta",
    "Venezuelan": "Maltese", "Caracas": "Valletta", "Nicaragua": "Cyprus", "Nicaraguan": "Cypriot", "Managua": "Nicosia", "Brazil": "Poland",
    "China": "Austria", "US": "UK", "USA": "UK", "United States": "United Kingdom", "Washington": "London", "USSR": "Ottoman Empire",
    "Soviet": "Ottoman", "Caribbean": "Baltic", "Latin American": "European", "Sergei Lavrov": "Musalia Mudavadi",
    "Sergey Lavrov": "Musalia Mudavadi", "Lavrov": "Mudavadi", "Vladimir Putin": "William Ruto", "Putin": "Ruto", "Miguel Diaz-Canal": "Anders Tveit",
    "Diaz-Canal": "Tveit", "Bruno Rodriguez Parrilla": "Kari Moen Vik", "Bruno Rodriguez": "Kari Moen", "Yvan Gil": "Marco Vella",
    "Daniel Ortega": "Petros Ioannou", "Ortega": "Ioannou", "Raul Castro": "Nils Fjeld", "Fidel Castro": "Ola Fjeld", "2000": "2001", "2014": "2016",
    "2023": "2022", "April": "June", "May": "July", "November": "August", "04": "06",
}  # fmt: skip


def swapped(text: str) -> str:
    """The text with every name and day exchanged at once, the longest first."""
    return re.sub(r"\b(?:" + "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True)) + r")\b", lambda found: SWAPS[found[0]], text)


def article(text: str, published: str, home: str) -> Article:
    """The founding article as the lexicon reads it, or as it reads with other names."""
    return Article("founding", text, published=published, source=Source("An Agency", home))


def facts(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """Facts as words."""
    return tuple(tuple(line.split()) for line in lines)


def test_the_founding_article_gives_exactly_its_facts(lexicon: Lexicon) -> None:
    assert misread(Example(article(SEED["text"], SEED["published"], "RUS"), facts(FACTS)), lexicon) == ""


@pytest.mark.parametrize("piece", NOT_TOLD)
def test_nothing_rests_on_what_the_founding_article_does_not_state(lexicon: Lexicon, piece: str) -> None:
    events = read(article(SEED["text"], SEED["published"], "RUS"), lexicon).events
    assert [event.fields for event in events if any(piece in quote.quote for quote in event.evidence)] == []


def test_every_quote_stands_in_the_article_to_the_letter(lexicon: Lexicon) -> None:
    given = article(SEED["text"], SEED["published"], "RUS")
    quotes = [quote for event in read(given, lexicon).events for quote in event.evidence]
    assert quotes
    assert all(given.text[quote.start : quote.end] == quote.quote for quote in quotes)


def test_other_names_and_days_give_the_same_facts_with_those_names_and_days(lexicon: Lexicon) -> None:
    expected = [
        "visit KEN MLT 2022-06-18 Valletta foreign_minister",
        "visit KEN CYP 2022-06-19 Nicosia foreign_minister",
        "visit KEN NOR 2022-06 Oslo foreign_minister",
        "visit KEN NOR 2001 head_of_state completed",
        "visit KEN NOR 2016 completed",
        "visit NOR KEN 2021-08 Nairobi head_of_state completed",
        "visit KEN NOR 2022-07 delegation planned",
        "agreement KEN NOR 2016 signed count 12 True",
        "trade_ranking NOR KEN trade top 10",
        "trade_ranking CYP AUT investment leading",
        "trade_figure POL KEN trade record high",
        "debt_relief KEN NOR 2015 completed share_percent 90 value 35000000000 USD",
        "support KEN POL bid stated -",
    ]
    assert misread(Example(article(swapped(SEED["text"]), "2022-06-21", "KEN"), facts(expected)), lexicon) == ""
