"""A fact in one sentence."""

from collections.abc import Mapping

import pytest

from tracker.core.country import COUNTRIES, ORGANISATIONS
from tracker.core.event import Count, Fields, Person, Value
from tracker.core.kind import FieldSpec, Kind
from tracker.reading.known import Catalogue
from tracker.serving.saying import amount, called, say

LAVROV = Person("Sergei Lavrov", "foreign minister")
Told = Mapping[str, Value | None]
VISIT: Told = {"visitor": "RUS", "host": "VEN", "status": "completed"}
TREATY: Told = {"parties": ("CUB", "RUS"), "status": "signed"}
RANKING: Told = {"country": "CUB", "partner": "RUS", "measure": "trade"}
RELIEF: Told = {"creditor": "RUS", "debtor": "CUB", "value": 35_000_000_000, "currency": "USD", "status": "completed"}
AID: Told = {"donor": "NOR", "recipient": "KEN", "status": "completed"}
BACKING: Told = {"supporter": "RUS", "supported": "BRA", "form": "bid", "status": "stated"}
CALL: Told = {"parties": ("CUB", "RUS"), "form": "call", "status": "completed"}
BAN: Told = {"imposer": "EU", "target": "RUS", "step": "imposed", "status": "completed"}
ENVOYS: Told = {"actor": "NOR", "counterpart": "PER", "step": "diplomats_expelled", "status": "completed"}
FIGURE: Told = {"country": "BRA", "partner": "RUS", "measure": "trade", "status": "reported"}


@pytest.mark.parametrize(
    ("kind", "told", "sentence"),
    [
        ("visit", VISIT, "A delegation of Russia visited Venezuela"),
        ("visit", {**VISIT, "level": "foreign_minister"}, "The foreign minister of Russia visited Venezuela"),
        (
            "visit",
            {**VISIT, "people": (LAVROV,), "place": "Caracas", "start": "2023-04-18"},
            "Sergei Lavrov of Russia visited Venezuela (Caracas) on 18 April 2023",
        ),
        (
            "visit",
            {**VISIT, "people": (LAVROV,), "start": "2023-04-18", "end": "2023-04-20"},
            "Sergei Lavrov of Russia visited Venezuela from 18 April 2023 to 20 April 2023",
        ),
        ("visit", {**VISIT, "status": "planned", "start": "2023-05"}, "A delegation of Russia plans to visit Venezuela in May 2023"),
        ("visit", {**VISIT, "status": "cancelled", "start": "2023"}, "A delegation of Russia called off a visit to Venezuela in 2023"),
        (
            "visit",
            {**VISIT, "status": "ongoing", "people": (LAVROV, Person("Ann Ray")), "occasion": "G20 summit"},
            "Sergei Lavrov and Ann Ray of Russia are visiting Venezuela, G20 summit",
        ),
        ("agreement", TREATY, "Cuba and Russia signed an agreement"),
        ("agreement", {**TREATY, "count": Count(12, True), "date": "2014"}, "Cuba and Russia signed about 12 agreements in 2014"),
        ("agreement", {**TREATY, "title": "Treaty of Havana", "status": "ratified"}, "Cuba and Russia ratified Treaty of Havana"),
        ("agreement", {**TREATY, "subject": "peace on", "date": "2024-05-28"}, "Cuba and Russia signed an agreement on peace on 28 May 2024"),
        ("agreement", {**TREATY, "subject": "a", "date": "2024-05-08"}, "Cuba and Russia signed an agreement on 8 May 2024"),
        (
            "agreement",
            {"parties": ("EU", "GBR", "USA"), "status": "negotiating", "kind": "treaty", "subject": "fish"},
            "The European Union, the United Kingdom and the United States are negotiating a treaty on fish",
        ),
        ("trade_ranking", {**RANKING, "top": 10, "period": "2023"}, "Russia is among the top 10 trading partners of Cuba in 2023"),
        ("trade_ranking", {**RANKING, "rank": 3, "measure": "imports", "goods": "wheat"}, "Russia is number 3 among the suppliers of Cuba (wheat)"),
        ("trade_ranking", {**RANKING, "leading": True, "measure": "investment"}, "Russia is a leading source of investment of Cuba"),
        ("trade_figure", {**FIGURE, "record": "high"}, "Trade between Brazil and Russia: a record high"),
        ("debt_relief", {**RELIEF, "share_percent": 90, "date": "2013"}, "Russia wrote off 90 % of a debt of Cuba (USD 35 billion) in 2013"),
        ("debt_relief", {**RELIEF, "status": "planned"}, "Russia plans to write off a debt of Cuba (USD 35 billion)"),
        ("aid", {**AID, "form": "food", "date": "2023-04"}, "Norway gave Kenya food aid in April 2023"),
        ("aid", {**AID, "value": 2_000_000, "status": "planned"}, "Norway promised Kenya aid (2 million)"),
        ("support", {**BACKING, "subject": "a permanent seat in the council"}, "Russia backs Brazil: a permanent seat in the council"),
        ("support", {**BACKING, "form": "recognition", "status": "planned"}, "Russia plans to recognise Brazil"),
        ("meeting", {**CALL, "people": (LAVROV,), "date": "2023-04-18"}, "Cuba and Russia (Sergei Lavrov) held a telephone call on 18 April 2023"),
        ("meeting", {**CALL, "form": "talks", "status": "cancelled"}, "Cuba and Russia called off talks"),
        ("sanction", {**BAN, "form": "travel_ban"}, "The European Union imposed a travel ban on Russia"),
        ("sanction", {**BAN, "step": "eased", "status": "planned"}, "The European Union plans to ease sanctions on Russia"),
        ("diplomatic_status", {**ENVOYS, "date": "2019"}, "Norway expelled diplomats of Peru in 2019"),
        ("diplomatic_status", {**ENVOYS, "step": "opened", "status": "planned"}, "Norway plans to open diplomatic relations with Peru"),
        (
            "trade_figure",
            {**FIGURE, "value": 35_000_000_000, "currency": "USD", "change_percent": -5, "status": "target", "period": "2022"},
            "Trade between Brazil and Russia in 2022: USD 35 billion, down 5 %, as a target",
        ),
    ],
)
def test_each_kind_has_its_words(lexicon: Catalogue, kind: str, told: Told, sentence: str) -> None:
    assert say(lexicon.kinds[kind], Fields(told)) == sentence


