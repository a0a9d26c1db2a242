"""
Files that hold articles: JSON, lines of JSON, plain text, pages; folders of them; standard input.

A file's ending tells what it holds (`ENDINGS`); where it has no such ending, its first character does.
In: paths.  Out: one by one, the fields of an article as its file gives them, or what is wrong, each with its place. Lines are given as they come.
Never: a stop at a bad file or line; the rest goes on.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from tracker.core.article import MAX_ARTICLE_BYTES, Article
from tracker.core.errors import BadArticle, TooLarge
from tracker.feeding.door import MAX_FED_BYTES, MAX_PAGE_BYTES, admit, listed
from tracker.feeding.page import decoded

STDIN: Final = "-"
MAX_LIST_BYTES: Final = 500_000_000  # a JSON list is held whole; lines of JSON may go on for ever

Holding = Literal["json", "lines", "text", "page"]
ENDINGS: Final[Mapping[str, Holding]] = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
}
BEGINNINGS: Final[Mapping[bytes, Holding]] = {b"[": "json", b"{": "json", b"<": "page"}  # all else is text

Line = tuple[int, bytes | TooLarge]


@dataclass(frozen=True, slots=True)
class Place:
    """file: as it was named, "-" for standard input; number: the line or the place in a list, from 1; 0 where the file holds a single article."""

    file: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.number}" if self.number else self.file

    @property
    def ref(self) -> str:
        """A name for an article that brings none: its file's, without the ending, and its number where the file holds several."""
        stem = "stdin" if self.file == STDIN else Path(self.file).stem
        return f"{stem}:{self.number}" if self.number else stem


@dataclass(frozen=True, slots=True)
class Found:
    """Something to feed, not checked yet: one JSON object as bytes, or the fields of an article, or why neither could be had."""

    place: Place
    fed: bytes | Mapping[str, object] | BadArticle


@dataclass(frozen=True, slots=True)
class Taken:
    """An article and its place, or what is wrong with it."""

    place: Place
    article: Article | BadArticle


def found_in(paths: Sequence[str]) -> Iterator[Found]:
    """All that the paths hold, in their order; a folder is walked, sorted by name; "-" is standard input. Raises nothing."""
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            files = list(_walked(Path(path)))
            yield from (found for file in files for found in _in_file(str(file)))
            if not files:
                yield Found(Place(path), BadArticle("", "holds no articles", f"name a folder of files that end in {', '.join(ENDINGS)}"))
        else:
            yield from _in_file(path)


def articles_in(paths: Sequence[str], now: datetime) -> Iterator[Taken]:
    """All that the paths hold, as articles (`door.admit`), or what is wrong with each. Raises nothing."""
    for found in found_in(paths):
        yield Taken(found.place, _admitted(found.fed, now))


def _admitted(fed: bytes | Mapping[str, object] | BadArticle, now: datetime) -> Article | BadArticle:
    try:
        return fed if isinstance(fed, BadArticle) else admit(fed, now)
    except BadArticle as wrong:
        return wrong


def _walked(folder: Path) -> Iterator[Path]:
    """Files with one of ENDINGS, depth first, none hidden, in no linked folder; a folder that cannot be listed as itself, to be told of when it is opened."""
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        yield folder
        return
    for path in inside:
        if path.is_dir():
            yield from () if path.is_symlink() else _walked(path)
        elif path.suffix.lower() in ENDINGS and (path.is_file() or not path.exists()):  # a pipe would keep us waiting, a broken link is told of
            yield path


def _in_file(path: str) -> Iterator[Found]:
    try:
        with open(sys.stdin.fileno() if path == STDIN else path, "rb", closefd=path != STDIN) as file:  # a descriptor is no Path
            yield from _held_by(path, file)
    except (OSError, ValueError) as odd:
        why = odd.strerror if isinstance(odd, OSError) and odd.strerror else str(odd)
        yield Found(Place(path), BadArticle("", f"cannot be read: {why}", "check the name, and that you may read it"))


def _held_by(name: str, file: BufferedReader) -> Iterator[Found]:
    match _holding(name, file):
        case "text":
            yield Found(Place(name), _text(file.read(MAX_ARTICLE_BYTES + 1)))
        case "page":
            yield Found(Place(name), _page(file.read(MAX_PAGE_BYTES + 1)))
        case "lines":
            yield from _objects(name, _lines(file))
        case "json":
            yield from _document(name, file)


def _holding(name: str, file: BufferedReader) -> Holding:
    return ENDINGS.get(Path(name).suffix.lower()) or BEGINNINGS.get(_first(file), "text")


def _first(file: BufferedReader) -> bytes:
    return file.peek().removeprefix(b"\xef\xbb\xbf").lstrip()[:1]


def _text(raw: bytes) -> Mapping[str, object] | BadArticle:
    if len(raw) > MAX_ARTICLE_BYTES:
        return TooLarge("text", 0, MAX_ARTICLE_BYTES)
    try:
        return {"text": raw.decode("utf-8-sig")}
    except UnicodeDecodeError as odd:
        return BadArticle("text", f"is not UTF-8 at byte {odd.start:,}", "encode it as UTF-8")


def _page(raw: bytes) -> Mapping[str, object] | BadArticle:
    if len(raw) > MAX_PAGE_BYTES:
        return TooLarge("html", 0, MAX_PAGE_BYTES)
    try:
        return {"html": decoded(raw)}
    except BadArticle as wrong:
        return wrong


def _document(name: str, file: BufferedReader) -> Iterator[Found]:
    """A list, one object, or lines of objects: lines when one of the first two is a whole object by itself."""
    if _first(file) == b"[":
        yield from _items(name, file.read(MAX_LIST_BYTES))
        return
    lines = _lines(file)
    opening = list(islice(lines, 2))
    if len(opening) > 1 and any(_is_object(line) for _, line in opening):
        yield from _objects(name, opening)
        yield from _objects(name, lines)
    else:
        yield Found(Place(name), _joined(opening, file))


def _joined(opening: Sequence[Line], file: BufferedReader) -> bytes | TooLarge:
    parts = [line for _, line in opening]
    too_large = next((part for part in parts if isinstance(part, TooLarge)), None)
    return too_large or b"".join([*(part for part in parts if isinstance(part, bytes)), file.read(MAX_FED_BYTES + 1)])


def _items(name: str, body: bytes) -> Iterator[Found]:
    try:
        items = listed(body)
    except BadArticle as wrong:
        yield Found(Place(name), wrong)
        return
    for number, item in enumerate(items, 1):
        yield Found(Place(name, number), item if isinstance(item, (Mapping, BadArticle)) else b"null")  # what is no object, the door refuses


def _objects(name: str, lines: Iterator[Line] | Sequence[Line]) -> Iterator[Found]:
    for number, line in lines:
        yield Found(Place(name, number), line)


def _lines(file: BufferedReader) -> Iterator[Line]:
    """The lines that are not blank, with their numbers from 1; one over MAX_FED_BYTES is not held."""
    number = 0
    while line := file.readline(MAX_FED_BYTES + 1):
        number += 1
        if len(line) > MAX_FED_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_FED_BYTES)
            yield number, TooLarge("", 0, MAX_FED_BYTES)
        elif line.strip():
            yield number, line


def _is_object(line: bytes | TooLarge) -> bool:
    try:
        return isinstance(line, bytes) and isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False
