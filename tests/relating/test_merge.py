"""What many reports amount to: facts, each resting on its events."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relating.world import agreement, aid, bid, call, crowds, figure, kinds, logs, pure_law, ranking, reading, sanction, told, visit
from tracker.core.event import Count, Event, Fields, Person
from tracker.core.fact import Fact
from tracker.core.reading import Record
from tracker.relating.claim import claim_of, distance, key_of
from tracker.relating.counting import told_in
from tracker.relating.merge import merge
from tracker.relating.told import Told


def facts(*reports: Told) -> tuple[Fact, ...]:
    """All facts of all kinds."""
    return tuple(fact for kind in kinds().values() for fact in merge(kind, [each for each in reports if each.event.kind == kind.name]))


def of(*events: Event, published: str = "2024-03-10") -> tuple[Fact, ...]:
    """The facts of events, each from an article and outlet of its own, all of one day."""
    return facts(*told(*(reading(event.article, event, published=published, source=event.article) for event in events)))


def alice(article: str, start: str, status: str = "completed", **more: str) -> Event:
    return visit(article, "NOR", "CHL", start, ["Alice Berg"], status, **more)


def test_eight_reports_of_a_trip_are_one_visit_with_eight_pieces_of_evidence() -> None:
    (fact,) = of(*(alice(f"a{n}", "2024-03-04") for n in range(8)))
    assert len(fact.evidence) == len(fact.events) == 8


def test_a_trip_is_told_before_during_and_after_and_stands_as_told_last() -> None:
    planned = reading("a1", alice("a1", "2024-03", "planned"), published="2024-02-20")
    ongoing = reading("a2", alice("a2", "2024-03-04", "ongoing", place="Santiago"), published="2024-03-04")
    completed = reading("a3", alice("a3", "2024-03", "completed"), published="2024-03-07")
    (fact,) = facts(*told(completed, planned, ongoing))
    assert fact.name == planned.events[0].id
    assert (fact.fields["status"], fact.fields["start"], fact.fields["place"]) == ("completed", "2024-03-04", "Santiago")


@pytest.mark.parametrize(
    ("why", "one", "two", "expected"),
    [
        ("a trip over New Year is one", visit("a", "DEU", "BRA", "2023-12-31"), visit("b", "DEU", "BRA", "2024-01-01"), 1),
        ("two trips in one month are two", alice("a", "2024-03-04"), alice("b", "2024-03-28"), 2),
        ("a postponed trip keeps its own day", alice("a", "2024-02-05", "postponed"), alice("b", "2024-06-18"), 2),
        ("a month and the next are two trips", alice("a", "2024-04"), visit("b", "NOR", "CHL", "2024-05", status="planned"), 2),
        ("the month and a day of it are one trip", alice("a", "2024-03"), alice("b", "2024-03-04"), 1),
        ("a month and the next are two trips", alice("a", "2024-03"), alice("b", "2024-04", "planned"), 2),
        ("another traveller is another trip", alice("a", "2024-03-04"), visit("b", "NOR", "CHL", "2024-03-05", ["Bo Dahl"]), 2),
        ("an unnamed delegation may be anybody's", alice("a", "2024-03-04"), visit("b", "NOR", "CHL", "2024-03-05"), 1),
        ("a return visit is another visit", visit("a", "NOR", "CHL", "2024-03-04"), visit("b", "CHL", "NOR", "2024-03-04"), 2),
        ("two stops of a tour are two visits", visit("a", "NOR", "CHL", "2024-03-04"), visit("b", "NOR", "PER", "2024-03-04"), 2),
        ("over before the next was announced", alice("a", "2024-03-04"), alice("b", "2024-03-09", "planned"), 2),
        (
            "one head of state, two spellings",
            visit("a", "CHN", "SRB", "2024-05-07", ["Xi Jinping"], level="head_of_state"),
            visit("b", "CHN", "SRB", "2024-05-07", ["Si Djinping"], level="head_of_state"),
            1,
        ),
        ("a bundle and a member of it", agreement("a", "BRA CHN", count=15), agreement("b", "BRA CHN", subject="satellites"), 2),
        ("about 20 announced, 17 signed", agreement("a", "EGY TUR", "agreed", count=20), agreement("b", "EGY TUR", "signed", "2024-03-08", count=17), 1),
        ("a text and its successor", agreement("a", "RUS USA", title="START"), agreement("b", "RUS USA", title="New START"), 2),
        (
            "talks, and in force years later",
            agreement("a", "EFTA IND", "negotiating", "2008", subject="free trade"),
            agreement("b", "EFTA IND", "in_force", "2025-10-01", title="Trade Partnership Agreement"),
            1,
        ),
        ("no text is signed twice", agreement("a", "CHN PAN", date="2017-11", subject="trade"), agreement("b", "CHN PAN", date="2018-12", subject="trade"), 2),
        (
            "what is in force is not negotiated",
            agreement("a", "AUS IND", "in_force", "2022-12-29", subject="trade"),
            agreement("b", "AUS IND", "negotiating", "2023-06", subject="trade"),
            2,
        ),
        (
            "two subjects are two texts",
            agreement("a", "LBY TUR", date="2019-11-27", subject="maritime jurisdiction"),
            agreement("b", "LBY TUR", date="2019-11-27", subject="military security"),
            2,
        ),
        (
            "five parties, two of them named",
            agreement("a", "AZE IRN KAZ RUS TKM", title="Convention on the Caspian Sea"),
            agreement("b", "IRN RUS", title="Caspian convention"),
            1,
        ),
        ("a rank changes by period", ranking("a", "KAZ", "CHN", 2, period="2021"), ranking("b", "KAZ", "CHN", 2, period="2022"), 2),
        ("all goods and one of them", ranking("a", "BRA", "CHN", 1), ranking("b", "BRA", "CHN", 1, goods="soybeans"), 2),
        ("a rank has no mirror", ranking("a", "USA", "MEX", 1), ranking("b", "MEX", "USA", 1), 2),
        ("exports of one are imports of the other", figure("a", "KOR", "USA", "exports", 115.7e9), figure("b", "USA", "KOR", "imports", 116.2e9), 1),
        ("exports of both are two figures", figure("a", "CHN", "RUS", "exports", 111e9), figure("b", "RUS", "CHN", "exports", 111e9), 2),
        ("a turnover from both sides, rounded", figure("a", "USA", "MEX", "trade", 798.8e9), figure("b", "MEX", "USA", "trade", 800e9), 1),
        ("two counts of one trade", figure("a", "CHN", "VNM", "trade", 260e9), figure("b", "VNM", "CHN", "trade", 205e9), 2),
        ("imposed and lifted", sanction("a"), sanction("b", "lifted"), 2),
        ("imposed on one day, told of the next", sanction("a"), sanction("b", date="2024-03-05"), 1),
        ("tariffs and a ban on travel", sanction("a", form="tariffs"), sanction("b", form="travel_ban"), 2),
        ("sanctions, and which", sanction("a", form="sanctions"), sanction("b", form="travel_ban"), 1),
        ("two sums", aid("a", 4e6), aid("b", 9e6), 2),
        ("one sum, rounded", aid("a", 4.02e6, "planned"), aid("b", 4e6), 1),
        ("a call, each side naming its own", call("a", "Alice Berg", level="minister"), call("b", "Carla Diaz", level="minister"), 1),
        ("ministers on one day, presidents on the next", call("a", "Alice Berg", level="minister"), call("b", "Eva Fernandez", level="head_of_state"), 2),
        ("a call and talks", call("a"), call("b", form="talks"), 2),
        ("a bid and a recognition", bid("a"), bid("b", form="recognition"), 2),
        ("a seat and an office", bid("a", "a seat on the Security Council"), bid("b", "the presidency of the World Bank"), 2),
        ("one seat in other words", bid("a", "a permanent seat in the UN Security Council"), bid("b", "Security Council seat"), 1),
        ("the same digits in two currencies", figure("a", "FRA", "MAR", "trade", 14e9), figure("b", "FRA", "MAR", "trade", 14e9, currency="EUR"), 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_two_reports_tell_one_fact_or_two(why: str, one: Event, two: Event, expected: int) -> None:
    assert len(of(one, two)) == expected, why


def test_no_chain_of_neighbours_joins_what_lies_far_apart() -> None:
    days = ["2024-03-01", "2024-03-05", "2024-03-09", "2024-03-13"]
    assert [fact.fields["start"] for fact in of(*(alice(f"a{n}", day) for n, day in enumerate(days)))].count("2024-03-09") == 1


@pure_law
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 28)), min_size=1, max_size=20))
def test_all_days_of_one_trip_lie_within_its_window_on_whichever_day_it_was_told(told_on: list[tuple[int, int]]) -> None:
    window = kinds()["visit"].window_days
    events = [alice(f"a{n}", f"2024-03-{day:02}", "ongoing") for n, (day, _) in enumerate(told_on)]
    start = {event.id: int(event.fields.text("start")[-2:]) for event in events}
    reports = told(*(reading(event.article, event, published=f"2024-03-{on:02}") for event, (_, on) in zip(events, told_on, strict=True)))
    for fact in facts(*reports):
        days = [start[event] for event in fact.events]
        assert window is not None and max(days) - min(days) <= window


@pure_law
@given(st.permutations(range(1, 29)), st.integers(0, 2))
def test_a_trip_told_as_made_goes_on_for_two_days_at_most(days: list[int], later: int) -> None:
    """One traveller on 28 days in a row, each told as done by its own article: they were about five facts."""
    reports = [reading(f"a{day}", alice(f"a{day}", f"2024-03-{day:02}"), published=f"2024-03-{min(day + later, 31):02}") for day in days]
    found = facts(*told(*reports))
    assert all(len(fact.events) <= 3 for fact in found)


def test_a_year_alone_joins_no_two_facts() -> None:
    found = of(alice("a", "2024-03-04"), alice("b", "2024-09-04"), alice("c", "2024"))
    assert sorted(len(fact.events) for fact in found) == [1, 2]


def test_an_agreement_of_five_lists_all_five_though_some_name_two() -> None:
    (fact,) = of(agreement("a", "IRN RUS", title="Caspian convention"), agreement("b", "AZE IRN KAZ RUS TKM", title="Convention on the Caspian Sea"))
    assert fact.countries == ("AZE", "IRN", "KAZ", "RUS", "TKM")


def test_an_agreement_has_the_day_and_the_count_of_the_step_that_it_reached() -> None:
    (fact,) = of(
        agreement("a", "CHN MDV", "signed", "2017-12-07", subject="free trade"),
        agreement("b", "CHN MDV", "in_force", "2025-01", title="free trade agreement"),
        published="2025-01-02",
    )
    assert (fact.fields["status"], fact.fields["date"]) == ("in_force", "2025-01")


def test_a_name_stands_as_most_outlets_write_it() -> None:
    spelled = ["Diaz-Canel", "Miguel Díaz-Canel", "Miguel Díaz-Canel", "Miguel Diaz-Canal"]
    (fact,) = of(*(visit(f"a{n}", "CUB", "RUS", "2022-11-22", [name]) for n, name in enumerate(spelled)))
    assert fact.fields["people"] == (Person("Miguel Díaz-Canel"),)


def test_all_travellers_are_named_once() -> None:
    (fact,) = of(visit("a", "BRA", "CHN", "2023-04-12", ["Lula", "Haddad"]), visit("b", "BRA", "CHN", "2023-04-13", ["Luiz Inácio Lula da Silva", "Vieira"]))
    assert len(fact.fields.texts("people")) == 3


def test_a_count_is_that_of_the_status() -> None:
    (fact,) = of(agreement("a", "EGY TUR", "agreed", count=20), agreement("b", "EGY TUR", "signed", "2024-03-08", count=17))
    assert fact.fields["count"] == Count(17)


@pytest.mark.parametrize(
    ("why", "origins", "expected"),
    [
        ("one outlet", [("Post", "", ())], 0.8),
        ("two outlets", [("Post", "", ()), ("Mail", "", ())], 0.9),
        ("one outlet twice", [("Post", "", ()), ("Post", "", ())], 0.8),
        ("a copy under another name", [("Post", "", range(64)), ("Mail", "", range(2, 66))], 0.8),
        ("two texts", [("Post", "", range(64)), ("Mail", "", range(64, 128))], 0.9),
        ("two outlets of the visitor's own state", [("Post", "NOR", ()), ("Mail", "NOR", ())], 0.8),
        ("an outlet of the visitor's own state and one of a third", [("Post", "NOR", ()), ("Mail", "PER", ())], 0.86),
        ("both parties' own states", [("Post", "NOR", ()), ("Mail", "CHL", ())], 0.86),
        ("a third state's outlet that copies the visitor's", [("Post", "NOR", range(64)), ("Mail", "PER", range(64))], 0.8),
        ("two outlets of a third state", [("Post", "PER", ()), ("Mail", "PER", ())], 0.9),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_confidence_grows_with_independent_voices(why: str, origins: list[tuple[str, str, range]], expected: float) -> None:
    reports = [reading(f"a{n}", alice(f"a{n}", "2024-03-04"), source=name, home=home, sketch=sketch) for n, (name, home, sketch) in enumerate(origins)]
    assert facts(*told(*reports))[0].confidence == expected, why


@pure_law
@given(st.one_of(crowds(), logs().map(told_in)), st.data())
def test_the_order_of_the_events_does_not_matter(reports: Sequence[Told], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(reports))
    assert facts(*reports) == facts(*shuffled)


@pure_law
@given(logs())
def test_every_event_is_in_one_fact(records: list[Record]) -> None:
    reports = told_in(records)
    assert sorted(event for fact in facts(*reports) for event in fact.events) == sorted(each.event.id for each in reports)


@pure_law
@given(logs())
def test_every_field_of_every_fact_is_stated_by_one_of_its_events(records: list[Record]) -> None:
    events = {each.event.id: each.event.fields for each in told_in(records)}
    for fact in facts(*told_in(records)):
        for name, value in fact.fields.items():
            assert is_stated(name, value, [events[id] for id in fact.events]), (name, value)


def is_stated(name: str, value: object, fields: list[Fields]) -> bool:
    """Whether one event states the value, or, of several things, each of them by some event."""
    if isinstance(value, tuple):
        return all(any(each in told for told in (field.get(name) for field in fields) if isinstance(told, tuple)) for each in value)
    return any(field.get(name) == value for field in fields)


@pure_law
@given(logs())
def test_claims_that_may_be_one_are_filed_together_and_are_as_far_apart_both_ways(records: list[Record]) -> None:
    claims = [claim_of(kinds()[each.event.kind], key_of(kinds()[each.event.kind], each)[1], each.first) for each in told_in(records)]
    for a in claims:
        for b in claims:
            assert distance(a, b) == distance(b, a)
            assert distance(a, b) is None or a.blocks & b.blocks
