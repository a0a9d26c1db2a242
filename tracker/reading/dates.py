"""
Dates: the words of a text that say when, and the days, months or years they mean.

In: text, the day of publication, and the date mentioned last before it.  Out: mentions with exact places.
Never: today. Where the day of publication is not known, what counts from it ("on Tuesday", "in May") is left out.
"""

from dataclasses import dataclass

from tracker.core.date import PartialDate


@dataclass(frozen=True, slots=True)
class DateMention:
    """
    start, end: its place.  first: the date, as fine as told; last: the end of a range ("from 5 to 7 May"), None for a single date.
    is_relative: whether it counts from the day of publication or another date ("last November", "three days later").
    past, future: `(first, last)` as it is meant after a past or a future verb, where the words leave both open ("on Tuesday", "in May", "April 19").
    """

    start: int
    end: int
    first: PartialDate
    last: PartialDate | None = None
    is_relative: bool = False
    past: tuple[PartialDate, PartialDate | None] | None = None
    future: tuple[PartialDate, PartialDate | None] | None = None

    def towards(self, is_future: bool) -> "DateMention":
        """The same mention as meant beside a future or a past verb; itself where the words leave no choice."""
        raise NotImplementedError


def dates(text: str, published: PartialDate | None, start: int = 0, end: int | None = None, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """
    The mentions in text[start:end], in order, not overlapping; places are offsets of `text`.

    published: the day of publication; anchor: the date mentioned last before `start`, from which "the next day" counts.
    """
    raise NotImplementedError
