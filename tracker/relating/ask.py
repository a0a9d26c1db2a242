"""
Questions to the view, answered while it is written.

Each answer is of one position: one read transaction on a read-only connection; `now` and `at` give several from one.
An Ask may be called from several threads at once.
In: codes, ids, filters, positions.  Out: the frozen values of `answers`.  Never: a write, a wait, or a guess at what a country is called (reading's lexicon).
"""

import sqlite3
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tracker.core.errors import BadQuery, Misplaced, StaleView
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
from tracker.relating.asof import NOW, AsOf, Prefix
from tracker.relating.changes import Filter
from tracker.relating.lookup import Lookup
from tracker.relating.retrospect import Retrospect

ALL = Filter()
BUSY_S = 5.0  # how long SQLite waits where another process recovers the file


class Ask:
    """Asks one view file. Open one beside each View; after a rebuild that swapped the file, open another."""

    def __init__(self, path: Path, kinds: Mapping[str, Kind]) -> None:
        """See `open`."""
        self._path, self._kinds = path, kinds
        self._idle: deque[sqlite3.Connection] = deque()
        self._kept: dict[str, Origin] = {}
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
        except Misplaced as odd:
            raise StaleView(str(path), "cannot be asked") from odd
        return ask

    def close(self) -> None:
        """Lets the connections go; answers that are under way come to their end first."""
        self._is_closed = True
        while self._idle:
            self._idle.pop().close()

    def position(self) -> int:
        """The number of records applied, 0 before the first."""
        with self.now() as view:
            return view.position

    def generation(self) -> str:
        """What makes positions comparable: a short hash of the log's first record, the merge, and the last word on readers."""
        with self.now() as view:
            return view.generation

    def stand(self) -> Stand:
        """Where the view stands; whatever else is asked while it stands there is answered alike."""
        with self.now() as view:
            return view.stand

    def countries(self) -> Countries:
        """All that have a fact."""
        with self.now() as view:
            return view.countries()

    def country(self, code: str, first: int) -> CountryState:
        """What is known of one country or organisation; empty lists where nothing is. first: how many facts of each list to give."""
        with self.now() as view:
            return view.country(code, first)

    def pair(self, a: str, b: str) -> PairState:
        """What is known between two."""
        with self.now() as view:
            return view.pair(a, b)

    def facts(self, wanted: FactFilter, limit: int, after: str = "") -> FactPage:
        """A page of facts, newest first. limit: at least 1; after: `next` of the page before. Raises BadQuery where `after` is none."""
        with self.now() as view:
            return view.facts(wanted, limit, after)

    def fact(self, id: str) -> FactState | Moved:
        """
        The fact of this name, or where the event of this id went.

        Raises NotFound where no event ever had the id, Gone where it no longer counts (its article was retracted, or another reading of it counts).
        """
        with self.now() as view:
            return view.fact(id)

    def changes(self, after: int, limit: int, wanted: Filter = ALL) -> ChangePage:
        """
        Changes behind a position that pass the filter; about `limit` of them, as a page never cuts through a position.

        after: a position of this generation; beyond the end gives an empty page. limit: at least 1.
        """
        with self.now() as view:
            return view.changes(after, limit, wanted)

    def previous(self, position: int, wanted: Filter = ALL) -> int:
        """The last position before this one that has a change which passes the filter, 0 where there is none."""
        with self.now() as view:
            return view.previous(position, wanted)

    def article(self, id: str) -> ArticleState:
        """What became of an article. Raises NotFound where no record names it: then it waits, or was never fed."""
        with self.now() as view:
            return view.article(id)

    def origins(self, articles: Collection[str]) -> dict[str, Origin]:
        """Where articles come from, by id, without their sketches; those that no reading names are left out."""
        with self.now() as view:
            return view.origins(articles)

    def failures(self, limit: int, after: int = 0, cause: str = "", since: str = "") -> FailurePage:
        """
        A page of the failures without a later success, oldest first; articles that were taken out are none.

        limit: at least 1; after: `next` of the page before; cause: words of the step or the reason, in any case;
        since: RFC 3339 in UTC, as logs write it: only articles received then or later.
        """
        with self.now() as view:
            return view.failures(limit, after, cause, since)

    def tally(self) -> Tally:
        """Articles by outcome, and how many events and facts count."""
        with self.now() as view:
            return view.tally()

    def state_hash(self) -> str:
        """
        SHA-256, in hexadecimal, of the canonical form of `core.fact.state_of` over all facts.

        Equal wherever the same set of records was applied; taken fact by fact, so that a million of them need no memory.
        """
        hashed = sha256(b"[")
        with self.now() as view:
            for at, fact in enumerate(view.each_fact()):
                hashed.update((b"," if at else b"") + canonical(state_of((fact,)))[1:-1])
        hashed.update(b"]")
        return hashed.hexdigest()

    @contextmanager
    def now(self) -> Iterator[Lookup]:
        """
        Several questions, all answered from one position.

        Raises StaleView where the view turns out to be damaged, Misplaced where its file cannot be read now.
        """
        with self.at(NOW) as view:
            yield view

    @contextmanager
    def at(self, as_of: AsOf) -> Iterator[Lookup]:
        """
        The same as of another day, or of what was known then.

        Raises BadQuery for a position of another generation and for one that lies ahead; all else as `now`.
        """
        with self._reading() as connection:
            lookup = Lookup if as_of.is_now else Retrospect
            view = lookup(connection, self._kinds, self._kept, as_of)
            _check(as_of, view.stand)
            yield view

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A read transaction, on a connection that no other thread uses meanwhile."""
        with _told_apart(self._path):
            connection = self._taken()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if self._is_closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            uri = f"{self._path.absolute().as_uri()}?mode=ro"
            return sqlite3.connect(uri, timeout=BUSY_S, isolation_level=None, check_same_thread=False, uri=True)


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """SQLite's errors as tracker's: what hinders now and may be gone soon, or a file that is no view."""
    try:
        yield
    except sqlite3.OperationalError as odd:
        raise Misplaced("data", f"{path} cannot be read now ({odd})", "see that the folder is there and its disk answers; then ask again") from odd
    except sqlite3.DatabaseError as odd:
        raise StaleView(str(path), f"is damaged ({odd})") from odd


def _check(as_of: AsOf, stand: Stand) -> None:
    if isinstance(known := as_of.known, Prefix):
        given = f"{known.generation}-{known.position}"
        if known.generation != stand.generation and known.position > 0:
            raise BadQuery("known_at", given, "it is of another generation of the view: give a moment instead, or a cursor of an answer of today")
        if known.position > stand.position:
            raise BadQuery("known_at", given, f"it lies ahead of the view, which is at {stand.generation}-{stand.position}")
