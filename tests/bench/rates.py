"""
Measuring two things beside each other, in turns, so that what else the machine does falls on both.

In: pieces of work, each of which does so much.  Out: how much of it a second, the median of some rounds.
"""

import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in seconds."""
    start = perf_counter()
    work()
    return perf_counter() - start


def side_by_side(works: Sequence[Callable[[int], object]], rounds: int = ROUNDS) -> list[float]:
    """The median time of each, in seconds, over rounds in which each takes its turn. works: each takes the number of the round."""
    times = [[timed(lambda: work(number)) for work in works] for number in range(rounds)]  # noqa: B023  # called at once
    return [median(column) for column in zip(*times, strict=True)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies (0.99 for p99)."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def say(what: str, ours: str, beside: str = "", ratio: float | None = None) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:<44}{ours:>18}{beside:>34}{'' if ratio is None else f'{ratio:8.2f}'}\n")
    sys.stdout.flush()
