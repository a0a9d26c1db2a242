"""
Articles in hand: read side by side, acknowledged in the order in which they lie.

A reading group may commit an offset only when everything before it is done. So each line (a partition) acknowledges its head, and what stands behind a
slow head waits, also when it was done earlier.
In: work, line by line.  Out: acknowledgements, in order.  Never: more than `width` in hand, or one acknowledged whose work failed.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _InHand:
    task: asyncio.Task[None]
    acknowledge: Callable[[], object]

    @property
    def is_done(self) -> bool:
        return self.task.done() and not self.task.cancelled() and not self.task.exception()


class Window:
    """Up to `width` pieces of work in hand."""

    def __init__(self, width: int) -> None:
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._free = asyncio.Semaphore(width)
        self._lines: defaultdict[Hashable, deque[_InHand]] = defaultdict(deque)
        self._is_open = True

    async def take(self, line: Hashable, work: Callable[[], Coroutine[None, None, None]], acknowledge: Callable[[], object]) -> None:
        """Begin the work once there is a free place; waits without end where the window is closed."""
        await self._free.acquire()
        if not self._is_open:
            await asyncio.Event().wait()
        task = asyncio.create_task(work())
        self._lines[line].append(_InHand(task, acknowledge))
        task.add_done_callback(lambda ended: self._ended(line, ended))

    async def wait_broken(self) -> None:
        """Raise what a piece of work raised, once one does, which none should: its line stands still from then on."""
        await asyncio.shield(self._broken)

    async def finish(self, within_s: float) -> None:
        """Take nothing more, wait so long for what is in hand, and give up the rest."""
        self._is_open = False
        if tasks := [each.task for line in self._lines.values() for each in line]:
            await asyncio.wait(tasks, timeout=within_s)
        self.drop()

    def drop(self) -> None:
        """Give up what is in hand: nothing more is acknowledged."""
        self._is_open = False
        lines, self._lines = self._lines, defaultdict(deque)
        for each in (each for line in lines.values() for each in line):
            each.task.cancel()

    def _ended(self, line: Hashable, ended: asyncio.Task[None]) -> None:
        if not ended.cancelled() and (error := ended.exception()) and not self._broken.done():
            self._broken.set_exception(error)
        hand = self._lines[line]
        while hand and hand[0].is_done:
            hand.popleft().acknowledge()
            self._free.release()
        if not hand:
            del self._lines[line]
