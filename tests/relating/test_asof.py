"""As of when: what was known at a position or by a moment, and what holds on a day; the same as a plain fold over what was known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relating.test_view import folded, merged
from tests.relating.world import agreement, entries, figure, kinds, law, logs, ranking, reading, told, visit
from tracker.core.errors import BadQuery, NotFound, NotThen
from tracker.core.event import Event
from tracker.core.fact import Fact
from tracker.core.reading import Reading, Record, Retracted
from tracker.relating.answers import FactFilter, Moved, Stand
from tracker.relating.ask import Ask
from tracker.relating.asof import AsOf, Moment, Prefix
from tracker.relating.lookup import Lookup
from tracker.relating.merge import merge
from tracker.relating.validity import valid_on

MANY = 1_000
COUNTRIES = ("CUB", "RUS", "VEN", "BLR")


def received(records: Sequence[Record]) -> list[Record]:
    """The records, each reading's article received at a moment of its own: the first article at ten, and the later the earlier."""
    return [
        replace(each, origin=replace(each.origin, received=f"2024-01-01T{20 - int(each.article[-1])}:00:00.000Z")) if isinstance(each, Reading) else each
        for each in records
    ]


def only(records: Sequence[Record], by: str) -> list[Record]:
    """Those of articles received by then, and all that is no reading."""
    return [each for each in records if not isinstance(each, Reading) or each.origin.received <= by]


def all_of(view: Lookup) -> tuple[Fact, ...]:
    return tuple(sorted(view.facts(FactFilter(), MANY, "").items, key=lambda fact: fact.name))


def everything(view: Lookup, facts: Sequence[Fact]) -> list[object]:
    """All that can be asked of states and lists; of facts, all but their stories."""
    stated = (view.fact(fact.name) for fact in facts)
    return [
        view.countries().items,
        [view.country(code, 2) for code in COUNTRIES],
        [view.pair(a, b) for a in COUNTRIES for b in COUNTRIES if a != b],
        [view.facts(wanted, 2, after) for wanted in FILTERS for after in ("", "2024-01-02.")],
        [each if isinstance(each, Moved) else (each.fact, each.pieces) for each in stated],
    ]


FILTERS = [
    *(FactFilter(kind="visit", country="CUB", as_first=side, as_second=not side) for side in (True, False)),
    FactFilter(kind="agreement", status="signed"),
    FactFilter(kind="agreement", country="CUB", counterpart="VEN"),
    FactFilter(kind="visit", status="completed", country="RUS"),
    FactFilter(since="2023-12-30", until="2024-01"),
    FactFilter(until="2023-12"),
    FactFilter(min_confidence=0.85),
    FactFilter(),
]


@law
@given(logs())
def test_of_the_last_position_all_is_answered_as_of_now(records: list[Record]) -> None:
    with folded([entries(records)]) as (ask, _), ask.now() as now, ask.at(AsOf(known=Prefix(now.generation, now.position))) as then:
        assert everything(then, all_of(now)) == everything(now, all_of(now))


@law
@given(logs(), st.integers(0, 14))
def test_at_a_position_that_is_known_which_the_records_up_to_it_amount_to(records: list[Record], position: int) -> None:
    position = min(position, len(records))
    facts = merged(records[:position])
    with folded([entries(records)]) as (ask, _), ask.at(AsOf(known=Prefix(ask.generation(), position))) as then:
        assert all_of(then) == facts
        _assert_alike(then, facts)


@law
@given(logs(), st.integers(12, 21))
def test_by_a_moment_that_is_known_which_the_articles_received_by_then_amount_to(records: list[Record], hour: int) -> None:
    news, by = received(records), f"2024-01-01T{hour}:30:00.000Z"
    facts = merged(only(news, by))
    with folded([entries(news)]) as (ask, _), ask.at(AsOf(known=Moment(by))) as then:
        assert all_of(then) == facts
        _assert_alike(then, facts)


