"""
As of when: true in the world on which day, and known to us by when.

The two are asked apart. `valid_on` is a day of the world. `known` is either a position, so many records of the log with the retractions and the readers that
were in force there; or a moment, and then what the articles that were received by it amount to, as they are read and kept today.
In: nothing.  Out: frozen values.  Never: a clock; "now" is the absence of a wish.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Prefix:
    """The log up to a position of this generation of the view."""

    generation: str
    position: int


@dataclass(frozen=True, slots=True)
class Moment:
    """What was received by then. received: RFC 3339 in UTC, as logs write it."""

    received: str


@dataclass(frozen=True, slots=True)
class AsOf:
    """valid_on: only what holds on this day of the world, None for all; known: only what was known by then, None for all that is known."""

    valid_on: date | None = None
    known: Prefix | Moment | None = None


NOW = AsOf()
