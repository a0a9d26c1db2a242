"""
What a word of the lexicon may mean, and the rows of the data files that say so.

In: the text of a data file.  Out: rows, and frozen senses.  Never: a guess; a row that does not fit its file stops the start, named by file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tracker.core.country import ORGANISATIONS, is_party
from tracker.core.date import PartialDate, first_day, last_day, partial_date
from tracker.core.errors import Unreadable

COMMENT = "#"
BETWEEN_VALUES = "|"
BETWEEN_DAYS = ".."
LOOSE = re.compile(r"^\t|\|\||[\t|](?= |\|)|[ |](?=\t)|^[ |]|[ |]$")
"""An empty first cell, an empty value, or space around one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A country or organisation called by a name. way: its own name, that of a state it succeeded, or a house or hill that stands for its government."""

    code: str
    way: Literal["country", "organisation", "historic", "metonym"]


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective of a country or organisation ("Russian"), or, where is_people, a word for its people ("Russians", "Briton")."""

    code: str
    is_people: bool = False


@dataclass(frozen=True, slots=True)
class City:
    """
    A town, palace or resort, under its usual English name.

    rank: "capital", "seat" of a government beside the capital, "palace" for one where guests are received (or a resort), "" for other towns.
    """

    name: str
    code: str
    rank: Literal["capital", "seat", "palace", ""] = ""

    @property
    def is_capital(self) -> bool:
        """Whether its name may stand for the government: the capital or the seat."""
        return self.rank in ("capital", "seat")


@dataclass(frozen=True, slots=True)
class Role:
    """
    An office as a word: "foreign ministers" has the name "foreign minister".

    level: one of the levels of a visit (`kinds/visit.toml`); elsewhere: the countries where the word means another level.
    code: the one country or organisation that has such an office (taoiseach: IRL), "" where many do.
    """

    name: str
    level: str
    code: str = ""
    is_plural: bool = False
    elsewhere: tuple[tuple[str, str], ...] = ()

    def level_in(self, code: str) -> str:
        """The level that the word means in a country: an American secretary of state is a foreign_minister, others are ministers."""
        return next((level for country, level in self.elsewhere if country == code), self.level)


@dataclass(frozen=True, slots=True)
class Title:
    """A word beside a name or role: an honorific ("Mr", "H.E."), a royal style ("His Majesty"), or what it does to the role ("former", "acting", "elect")."""

    sort: Literal["honorific", "royal", "former", "acting", "elect", "deputy"]


@dataclass(frozen=True, slots=True)
class Office:
    """That a person held a role of a country or organisation. start, end: as far as known, None for not told or still."""

    person: str
    code: str
    role: str
    level: str
    start: PartialDate | None
    end: PartialDate | None

    def covers(self, day: PartialDate) -> bool:
        """Whether the person may have held it on that day, in that month or year."""
        begun = self.start is None or first_day(self.start) <= last_day(day)
        return begun and (self.end is None or first_day(day) <= last_day(self.end))


@dataclass(frozen=True, eq=False)
class Person:
    """An office holder. name: the usual English spelling; family: how the news calls them alone; also: other spellings of the whole name."""

    name: str
    family: tuple[str, ...]
    also: tuple[str, ...]
    offices: tuple[Office, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The countries and organisations they held office in, each once, in the order of the file."""
        return tuple(dict.fromkeys(office.code for office in self.offices))

    def on(self, day: PartialDate) -> tuple[Office, ...]:
        """The offices they may have held then."""
        return tuple(office for office in self.offices if office.covers(day))


@dataclass(frozen=True, slots=True)
class Known:
    """The name of an office holder. is_full: the whole name stands there, not the family name alone."""

    person: Person
    is_full: bool


Sense = Named | Demonym | City | Role | Title | Known
"""What a form may mean."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file. where: file and line, for messages; cells: one for each column, "" where nothing stands."""

    where: str
    cells: tuple[str, ...]

    def values(self, column: int) -> tuple[str, ...]:
        """The several values of a cell, () where it is empty."""
        return tuple(self.cells[column].split(BETWEEN_VALUES)) if self.cells[column] else ()

    def fault(self, problem: str) -> Unreadable:
        """The error that this row does not fit its file."""
        return Unreadable(self.where, problem, "correct the line; the head of the file explains its columns")


def rows(file: str, text: str, columns: int) -> Iterator[Row]:
    """
    The rows of a tab-separated file; lines that begin with # and empty lines tell nothing.

    Raises Unreadable, naming file and line, for a row of another number of columns, an empty first cell, or space around a value.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.startswith(COMMENT):
            row = Row(f"{file}, line {number}", tuple(line.split("\t")))
            if len(row.cells) != columns:
                raise row.fault(f"has {len(row.cells)} columns, not {columns}")
            if LOOSE.search(line):
                raise row.fault("holds an empty first cell, or an empty value or space around one")
            yield row


def office(row: Row, person: str, given: str, roles: Mapping[str, Role]) -> Office:
    """
    An office as people.tsv writes it: "RUS foreign minister 2004-03..", the days being PartialDates, either of them left out where not told or still.

    The level is that of the role there; heads and officials of organisations are of the level "other".
    Raises Unreadable where the code is none, the role no name of roles.tsv or ministries.tsv, or the days are none or the wrong way round.
    """
    code, _, rest = given.partition(" ")
    role, _, days = rest.rpartition(" ")
    if not is_party(code):
        raise row.fault(f"{given!r} begins with {code!r}, which is no code of tracker.core.country")
    if role not in roles:
        raise row.fault(f"{given!r} names the role {role!r}, which roles.tsv and ministries.tsv do not")
    start, end = interval(row, days)
    level = "other" if code in ORGANISATIONS else roles[role].level_in(code)
    return Office(person, code, role, level, start, end)


def interval(row: Row, days: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Two PartialDates with ".." between them. Raises Unreadable where they are none or the wrong way round."""
    first, dots, last = days.partition(BETWEEN_DAYS)
    if not dots:
        raise row.fault(f"{days!r} is no interval such as 2004-03..2012")
    try:
        start, end = (partial_date(first) if first else None), (partial_date(last) if last else None)
    except ValueError as error:
        raise row.fault(str(error)) from error
    if start and end and first_day(start) > last_day(end):
        raise row.fault(f"{days!r} ends before it begins")
    return start, end
