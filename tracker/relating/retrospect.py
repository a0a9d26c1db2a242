"""
The same questions as `lookup` answers, as of another day or another state of knowledge.

In: a connection whose transaction stands at one position, what is asked, and as of when.  Out: the values of `answers`.
Never: an answer that a plain fold over what was known would not give.
"""

import sqlite3
from collections.abc import Mapping

from tracker.core.errors import NotThen
from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.core.reading import Origin
from tracker.relating.answers import Countries, CountryState, FactFilter, FactPage, FactState, Moved, PairState, Piece
from tracker.relating.asof import AsOf, Moment, Prefix
from tracker.relating.lookup import Lookup, page_behind
from tracker.relating.recall import Recall, Recalled
from tracker.relating.survey import Survey
from tracker.relating.validity import valid_on


class Retrospect(Lookup):
    """A Lookup as of `as_of`: of the states and lists of facts; all else is answered as of now."""

    def __init__(self, connection: sqlite3.Connection, kinds: Mapping[str, Kind], kept: dict[str, Origin], as_of: AsOf) -> None:
        super().__init__(connection, kinds, kept, as_of)
        self._recall = Recall(connection, kinds, self._history, self.position, as_of.known)
        if isinstance(as_of.known, Prefix):
            self._horizon = as_of.known.position

    def countries(self) -> Countries:
        """See `Ask.countries`."""
        return Countries(self._survey().lines(self._last_changes()), self.position)

    def country(self, code: str, first: int) -> CountryState:
        """See `Ask.country`."""
        return self._survey(code).country(code, first, self._last_change(code))

    def pair(self, a: str, b: str) -> PairState:
        """See `Ask.pair`."""
        return self._survey(a, b).pair(a, b, self._last_change(a, b))

    def facts(self, wanted: FactFilter, limit: int, after: str) -> FactPage:
        """See `Ask.facts`."""
        return self._survey(wanted.country).page(wanted, limit, page_behind(after))

    def fact(self, id: str) -> FactState | Moved:
        """See `Ask.fact`. Raises NotThen where it was not known then, or did not hold on that day."""
        now = super().fact(id) if self._as_of.known is None else None
        if isinstance(now, Moved):
            return now
        recalled = self._recall.holding(id)
        if not recalled:
            raise NotThen("fact", id, "was not known then")
        if recalled.fact.name != id:
            return Moved(recalled.fact.name)
        if not (fact := self._held(recalled)):
            raise NotThen("fact", id, "did not hold on that day")
        told = sorted((each for each in recalled.tell() if each.event.id in fact.events), key=lambda each: each.first)
        versions = () if isinstance(self._as_of.known, Moment) else self.story(id)
        return FactState(fact, self.position, tuple(Piece(each.event, each.origin) for each in told), versions)

    def _survey(self, country: str = "", other: str = "") -> Survey:
        held = (self._held(each) for each in self._recall.facts(country))
        return Survey([fact for fact in held if fact and (not other or other in fact.countries)], self._kinds, self.position)

    def _held(self, recalled: Recalled) -> Fact | None:
        if self._as_of.valid_on is None:
            return recalled.fact
        return valid_on(self._kinds[recalled.fact.kind], recalled.fact, recalled.tell, self._as_of.valid_on)
