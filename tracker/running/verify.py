"""
Counting again: does the view say what the log says?

In: a data folder, also that of a running tracker.  Out: what the log amounts to, and whether the view agrees.  Never: a write into that folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Verified:
    """
    hash: of the state (`core.fact.state_of`) that the whole log amounts to; facts: how many.
    articles: how many by outcome: waiting, events, none, failed, unread, retracted.
    agrees: whether the serving view holds the state that the log amounts to at the view's own position; position: that position.
    """

    hash: str
    facts: int
    articles: Mapping[str, int]
    agrees: bool
    position: int


def verify(data: Path) -> Verified:
    """
    What the logs in this folder amount to, counted anew in a temporary view.

    Raises Misplaced where the folder holds no log, Unreadable at a record of an unknown format.
    """
    raise NotImplementedError(data)
