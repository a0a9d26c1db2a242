"""
What holds on a day of the world.

What a kind declares decides, as it does for claims. An occasion (a window of days: a visit) holds on its days, from the first to the last one told; not where
it was put off or called off; and one told as under way until it must be over. An undertaking (a status and no window: an agreement) holds from the day of its
first step on, with the status that it had reached by then, until it is ended or turned down. A statement (neither: a rank, a figure) holds on the days of its
period; where none is told, from its first report to its last. A partial date stands for all its days: April may be any day of April.
In: a fact, and the events that tell it.  Out: the fact as it held on that day, or None.  Never: today, or what was known when.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tracker.core.date import PartialDate, first_day, last_day
from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.occasion import ONGOING
from tracker.relating.outdated import outdated
from tracker.relating.stating import fact_told
from tracker.relating.told import LAST, Told

NOT_HELD = frozenset({"postponed", "cancelled", "terminated", "rejected"})
"""Statuses with which nothing holds."""


def valid_on(kind: Kind, fact: Fact, tell: Callable[[], Sequence[Told]], day: date) -> Fact | None:
    """The fact as it held on that day, under the same name; None where it did not. tell: gives its events, and is asked for them only where they matter."""
    if kind.window_days is None and kind.status:
        return _stood(kind, fact, tell(), day)
    if kind.status and fact.fields.text(kind.status) in NOT_HELD:
        return None
    begins = fact.fields.date(kind.date)
    if begins is None:
        return fact if kind.window_days is None and _is_told_about(tell(), day) else None
    if day < first_day(begins):
        return None
    if kind.window_days is not None and fact.fields.text(kind.status) == ONGOING:
        return None if outdated(kind, fact.fields, _last_told(tell()), day) else fact
    ends = fact.fields.date("end") if kind.window_days is not None else None
    return fact if day <= max(last_day(begins), last_day(ends or begins)) else None


def _stood(kind: Kind, fact: Fact, told: Sequence[Told], day: date) -> Fact | None:
    by_then = [each for each in told if (since := _since(kind, each)) and since <= day]
    if not by_then:
        return None
    stood = replace(fact_told(kind, by_then), name=fact.name)
    return None if stood.fields.text(kind.status) in NOT_HELD else stood


def _since(kind: Kind, told: Told) -> date | None:
    """The first day on which what an event tells may have been so; the day of its article, where it tells none of its own."""
    since = told.event.fields.date(kind.date) or _published(told)
    return first_day(since) if since else None


def _last_told(told: Sequence[Told]) -> PartialDate | None:
    return max((published for each in told if (published := _published(each))), default=None)


def _published(told: Told) -> PartialDate | None:
    return None if told.first[0] == LAST else PartialDate(told.first[0])


def _is_told_about(told: Sequence[Told], day: date) -> bool:
    days = [first_day(published) for each in told if (published := _published(each))]
    return bool(days) and min(days) <= day <= max(days)
