"""
One article's way from bytes to a durable reading.

Whatever lies there gets a reading: bytes that are no article, an article over which everything fails, a reading that the log cannot keep. What is no
fault of the article (a broker that is away, reading processes that do not start) is told, and tried again without end.
In: what lies at a place of the articles log.  Out: its reading, durable in the events log.  Never: an exception.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import structlog
from aiokafka.errors import MessageSizeTooLargeError

from tracker.core.errors import TrackerError, Unreadable, Unstorable
from tracker.core.reading import Origin, Reading
from tracker.log.contract import EventLog, where
from tracker.log.wire import hash_of, unpack_article
from tracker.running.readers import Readers, failed, without_findings

TRY_AGAIN_S = 2.0
UNPACK = "unpack"  # the step at which bytes that are no article fail
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
    """Reads what is brought, and appends the readings. trouble: what keeps it from doing so now, None while nothing does."""

    def __init__(self, readers: Readers, events: EventLog) -> None:
        self.trouble: TrackerError | None = None
        self._readers, self._events = readers, events
        self._alone = asyncio.Lock()

    async def settle(self, lying: Lying) -> None:
        """Return when a reading of this is durable."""
        reading = await self._reading(lying)
        reading = replace(reading, origin=replace(reading.origin, received=lying.received, place=lying.place))
        await self._at_last(lambda: self._keep(reading))

    async def _reading(self, lying: Lying) -> Reading:
        try:
            article = unpack_article(lying.value, where(lying.place))
        except Unreadable as error:
            return failed(_id_of(lying), self._readers.reader, str(error), UNPACK, Origin())
        try:
            return await self._at_last(lambda: self._readers.read(article))
        except Exception as error:  # what leaves a Faust agent stops it: a fault of ours is this article's failure, and no other's
            log.exception("reading failed", article=article.id)
            return failed(article.id, self._readers.reader, f"{type(error).__name__}: {error}", "work", Origin(published=article.published))

    async def _keep(self, reading: Reading) -> None:
        try:
            await self._append(reading)
        except Unstorable as error:
            await self._append(without_findings(reading, error))

    async def _append(self, reading: Reading) -> None:
        try:
            await self._events.append([reading])
        except TrackerError as error:
            if not _is_too_large(error):
                raise
            await self._append_alone(reading)

    async def _append_alone(self, reading: Reading) -> None:
        """Once more, one after the other: it may only have shared its way with one that was too large. Raises Unstorable where it is too large itself."""
        async with self._alone:
            try:
                await self._events.append([reading])
            except TrackerError as error:
                if _is_too_large(error):
                    raise Unstorable(reading.article, "is larger than the broker takes") from error
                raise

    async def _at_last(self, do: Callable[[], Awaitable[T]]) -> T:
        """What this gives, once it does: what the operator must change is told and waited for."""
        while True:
            try:
                done = await do()
            except TrackerError as trouble:
                self._tell(trouble)
                await asyncio.sleep(TRY_AGAIN_S)
            else:
                self.trouble = None
                return done

    def _tell(self, trouble: TrackerError) -> None:
        if str(trouble) != str(self.trouble):
            log.error("reading stands still", trouble=str(trouble), way_out=trouble.way_out)
        self.trouble = trouble


def _is_too_large(error: TrackerError) -> bool:
    return isinstance(error.__cause__, MessageSizeTooLargeError)


def _id_of(lying: Lying) -> str:
    """The id of what is no article: its key, as far as that can be one, else a hash of its bytes."""
    key = lying.key.decode("utf-8", "ignore")
    return key if key.isprintable() and 0 < len(lying.key) <= LONGEST_ID and key.encode() == lying.key else hash_of(lying.value)
