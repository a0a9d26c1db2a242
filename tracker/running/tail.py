"""
The tail of the events log, folded into the view: one of them in each process that answers.

When it first meets the log, and again after each trouble with it, it reads the last record that the view applied once more; where the log holds none or
another there, the view is of another log and is folded again from the beginning, in batches, while the node answers from what there is. What another merge
folded is asked as it was left, until a view folded beside it holds all that the log does, and takes its place.
In: an events log and the view's file.  Out: a view that follows, word of each position reached, and of when the view last held all that the log did; where a
backup of the log was restored, one record in it, which says so to all.
Never: a record passed over: what is not understood stops it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

import structlog

from tracker.core.errors import OtherMerge, Replaced, StaleView, TrackerError, Unreadable
from tracker.core.kind import Kind
from tracker.core.reading import Readers
from tracker.log.contract import Entry, EventLog
from tracker.log.sqlite_file import translated
from tracker.relating.ask import Ask
from tracker.relating.counting import Standing
from tracker.relating.view import View

BATCH = 1_000  # records folded in one transaction: what asks between two of them waits for no more
LISTEN_S = 1.0  # how old the word may be that there is nothing new
TRY_AGAIN_S = 2.0

T = TypeVar("T")
log = structlog.get_logger()


class Tail:
    """
    Follows one events log into one view. Steps: `advance`; for ever: `follow`.

    position: the number of records that the view which is asked has applied; ask: questions to it, another one after it was begun again or gave way.
    as_of: the last moment at which the view is known to have held all that the log did, None while there is none since it was opened or begun again.
    stopped: why it does not follow now, None while it does.
    """

    def __init__(self, events: EventLog, path: Path, kinds: Mapping[str, Kind]) -> None:
        self.as_of: datetime | None = None
        self.stopped: TrackerError | None = None
        self._events, self._path, self._kinds = events, path, kinds
        self._moved = asyncio.Condition()
        # One thread for all that writes the view: SQLite wants it so, and what was begun is ended before it closes.
        self._thread = ThreadPoolExecutor(1, "view")
        self.position: int
        self.ask: Ask
        self._view: View
        self._is_beside: bool  # whether the view is folded beside the one that is asked
        self._is_compared = False  # with the log, since it was opened or the last trouble
        self._horizon: tuple[datetime, int] | None = None  # a moment, and where the log ended then; once the view is there, it is as of that moment

    async def open(self) -> None:
        """Open the view, or begin a new one where it is of another log, another merge, or damaged. Raises Misplaced where its file cannot be written."""
        await self.open_unseen()
        try:
            await self._compare()
        except Replaced as why:
            await self._begin_again(why)
        except Unreadable as trouble:
            self._tell(trouble)  # this release cannot read what a newer one folded: the view that it left is the best there is

    async def open_unseen(self) -> None:
        """As `open`, but for a look at the log, which may be away: `advance` takes it before it folds anything."""
        await self._in_thread(self._open)

    async def follow(self) -> None:
        """
        Advance until cancelled, or until a record is not understood; what the operator must change (a full disk) is told and tried again.

        A mistake of ours in folding stands still like a record that is not understood: what is known can still be asked, and nothing is skipped.
        """
        while not isinstance(self.stopped, Unreadable):
            try:
                await self.advance(LISTEN_S)
                await self._begin_generation()
                self.stopped = None
            except Unreadable as trouble:
                self._tell(trouble)
            except TrackerError as trouble:
                self._is_compared = False  # what comes back may be another log
                self._tell(trouble)
                await asyncio.sleep(TRY_AGAIN_S)
            except Exception as mistake:
                log.exception("folding failed", position=self.position)
                self._tell(Unreadable(f"events log behind {self.position}", f"cannot be folded ({mistake!r})", "report this with the log's last lines"))

    async def advance(self, wait_s: float) -> bool:
        """
        Fold the next records, at most BATCH, waiting up to `wait_s` seconds for the first; whether there were any.

        Where the view turns out to be of another log, or damaged, it is begun again.
        Raises Unreadable at a record that is not understood; those before it are folded.
        """
        try:
            return await self._advance(wait_s)
        except (Replaced, StaleView) as why:
            await self._begin_again(why)
            return True

    async def wait_for(self, position: int, wait_s: float) -> int:
        """The position of the view: at once where it has reached this one, else when it does or after `wait_s` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s), self._moved:
                await self._moved.wait_for(lambda: self.position >= position)
        return self.position

    async def standing(self) -> Standing:
        """Whose readings count in the view."""
        return await self._in_thread(lambda: self._view.standing())

    async def close(self) -> None:
        """Let the view go, after what is being folded."""
        await self._in_thread(self._close)
        self._thread.shutdown()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _open(self) -> None:
        try:
            self._view = View.open(self._path, self._kinds)
        except OtherMerge as why:
            log.warning("the view is folded again, beside the old one", why=str(why))
            self._view = self._made(beside(self._path))
        except StaleView as why:
            log.warning("the view is folded again", why=str(why))
            remove(self._path)
            self._view = View.open(self._path, self._kinds)
        self.ask, self._is_beside = Ask.open(self._path, self._kinds), self._view.path != self._path
        self.position = self.ask.position()

    def _made(self, path: Path) -> View:
        """The view at this path, which goes on where it was left, unless it was folded by other rules."""
        try:
            return View.open(path, self._kinds)
        except StaleView:
            remove(path)
            return View.open(path, self._kinds)

    def _give_way(self) -> None:
        """Put the view that was folded beside in the place of the one that was asked."""
        old = self.ask
        self._view.close()
        put_in_place(beside(self._path), self._path)
        self._open()
        old.close()

    async def _fold(self, entries: Sequence[Entry]) -> None:
        try:
            await self._in_thread(lambda: self._apply(entries))
        finally:
            if not self._is_beside:
                await self._say(self._view.position)

    def _apply(self, entries: Sequence[Entry]) -> None:
        with translated(self._path):
            self._view.apply(entries)

    async def _advance(self, wait_s: float) -> bool:
        if not self._is_compared:
            await self._compare()
        moment, end = self._horizon = self._horizon or (datetime.now(UTC), await self._events.end())
        if is_news := await self._events.wait(self._view.position, wait_s):
            await self._fold(await self._events.read(self._view.position, BATCH))
        if self._view.position >= end:
            if self._is_beside:
                await self._in_thread(self._give_way)
                await self._say(self._view.position)
            self.as_of, self._horizon = moment, None
        return is_news

    async def _compare(self) -> None:
        """Raises Replaced where the view is of another log, Unreadable where the last record that it applied is not understood."""
        there = await self._events.read(self._view.position - 1, 1) if self._view.position else []
        if not self._view.is_of(there[0] if there else None):
            raise Replaced("events", self._view.position, "another record stands there")
        self._is_compared = True

    async def _begin_generation(self) -> None:
        """
        Say again whose readings count, where the view is of another log and its positions would have the meaning of those before: a backup was restored.

        All nodes hear it, and those who hold a cursor of what the backup lacks hear of a gap.
        """
        if self.as_of and self._view.left == self._view.generation:
            await self._events.append([Readers((await self.standing()).preference)])
            await self.advance(LISTEN_S)

    async def _begin_again(self, why: Replaced | StaleView) -> None:
        log.warning("the view is folded again", why=str(why))
        await self._in_thread(self._clear if isinstance(why, Replaced) else self._reopen)
        self._is_compared, self.as_of, self._horizon = False, None, None
        await self._say(await self._in_thread(self.ask.position))

    def _clear(self) -> None:
        if self._is_beside:
            self._give_way()  # what is asked is of another log as well
        with translated(self._path):
            try:
                self._view.clear()
            except StaleView:
                self._reopen()

    def _reopen(self) -> None:
        self._close()
        remove(beside(self._path) if self._is_beside else self._path)
        self._open()

    def _close(self) -> None:
        self.ask.close()
        self._view.close()

    def _tell(self, trouble: TrackerError) -> None:
        if str(trouble) != str(self.stopped):
            log.error("the view stands still", position=self.position, trouble=str(trouble), way_out=trouble.way_out)
        self.stopped = trouble

    async def _say(self, position: int) -> None:
        async with self._moved:
            self.position = position
            self._moved.notify_all()

    async def _in_thread(self, do: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, do)


def beside(path: Path) -> Path:
    """Where a view is folded that will take the place of the one at this path."""
    return path.with_name(f"{path.name}.new")


def put_in_place(new: Path, path: Path) -> None:
    """Let a view that nobody writes take the place of another; who still asks the old one has its file until they let it go."""
    remove(path)  # what SQLite keeps beside a view must not meet another one; after a fall right here, a node that starts folds its view itself
    new.rename(path)


def remove(path: Path) -> None:
    """Delete a view: it can be folded again at any time."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
