"""
Answers from one view at one position.

In: a connection whose transaction stands at that position, and what is asked.  Out: the values of `answers`.  Never: a write, or a second look at the position.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Literal

from tracker.core.errors import BadQuery, Gone, NotFound
from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.core.reading import Origin, Reading
from tracker.log.wire import unpack_fact, unpack_origin
from tracker.relating.answers import (
    ArticleState,
    ChangePage,
    Counterpart,
    Countries,
    CountryLine,
    CountryState,
    FactFilter,
    FactPage,
    FactState,
    Failure,
    FailurePage,
    Head,
    Moved,
    PairState,
    Piece,
    Retraction,
    Stand,
    Tally,
    Version,
)
from tracker.relating.asof import NOW, AsOf
from tracker.relating.changes import Filter, Heard, heard
from tracker.relating.history import CHANGE, ChangeRow, History
from tracker.relating.holding import unpack_reading
from tracker.relating.rows import STILL
from tracker.relating.story import story
from tracker.relating.survey import FIRST, SECOND, country_state, pair_state
from tracker.relating.told import told_by
from tracker.relating.view import generation_of

ANY, *ROLES = 0, 1, 2  # of `parts`, see `rows.put_fact`: that of a party of a kind without order, and those of each place
ORIGINS = 20_000  # kept in memory, about 10 MB: an article's id is a digest of what its origin tells, which can never become another
NO_WHY = "no reading of its article that counts now reports it"


class Lookup:
    """
    Answers of one position. kinds: by name; kept: origins by article, which all Lookups of a view share.

    day: of the world that the answers are of, None where that does not matter.
    position: the number of records applied; generation: what makes positions comparable; stand: where the view stands, which answers alike as long as it does.
    """

    def __init__(self, connection: sqlite3.Connection, kinds: Mapping[str, Kind], kept: dict[str, Origin], as_of: AsOf = NOW) -> None:
        self._connection, self._kinds, self._kept, self._as_of = connection, kinds, kept, as_of
        self.day = as_of.day
        meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))
        self.position = self._horizon = int(meta.get("position", "0"))
        self.generation = generation_of(meta.get("first", ""), meta.get("merge", ""), meta.get("switched", ""))
        self.stand = Stand(self.generation, self.position, meta.get("last", ""))
        self._history = History(connection, kinds)

    def countries(self) -> Countries:
        """See `Ask.countries`."""
        last = dict[str, int](self._connection.execute("SELECT country, position FROM last"))
        rows = self._connection.execute("SELECT country, kind, facts FROM counts WHERE facts > 0 ORDER BY country, kind").fetchall()
        by_country = groupby(rows, key=lambda row: row[0])
        items = tuple(CountryLine(code, {kind: many for _, kind, many in counts}, last.get(code, 0)) for code, counts in by_country)
        return Countries(items, self.position)

    def country(self, code: str, first: int) -> CountryState:
        """See `Ask.country`."""
        asked = "SELECT kind, role, count(*) FROM parts WHERE country = ? GROUP BY kind, role"
        totals = {(kind, role): many for kind, role, many in self._connection.execute(asked, (code,))}

        def head(kind: str, place: int | None) -> Head:
            roles = (ANY, *ROLES) if place is None else (ROLES[place],)
            there = [role for role in roles if (kind, role) in totals]
            return Head(self._first(code, kind, there, first), sum(totals[kind, role] for role in there))

        return country_state(code, head, {kind for kind, _ in totals}, self._counterparts(code), self.position, self._last_change(code))

    def pair(self, a: str, b: str) -> PairState:
        """See `Ask.pair`."""
        rows = self._connection.execute(
            "SELECT f.data FROM bonds b JOIN facts f ON f.id = b.fact WHERE b.country = ? AND b.counterpart = ? ORDER BY b.day = '', b.day, f.name", (a, b)
        )
        timeline = [_fact(data) for (data,) in rows.fetchall()]
        return pair_state(a, b, self._kinds, timeline, self.position, self._last_change(a, b))

    def facts(self, wanted: FactFilter, limit: int, after: str) -> FactPage:
        """See `Ask.facts`."""
        clauses, values = _clauses(wanted)
        if behind := page_behind(after):
            day, name = behind
            clauses, values = [*clauses, "(f.day, f.name) <> (?, ?) AND (f.day < ? OR (f.day = ? AND f.name > ?))"], [*values, day, name, day, day, name]
        source = "facts f JOIN parts p ON p.fact = f.id AND p.country = ?" if wanted.country else "facts f"
        asked = f"SELECT f.day, f.name, f.data FROM {source} WHERE {' AND '.join(clauses) or '1'} ORDER BY f.day DESC, f.name LIMIT ?"
        rows = self._connection.execute(asked, (*([wanted.country] if wanted.country else []), *values, limit + 1)).fetchall()
        here = rows[:limit]
        return FactPage(tuple(_fact(data) for _, _, data in here), "{}.{}".format(*here[-1][:2]) if len(rows) > limit else "", self.position)

    def fact(self, id: str) -> FactState | Moved:
        """See `Ask.fact`."""
        found = self._connection.execute("SELECT fact, until, reading FROM events WHERE name = ? ORDER BY until DESC LIMIT 1", (id,)).fetchone()
        if not found:
            raise NotFound("fact", id)
        row, until, reading = found
        if until != STILL:
            raise Gone("fact", id, self._why_gone(reading), self._heir(id, until))
        name, data = self._connection.execute("SELECT name, data FROM facts WHERE id = ?", (row,)).fetchone()
        if name != id:
            return Moved(name)
        pieces = tuple(Piece(told.event, told.origin) for told in sorted(self._history.told(row, self.position), key=lambda told: told.first))
        return FactState(_fact(data), self.position, pieces, self.story(id))

    def story(self, id: str) -> tuple[Version, ...]:
        """The versions of the fact that holds an event, or held it last, oldest first."""
        return story(self._connection, self._kinds, id, self._horizon)

    def changes(self, after: int, limit: int, wanted: Filter) -> ChangePage:
        """See `Ask.changes`."""
        items: list[Heard] = []
        for position, changes in groupby(self._history.changes(self._rows(after, wanted, ">", "ASC")), key=lambda change: change.position):
            if len(items) >= limit:
                return ChangePage(tuple(items), position - 1, self.position)
            items += heard(wanted, changes)
        return ChangePage(tuple(items), max(after, self.position), self.position)

    def previous(self, position: int, wanted: Filter) -> int:
        """See `Ask.previous`."""
        changes = self._history.changes(self._rows(position, wanted, "<", "DESC"))
        found = (change.position for change in changes if heard(wanted, [change]))
        return next(found, 0)

    def article(self, id: str) -> ArticleState:
        """See `Ask.article`."""
        found = self._connection.execute("SELECT reading FROM articles WHERE id = ?", (id,)).fetchone()
        if not found:
            raise NotFound("article", id)
        (row,) = found
        counting = self._connection.execute("SELECT position, data FROM readings WHERE id = ?", (row,)).fetchone()
        reading = unpack_reading(counting[1]) if counting else Reading(id, "", "none", origin=self._origin(id))
        events = tuple(told.event for told in told_by(reading))
        return ArticleState(
            id=id,
            outcome=reading.outcome if counting else "",
            reader=reading.reader,
            position=counting[0] if counting else 0,
            reason=reading.reason,
            step=reading.step,
            retractions=self._retractions(id),
            origin=reading.origin,
            events=events,
            facts=tuple(sorted({name for event in events for name in self._holders(event.id)})),
        )

    def origins(self, articles: Collection[str]) -> dict[str, Origin]:
        """See `Ask.origins`."""
        known = {id: kept for id in articles if (kept := self._kept.get(id))}
        if missing := [id for id in articles if id not in known]:
            found = self._origins(missing)
            if len(self._kept) + len(found) > ORIGINS:
                self._kept.clear()
            self._kept.update(found)
            known |= found
        return known

    def _origins(self, articles: Sequence[str]) -> dict[str, Origin]:
        asked = """SELECT r.article, r.data FROM json_each(?) asked JOIN readings r ON r.article = asked.value LEFT JOIN articles a ON a.id = r.article
            ORDER BY r.id = a.reading, r.id"""  # what is said last holds: the reading that counts
        rows = self._connection.execute(asked, (json.dumps(articles),))
        return {article: replace(unpack_origin(data, "a reading of the view"), sketch=()) for article, data in rows}

    def failures(self, limit: int, after: int, cause: str, since: str) -> FailurePage:
        """See `Ask.failures`."""
        rows = self._connection.execute(
            "SELECT r.position, r.data FROM articles a JOIN readings r ON r.id = a.reading WHERE a.became = 'failed' AND r.position > ? ORDER BY r.position",
            (after,),
        )
        failures = (_failure(position, unpack_reading(data)) for position, data in rows)
        found = list(islice((each for each in failures if _is_of(each, cause, since)), limit + 1))
        here = found[:limit]
        return FailurePage(tuple(here), here[-1].position if len(found) > limit else 0, self.position)

    def tally(self) -> Tally:
        """See `Ask.tally`."""
        articles = dict(self._connection.execute("SELECT became, count(*) FROM articles WHERE became <> '' GROUP BY became ORDER BY became").fetchall())
        return Tally(self.position, self._count("SELECT count(*) FROM facts"), self._count(f"SELECT count(*) FROM events WHERE until = {STILL}"), articles)

    def each_fact(self) -> Iterator[Fact]:
        """All facts, by name."""
        return (_fact(data) for (data,) in self._connection.execute("SELECT data FROM facts ORDER BY name"))

    def _first(self, code: str, kind: str, roles: Sequence[int], many: int) -> tuple[Fact, ...]:
        """The newest facts of a kind in which a country has one of these roles; of each role, `parts` gives them in that order."""
        asked = "SELECT day, name, fact FROM parts WHERE country = ? AND kind = ? AND role = ? ORDER BY day DESC, name LIMIT ?"
        rows = sorted((row for role in roles for row in self._connection.execute(asked, (code, kind, role, many))), key=lambda row: row[1])
        rows.sort(key=lambda row: row[0], reverse=True)
        return tuple(self._stored(fact) for _, _, fact in rows[:many])

    def _stored(self, id: int) -> Fact:
        return _fact(self._connection.execute("SELECT data FROM facts WHERE id = ?", (id,)).fetchone()[0])

    def _counterparts(self, code: str) -> tuple[Counterpart, ...]:
        asked = "SELECT counterpart, kind, count(*), max(day) FROM bonds WHERE country = ? GROUP BY counterpart, kind ORDER BY counterpart, kind"
        counts, last = defaultdict[str, dict[str, int]](dict), dict[str, str]()
        for other, kind, many, day in self._connection.execute(asked, (code,)):
            counts[other][kind], last[other] = many, max(day, last.get(other, ""))
        return tuple(Counterpart(other, counts[other], last[other]) for other in sorted(counts, key=lambda other: (-sum(counts[other].values()), other)))

    def _last_change(self, code: str, counterpart: str = "") -> int:
        """The position at which a fact of a country, or of a pair, changed last; 0 where none ever did."""
        if not counterpart:
            return self._count("SELECT coalesce(max(position), 0) FROM heard WHERE country = ? AND position <= ?", code, self._horizon)
        both = """SELECT a.position FROM heard a JOIN heard b USING (position, change)
            WHERE a.country = ? AND b.country = ? AND a.position <= ? ORDER BY a.position DESC LIMIT 1"""
        return self._count(f"SELECT coalesce(({both}), 0)", code, counterpart, self._horizon)

    def _last_changes(self) -> dict[str, int]:
        """The same of every country, by code."""
        return dict(self._connection.execute("SELECT country, max(position) FROM heard WHERE position <= ? GROUP BY country", (self._horizon,)))

    def _rows(self, position: int, wanted: Filter, compare: Literal[">", "<"], order: Literal["ASC", "DESC"]) -> Iterator[ChangeRow]:
        """Rows of changes on one side of a position that may pass the filter, read as they are taken."""
        source, at, id = ("heard h JOIN changes c ON c.id = h.change", "h.position", "h.change") if wanted.country else ("changes c", "c.position", "c.id")
        where = [f"{at} {compare} ?", *(["h.country = ?"] if wanted.country else []), *(["c.kind = ?"] if wanted.kind else [])]
        values = [position, *(each for each in (wanted.country, wanted.kind) if each)]
        yield from self._connection.execute(f"SELECT {CHANGE} FROM {source} WHERE {' AND '.join(where)} ORDER BY {at} {order}, {id} {order}", values)

    def _why_gone(self, reading: int) -> str:
        (article,) = self._connection.execute("SELECT article FROM readings WHERE id = ?", (reading,)).fetchone()
        return next((each.why for each in self._retractions(article) if each.stands), NO_WHY)

    def _heir(self, ended: str, position: int) -> str:
        """The fact that stands now for the one whose name ended at a position, "" where none took it over or that went as well."""
        took = self._connection.execute("SELECT name FROM changes WHERE position = ? AND instr(was, ?)", (position, ended)).fetchone()
        return self.holder(took[0]) if took else ""

    def _retractions(self, article: str) -> tuple[Retraction, ...]:
        asked = """SELECT t.id, t.why, t.position, NOT EXISTS (SELECT 1 FROM restored r WHERE r.retraction = t.id)
            FROM retractions t WHERE t.article = ? ORDER BY t.position, t.id"""
        rows = self._connection.execute(asked, (article,))
        return tuple(Retraction(id, why or "its article was retracted", position, bool(stands)) for id, why, position, stands in rows)

    def _origin(self, article: str) -> Origin:
        """Where an article comes from, as far as any reading of it tells."""
        found = self._connection.execute("SELECT data FROM readings WHERE article = ? ORDER BY id DESC LIMIT 1", (article,)).fetchone()
        return unpack_reading(found[0]).origin if found else Origin()

    def holder(self, event: str) -> str:
        """The name of the fact that holds an event now, "" where none does."""
        return next(self._holders(event), "")

    def _holders(self, event: str) -> Iterator[str]:
        return (
            name
            for (name,) in self._connection.execute(
                "SELECT f.name FROM events e JOIN facts f ON f.id = e.fact WHERE e.name = ? AND e.until = ?", (event, STILL)
            )
        )

    def _count(self, asked: str, *values: str | int) -> int:
        found: int = self._connection.execute(asked, values).fetchone()[0]
        return found


def page_behind(after: str) -> tuple[str, str] | None:
    """Day and name of the fact that `FactPage.next` names, None for "". Raises BadQuery where it is none."""
    day, found, name = after.partition(".")
    if after and not found:
        raise BadQuery("after", after, "give `next` of the page before")
    return (day, name) if after else None


def _fact(data: bytes) -> Fact:
    return unpack_fact(data, "a fact of the view")


def _clauses(wanted: FactFilter) -> tuple[list[str], list[str | float]]:
    """
    What a fact must fulfil, in SQL, and the values for it.

    A fact told to the month or year passes where any day of it lies between `since` and `until`; one without a date does not.
    """
    day = "f.day <> '' AND "
    told: list[tuple[bool, str, list[str | float]]] = [
        (bool(wanted.kind), "f.kind = ?", [wanted.kind]),
        (bool(wanted.status), "f.status = ?", [wanted.status]),
        (bool(wanted.level), "f.level = ?", [wanted.level]),
        (wanted.min_confidence > 0, "f.confidence >= ?", [wanted.min_confidence]),
        (bool(wanted.since), day + "f.day >= substr(?, 1, length(f.day))", [wanted.since]),
        (bool(wanted.until), day + "substr(f.day, 1, ?) <= ?", [len(wanted.until), wanted.until]),
        (bool(wanted.country) and wanted.as_first, "p.role = ?", [ROLES[FIRST]]),
        (bool(wanted.country) and wanted.as_second, "p.role = ?", [ROLES[SECOND]]),
        (
            bool(wanted.country and wanted.counterpart),
            "EXISTS (SELECT 1 FROM bonds b WHERE b.country = ? AND b.counterpart = ? AND b.kind = f.kind AND b.day = f.day AND b.fact = f.id)",
            [wanted.country, wanted.counterpart],
        ),
    ]
    asked = [(clause, values) for is_asked, clause, values in told if is_asked]
    return [clause for clause, _ in asked], [value for _, values in asked for value in values]


def _failure(position: int, reading: Reading) -> Failure:
    return Failure(reading.article, reading.reader, position, reading.reason, reading.step, reading.origin)


def _is_of(failure: Failure, cause: str, since: str) -> bool:
    return cause.casefold() in f"{failure.step}: {failure.reason}".casefold() and failure.origin.received >= since
