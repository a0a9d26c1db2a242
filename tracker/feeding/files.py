"""
Files that hold articles: JSON, lines of JSON, plain text, pages; folders of them; standard input.

In: paths.  Out: one by one, the fields of an article as its file gives them, or what is wrong, with the place. Lines are read as they come.
Never: a stop at the first bad file or line; the rest goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.core.article import Article
from tracker.core.errors import BadArticle


@dataclass(frozen=True, slots=True)
class Place:
    """file: as it was named, "-" for standard input; number: the line or the place in a list, from 1; 0 where the file holds a single article."""

    file: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.number}" if self.number else self.file


@dataclass(frozen=True, slots=True)
class Found:
    """Something to feed, not checked yet: the bytes of one JSON object, or the fields of an article, or why neither could be had."""

    place: Place
    fed: bytes | Mapping[str, object] | BadArticle


@dataclass(frozen=True, slots=True)
class Taken:
    """An article and its place, or what is wrong with it."""

    place: Place
    article: Article | BadArticle


def found_in(paths: Sequence[str]) -> Iterator[Found]:
    """All that the paths hold, in their order; a folder is walked, sorted by name; "-" is standard input. Raises nothing."""
    raise NotImplementedError


def articles_in(paths: Sequence[str], now: datetime) -> Iterator[Taken]:
    """All that the paths hold, as articles (`door.admit`)."""
    raise NotImplementedError
