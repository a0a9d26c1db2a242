"""Partial dates: a year, a month or a day, as far as a text tells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.date import PartialDate, days_between, finer, first_day, last_day, may_be_the_same, partial_date

days = st.dates(min_value=date(1000, 1, 1))
partial_dates = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), days, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize("given", ["", "23", "2023-4", "2023-13", "2023-02-30", "2023-04-18T10:00", "April 2023", " 2023"])
def test_what_is_no_partial_date_is_refused(given: str) -> None:
    with pytest.raises(ValueError):
        partial_date(given)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-04-18", "2023-04-18", "2023-04-18"),
    ],
)
def test_a_partial_date_names_every_day_that_begins_with_it(given: str, first: str, last: str) -> None:
    date_given = partial_date(given)

    assert (first, last) == (first_day(date_given).isoformat(), last_day(date_given).isoformat())


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2023", "2023-04-18", 0),  # may be the very day
        ("2023-04-18", "2023-04-21", 3),
        ("2023-12-30", "2024", 2),  # over New Year
        ("2023-04", "2023-06", 32),
    ],
)
def test_days_between_are_the_fewest_that_may_lie_there(a: str, b: str, expected: int) -> None:
    assert expected == days_between(PartialDate(a), PartialDate(b)) == days_between(PartialDate(b), PartialDate(a))


@given(partial_dates, partial_dates)
def test_two_that_may_be_the_same_have_no_day_between_them(a: PartialDate, b: PartialDate) -> None:
    if may_be_the_same(a, b):
        assert days_between(a, b) == 0


@given(partial_dates, partial_dates)
def test_the_finer_one_tells_at_least_as_much(a: PartialDate, b: PartialDate) -> None:
    assert len(finer(a, b)) == max(len(a), len(b))
