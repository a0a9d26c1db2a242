"""
Extractors: heavier readers that stand outside, such as a language model; what they are, and what they answer.

One may be slow, cost money, and make things up. What it answers is given to `read` beside the article, so that reading stays a function of article, lexicon
and answer; `candidates` holds the answer against the article, and `running` does the asking.
In: nothing.  Out: plain values, and a protocol.  Never: an import of the reader; who only needs an extractor's id starts without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tracker.core.article import Article
from tracker.core.identity import Plain


@dataclass(frozen=True, slots=True)
class Candidate:
    """One act as an extractor says that the article tells it. fields: as JSON has them in the gold articles; quote: the article's words that say so."""

    kind: str
    fields: Mapping[str, Plain]
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor says of one article. id: the extractor's; precision: how many of its admitted candidates are right, by gold articles, 0 to 1."""

    id: str
    precision: float
    candidates: tuple[Candidate, ...] = ()


class Extractor(Protocol):
    """A heavier reader. id: with the version of its model and prompt, as it becomes part of the reader's id; precision: see Answer."""

    id: str
    precision: float

    def extract(self, article: Article) -> tuple[Candidate, ...]:
        """What it says that the article tells; it may take its time, and may raise what it likes."""


def reader_with(reader: str, extractor: Extractor | Answer | None) -> str:
    """The id of a reader beside which an extractor reads, or has answered: another one than alone (None), or beside another."""
    return f"{reader}+{extractor.id}" if extractor else reader
