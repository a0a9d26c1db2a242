"""What subscribers hear: what became of facts, seen through a filter."""

from dataclasses import replace

import pytest

from tests.relating.world import kinds, reading, told, visit
from tracker.core.fact import Change, Fact
from tracker.relating.changes import Filter, differences, heard
from tracker.relating.merge import merge

(TRIP,) = merge(kinds()["visit"], told(reading("a", visit("a", "NOR", "CHL", "2024-03-04"), published="2024-03-05")))
MORE = replace(TRIP, events=(*TRIP.events, "b"), evidence=TRIP.evidence * 2)
SURER = replace(MORE, confidence=0.9)
OTHER = replace(TRIP, name="other", events=("other",))
RENAMED = replace(MORE, name="b")


@pytest.mark.parametrize(
    ("why", "before", "after", "expected"),
    [
        ("a fact comes to be", [], [TRIP], [("new", TRIP.name, ())]),
        ("a fact goes", [TRIP], [], [("gone", TRIP.name, ())]),
        ("another report of the same", [TRIP], [MORE], [("evidence", TRIP.name, ())]),
        ("another voice makes it surer", [TRIP], [SURER], [("changed", TRIP.name, ())]),
        ("an earlier report names it", [TRIP], [RENAMED], [("changed", "b", (TRIP.name,))]),
        ("two facts turn out to be one", [TRIP, OTHER], [replace(TRIP, events=(*TRIP.events, "other"))], [("changed", TRIP.name, ("other",))]),
        ("one fact turns out to be two", [replace(TRIP, events=(*TRIP.events, "other"))], [TRIP, OTHER], [("new", "other", ()), ("evidence", TRIP.name, ())]),
        ("nothing happens", [TRIP], [TRIP], []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_became_of_facts(why: str, before: list[Fact], after: list[Fact], expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = [(change.what, change.fact, change.was) for change in differences(7, before, after, "")]
    assert sorted(found) == sorted(expected), why


@pytest.mark.parametrize(
    ("wanted", "before", "after", "expected"),
    [
        (Filter(), None, TRIP, "entered"),
        (Filter(), TRIP, MORE, "changed"),
        (Filter(), TRIP, None, "left"),
        (Filter(country="CHL"), TRIP, MORE, "changed"),
        (Filter(country="PER"), TRIP, MORE, None),
        (Filter(country="PER"), TRIP, replace(TRIP, countries=("NOR", "PER")), "entered"),
        (Filter(country="CHL"), TRIP, replace(TRIP, countries=("NOR", "PER")), "left"),
        (Filter(kind="agreement"), None, TRIP, None),
        (Filter(min_confidence=0.85), TRIP, SURER, "entered"),
        (Filter(min_confidence=0.85), SURER, TRIP, "left"),
    ],
)
def test_a_change_is_heard_where_the_fact_passed_before_or_after(wanted: Filter, before: Fact | None, after: Fact | None, expected: str | None) -> None:
    found = heard(wanted, [Change(1, "changed", TRIP.name, before, after)])
    assert [each.seen for each in found] == ([expected] if expected else [])
