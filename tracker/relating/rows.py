"""
The view's file: which rows it holds, and how they are read and written.

    readings      one row a reading, in the record's own form, inert ones too: a switch of readers needs nothing from the log
    articles      one row an article: which reading counts, and what became of it; addresses, retractions, restored
    decided       one row a record that is no reading: when it came, and what it says, for the stories of facts
    claims        what is said, without who says it; filed under the blocks in which it is looked for (`claim.Claim.blocks`)
    events        one row for each counting event and the time it was in one fact: from position `since` until before position `until`
    facts         current facts, written once a batch; parts and bonds list them under countries and pairs
    changes       one narrow row a change; heard lists them under countries
    counts, last  how many facts a country has, by kind, and when one last changed

A fact as it stood at a position is its events of that time, stated again; so no version is stored.
In: values.  Out: rows.  Never: a decision; `fold` makes those.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from tracker.core.fact import Change, Fact
from tracker.core.kind import Kind
from tracker.log.wire import pack_fact

SCHEMA_VERSION = 3
STILL = 1 << 62  # `until` of an event that counts now
RETRACTED = "retracted"  # what became of an article that is out
CORRECTED = "corrected"  # what became of one for which a later version counts
STANDING = "FROM retractions t WHERE t.article = ? AND NOT EXISTS (SELECT 1 FROM restored r WHERE r.retraction = t.id)"

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (id INTEGER PRIMARY KEY, position INTEGER, article TEXT, reader TEXT, outcome TEXT, data BLOB);
CREATE INDEX readings_by_position ON readings (position);
CREATE INDEX readings_of_article ON readings (article, reader, outcome);
CREATE TABLE articles (id TEXT PRIMARY KEY, reading INTEGER, became TEXT) WITHOUT ROWID;
CREATE INDEX articles_by_what_became ON articles (became);
CREATE TABLE addresses (mark TEXT, article TEXT, PRIMARY KEY (mark, article)) WITHOUT ROWID;
CREATE INDEX addresses_of_article ON addresses (article);
CREATE TABLE retractions (id TEXT PRIMARY KEY, article TEXT, position INTEGER, why TEXT) WITHOUT ROWID;
CREATE INDEX retractions_of_article ON retractions (article);
CREATE TABLE restored (retraction TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE decided (position INTEGER PRIMARY KEY, received TEXT, what TEXT, article TEXT, why TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, fact INTEGER, role INTEGER, day TEXT, data BLOB);
CREATE INDEX claims_of_fact ON claims (fact);
CREATE TABLE filed (block TEXT, claim INTEGER, PRIMARY KEY (block, claim)) WITHOUT ROWID;
CREATE TABLE events (id INTEGER PRIMARY KEY, name TEXT, reading INTEGER, claim INTEGER, fact INTEGER, since INTEGER, until INTEGER);
CREATE INDEX events_by_name ON events (name);
CREATE INDEX events_of_fact ON events (fact);
CREATE TABLE facts (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, day TEXT, status TEXT, level TEXT, confidence REAL, data BLOB);
CREATE INDEX facts_by_name ON facts (name);
CREATE INDEX facts_by_day ON facts (day DESC, name);
CREATE TABLE parts (country TEXT, kind TEXT, role INTEGER, day TEXT, name TEXT, fact INTEGER,
  PRIMARY KEY (country, kind, role, day DESC, name)) WITHOUT ROWID;
CREATE TABLE bonds (country TEXT, counterpart TEXT, kind TEXT, day TEXT, fact INTEGER,
  PRIMARY KEY (country, counterpart, kind, day, fact)) WITHOUT ROWID;
CREATE TABLE changes (id INTEGER PRIMARY KEY, position INTEGER, what TEXT, name TEXT, was TEXT, why TEXT, kind TEXT, before INTEGER, after INTEGER,
  fact INTEGER);
CREATE INDEX changes_by_position ON changes (position);
CREATE INDEX changes_of_fact ON changes (fact);
CREATE TABLE heard (country TEXT, position INTEGER, change INTEGER, PRIMARY KEY (country, position, change)) WITHOUT ROWID;
CREATE TABLE counts (country TEXT, kind TEXT, facts INTEGER, PRIMARY KEY (country, kind)) WITHOUT ROWID;
CREATE TABLE last (country TEXT PRIMARY KEY, position INTEGER) WITHOUT ROWID;
"""

Cell = str | int | float | bytes

PUT_READING = "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?)"
PUT_ARTICLE = "INSERT OR REPLACE INTO articles VALUES (?, ?, ?)"
DROP_CLAIM = "DELETE FROM claims WHERE id = ?"
UNFILE = "DELETE FROM filed WHERE block = ? AND claim = ?"
DROP_FACT = "DELETE FROM facts WHERE id = ?"
DROP_PART = "DELETE FROM parts WHERE country = ? AND kind = ? AND role = ? AND day = ? AND name = ?"
DROP_BOND = "DELETE FROM bonds WHERE country = ? AND counterpart = ? AND kind = ? AND day = ? AND fact = ?"
PUT_CLAIM = "INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?)"
FILE = "INSERT OR IGNORE INTO filed VALUES (?, ?)"
PUT_EVENT = "INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?)"
PUT_FACT = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PUT_PART = "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)"
PUT_BOND = "INSERT INTO bonds VALUES (?, ?, ?, ?, ?)"
PUT_CHANGE = "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_HEARD = "INSERT INTO heard VALUES (?, ?, ?)"
COUNT = "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET facts = facts + excluded.facts"
PUT_LAST = "INSERT OR REPLACE INTO last VALUES (?, ?)"

