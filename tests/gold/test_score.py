"""The scorer: what is found and what failed, by name; how reliable confidences are; optional facts are neither required nor penalised."""

from collections.abc import Sequence

import pytest

from tests.gold.score import Fact, Row, score, shown

VISIT: Fact = {"visitor": "NOR", "host": "PER", "people": [], "level": "minister", "place": None, "start": "2024-03-04", "end": None, "status": "completed"}
PACT: Fact = {"parties": ["NOR", "PER"], "kind": "treaty", "status": "signed", "date": "2024", "count": None}
RANK: Fact = {"country": "NOR", "partner": "PER", "measure": "trade", "rank": 3, "top": None, "leading": False, "scope": None, "goods": None, "period": "2023"}
FIGURE: dict[str, object] = {"country": "NOR", "partner": "PER", "measure": "exports", "value": 5e9, "currency": "USD", "change_percent": None, "record": None}
FIGURE |= {"status": "reported", "period": "2023"}
GOLD: dict[str, list[Fact]] = {"visits": [VISIT], "agreements": [PACT], "trade_rankings": [RANK], "trade_figures": [FIGURE]}


def scored(kind: str, gold: Sequence[Fact], found: Sequence[Fact]) -> Row:
    """The row of a kind for one article."""
    return score({"x": {kind: found}}, [{"id": "x", "gold": {kind: gold}}])[kind]


@pytest.mark.parametrize("kind", GOLD)
def test_what_is_found_as_it_stands_is_right(kind: str) -> None:
    row = scored(kind, list(GOLD[kind]), list(GOLD[kind]))
    assert (row.right, row.false, row.missed, row.sure) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("kind", "change", "failure"),
    [
        ("visits", {"host": "CHL"}, "host"),
        ("visits", {"visitor": "CHL"}, "visitor"),
        ("visits", {"start": "2024-05"}, "date"),
        ("visits", {"visitor": "KEN", "host": "PRT"}, "invented"),
        ("agreements", {"parties": ["KEN", "PER"]}, "parties"),
        ("agreements", {"status": "agreed"}, "step"),
        ("agreements", {"date": "2019"}, "date"),
        ("trade_rankings", {"country": "KEN"}, "country"),
        ("trade_rankings", {"partner": "KEN"}, "partner"),
        ("trade_rankings", {"measure": "aid"}, "measure"),
        ("trade_rankings", {"rank": 4}, "rank"),
        ("trade_rankings", {"top": 3}, "rank"),
        ("trade_figures", {"partner": "KEN"}, "countries"),
        ("trade_figures", {"measure": "aid"}, "measure"),
        ("trade_figures", {"value": 6e9}, "number"),
    ],
)
def test_a_false_finding_is_named_after_what_failed(kind: str, change: Fact, failure: str) -> None:
    row = scored(kind, list(GOLD[kind]), [{**GOLD[kind][0], **change}])
    assert (row.right, row.false, row.missed) == (0, 1, 1)
    assert dict(row.wrong) == {failure: 1}
    assert dict(row.lacking) == {"untold" if failure == "invented" else failure: 1}


def test_a_second_report_of_one_fact_is_repeated() -> None:
    row = scored("visits", [VISIT], [VISIT, VISIT])
    assert (row.right, dict(row.wrong)) == (1, {"repeated": 1})


def test_a_mirrored_figure_is_the_same_figure() -> None:
    assert scored("trade_figures", [FIGURE], [{**FIGURE, "country": "PER", "partner": "NOR", "measure": "imports"}]).right == 1


def test_an_optional_fact_is_neither_required_nor_penalised() -> None:
    optional = [{**VISIT, "optional": True}]
    assert [(row.right, row.false, row.missed) for row in (scored("visits", optional, []), scored("visits", optional, [VISIT]))] == [(0, 0, 0), (0, 0, 0)]


def test_bands_count_what_is_right_and_false_and_what_is_required_at_a_sure_confidence() -> None:
    found = [{**VISIT, "confidence": 0.8}, {**VISIT, "host": "CHL", "confidence": 0.95}, {**VISIT, "host": "KEN", "confidence": 0.49}]
    row = scored("visits", [VISIT, {**VISIT, "host": "PRT"}], found)
    assert row.bands == {0.8: (1, 0), 0.9: (0, 1), 0.0: (0, 1)}
    assert (row.sure_precision, row.sure_share) == (0.5, 0.5)


def test_the_table_shows_every_kind_three_times() -> None:
    table = score({}, [{"id": "x", "gold": GOLD}])
    assert [shown(table).count(f"{kind} ") for kind in GOLD] == [3, 3, 3, 3]
