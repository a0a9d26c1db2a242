"""
One article's way from bytes to a durable reading.

Whatever lies there gets a reading: bytes that are no article, an article over which everything fails, a reading that the log cannot keep. What is no
fault of the article (a broker that is away, reading processes that do not start, an article of a newer release) is told, and tried again without end.
In: what lies at a place of the articles log.  Out: its reading, durable in the events log.  Never: an exception.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import structlog

from tracker.core.errors import NewerFormat, TrackerError, Unreadable, Unstorable
from tracker.core.reading import Origin, Reading
from tracker.log.contract import EventLog, where
from tracker.log.wire import hash_of, unpack_article
from tracker.running.pool import UNPACK, ReadingPool, failed, without_findings

TRY_AGAIN_S = 2.0
LONGEST_ID = 200  # bytes of a key that is taken for an article's id; ours have 20

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies at a place of the articles log. received: RFC 3339; key, value: b"" where there is none."""

    place: str
    received: str
    key: bytes
    value: bytes


class Desk:
    """Reads what is brought, and appends the readings."""

    def __init__(self, pool: ReadingPool, events: EventLog) -> None:
        self._pool, self._events = pool, events
        self._told: set[str] = set()  # troubles that stand

    async def settle(self, lying: Lying) -> None:
        """Return when a reading of this is durable."""
        reading = await self._at_last(lambda: self._reading(lying))
        reading = replace(reading, origin=replace(reading.origin, received=lying.received, place=lying.place))
        await self._at_last(lambda: self._keep(reading))

    async def _reading(self, lying: Lying) -> Reading:
        """Raises NewerFormat where a newer release wrote it, Misplaced where no reading process starts."""
        try:
            article = unpack_article(lying.value, where(lying.place))
        except NewerFormat:
            raise
        except Unreadable as error:
            return failed(_id_of(lying), self._pool.reader, str(error), UNPACK, Origin())
        try:
            return await self._pool.read(article)
        except TrackerError:
            raise
        except Exception as error:  # what leaves a Faust agent stops it: a fault of ours is this article's failure, and no other's
            log.exception("reading failed", article=article.id)
            return failed(article.id, self._pool.reader, f"{type(error).__name__}: {error}", "work", Origin(published=article.published))

    async def _keep(self, reading: Reading) -> None:
        try:
            await self._events.append([reading])
        except Unstorable as error:
            await self._events.append([without_findings(reading, error)])

    async def _at_last(self, do: Callable[[], Awaitable[T]]) -> T:
        """What this gives, once it does: what the operator must change is told once, and waited for."""
        told = ""
        while True:
            try:
                done = await do()
            except TrackerError as trouble:
                told = str(trouble)
                if told not in self._told:
                    log.error("reading stands still", trouble=told, way_out=trouble.way_out)
                self._told.add(told)
                await asyncio.sleep(TRY_AGAIN_S)
            else:
                self._told.discard(told)
                return done


def _id_of(lying: Lying) -> str:
    """The id of what is no article: its key, as far as that can be one, else a hash of its bytes."""
    key = lying.key.decode("utf-8", "ignore")
    return key if key.isprintable() and 0 < len(lying.key) <= LONGEST_ID and key.encode() == lying.key else hash_of(lying.value)
