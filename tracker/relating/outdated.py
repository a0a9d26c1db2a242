"""
When what was told of a fact can no longer be said of it, because its days have passed.

A fact keeps the status that its reports state, for ever: merging knows no today. On a later day "ongoing" is no longer true, and "planned" says only that
nothing was heard since. An occasion without a told end is taken to last for the kind's window, from its first day or the day it was told last.
In: a fact's fields, when it was told last, and a day.  Out: a word, for who answers on that day.  Never: a clock, or another status than the one told.
"""

from datetime import date, timedelta
from typing import Literal

from tracker.core.date import PartialDate, last_day
from tracker.core.event import Fields
from tracker.core.kind import Kind
from tracker.relating.occasion import ONGOING, PLANNED

Outdated = Literal["", "over", "unheard"]
"""
"": what is told may be said on that day. "over": it was told as going on, and must have ended since.
"unheard": it was planned, its days have passed, and nothing was heard of it since.
"""


def outdated(kind: Kind, fields: Fields, told_last: PartialDate | None, day: date) -> Outdated:
    """
    Whether the status told can still be said on a day.

    told_last: the day of the last article that tells the fact, None where none tells its own.
    Of kinds without a window (agreements, ranks) and of facts without any day, what was told stands until something else is told.
    """
    status, window = fields.text(kind.status), kind.window_days
    if window is None or status not in (ONGOING, PLANNED):
        return ""
    told = _latest(fields.date("end") or fields.date(kind.date), None if "end" in fields or status == PLANNED else told_last)
    if told is None or day <= told + timedelta(0 if status == ONGOING and "end" in fields else window):
        return ""
    return "over" if status == ONGOING else "unheard"


def _latest(*days: PartialDate | None) -> date | None:
    """The last day that these may be, None where none is told."""
    return max((last_day(each) for each in days if each), default=None)
