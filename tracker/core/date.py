"""
Partial dates: a year, a month or a day, as far as a text tells.

A PartialDate is ISO 8601 text of 4, 7 or 10 characters ("2023", "2023-04", "2023-04-18"); it names every day that begins with it.
In: text.  Out: text, or real days.  Never: today. Nothing here knows what day it is.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NewType

PartialDate = NewType("PartialDate", str)

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def partial_date(given: str) -> PartialDate:
    """
    The text as a PartialDate.

    given: "2023", "2023-04" or "2023-04-18".
    Raises ValueError where the form is another, or no such month or day exists ("2023-02-30").
    """
    if not _FORM.fullmatch(given):
        raise ValueError(f"{given!r} is no partial ISO date such as 2023, 2023-04 or 2023-04-18")
    first_day(PartialDate(given))
    return PartialDate(given)


def day(given: date) -> PartialDate:
    """A whole day as a PartialDate."""
    return PartialDate(given.isoformat())


def is_whole_day(given: PartialDate) -> bool:
    """Whether the day is told, not only the month or the year."""
    return len(given) == 10


def first_day(given: PartialDate) -> date:
    """The first day that this may be: "2023-04" gives 2023-04-01."""
    return date.fromisoformat((given + "-01-01")[:10])


def last_day(given: PartialDate) -> date:
    """The last day that this may be: "2023-04" gives 2023-04-30."""
    year, month = int(given[:4]), int(given[5:7] or 12)
    return date(year, month, int(given[8:10] or monthrange(year, month)[1]))


def may_be_the_same(a: PartialDate, b: PartialDate) -> bool:
    """Whether one is the other told less finely: "2023" and "2023-04", never "2023-04" and "2023-05"."""
    return a.startswith(b) or b.startswith(a)


def finer(a: PartialDate, b: PartialDate) -> PartialDate:
    """The one that tells more, the first when both tell the same."""
    return b if len(b) > len(a) else a


def days_between(a: PartialDate, b: PartialDate) -> int:
    """The fewest days that may lie between the two; 0 when they may be one day."""
    return max((first_day(b) - last_day(a)).days, (first_day(a) - last_day(b)).days, 0)
