"""
Feeding a running tracker: articles of files go over in chunks, and each gets its receipt or its problem.

In: paths.  Out: what became of each article, with the place it came from.  Never: an article twice; one that is sent again after a fall is a duplicate there.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tracker.command.answers import Item, Outcome, Receipts
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import ERR, OUT, complain, words
from tracker.core.errors import BadArticle, Misplaced, NoServer, TrackerError
from tracker.core.identity import Plain
from tracker.feeding.door import parsed
from tracker.feeding.files import Found, Place, found_in

CHUNK_ARTICLES: Final = 200
CHUNK_BYTES: Final = 4_000_000
SHORT: Final = CHUNK_ARTICLES  # so many are over before anyone wonders
WAIT_S: Final = 3  # after so long, a look whether the tracker stands still, and a word that it still waits

LEFT_OUT: Final[Mapping[str, str]] = {"unread": "is not read", "retracted": "was taken out"}
"""States in which an article tells nothing, though nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the article at a place. item: its receipt or problem; state: of its reading, "" where that was not waited for; events: how many."""

    place: Place
    item: Item
    state: str = ""
    events: int = 0
    reason: str = ""


def feed(address: str, paths: Sequence[str]) -> Iterator[Fate]:
    """Feed all that the paths hold; what became of each, in order. Raises NoServer, Misplaced, Refused as a whole."""
    with Interface(address) as tracker:
        for chunk in _chunks(found_in(paths)):
            yield from _fed(tracker, chunk)


def awaited(address: str, fates: Iterable[Fate]) -> Iterator[Fate]:
    """The same, each as soon as its article is read or has failed. Raises as `feed`, and Misplaced where the tracker stands still."""
    patience = _Patience()
    with Interface(address) as tracker:
        for fate in fates:
            yield _settled(tracker, fate, patience) if fate.item.id else fate


def tell_people(fates: Iterable[Fate]) -> bool:
    """Print a complaint for each article that was refused or failed, and the totals. Whether all is well."""
    counts: Counter[str] = Counter()
    for fate in _in_sight(_accounted(fates)):
        for name, count in _counted(fate):
            counts[name] += count
        if fate.state in LEFT_OUT:
            ERR.print(words(f"{fate.place}: article {fate.item.id} {LEFT_OUT[fate.state]}: {fate.reason}", "yellow"))
        elif not _is_well(fate):
            complain(_trouble(fate), str(fate.place))
    OUT.print(words(_totals(counts)))
    return not counts["refused"] and not counts["failed"]


def tell_as_json(fates: Iterable[Fate]) -> bool:
    """Print what became of each article, one JSON object a line. Whether all is well."""
    is_all_well = True
    for fate in _accounted(fates):
        sys.stdout.write(json.dumps(_plain(fate), ensure_ascii=False) + "\n")
        is_all_well = is_all_well and _is_well(fate)
    return is_all_well


def _is_well(fate: Fate) -> bool:
    return bool(fate.item.id) and fate.state != "failed"


def _chunks(found: Iterable[Found]) -> Iterator[list[tuple[Place, bytes | BadArticle]]]:
    chunk: list[tuple[Place, bytes | BadArticle]] = []
    size = 0
    for each in found:
        line = _line(each.fed)
        chunk.append((each.place, line))
        size += len(line) if isinstance(line, bytes) else 0
        if len(chunk) >= CHUNK_ARTICLES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _line(fed: bytes | Mapping[str, object] | BadArticle) -> bytes | BadArticle:
    """What was found, as one line of JSON. Line ends between the fields of an object mean nothing; inside of a text, JSON writes them as \\n."""
    if isinstance(fed, BadArticle):
        return fed
    if isinstance(fed, Mapping):
        return json.dumps(fed).encode()
    try:
        parsed(fed)
    except BadArticle as wrong:
        return wrong
    return fed.strip().replace(b"\n", b" ")


def _fed(tracker: Interface, chunk: Sequence[tuple[Place, bytes | BadArticle]]) -> Iterator[Fate]:
    lines = [line for _, line in chunk if isinstance(line, bytes)]
    items = iter(tracker.shaped(Receipts, tracker.post_lines(path_of("articles"), b"\n".join(lines))).items if lines else ())
    for place, line in chunk:
        yield Fate(place, next(items) if isinstance(line, bytes) else Item(detail=str(line), field=line.field, way_out=line.way_out))


def _accounted(fates: Iterable[Fate]) -> Iterator[Fate]:
    """The same; where the tracker goes away on the way, an account of how far it came, before that is raised."""
    taken, last = 0, ""
    try:
        for fate in fates:
            taken, last = taken + bool(fate.item.id), str(fate.place)
            yield fate
    except NoServer:
        if last:
            ERR.print(words(f"the tracker went away: {taken:,} accepted so far, the last answer was for {last}; feeding all again is harmless", "yellow"))
        raise


@dataclass(slots=True)
class _Patience:
    """Says once that an article still waits, when nobody took it for some seconds."""

    is_told: bool = False

    def tell(self, fate: Fate) -> None:
        if not self.is_told:
            hint = "does a reader run (`tracker run`; on Kafka, `tracker worker`)? Ctrl-C ends the wait, not the reading"
            ERR.print(words(f"{fate.place}: article {fate.item.id} still waits to be read after {WAIT_S} s; {hint}", "dim"))
        self.is_told = True


def _settled(tracker: Interface, fate: Fate, patience: _Patience) -> Fate:
    while True:
        outcome = tracker.shaped(Outcome, tracker.get(path_of("articles", fate.item.id), wait=WAIT_S))
        if outcome.state != "waiting":
            return replace(fate, state=outcome.state, events=len(outcome.events), reason=outcome.reason or "")
        if stopped := (readiness := tracker.readiness()).stopped:
            raise Misplaced("to", f"the tracker at {tracker.address} stands still: {stopped}", readiness.way_out or "")
        patience.tell(fate)


def _in_sight(fates: Iterable[Fate]) -> Iterator[Fate]:
    """The same, counted on a terminal while it goes on; what is over at once shows nothing."""
    columns = SpinnerColumn(), TextColumn("{task.completed:,} articles"), TimeElapsedColumn()
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        task = progress.add_task("", total=None, visible=False)
        for number, fate in enumerate(fates, 1):
            progress.update(task, completed=number, visible=number > SHORT)
            yield fate


def _counted(fate: Fate) -> Iterator[tuple[str, int]]:
    yield ("accepted" if fate.item.id else "refused"), 1
    yield "duplicates", int(fate.item.duplicate)
    yield "events", fate.events
    if fate.state:
        yield fate.state, 1


def _totals(counts: Mapping[str, int]) -> str:
    known = f" ({counts['duplicates']:,} known before)" if counts["duplicates"] else ""
    refused = f", {counts['refused']:,} refused" if counts["refused"] else ""
    states = [f"{counts[state]:,} {state}" for state in ("read", "failed", "unread", "retracted") if counts[state]]
    read = f"; {', '.join(states)}: {counts['events']:,} events" if states else ""
    return f"{counts['accepted']:,} accepted{known}{refused}{read}"


def _trouble(fate: Fate) -> TrackerError:
    if fate.item.id:
        return BadArticle("", f"article {fate.item.id} could not be read: {fate.reason}", "its bytes are kept; report it to those who keep the reader")
    return BadArticle("", fate.item.detail, fate.item.way_out)


def _plain(fate: Fate) -> dict[str, Plain]:
    place: dict[str, Plain] = {"place": str(fate.place)}
    if not fate.item.id:
        return {**place, "problem": fate.item.detail, "field": fate.item.field, "way_out": fate.item.way_out}
    receipt = {**place, "id": fate.item.id, "duplicate": fate.item.duplicate}
    return {**receipt, "state": fate.state, "events": fate.events, "reason": fate.reason or None} if fate.state else receipt
