"""Waiting for something to become true, with an end to it."""

import time
from collections.abc import Callable

AT_MOST_S = 30


def until(is_so: Callable[[], bool]) -> None:
    """Return when it is so; fail when it is not within AT_MOST_S."""
    end = time.monotonic() + AT_MOST_S
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
