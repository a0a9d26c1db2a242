"""Where reports of one fact contradict each other: both sides are named, and the fact is trusted less."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from tests.relating.test_merge import alice, facts
from tests.relating.world import agreement, aid, kinds, logs, pure_law, reading, told
from tracker.core.event import Count, Event
from tracker.core.reading import Record
from tracker.relating.contradiction import contradictions
from tracker.relating.counting import told_in
from tracker.relating.told import Told, sayings_of


def contradicted(reports: Sequence[Told]) -> dict[str, list[object]]:
    """The fields in which these contradict each other, with the values on each side; they tell one fact."""
    (fact,) = facts(*reports)
    kind = kinds()[fact.kind]
    return {each.field: [side.value for side in each.sides] for each in contradictions(kind, fact.fields.text(kind.status), sayings_of(reports))}


@pytest.mark.parametrize(
    ("why", "events", "expected"),
    [
        ("one report", [alice("a", "2024-03-04")], {}),
        ("two that agree", [alice("a", "2024-03-04"), alice("b", "2024-03-04", place="Santiago")], {}),
        ("the month and a day of it", [alice("a", "2024-03"), alice("b", "2024-03-04")], {}),
        ("the day before, for who counts the arrival", [alice("a", "2024-03-03"), alice("b", "2024-03-04")], {}),
        ("two days", [alice("a", "2024-03-04"), alice("b", "2024-03-06")], {"start": ["2024-03-04", "2024-03-06"]}),
        ("a plan that was changed", [alice("a", "2024-03-07", "planned"), alice("b", "2024-03-09")], {}),
        ("two of three", [alice("a", "2024-03-06"), alice("b", "2024-03-04"), alice("c", "2024-03-06")], {"start": ["2024-03-06", "2024-03-04"]}),
        ("made and called off", [alice("a", "2024-03-04"), alice("b", "2024-03-04", "cancelled")], {"status": ["completed", "cancelled"]}),
        (
            "two days of signing",
            [agreement("a", "CHL NOR", date="2024-03-04", subject="fish"), agreement("b", "CHL NOR", date="2024-03-08", subject="fish")],
            {"date": ["2024-03-04", "2024-03-08"]},
        ),
        (
            "two steps have two days",
            [agreement("a", "CHL NOR", "agreed", "2024-03-04", subject="fish"), agreement("b", "CHL NOR", date="2024-03-08", subject="fish")],
            {},
        ),
        ("two counts", [agreement("a", "CHL NOR", count=9), agreement("b", "CHL NOR", count=10)], {"count": [Count(9), Count(10)]}),
        ("one sum, rounded", [aid("a", 4.02e6), aid("b", 4e6)], {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reports_contradict_each_other_where_both_cannot_be_so(why: str, events: list[Event], expected: dict[str, list[object]]) -> None:
    reports = told(*(reading(event.article, event, published="2024-03-10", source=event.article) for event in events))
    assert {name: set(sides) for name, sides in contradicted(reports).items()} == {name: set(sides) for name, sides in expected.items()}, why


def test_a_trip_called_off_and_then_made_after_all_is_no_contradiction() -> None:
    off = reading("a", alice("a", "2024-03-04", "cancelled"), published="2024-03-01")
    made = reading("b", alice("b", "2024-03-04"), published="2024-03-05")
    assert contradicted(told(off, made)) == {}


def test_a_contradiction_lowers_the_confidence_and_a_third_voice_does_not_undo_it() -> None:
    events = [alice("a", "2024-03-04"), alice("b", "2024-03-06"), alice("c", "2024-03-06")]
    reports = told(*(reading(event.article, event, published="2024-03-10", source=event.article) for event in events))
    assert [facts(*reports[:size])[0].confidence for size in (1, 2, 3)] == [0.8, 0.81, 0.855]


@pure_law
@given(logs())
def test_every_side_is_taken_by_events_of_the_fact_that_say_so(records: list[Record]) -> None:
    reports = {each.event.id: each for each in told_in(records)}
    for fact in facts(*reports.values()):
        kind, those = kinds()[fact.kind], [reports[event] for event in fact.events]
        for found in contradictions(kind, fact.fields.text(kind.status), sayings_of(those)):
            assert len(found.sides) > 1
            for side in found.sides:
                assert side.events and all(reports[event].event.fields[found.field] == side.value for event in side.events)
            assert len({event for side in found.sides for event in side.events}) == sum(len(side.events) for side in found.sides)
