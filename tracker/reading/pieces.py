"""
Pieces: what a sentence consists of before its names are joined with roles: words, and what has a meaning of its own.

In: nothing.  Out: two small values.  Never: an object more than one a word; most of the time of reading goes into them.
"""

from typing import NamedTuple

from tracker.reading.dates import DateMention
from tracker.reading.items import Pointer
from tracker.reading.lexicon import Mention
from tracker.reading.numbers import Amount


class Word(NamedTuple):
    """A spelling. text: as written; word: in small letters, with a straight apostrophe; is_capital: whether it begins with a capital."""

    text: str
    word: str
    is_capital: bool


class Piece(NamedTuple):
    """
    Something with a place, code points of the whole text. sort: "" for a plain word, else its symbol in the grammar of `officials`, or for the frames.

    value: what it means; None for a name of which the lexicon knows nothing.
    """

    sort: str
    start: int
    end: int
    value: Mention | DateMention | Amount | Word | Pointer | None