def test_a_kind_that_is_only_declared_is_said_by_its_name_countries_and_fields() -> None:
    fields = {"creditor": FieldSpec("party", True), "debtor": FieldSpec("party", True), "value": FieldSpec("number"), "date": FieldSpec("date")}
    kind = Kind("grain_gift", "grain_gifts", fields, ("creditor", "debtor"), ("creditor", "debtor"), "date", "", None)
    told = Fields({"creditor": "RUS", "debtor": "CUB", "value": 31_500_000_000, "date": "2013"})
    assert say(kind, told) == "Grain gift: Russia and Cuba in 2013, value 31.5 billion"


def test_every_word_that_a_kind_allows_can_be_said(lexicon: Catalogue) -> None:
    base: dict[str, dict[str, Value | None]] = {
        "visit": {**VISIT},
        "agreement": {**TREATY},
        "trade_ranking": {**RANKING, "rank": 1},
        "trade_figure": {**FIGURE},
        "debt_relief": {**RELIEF},
        "aid": {**AID},
        "support": {**BACKING},
        "meeting": {**CALL},
        "sanction": {**BAN},
        "diplomatic_status": {**ENVOYS},
    }
    assert base.keys() == lexicon.kinds.keys()
    for name, told in base.items():
        for field, spec in lexicon.kinds[name].fields.items():
            for word in spec.choices:
                assert say(lexicon.kinds[name], Fields({**told, field: word}))


@pytest.mark.parametrize(
    ("value", "words"), [(12, "12"), (1500, "1,500"), (21.9, "21.9"), (2_500_000, "2.5 million"), (35e9, "35 billion"), (1.25e12, "1.25 trillion")]
)
def test_large_numbers_are_said_as_people_write_them(value: float, words: str) -> None:
    assert amount(value) == words


def test_every_country_can_be_called_by_name() -> None:
    assert {called(code) for code in ("CUB", "USA", "NLD", "EU", "BRICS", "CZE", "IRL")} == {
        "Cuba",
        "the United States",
        "the Netherlands",
        "the European Union",
        "BRICS",
        "Czechia",
        "Ireland",
    }
    assert all(called(code) for code in (*COUNTRIES, *ORGANISATIONS))
