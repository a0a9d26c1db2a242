"""
Facts, from the set of events that tell of them.
"""

from collections.abc import Iterable

from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.told import Told

MERGE_VERSION = "1"


def merge(kind: Kind, told: Iterable[Told]) -> tuple[Fact, ...]:
    """The facts that these events amount to, by name."""
    raise NotImplementedError
