"""A process that appends until it is killed: `python -m tests.log.appending FILE FIRST` prints the number of each article and reading once both are durable."""

import asyncio
import sys
from itertools import count
from pathlib import Path

from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.log.sqlite import SqliteLog


async def append_for_ever(path: Path, first: int) -> None:
    """One article and one reading of it a number, from `first` on, several senders at once."""
    log, numbers = SqliteLog.open(path), count(first)

    async def send() -> None:
        for number in numbers:
            await log.articles.append([Article(f"a{number}", "x" * 500)])
            await log.events.append([Reading(f"a{number}", "r1", "none")])
            print(number, flush=True)  # noqa: T201

    await asyncio.gather(*(send() for _ in range(3)))


if __name__ == "__main__":
    asyncio.run(append_for_ever(Path(sys.argv[1]), int(sys.argv[2])))
