"""
Reckoning with days, weeks, months and years that are told as finely as the news tells them.

In: partial dates and the day of publication.  Out: partial dates, None where the calendar has no such day.  Never: today.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.core.date import PartialDate, day, first_day, last_day

Unit = Literal["day", "week", "month", "year"]
Place = tuple[PartialDate, PartialDate | None]
"""A date, or the first and last of a range."""

ABOUT_DAYS = 3  # "two weeks ago" may be so many days more or less
AHEAD_FACTOR = 2  # without a verb, a coming date is meant only when it is so much nearer than the last: the news tells of what was
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # first months; a winter lies in two years and tells none


def of(year: int, month: int | None = None, day_of_month: int | None = None) -> PartialDate | None:
    """The partial date of these numbers, None where the calendar has none such."""
    try:
        date(year, month or 1, day_of_month or 1)
    except ValueError:
        return None
    return PartialDate(f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day_of_month:02}" if day_of_month else ""))


def shifted(when: PartialDate, count: int, unit: Unit) -> PartialDate | None:
    """So many units later (earlier when below zero), no finer than the unit tells; None where `when` is coarser than the unit."""
    match unit:
        case "year":
            return of(int(when[:4]) + count)
        case "month" if len(when) >= 7:
            months = int(when[:4]) * 12 + int(when[5:7]) - 1 + count
            return of(months // 12, months % 12 + 1)
        case "day" if len(when) == 10:
            return moved(first_day(when), count)
        case "week" if len(when) == 10:
            return about(first_day(when), 7 * count)
        case _:
            return None


def moved(when: date, days: int) -> PartialDate | None:
    """The day so many days later, None beyond the calendar's ends."""
    try:
        return day(when + timedelta(days=days))
    except OverflowError:
        return None


def about(when: date, days: int) -> PartialDate | None:
    """The month in which "about so many days later" lies, the year where that may be two months, None where it may be two years."""
    earliest, latest = moved(when, days - ABOUT_DAYS), moved(when, days + ABOUT_DAYS)
    return common(earliest, latest)


def common(first: PartialDate | None, last: PartialDate | None) -> PartialDate | None:
    """The finest of month and year that two days share; None for none."""
    if first is None or last is None or first[:4] != last[:4]:
        return None
    return PartialDate(first[:7] if first[:7] == last[:7] else first[:4])


def week(published: date, weeks: int) -> tuple[PartialDate | None, PartialDate | None]:
    """Monday and Sunday of this week (0), last week (-1) or next week (1)."""
    monday = 7 * weeks - published.weekday()
    return moved(published, monday), moved(published, monday + 6)


@dataclass(frozen=True, slots=True)
class Choice:
    """A date that the words leave open: as meant after a past verb, after a future verb, and without a verb."""

    past: Place
    future: Place
    default: Place


def choice(candidates: Iterable[Place], published: date) -> Choice | None:
    """
    The last of the candidates that had begun when it was published, and the first that was not over; a day of grace on both sides for time zones.

    candidates: earliest first. None where there are none.
    """
    places = list(candidates)
    if not places:
        return None
    begun = [place for place in places if (first_day(place[0]) - published).days <= 1]
    open_ = [place for place in places if (last_day(place[1] or place[0]) - published).days >= -1]
    past, future = (begun or places)[-1 if begun else 0], (open_ or places)[0 if open_ else -1]
    behind = max(0, (published - last_day(past[1] or past[0])).days)
    ahead = max(0, (first_day(future[0]) - published).days)
    return Choice(past, future, future if ahead * AHEAD_FACTOR < behind else past)


def weekday(published: date, number: int) -> Choice | None:
    """The day called so (0 is Monday) on or before publication, and on or after it."""
    past, future = moved(published, -((published.weekday() - number) % 7)), moved(published, (number - published.weekday()) % 7)
    return Choice((past, None), (future, None), (past, None)) if past and future else None
