"""
The story of a fact: its versions, each with the record that made it.

A fact may change its name, leave the row that held it, go and come back; the story follows it back through all of these by the changes that were noted.
In: rows of the view, up to a position.  Out: versions, oldest first.  Never: a version that no change told subscribers of.
"""

import sqlite3
from collections.abc import Iterator, Mapping

from tracker.core.kind import Kind
from tracker.log.wire import unpack_origin
from tracker.relating.answers import Cause, Version
from tracker.relating.history import CHANGE, ChangeRow, History

VERSIONS = 200  # the last of a story; each is stated again from its events


def story(connection: sqlite3.Connection, kinds: Mapping[str, Kind], event: str, until: int) -> tuple[Version, ...]:
    """The last VERSIONS of the fact that holds an event at a position, or held it last before that. until: that position."""
    rows = list(reversed(list(_back(connection, event, until))))
    return tuple(
        Version(change.position, change.what, change.before, change.after, change.was, _cause(connection, change.position, change.why))
        for change in History(connection, kinds).changes(rows)
    )


def _back(connection: sqlite3.Connection, event: str, until: int) -> Iterator[ChangeRow]:
    """The changes of the story, newest first."""
    row, left = _held_by(connection, event, until), VERSIONS
    while row and left:
        asked = f"SELECT {CHANGE} FROM changes c WHERE c.fact = ? AND c.position <= ? ORDER BY c.id DESC LIMIT ?"
        changes: list[ChangeRow] = connection.execute(asked, (row, until, left)).fetchall()
        row = 0
        for change in changes:
            yield change
            left -= 1
            position, before, after = change[0], change[6], change[7]
            until = position - 1
            if not before:  # it came to be: perhaps again
                row = _held_by(connection, event, until)
                break
            if before != (after or before):  # told by another row until here
                row = before
                break


def _held_by(connection: sqlite3.Connection, event: str, until: int) -> int:
    """The row of the fact that held an event last, at this position or before; 0 where none did."""
    found = connection.execute("SELECT fact FROM events WHERE name = ? AND since <= ? ORDER BY since DESC LIMIT 1", (event, until)).fetchone()
    return found[0] if found else 0


def _cause(connection: sqlite3.Connection, position: int, why: str) -> Cause:
    """What the record at a position was."""
    if decided := connection.execute("SELECT what, article, received, why FROM decided WHERE position = ?", (position,)).fetchone():
        what, article, received, reason = decided
        return Cause(what, article, "", received, why or reason)
    article, reader, data = connection.execute("SELECT article, reader, data FROM readings WHERE position = ?", (position,)).fetchone()
    return Cause("report", article, reader, unpack_origin(data, "a reading of the view").received, why)
