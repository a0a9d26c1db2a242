"""
Articles coming in over HTTP: one, a list, or lines of JSON without end.

One article or a list is read up to `MAX_FED_BYTES`; lines are taken as they come, checked and appended chunk by chunk, so that no long body is ever held.
In: the chunks of a body.  Out: for each article a receipt or what is wrong with it, in order.
Never: half an article, or a stop at a bad one; what a receipt names is durable.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from starlette.concurrency import run_in_threadpool

from tracker.core.article import Article
from tracker.core.errors import BadArticle, TooLarge
from tracker.feeding.door import MAX_FED_BYTES, admit, admit_many
from tracker.log.contract import ArticleLog, Receipt

LINES_TYPES = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"})
MAX_LINES = 100_000  # the receipts of one request are held until its answer: about 15 MB


@dataclass(frozen=True, slots=True)
class Shelf:
    """A receipt with the sender's own name for the article, "" where none was given."""

    receipt: Receipt
    ref: str


Taken = Shelf | BadArticle
"""What became of one article that was fed."""


@dataclass(frozen=True, slots=True)
class One:
    """A single article was fed; it was taken, or BadArticle was raised."""

    taken: Shelf


@dataclass(frozen=True, slots=True)
class Many:
    """A list or lines were fed: what became of each, in order."""

    taken: Sequence[Taken]


async def take(chunks: AsyncIterator[bytes], content_type: str, shelves: ArticleLog, now: datetime) -> One | Many:
    """
    Everything that a body feeds.

    content_type: without its parameters; one of LINES_TYPES means lines of JSON. Any other is told from the body: a list, one object,
    or objects each on a line of its own (then the first line is a whole object, and more follow).
    Raises BadArticle for a single article that cannot be taken and for a body that is none of these, TooLarge for one over MAX_FED_BYTES.
    """
    lines = lines_of(chunks, MAX_FED_BYTES)
    if content_type in LINES_TYPES:
        return Many(await _lines(lines, shelves, now))
    opening: list[bytes | TooLarge] = await anext(lines, [])
    if len(opening) == 1 and _is_object(opening[0]):
        opening += await anext(lines, [])
    if len(opening) > 1 and _is_object(opening[0]):
        return Many(await _lines(_with(opening, lines), shelves, now))
    body = await _whole(_with(opening, lines))
    if body.lstrip().startswith(b"["):
        return Many(await shelve(await run_in_threadpool(admit_many, body, now), shelves))
    [taken] = await shelve([await run_in_threadpool(admit, body, now)], shelves)
    if isinstance(taken, BadArticle):
        raise taken
    return One(taken)


async def lines_of(chunks: AsyncIterator[bytes], limit: int) -> AsyncIterator[list[bytes | TooLarge]]:
    """
    The lines of a body, as many at a time as a chunk ends; blank ones are left out.

    A line over `limit` bytes comes as TooLarge and is not held. Holds one chunk and one line at most.
    """
    held, is_over = bytearray(), False
    async for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        ready: list[bytes | TooLarge] = []
        for part in ended:
            held += part
            if is_over or len(held) > limit:
                ready.append(TooLarge("", 0, limit))
            elif held.strip():
                ready.append(bytes(held))
            held, is_over = bytearray(), False
        held += rest
        if len(held) > limit:
            held, is_over = bytearray(), True
        if ready:
            yield ready
    if is_over:
        yield [TooLarge("", 0, limit)]
    elif held.strip():
        yield [bytes(held)]


async def shelve(taken: Sequence[Article | BadArticle], shelves: ArticleLog) -> list[Taken]:
    """Append what is good, in one go; where the log refuses one of them, each goes alone."""
    good = [each for each in taken if isinstance(each, Article)]
    try:
        receipts = iter(await shelves.append(good) if good else [])
    except BadArticle as refused:
        return [refused] if len(taken) == 1 else [one for each in taken for one in await shelve([each], shelves)]
    return [each if isinstance(each, BadArticle) else Shelf(next(receipts), each.ref) for each in taken]


async def _lines(lines: AsyncIterator[list[bytes | TooLarge]], shelves: ArticleLog, now: datetime) -> list[Taken]:
    taken: list[Taken] = []
    async for some in lines:
        room = MAX_LINES - len(taken)
        taken += await shelve(await run_in_threadpool(_admitted, some[:room], now), shelves)
        if len(some) > room:
            taken.append(BadArticle("", f"is line {MAX_LINES + 1:,} of one request", "send the lines from this one on in another request"))
            break
    return taken


def _admitted(lines: Iterable[bytes | TooLarge], now: datetime) -> list[Article | BadArticle]:
    return list(_each_admitted(lines, now))


def _each_admitted(lines: Iterable[bytes | TooLarge], now: datetime) -> Iterator[Article | BadArticle]:
    for line in lines:
        try:
            yield line if isinstance(line, TooLarge) else admit(line, now)
        except BadArticle as refused:
            yield refused


async def _with(first: list[bytes | TooLarge], rest: AsyncIterator[list[bytes | TooLarge]]) -> AsyncIterator[list[bytes | TooLarge]]:
    yield first
    async for some in rest:
        yield some


async def _whole(lines: AsyncIterator[list[bytes | TooLarge]]) -> bytes:
    body = bytearray()
    async for some in lines:
        for line in some:
            if isinstance(line, TooLarge):
                raise line
            body += line + b"\n"
        if len(body) > MAX_FED_BYTES:
            raise TooLarge("", 0, MAX_FED_BYTES)
    return bytes(body)


def _is_object(line: bytes | TooLarge) -> bool:
    try:
        return isinstance(line, bytes) and isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False
