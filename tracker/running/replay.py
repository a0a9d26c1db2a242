"""
The archive read again by another reader, beside whatever runs on it.

Its readings count nowhere until its reader is switched to (`preference`): `difference` shows what that would change. A replay that was cut off goes on when
it is begun again, and a later one reads what came since; what this reader has read is not read twice.
In: the articles of either runtime.  Out: a reading of each in the events log.  Never: a reader put in force, or one that was taken out of it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tracker.running.diagnostics import speak_plainly
from tracker.running.embedded import IN_HAND
from tracker.running.lexicon import catalogue_with
from tracker.running.logs import opened_in
from tracker.running.pool import pool_of
from tracker.running.preference import hold
from tracker.running.turn import Turn
from tracker.settings import Settings

Progress = Callable[[int, int], None]
"""Told as the replay goes on: how many articles are read, and how many there are to be read."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """reader: who read; articles: how many; is_in_force: whether its readings count, as this reader is listed; is_whole: nothing waits for it any more."""

    reader: str
    articles: int
    is_in_force: bool
    is_whole: bool


def replay(settings: Settings, heard: Progress) -> Replayed:
    """
    Have this release's reader read what it has not read of the logs in a folder, also while a tracker runs on it.

    Raises Misplaced where the folder holds no log or no reading process starts, NewerFormat at an article of a newer release; all before it is read then.
    """
    speak_plainly()
    return asyncio.run(_replayed(settings, heard))


async def _replayed(settings: Settings, heard: Progress) -> Replayed:
    async with opened_in(settings.data) as log, pool_of(settings, catalogue_with(settings).reader) as pool:
        standing = await hold(log.events)
        count = Count(await log.articles.count_unread(pool.reader), heard)
        await Turn(log.articles, log.events, pool, IN_HAND * settings.readers).run_dry(count.add)
        return Replayed(pool.reader, count.done, pool.reader in standing.in_force, is_whole=True)


@dataclass(slots=True)
class Count:
    """How far a replay is. total: of the articles to be read, as far as is known."""

    total: int
    heard: Progress
    done: int = 0

    def add(self, read: int) -> None:
        """So many more are read."""
        self.done += read
        self.total = max(self.total, self.done)
        self.heard(self.done, self.total)
