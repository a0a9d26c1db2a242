"""
A pool of reading processes: reading is work for a processor, and kept out of the process that answers people.

A process that dies on an article, or takes too long over it, is replaced and the article tried once more; the second death is a failed reading,
so that no article can stop the others. Processes are started when there is something to read.
In: an Article.  Out: its Reading.  Never: an article that waits for ever, or a process that outlives this one (`child`).
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from tracker.core.article import Article
from tracker.core.errors import Misplaced, Unstorable
from tracker.core.reading import Origin, Reading
from tracker.running.pipe import BESIDE, LENGTH_BYTES, WITH_PARSER, frame
from tracker.settings import Settings

DEATHS = 2  # of one article; the first may be another's fault (memory, an operator)
READ_WITHIN_S = 60.0  # 900 kB, the longest article, are read in a few seconds
START_WITHIN_S = 60.0
UNPACK = "unpack"  # the step at which bytes that are no article fail, before any process sees them
COMMAND = (sys.executable, "-P", "-m", "tracker.running.child")
"""Starts a reading process; WITH_PARSER and BESIDE may stand behind it, and a file of learned office holders."""


def failed(article: str, reader: str, reason: str, step: str, origin: Origin) -> Reading:
    """The reading of an article (its id) whose reader came to nothing. origin: no more of it than surely is no part of the trouble."""
    return Reading(article, reader, "failed", origin=origin, reason=reason, step=step)


def without_findings(reading: Reading, error: Unstorable) -> Reading:
    """The failed reading that is stored in place of one that no log can keep."""
    origin = Origin(published=reading.origin.published, received=reading.origin.received, place=reading.origin.place)
    return failed(reading.article, reading.reader, error.problem, "store", origin)


def pool_of(settings: Settings, reader: str) -> "ReadingPool":
    """The pool that the settings ask for. reader: the id of the release's reader with all that the settings name."""
    learned = (str(settings.lexicon.absolute()),) if settings.lexicon else ()
    parser = (WITH_PARSER,) if settings.parser else ()
    extractor = (BESIDE + settings.extractor,) if settings.extractor else ()
    return ReadingPool(settings.readers, reader, (*COMMAND, *parser, *extractor, *learned))


class ReadingPool:
    """Up to `count` reading processes. reader: the id of the reader that they load; command: what starts one (`child`)."""

    def __init__(self, count: int, reader: str, command: Sequence[str] = COMMAND, read_within_s: float = READ_WITHIN_S) -> None:
        self.reader = reader
        self._seats = [_Seat(command, reader, read_within_s) for _ in range(count)]
        # Last in, first out: no more processes are started than there are articles at one time.
        self._free: asyncio.LifoQueue[_Seat] = asyncio.LifoQueue()
        for seat in self._seats:
            self._free.put_nowait(seat)

    async def read(self, article: Article) -> Reading:
        """
        The reading of this article, once a process is free for it.

        Raises Misplaced where no reading process of this reader can be started: that is no fault of the article.
        """
        seat = await self._free.get()
        try:
            for _ in range(DEATHS):
                try:
                    return await seat.read(article)
                except (EOFError, OSError):
                    continue
            return failed(article.id, self.reader, "the reading process died twice", "process", Origin(published=article.published))
        finally:
            self._free.put_nowait(seat)

    async def close(self) -> None:
        """End all processes, also those that are reading."""
        for seat in self._seats:
            await seat.end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


@dataclass(slots=True)
class _Seat:
    """A place for one reading process, empty until there is something to read."""

    command: Sequence[str]
    reader: str
    read_within_s: float
    process: Process | None = field(default=None, init=False)

    async def read(self, article: Article) -> Reading:
        """The reading of this article. Raises EOFError or OSError (TimeoutError is one) where the process died over it, Misplaced where none starts."""
        process = await self._living()
        try:
            async with asyncio.timeout(self.read_within_s):
                assert process.stdin
                process.stdin.write(frame(pickle.dumps(article)))
                await process.stdin.drain()
                reading: Reading = pickle.loads(await _take(process))
                return reading
        except BaseException:
            # Also when cancelled: its answer would be taken for that of the next article.
            await self.end()
            raise

    async def _living(self) -> Process:
        if self.process and self.process.returncode is None:
            return self.process
        try:
            async with asyncio.timeout(START_WITHIN_S):
                return await self._start()
        except (EOFError, OSError) as error:
            await self.end()
            raise Misplaced("readers", "a reading process does not start", "run `tracker read` on a file to see why") from error

    async def _start(self) -> Process:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        # A session of its own: Ctrl-C at the terminal is for the server, which lets its readers finish.
        self.process = await asyncio.create_subprocess_exec(*self.command, stdin=PIPE, stdout=PIPE, env=environment, start_new_session=True)
        if (reader := (await _take(self.process)).decode()) != self.reader:
            # The files of the release were changed under a running tracker: its readings would never count as those that are waited for.
            await self.end()
            raise Misplaced("readers", f"a reading process loads {reader!r}, not {self.reader!r} as this tracker did", "start the tracker again")
        return self.process

    async def end(self) -> None:
        """Kill the process, if there is one, and wait until it is gone."""
        process, self.process = self.process, None
        if process:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _take(process: Process) -> bytes:
    """The next frame that it sends. Raises IncompleteReadError, an EOFError, where it died."""
    assert process.stdout
    return await process.stdout.readexactly(int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES), "big"))
