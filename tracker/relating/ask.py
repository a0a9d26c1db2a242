"""
Questions to the view, answered while it is written.

Each answer is of one position: one read transaction on a read-only connection. An Ask may be called from several threads at once.
In: codes, ids, filters, positions.  Out: the frozen values of `answers`.  Never: a write, a wait, or a guess at what a country is called (reading's lexicon).
"""

import sqlite3
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tracker.core.errors import StaleView
from tracker.core.fact import state_of
from tracker.core.identity import canonical
from tracker.core.kind import Kind
from tracker.core.reading import Origin
from tracker.relating.answers import (
    ArticleState,
    ChangePage,
    Countries,
    CountryState,
    FactFilter,
    FactPage,
    FactState,
    FailurePage,
    Moved,
    PairState,
    Stand,
    Tally,
)
from tracker.relating.changes import Filter
from tracker.relating.lookup import Lookup
from tracker.relating.view import generation_of, merge_digest

ALL = Filter()
ORIGINS = 20_000  # kept in memory, about 10 MB: an article's id is a digest of what its origin tells, which can never become another
BUSY_S = 5.0  # how long SQLite waits where another process recovers the file


class Ask:
    """Asks one view file. Open one beside each View; after a rebuild that swapped the file, open another."""

    def __init__(self, path: Path, kinds: Mapping[str, Kind]) -> None:
        """See `open`."""
        self._path, self._kinds, self._merge = path, kinds, merge_digest(kinds)
        self._idle: deque[sqlite3.Connection] = deque()
        self._origins: dict[str, Origin] = {}
        self._is_closed = False

    @classmethod
    def open(cls, path: Path, kinds: Mapping[str, Kind]) -> "Ask":
        """
        Asks the view at `path`, which a View has opened before.  kinds: by name.

        Raises StaleView where there is none, or a damaged one.
        """
        ask = cls(path, kinds)
        try:
            ask.position()
        except sqlite3.DatabaseError as odd:
            raise StaleView(str(path), f"cannot be asked ({odd})") from odd
        return ask

    def close(self) -> None:
        """Lets the connections go; answers that are under way come to their end first."""
        self._is_closed = True
        while self._idle:
            self._idle.pop().close()

    def position(self) -> int:
        """The number of records applied, 0 before the first."""
        with self._now() as view:
            return view.position

    def generation(self) -> str:
        """What makes positions comparable: a short hash of the log's first record, the merge and the readers in force."""
        return self.stand().generation

    def stand(self) -> Stand:
        """Where the view stands; whatever else is asked while it stands there is answered alike."""
        with self._now() as view:
            generation = generation_of(view.meta.get("first", ""), self._merge, view.readers())
            return Stand(generation, view.position, view.meta.get("last", ""))

    def countries(self) -> Countries:
        """All that have a fact."""
        with self._now() as view:
            return view.countries()

    def country(self, code: str, first: int) -> CountryState:
        """What is known of one country or organisation; empty lists where nothing is. first: how many facts of each list to give."""
        with self._now() as view:
            return view.country(code, first)

    def pair(self, a: str, b: str) -> PairState:
        """What is known between two."""
        with self._now() as view:
            return view.pair(a, b)

    def facts(self, wanted: FactFilter, limit: int, after: str = "") -> FactPage:
        """A page of facts, newest first. limit: at least 1; after: `next` of the page before. Raises BadQuery where `after` is none."""
        with self._now() as view:
            return view.facts(wanted, limit, after)

    def fact(self, id: str) -> FactState | Moved:
        """
        The fact of this name, or where the event of this id went.

        Raises NotFound where no event ever had the id, Gone where it no longer counts (its article was retracted, or another reading of it counts).
        """
        with self._now() as view:
            return view.fact(id)

    def changes(self, after: int, limit: int, wanted: Filter = ALL) -> ChangePage:
        """
        Changes behind a position that pass the filter; about `limit` of them, as a page never cuts through a position.

        after: a position of this generation; beyond the end gives an empty page. limit: at least 1.
        """
        with self._now() as view:
            return view.changes(after, limit, wanted)

    def previous(self, position: int, wanted: Filter = ALL) -> int:
        """The last position before this one that has a change which passes the filter, 0 where there is none."""
        with self._now() as view:
            return view.previous(position, wanted)

    def article(self, id: str) -> ArticleState:
        """What became of an article. Raises NotFound where no record names it: then it waits, or was never fed."""
        with self._now() as view:
            return view.article(id)

    def origins(self, articles: Collection[str]) -> dict[str, Origin]:
        """Where articles come from, by id, without their sketches; those that no reading names are left out."""
        kept = self._origins
        known = {id: kept[id] for id in articles if id in kept}
        if missing := [id for id in articles if id not in known]:
            with self._now() as view:
                found = view.origins(missing)
            if len(self._origins) + len(found) > ORIGINS:
                self._origins = {}
            self._origins |= found
            known |= found
        return known

    def failures(self, limit: int, after: int = 0, cause: str = "", since: str = "") -> FailurePage:
        """
        A page of the failures without a later success, oldest first; articles that were taken out are none.

        limit: at least 1; after: `next` of the page before; cause: words of the step or the reason, in any case;
        since: RFC 3339 in UTC, as logs write it: only articles received then or later.
        """
        with self._now() as view:
            return view.failures(limit, after, cause, since)

    def tally(self) -> Tally:
        """Articles by outcome, and how many events and facts count."""
        with self._now() as view:
            return view.tally()

    def state_hash(self) -> str:
        """
        SHA-256, in hexadecimal, of the canonical form of `core.fact.state_of` over all facts.

        Equal wherever the same set of records was applied; taken fact by fact, so that a million of them need no memory.
        """
        hashed = sha256(b"[")
        with self._now() as view:
            for at, fact in enumerate(view.each_fact()):
                hashed.update((b"," if at else b"") + canonical(state_of((fact,)))[1:-1])
        hashed.update(b"]")
        return hashed.hexdigest()

    @contextmanager
    def _now(self) -> Iterator[Lookup]:
        """A look at one position, on a connection that no other thread uses meanwhile."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", timeout=BUSY_S, isolation_level=None, check_same_thread=False, uri=True)
        try:
            connection.execute("BEGIN")
            yield Lookup(connection, self._kinds)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if self._is_closed:
                connection.close()
            else:
                self._idle.append(connection)