IN_ORDER = (
    *(DROP_CLAIM, UNFILE, DROP_FACT, DROP_PART, DROP_BOND),
    *(PUT_READING, PUT_ARTICLE),
    *(PUT_CLAIM, FILE, PUT_EVENT, PUT_FACT, PUT_PART, PUT_BOND, PUT_CHANGE, PUT_HEARD, COUNT, PUT_LAST),
)
"""Deletes first: a row may be taken out and put in anew in one batch."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as stored. fact: the id of the fact it is in; role: see `fold.Role`; day: of its first telling; data: that event, packed, without quotes."""

    id: int
    fact: int
    role: int
    day: str
    data: bytes


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that counts now. reading: the row of its reading, and data: what that says; claim: what it tells; since: the position it came in at."""

    id: int
    name: str
    reading: int
    claim: int
    since: int
    data: bytes


class Rows:
    """Reads rows at once, and gathers those to write until `write`. What is still gathered is not read: `fold` holds it in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._gathered: dict[str, list[tuple[Cell, ...]]] = {statement: [] for statement in IN_ORDER}

    def put(self, statement: str, *cells: Cell) -> None:
        """Gathers one row for one of the statements IN_ORDER."""
        self._gathered[statement].append(cells)

    def write(self) -> None:
        """Writes what was gathered, in the transaction under way."""
        for statement, rows in self._gathered.items():
            if rows:
                self.connection.executemany(statement, rows)
        self.forget()

    def forget(self) -> None:
        """Lets go of what was gathered."""
        for rows in self._gathered.values():
            rows.clear()

    def next_id(self, table: str) -> int:
        """The first id that no row of the table has; of facts, that no event was ever in either."""
        last = [self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]]
        if table == "facts":
            last.append(self.connection.execute("SELECT max(fact) FROM events").fetchone()[0])
        return 1 + max(each or 0 for each in last)

    def claims_in(self, blocks: Sequence[str]) -> Iterator[tuple[str, ClaimRow]]:
        """Those filed under any of these blocks, with the block."""
        asked = f"SELECT f.block, c.id, c.fact, c.role, c.day, c.data FROM filed f JOIN claims c ON c.id = f.claim WHERE f.block IN ({_places(len(blocks))})"
        return ((block, ClaimRow(*row)) for block, *row in self.connection.execute(asked, blocks).fetchall())

    def claims_of(self, fact: int) -> Iterator[ClaimRow]:
        """Those in a fact."""
        return (ClaimRow(*row) for row in self.connection.execute("SELECT id, fact, role, day, data FROM claims WHERE fact = ?", (fact,)).fetchall())

    def events_of(self, fact: int) -> Iterator[EventRow]:
        """Those in a fact now."""
        found = self.connection.execute(
            "SELECT e.id, e.name, e.reading, e.claim, e.since, r.data FROM events e JOIN readings r ON r.id = e.reading WHERE e.fact = ? AND e.until = ?",
            (fact, STILL),
        )
        return (EventRow(*row) for row in found.fetchall())

    def put_fact(self, id: int, kind: Kind, stored: Fact | None, fact: Fact | None) -> None:
        """Gathers what makes the stored fact (None: there is none) the fact as it is (None: it is no more), with its lists and counts."""
        if fact:
            day, status, level = fact.fields.text(kind.date), fact.fields.text(kind.status or "status"), fact.fields.text("level")
            self.put(PUT_FACT, id, fact.name, kind.name, day, status, level, fact.confidence, pack_fact(fact))
        elif stored:
            self.put(DROP_FACT, id)
        old, new = _listed(id, kind, stored), _listed(id, kind, fact)
        if old == new:
            return
        for put, drop in ((PUT_PART, DROP_PART), (PUT_BOND, DROP_BOND)):
            for row in old[put]:
                self.put(drop, *row[: drop.count("?")])
            for row in new[put]:
                self.put(put, *row)
        there, now = set(stored.countries if stored else ()), set(fact.countries if fact else ())
        for country in there ^ now:
            self.put(COUNT, country, kind.name, 1 if country in now else -1)

    def put_change(self, id: int, change: Change, before: int, after: int) -> None:
        """Gathers a change and those who hear of it. before, after: the ids of the fact on both sides, 0 where it is none."""
        sides = [fact for fact in (change.before, change.after) if fact]
        was = " ".join(change.was)
        self.put(PUT_CHANGE, id, change.position, change.what, change.fact, was, change.why, sides[0].kind, before, after, after or before)
        for country in {code for fact in sides for code in fact.countries}:
            self.put(PUT_HEARD, country, change.position, id)
            self.put(PUT_LAST, country, change.position)


@cache
def _places(many: int) -> str:
    return ", ".join("?" * many)


def _listed(id: int, kind: Kind, fact: Fact | None) -> dict[str, list[tuple[Cell, ...]]]:
    """The rows that list a fact: under each country with its role (1 and 2 where the kind orders its parties, else 0), and under each pair."""
    if not fact:
        return {PUT_PART: [], PUT_BOND: []}
    day, is_ordered = fact.fields.text(kind.date), len(kind.parties) > 1
    return {
        PUT_PART: [(country, kind.name, at if is_ordered else 0, day, fact.name, id) for at, country in enumerate(fact.countries, 1)],
        PUT_BOND: [(country, counterpart, kind.name, day, id) for country, counterpart in permutations(fact.countries, 2)],
    }
