"""A program with two reading processes: prints their ids, gives each of them one more thing to do, and waits to be killed."""

import asyncio
import sys

from tests.running import made
from tests.running.stand_in import __file__ as stand_in
from tracker.core.article import Article
from tracker.running.pool import ReadingPool


async def live(last: str) -> None:
    """Start two, let them do what `last` says, and wait."""
    pool = ReadingPool(2, made.READER, (sys.executable, stand_in))
    first = await asyncio.gather(*(pool.read(Article(id="first", text="read")) for _ in range(2)))
    rest = asyncio.gather(*(pool.read(Article(id="last", text=last)) for _ in range(2)))
    await asyncio.sleep(0.2)
    print(*(reading.reason for reading in first), flush=True)  # noqa: T201  # the test reads this line
    await rest
    await asyncio.Event().wait()


asyncio.run(live(sys.argv[1]))