def _assert_alike(view: Lookup, facts: Sequence[Fact]) -> None:
    """Lists of each country and each fact by the ids of its events tell of the same facts."""
    for code in COUNTRIES:
        named = sorted(fact.name for fact in facts if code in fact.countries)
        assert sorted(fact.name for fact in view.facts(FactFilter(country=code), MANY, "").items) == named
    assert [line.code for line in view.countries().items] == sorted({code for fact in facts for code in fact.countries})
    for fact in facts:
        for event in fact.events:
            found = view.fact(event)
            assert found == Moved(fact.name) if event != fact.name else not isinstance(found, Moved) and found.fact == fact


@law
@given(logs(), st.integers(0, 14), st.dates(date(2023, 12, 20), date(2024, 2, 10)))
def test_what_holds_on_a_day_is_told_of_what_was_known(records: list[Record], position: int, day: date) -> None:
    position = min(position, len(records))
    with folded([entries(records)]) as (ask, _):
        prefix = Prefix(ask.generation(), position)
        with ask.at(AsOf(known=prefix)) as then, ask.at(AsOf(day, prefix)) as held:
            expected = []
            for fact in all_of(then):
                found = then.fact(fact.name)
                assert not isinstance(found, Moved)
                reports = told(*(Reading(piece.event.article, "r1", "events", (piece.event,), piece.origin) for piece in found.pieces))
                expected += [valid for valid in [valid_on(kinds()[fact.kind], fact, lambda reports=reports: reports, day)] if valid]  # type: ignore[misc]
            assert list(all_of(held)) == expected


def stands(day: str, *reports: tuple[Event, str]) -> list[str]:
    """The statuses, or else the names, of what holds on this day by these events and the days on which they were published."""
    kind = kinds()[reports[0][0].kind]
    known = told(*(reading(event.article, event, published=published) for event, published in reports))
    (fact,) = merge(kind, known)
    found = valid_on(kind, fact, lambda: known, date.fromisoformat(day))
    assert found is None or found.name == fact.name
    return [found.fields.text("status") or "holds"] if found else []


TRIP = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"], end="2024-03-06"), "2024-03-05"
MONTH = visit("a", "NOR", "CHL", "2024-03", ["Alice Berg"], "planned"), "2024-02-01"
CALLED_OFF = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"], "cancelled"), "2024-03-01"
UNDER_WAY = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"], "ongoing"), "2024-03-05"
UNDATED = visit("a", "NOR", "CHL", "", ["Alice Berg"]), "2024-03-05"
STEPS = [
    (agreement("a", "CHL NOR", "negotiating", "2020-05", title="Fishing Pact"), "2020-06-01"),
    (agreement("b", "CHL NOR", "signed", "2021-02-03", title="Fishing Pact"), "2021-02-04"),
    (agreement("c", "CHL NOR", "in_force", "2022", title="Fishing Pact"), "2022-09-01"),
    (agreement("d", "CHL NOR", "terminated", "2024-01-01", title="Fishing Pact"), "2024-01-05"),
]
TOLD_WITHOUT_A_DAY = agreement("a", "CHL NOR", "signed", "", title="Fishing Pact"), "2021-02-04"
RANK, TRADE = (ranking("a", "CHL", "NOR", 3), "2024-02-01"), (figure("a", "CHL", "NOR", "trade", 5e8, "2023-04"), "2024-02-01")
RANK_NOW = [(ranking(each, "CHL", "NOR", 3, period=""), published) for each, published in (("a", "2024-02-01"), ("b", "2024-03-01"))]


