"""
Questions to the view, answered while it is written.

Each answer is of one position: one read transaction on a read-only connection. An Ask may be called from several threads at once.
In: codes, ids, filters, positions.  Out: the frozen values of `answers`.  Never: a write, a wait, or a guess at what a country is called (reading's lexicon).
"""

from collections.abc import Mapping
from pathlib import Path

from tracker.core.kind import Kind
from tracker.relating.answers import ArticleState, ChangePage, Countries, CountryState, FactFilter, FactPage, FactState, Moved, PairState, Tally
from tracker.relating.changes import Filter


class Ask:
    """Asks one view file. Open one beside each View; after a rebuild that swapped the file, open another."""

    @classmethod
    def open(cls, path: Path, kinds: Mapping[str, Kind]) -> "Ask":
        """Asks the view at `path`, which a View has opened before. kinds: by name."""
        raise NotImplementedError

    def close(self) -> None:
        """Lets the connections go; answers that are under way come to their end first."""
        raise NotImplementedError

    def position(self) -> int:
        """The number of records applied, 0 before the first."""
        raise NotImplementedError

    def generation(self) -> str:
        """What makes positions comparable: a short hash of the log's first record, the merge and the readers in force."""
        raise NotImplementedError

    def countries(self) -> Countries:
        """All that have a fact."""
        raise NotImplementedError

    def country(self, code: str) -> CountryState:
        """What is known of one country or organisation; empty lists where nothing is."""
        raise NotImplementedError

    def pair(self, a: str, b: str) -> PairState:
        """What is known between two."""
        raise NotImplementedError

    def facts(self, wanted: FactFilter, limit: int, after: str = "") -> FactPage:
        """A page of facts, newest first. after: `next` of the page before. Raises BadQuery where `after` is none."""
        raise NotImplementedError

    def fact(self, id: str) -> FactState | Moved:
        """
        The fact of this name, or where the event of this id went.

        Raises NotFound where no event ever had the id, Gone where it no longer counts (its article was retracted, or another reading of it counts).
        """
        raise NotImplementedError

    def changes(self, after: int, limit: int, wanted: Filter = Filter()) -> ChangePage:  # noqa: B008
        """
        Changes behind a position that pass the filter; about `limit` of them, as a page never cuts through a position.

        after: a position of this generation; beyond the end gives an empty page. limit: at least 1.
        """
        raise NotImplementedError

    def previous(self, position: int, wanted: Filter = Filter()) -> int:  # noqa: B008
        """The last position before this one that has a change which passes the filter, 0 where there is none."""
        raise NotImplementedError

    def article(self, id: str) -> ArticleState:
        """What became of an article. Raises NotFound where no record names it: then it waits, or was never fed."""
        raise NotImplementedError

    def tally(self) -> Tally:
        """Articles by outcome, and how many events and facts count."""
        raise NotImplementedError

    def state_hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical form of `core.fact.state_of` over all facts; equal wherever the same set of records was applied."""
        raise NotImplementedError
