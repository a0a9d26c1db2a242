"""
One life of a tracker without its server, step by step: articles are taken, read, appended and folded.

Its arguments: the data folder, and the step after which it dies, with how many of that name come first ("append 2"), or "never".
Prints what `verify` would, when it lives to the end.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path

from tests.running import made
from tests.running.test_pool import STAND_IN
from tracker.log.sqlite import SqliteLog
from tracker.reading.known import load_catalogue
from tracker.running.claims import LOG, VIEW
from tracker.running.pool import ReadingPool
from tracker.running.tail import Tail
from tracker.running.turn import Turn

STEPS = ("take", "gather", "ready", "append", "advance")
BATCHES = (made.articles(12)[:6], made.articles(12)[3:])  # three articles come twice


async def live(data: Path, dies_after: tuple[str, int]) -> None:
    """Take each batch and see it through to the view, dying after the given step."""
    done = Counter[str]()

    def step(name: str) -> None:
        done[name] += 1
        if (name, done[name]) == dies_after:
            os.kill(os.getpid(), signal.SIGKILL)

    async with (
        SqliteLog.open(data / LOG) as log,
        ReadingPool(2, made.READER, STAND_IN) as pool,
        Tail(log.events, data / VIEW, load_catalogue().kinds) as tail,
    ):
        turn = Turn(log.articles, log.events, pool, width=4)
        for batch in BATCHES:
            await log.articles.append(batch)
            step("take")
            while await log.articles.unread(made.READER, 1):
                await turn.gather()
                step("gather")
                await turn.news.wait()
                turn.news.clear()
                readings = turn.ready()
                step("ready")
                await turn.append(readings)
                step("append")
                await tail.advance(0)
                step("advance")
        while await tail.advance(0):
            pass


if __name__ == "__main__":
    _, data, name, number = sys.argv
    asyncio.run(live(Path(data), (name, int(number))))
