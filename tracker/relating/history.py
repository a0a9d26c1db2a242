"""
Facts as they stood at any position, and the changes between.

No version of a fact is stored: it is the events that were in it at that position, stated again as `merge` states them.
In: rows of the view.  Out: facts and changes.  Never: an event of another position.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from tracker.core.fact import Change, Fact, What
from tracker.core.kind import Kind
from tracker.relating.holding import unpack_reading
from tracker.relating.stating import fact_told
from tracker.relating.told import Told, told_by

CHANGE = "c.position, c.what, c.name, c.was, c.why, c.kind, c.before, c.after"
"""The columns of a `ChangeRow`, of the table `changes c`."""

ChangeRow = tuple[int, What, str, str, str, str, int, int]
"""position, what, fact, names that ended, why, kind, and the ids of the fact's rows before and after, 0 for none."""


class History:
    """The past of the facts that are looked at, for the length of one answer."""

    def __init__(self, connection: sqlite3.Connection, kinds: Mapping[str, Kind]) -> None:
        self._connection, self._kinds = connection, kinds
        self._events: dict[int, list[tuple[int, int, Told]]] = {}
        self._readings: dict[int, dict[str, Told]] = {}

    def changes(self, rows: Iterable[ChangeRow]) -> Iterator[Change]:
        """The changes of these rows, each with the fact on both sides."""
        for position, what, name, was, why, kind, before, after in rows:
            stood, stands = self.fact(kind, before, position - 1), self.fact(kind, after, position)
            yield Change(position, what, name, stood, stands, tuple(was.split()), why)

    def fact(self, kind: str, fact: int, position: int) -> Fact | None:
        """The fact of this row id after the record at this position, None where it then was not."""
        told = self.told(fact, position)
        return fact_told(self._kinds[kind], told) if told else None

    def told(self, fact: int, position: int) -> list[Told]:
        """The events in a fact after the record at this position."""
        if fact not in self._events:
            rows = self._connection.execute("SELECT name, reading, since, until FROM events WHERE fact = ?", (fact,)).fetchall()
            self._events[fact] = [(since, until, self.told_in(reading)[name]) for name, reading, since, until in rows]
        return [told for since, until, told in self._events[fact] if since <= position < until]

    def told_in(self, reading: int) -> dict[str, Told]:
        """What a reading tells, by event id."""
        if reading not in self._readings:
            found = self._connection.execute("SELECT data FROM readings WHERE id = ?", (reading,)).fetchone()
            self._readings[reading] = {told.event.id: told for told in told_by(unpack_reading(found[0]))}
        return self._readings[reading]
