"""
The view: what the log amounts to, in one SQLite file that may be deleted at any time and folded again.

In: entries of the events log, in order.  Out: rows that `ask` reads.
Never: a fact that `merge` over the counting events would not give, or a position without its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.core.fact import What
from tracker.core.kind import Kind
from tracker.log.contract import Entry


@dataclass(frozen=True, slots=True)
class Noted:
    """A change in few words, as the view keeps it; `ask.changes` gives it with the fact before and after."""

    position: int
    what: What
    fact: str
    was: tuple[str, ...] = ()
    why: str = ""


class View:
    """Folds the events log into a SQLite file. One View writes a file, from one thread at a time; any number of Asks read it meanwhile."""

    position: int
    """The number of records applied, 0 before the first."""
    last_hash: str
    """The hash of the last record applied, "" before the first."""
    generation: str
    """What makes positions comparable: a short hash of the log's first record, the merge and the readers in force."""

    @classmethod
    def open(cls, path: Path, kinds: Mapping[str, Kind]) -> "View":
        """
        The view at `path`, made empty where there is none.

        Raises StaleView where the file was made by another merge, other kinds or another release, or is damaged: delete it and fold the log again.
        """
        raise NotImplementedError

    def is_of(self, entry: Entry | None) -> bool:
        """Whether this view was folded from the log that has this entry at `position` (None: it has none there); an empty view is of any log."""
        raise NotImplementedError

    def apply(self, entries: Sequence[Entry]) -> list[Noted]:
        """
        Folds entries in, all in one transaction with the position; entries at or before the position are passed over.

        Raises Unreadable at a record of an unknown kind, or where records are missing before an entry; those before it are applied and stay.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Ends writing; what was applied is in the file."""
        raise NotImplementedError
