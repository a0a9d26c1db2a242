"""
Facts as they were known: at a position of the log, or by the articles received until a moment.

At a position, a fact is the events that were in it there, stated again; those that nothing has touched since stand as they are stored. By a moment, the
events of the articles received by then are merged again; what they can be merged with shares a country, or stands under a block of theirs.
In: rows of the view.  Out: facts, each with the events that tell it.  Never: a fact that `merge` over what was known would not give.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.log.wire import unpack_event, unpack_fact
from tracker.relating.asof import Moment, Prefix
from tracker.relating.claim import claim_of
from tracker.relating.history import History
from tracker.relating.merge import merge
from tracker.relating.rows import STILL
from tracker.relating.stating import fact_told
from tracker.relating.told import Told


@dataclass(frozen=True, slots=True)
class Recalled:
    """A fact as it was known. tell: gives the events that told it."""

    fact: Fact
    tell: Callable[[], Sequence[Told]]


class Recall:
    """Recalls facts, for the length of one answer. position: of the view; known: as of when, None for all that is known."""

    def __init__(self, connection: sqlite3.Connection, kinds: Mapping[str, Kind], history: History, position: int, known: Prefix | Moment | None) -> None:
        self._connection, self._kinds, self._history, self._position, self._known = connection, kinds, history, position, known

    def facts(self, country: str = "") -> Iterator[Recalled]:
        """All of them, or those of one country."""
        return (each for each in self._near(country) if not country or country in each.fact.countries)

    def holding(self, event: str) -> Recalled | None:
        """The fact that held this event, None where none did."""
        position = self._known.position if isinstance(self._known, Prefix) else self._position
        asked = "SELECT fact FROM events WHERE name = ? AND since <= ? AND until > ?"
        found = self._connection.execute(asked, (event, position, position)).fetchone()
        if not found:
            return None
        if isinstance(self._known, Moment):
            (data,) = self._connection.execute("SELECT data FROM facts WHERE id = ?", found).fetchone()
            beside = {row for row, _ in self._listed(unpack_fact(data, "a fact of the view").countries[0])}
            return next((each for each in self._received_by(self._known.received, beside) if event in each.fact.events), None)
        return self._restated(found[0], position)

    def _near(self, country: str) -> Iterator[Recalled]:
        """All facts of a country, and perhaps others."""
        match self._known:
            case None:
                return (self._stored(row, data) for row, data in self._listed(country))
            case Prefix(position=position):
                return self._at(position, country)
            case Moment(received=received):
                return self._received_by(received, {row for row, _ in self._listed(country)})

    def _listed(self, country: str) -> list[tuple[int, bytes]]:
        """The rows of current facts, all or of a country."""
        source, given = ("parts p JOIN facts f ON f.id = p.fact WHERE p.country = ?", (country,)) if country else ("facts f", ())
        return self._connection.execute(f"SELECT f.id, f.data FROM {source}", given).fetchall()

    def _stored(self, row: int, data: bytes) -> Recalled:
        return Recalled(unpack_fact(data, "a fact of the view"), lambda: self._history.told(row, self._position))

    def _restated(self, row: int, position: int) -> Recalled | None:
        told = self._history.told(row, position)
        return Recalled(fact_told(self._kinds[told[0].event.kind], told), lambda: told) if told else None

    def _at(self, position: int, country: str) -> Iterator[Recalled]:
        asked = "SELECT DISTINCT fact FROM events WHERE since > ? OR (until > ? AND until < ?)"
        moved = {row for (row,) in self._connection.execute(asked, (position, position, STILL))}
        yield from (self._stored(row, data) for row, data in self._listed(country) if row not in moved)
        for row in sorted(moved & self._heard_of(country, position) if country else moved):
            if restated := self._restated(row, position):
                yield restated

    def _heard_of(self, country: str, position: int) -> set[int]:
        """The rows of all facts that this country heard a change of behind a position."""
        asked = "SELECT c.before, c.after, c.was FROM heard h JOIN changes c ON c.id = h.change WHERE h.country = ? AND h.position > ?"
        rows, ended = set[int](), set[str]()
        for before, after, was in self._connection.execute(asked, (country, position)):
            rows |= {before, after}
            ended.update(was.split())
        named = self._connection.execute("SELECT e.fact FROM json_each(?) asked JOIN events e ON e.name = asked.value", (json.dumps(sorted(ended)),))
        return rows | {row for (row,) in named}

    def _received_by(self, received: str, rows: set[int]) -> Iterator[Recalled]:
        told: dict[str, list[Told]] = defaultdict(list)
        for row in self._merged_with(rows):
            for each in self._history.told(row, self._position):
                if each.origin.received <= received:
                    told[each.event.kind].append(each)
        for kind, known in told.items():
            by_id = {each.event.id: each for each in known}
            for fact in merge(self._kinds[kind], known):
                yield Recalled(fact, lambda fact=fact, by_id=by_id: [by_id[event] for event in fact.events])  # type: ignore[misc]

    def _merged_with(self, rows: set[int]) -> set[int]:
        """These facts, and all whose claims stand under a block of theirs, and so on: what is left out can tell none of the same."""
        reached, ahead, blocks = set[int](), set(rows), set[str]()
        while ahead:
            reached |= ahead
            new = self._blocks_of(ahead) - blocks
            blocks |= new
            asked = "SELECT DISTINCT c.fact FROM json_each(?) asked JOIN filed f ON f.block = asked.value JOIN claims c ON c.id = f.claim"
            ahead = {row for (row,) in self._connection.execute(asked, (json.dumps(sorted(new)),))} - reached
        return reached

    def _blocks_of(self, rows: Collection[int]) -> set[str]:
        asked = "SELECT c.day, c.data FROM json_each(?) asked JOIN claims c ON c.fact = asked.value"
        blocks = set[str]()
        for day, data in self._connection.execute(asked, (json.dumps(sorted(rows)),)):
            event = unpack_event(data, "a claim of the view")
            blocks |= claim_of(self._kinds[event.kind], event.fields, (day, event.id)).blocks
        return blocks
