"""Events: fields that are told, quotes to the letter, and names that outlive a better reader."""

import pytest

from tracker.core.event import Count, Event, Evidence, Fields, Person, Value, countries, event_id, faults
from tracker.core.kind import FieldSpec, Kind

VISIT = Kind(
    name="visit",
    plural="visits",
    fields={
        "visitor": FieldSpec("party", is_required=True),
        "host": FieldSpec("party", is_required=True),
        "people": FieldSpec("people"),
        "start": FieldSpec("date"),
        "status": FieldSpec("choice", is_required=True, choices=("planned", "completed")),
        "count": FieldSpec("count"),
    },
    parties=("visitor", "host"),
    identity=("visitor", "host", "people", "start"),
    date="start",
    status="status",
    window_days=5,
)
TOLD: dict[str, Value | None] = {"visitor": "NOR", "host": "CHL", "start": "2024-03-04", "status": "completed", "people": (Person("Ola Nordmann"),)}


def test_what_is_untold_is_left_out() -> None:
    assert {"host"} == set(Fields({"host": "CHL", "visitor": None, "place": "", "people": (), "leading": False}))


def test_zero_is_told() -> None:
    assert Fields({"change_percent": 0})["change_percent"] == 0


def test_fields_told_in_another_order_are_the_same_fields() -> None:
    assert Fields({"a": "x", "b": "y"}) == Fields({"b": "y", "a": "x"})
    assert hash(Fields({"a": "x", "b": "y"})) == hash(Fields({"b": "y", "a": "x"}))


def test_a_good_event_has_no_faults() -> None:
    assert faults(VISIT, Fields(TOLD)) == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"visitor": None}, "visitor"),
        ({"visitor": "Norway"}, "visitor"),
        ({"host": "NOR"}, "visitor, host"),
        ({"start": "2024-02-30"}, "start"),
        ({"status": "perhaps"}, "status"),
        ({"people": ("Ola",)}, "people"),
        ({"weather": "fine"}, "weather"),
    ],
)
def test_a_fault_names_its_field(change: dict[str, Value | None], named: str) -> None:
    assert any(fault.startswith(named + ":") for fault in faults(VISIT, Fields({**TOLD, **change})))


def test_the_countries_stand_in_the_order_of_the_kind() -> None:
    assert countries(VISIT, Fields(TOLD)) == ("NOR", "CHL")


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"status": "planned"}, True),  # a better reader may know the status better
        ({"count": Count(2)}, True),
        ({"start": "2024-03-05"}, False),
        ({"host": "ARG"}, False),
    ],
)
def test_only_identifying_fields_make_the_name_of_an_event(change: dict[str, Value | None], is_same: bool) -> None:
    assert is_same == (event_id("article", VISIT, Fields(TOLD)) == event_id("article", VISIT, Fields({**TOLD, **change})))


def test_events_of_two_articles_have_two_names() -> None:
    assert event_id("one", VISIT, Fields(TOLD)) != event_id("other", VISIT, Fields(TOLD))


def test_an_event_can_stand_in_a_set() -> None:
    event = Event("id", "article", "visit", Fields(TOLD), (Evidence("article", "text", 0, 2, "So"),), 0.9)

    assert {event} == {event, event}
