"""
Items: what a sentence consists of once its names are known, each one symbol for the frames.

In: nothing.  Out: the closed union of what an item may stand for.  Never: a country guessed from the context; that is for `resolve`.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tracker.reading.dates import DateMention
from tracker.reading.numbers import Amount
from tracker.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Official:
    """
    A person who acts for a state or organisation. name, role: as written, "" where not told; level: of a visit, "" where not known.
    code: for whom, "" where the words beside it do not tell; whose: where they point for it ("his foreign minister", "our president"), "they" for
    several ("the ministers"), "" else.
    is_presumed: that role and country are those of the day of publication, by the lexicon, and another day may have others.
    """

    name: str = ""
    role: str = ""
    level: str = ""
    code: str = ""
    whose: "Pointing | Literal['']" = ""
    is_presumed: bool = False


@dataclass(frozen=True, slots=True)
class Officials:
    """One mention of one official or several ("the presidents of Kenya and Rwanda")."""

    people: tuple[Official, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A country, organisation, town or people. city: the town's name, "" for others; is_capital: whether the name may stand for the government."""

    code: str
    city: str = ""
    is_capital: bool = False


Pointing = Literal["he", "they", "guest", "host", "pair", "here", "there", "home", "epithet", "bloc", "his", "nowhere"]
"""
Where a word points: he, they, his: people told of before; guest, host: of a visit; pair: two countries; here: the place of the report; there: the place
told of; home: our country; epithet: "the Asian nation"; bloc: the organisation told of; nowhere: "there is".
"""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word whose meaning stands elsewhere."""

    to: Pointing


Value = Officials | Party | Pointer | DateMention | Amount | None


class Item(NamedTuple):
    """
    symbol: for the frames, "" for a plain word; word: in small letters, "" for what is none; start, end: code points of the field.
    value: what it stands for, None for a plain word; is_capital: whether the word begins with a capital.
    """

    symbol: str
    word: str
    start: int
    end: int
    value: Value
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span with its items; symbols: theirs, one each; dates: those that may date what it tells; here: the country of the dateline above it, "" for none."""

    span: Span
    items: tuple[Item, ...]
    symbols: str
    dates: tuple[tuple[int, DateMention], ...] = ()
    here: str = ""