@pytest.mark.parametrize(
    ("day", "reports", "expected"),
    [
        ("2024-03-03", [TRIP], []),
        ("2024-03-04", [TRIP], ["completed"]),
        ("2024-03-06", [TRIP], ["completed"]),
        ("2024-03-07", [TRIP], []),
        ("2024-03-31", [MONTH], ["planned"]),  # any day of that month
        ("2024-04-01", [MONTH], []),
        ("2024-03-04", [CALLED_OFF], []),
        ("2024-03-03", [UNDER_WAY], []),
        ("2024-03-10", [UNDER_WAY], ["ongoing"]),  # five days behind the last report
        ("2024-03-11", [UNDER_WAY], []),
        ("2024-03-05", [UNDATED], []),  # nobody tells when it was
        ("2020-04-30", STEPS, []),
        ("2020-05-01", STEPS, ["negotiating"]),
        ("2021-02-03", STEPS, ["signed"]),
        ("2023-12-31", STEPS, ["in_force"]),
        ("2024-01-01", STEPS, []),
        ("2021-02-03", [TOLD_WITHOUT_A_DAY], []),
        ("2030-01-01", [TOLD_WITHOUT_A_DAY], ["signed"]),  # it was so when it was told, and nobody told its end
        ("2023-06-01", [RANK], ["holds"]),
        ("2024-01-01", [RANK], []),
        ("2023-04-30", [TRADE], ["reported"]),
        ("2023-05-01", [TRADE], []),
        ("2024-01-31", RANK_NOW, []),
        ("2024-02-15", RANK_NOW, ["holds"]),  # told before and after
        ("2024-03-02", RANK_NOW, []),
    ],
)
def test_what_holds_on_a_day(day: str, reports: list[tuple[Event, str]], expected: list[str]) -> None:
    assert stands(day, *reports) == expected


def known(ask: Ask, as_of: AsOf, id: str) -> str:
    with ask.at(as_of) as view:
        found = view.fact(id)
        return found.name if isinstance(found, Moved) else f"{found.fact.name} {len(found.versions)}"


def test_a_fact_is_asked_for_as_it_was_known() -> None:
    first, later = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"]), visit("b", "NOR", "CHL", "2024-03-04", ["Alice Berg"], place="Santiago")
    news: list[Record] = [reading("a", first, published="2024-03-06"), reading("b", later, published="2024-03-05"), Retracted("t", "b", "withdrawn")]
    with folded([entries(news)]) as (ask, _):
        at = [AsOf(known=Prefix(ask.generation(), position)) for position in range(4)]
        with pytest.raises(NotThen, match="was not known then"):
            known(ask, at[0], first.id)
        assert known(ask, at[1], first.id) == f"{first.id} 1"
        assert (known(ask, at[2], first.id), known(ask, at[2], later.id)) == (later.id, f"{later.id} 2")
        assert known(ask, at[3], first.id) == f"{first.id} 3"
        with pytest.raises(NotThen, match="was not known then"):
            known(ask, at[3], later.id)
        with pytest.raises(NotThen, match="did not hold"):
            known(ask, AsOf(date(2024, 3, 5)), first.id)
        with pytest.raises(NotFound):
            known(ask, AsOf(date(2024, 3, 5)), "nothing")


def test_what_was_not_received_yet_cannot_draw_a_report_to_another_fact() -> None:
    """A report that names no title goes to the pact told first; before that was received it went to another, of a country that is no party to the first."""
    pact = agreement("a", "CUB RUS VEN", title="Salmon Fishing Pact"), "2024-03-02", 1
    untitled = agreement("b", "RUS VEN", subject="fishing"), "2024-03-03", 2
    herring = agreement("c", "RUS VEN", title="Herring Fishing Pact"), "2024-03-01", 3
    readings = [reading(event.article, event, published=published) for event, published, _ in (pact, untitled, herring)]
    news = [
        replace(each, origin=replace(each.origin, received=f"2024-03-0{day}T00:00:00.000Z"))
        for each, (_, _, day) in zip(readings, (pact, untitled, herring), strict=True)
    ]
    with folded([entries(news)]) as (ask, _):
        for day, many in ((1, 1), (2, 2), (3, 1)):
            with ask.at(AsOf(known=Moment(f"2024-03-0{day}T00:00:00.000Z"))) as then:
                assert [len(fact.events) for fact in then.facts(FactFilter(country="CUB"), MANY, "").items] == [many]


@pytest.mark.parametrize(("position", "problem"), [(Stand("other", 1, ""), "another generation"), (Stand("", 9, ""), "lies ahead")])
def test_a_position_that_is_none_here_is_refused(position: Stand, problem: str) -> None:
    with folded([entries([reading("a")])]) as (ask, _):
        wanted = AsOf(known=Prefix(position.generation or ask.generation(), position.position))
        with pytest.raises(BadQuery) as refused, ask.at(wanted):
            pass
        assert refused.value.field == "known_at" and problem in refused.value.way_out
