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
    """
    valid_on: only what holds on this day of the world, None for all; known: only what was known by then, None for all that is known.
    today: the day on which it is asked, None where that does not matter.
    """

    valid_on: date | None = None
    known: Prefix | Moment | None = None
    today: date | None = None

    @property
    def is_now(self) -> bool:
        """Whether all that stands now is asked for."""
        return self.valid_on is None and self.known is None

    @property
    def day(self) -> date | None:
        """The day of the world that an answer is of; None at a position, whose day nobody asked for."""
        match self.valid_on, self.known:
            case date(), _:
                return self.valid_on
            case _, Prefix():
                return None
            case _, Moment(received=received):
                return date.fromisoformat(received[:10])
            case _:
                return self.today


NOW = AsOf()
