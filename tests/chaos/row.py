"""One row of the table of faults, and how it is counted."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What a fault did. times: how often it happened; articles: how many had a receipt; lost: how many of them have no reading; twice: readings too many."""

    fault: str
    times: int
    articles: int
    lost: int
    twice: int


Fault = Callable[[int], Awaitable[Row]]
"""Does its fault so many times, and says what became of it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A row, and the seconds that it took."""

    row: Row
    took_s: float


async def timed(fault: Fault, times: int) -> Done:
    """What a fault did, and how long that took."""
    began = time.monotonic()
    row = await fault(times)
    return Done(row, time.monotonic() - began)
