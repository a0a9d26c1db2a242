"""When a status that was told can no longer be said: a visit under way ends some day, a plan of which nothing is heard lapses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relating.world import agreement, kinds, visit
from tracker.core.date import PartialDate
from tracker.core.event import Event
from tracker.relating.outdated import Outdated, outdated


def trip(status: str, start: str = "", end: str = "") -> Event:
    return visit("a", "NOR", "CHL", start, status=status, end=end)


@pytest.mark.parametrize(
    ("why", "event", "told_last", "day", "expected"),
    [
        ("a visit under way, on its day", trip("ongoing", "2024-03-04"), "2024-03-04", "2024-03-04", ""),
        ("within the window nobody knows that it ended", trip("ongoing", "2024-03-04"), "2024-03-04", "2024-03-09", ""),
        ("behind the window it must have", trip("ongoing", "2024-03-04"), "2024-03-04", "2024-03-10", "over"),
        ("told again, it lasts longer", trip("ongoing", "2024-03-04"), "2024-03-08", "2024-03-10", ""),
        ("the end that was told counts, and nothing else", trip("ongoing", "2024-03-04", "2024-03-05"), "2024-03-05", "2024-03-06", "over"),
        ("a month may end on its last day", trip("ongoing", "2024-03"), "2024-03-04", "2024-04-05", ""),
        ("and is over then", trip("ongoing", "2024-03"), "2024-03-04", "2024-04-06", "over"),
        ("without any day it was told on one", trip("ongoing"), "2024-03-04", "2024-03-10", "over"),
        ("without any day at all nothing can be said", trip("ongoing"), "", "2030-01-01", ""),
        ("a plan for a day to come", trip("planned", "2024-05-04"), "2024-03-04", "2024-05-04", ""),
        ("reports may be late", trip("planned", "2024-05-04"), "2024-03-04", "2024-05-09", ""),
        ("a plan that nobody told of again", trip("planned", "2024-05-04"), "2024-03-04", "2024-05-10", "unheard"),
        ("a plan for some day stands", trip("planned"), "2024-03-04", "2030-01-01", ""),
        ("what took place took place", trip("completed", "2024-03-04"), "2024-03-04", "2030-01-01", ""),
        ("what was called off was", trip("cancelled", "2024-03-04"), "2024-03-04", "2030-01-01", ""),
        ("talks may take years", agreement("a", "EFTA IND", "negotiating", "2008", subject="free trade"), "2008-03-04", "2025-01-01", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_status_can_be_said_until_its_days_have_passed(why: str, event: Event, told_last: str, day: str, expected: Outdated) -> None:
    told = PartialDate(told_last) if told_last else None
    assert outdated(kinds()[event.kind], event.fields, told, date.fromisoformat(day)) == expected, why


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.sampled_from(["planned", "postponed", "cancelled", "ongoing", "completed"]), days, days, st.integers(0, 400))
def test_what_is_outdated_stays_so(status: str, start: date, day: date, later: int) -> None:
    event, kind = trip(status, start.isoformat()), kinds()["visit"]
    before, after = (outdated(kind, event.fields, PartialDate(start.isoformat()), each) for each in (day, day + timedelta(later)))
    assert after == before or not before
