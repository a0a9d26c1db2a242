"""
Moving between runtimes: what lies in one pair of logs is appended to another, so that who starts embedded can grow onto Kafka, and back.

Articles go before what is known of them, each in the order of its log. What the other log holds already is passed over, so a copy that was cut off goes on
when it is begun again, and a later one brings what is new. A reading keeps the moment at which its article was first received; where the article lies is
told anew, as each log has places of its own.
In: two logs.  Out: the second one with all that the first amounts to.  Never: a change to the first; a decision of the second about its readers undone.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tracker.core.errors import Misplaced
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import ArticleLog, EventLog, Log, Shelved
from tracker.log.sqlite import SqliteLog
from tracker.running.claims import LOG, claimed
from tracker.running.diagnostics import speak_plainly
from tracker.running.logs import opened_on_broker
from tracker.running.tail import BATCH
from tracker.settings import settle_kafka

KAFKA: Final = "kafka"  # what stands for the broker where otherwise a folder is named
CHUNK: Final = 200  # articles that are appended together

Progress = Callable[[str, int], None]
"""Told as the copy goes on: "articles" or "records", and how many of them were looked at."""


@dataclass(slots=True)
class Copied:
    """articles, records: how many the other log did not hold before; left: places whose bytes are no article that this release knows, and stay behind."""

    articles: int = 0
    records: int = 0
    left: list[str] = field(default_factory=list)


def copy(source: str, target: str, heard: Progress) -> Copied:
    """
    Copy what one tracker knows to another. source, target: a data folder, or "kafka" for the broker in KAFKA_BOOTSTRAP_SERVERS.

    Raises Misplaced where both are one, the source holds no log or the topics are not as they must be, DataInUse where a tracker runs on the target's folder,
    NoBroker where no broker answers, Unreadable at a record of an unknown format; all before that is copied then.
    """
    if source == target or (KAFKA not in (source, target) and Path(source).resolve() == Path(target).resolve()):
        raise Misplaced("to", f"{target} is where the copy comes from", "name another folder, or kafka, with --to")
    if source != KAFKA and not (Path(source) / LOG).exists():
        raise Misplaced("from", f"{source} holds no log of a tracker", "name the folder that `tracker run` was given, or kafka")
    speak_plainly()
    with ExitStack() as held:
        if target != KAFKA:
            held.enter_context(claimed(Path(target)))
        return asyncio.run(_copied(source, target, heard))


async def copied(source: Log, target: Log, heard: Progress) -> Copied:
    """Append to the target what it lacks of the source, as it stands when asked."""
    done = Copied()
    places = await _copy_articles(source.articles, target.articles, done, heard)
    await _copy_records(source.events, target.events, places, done, heard)
    return done


async def _copied(source: str, target: str, heard: Progress) -> Copied:
    async with AsyncExitStack() as stack:
        there = await _opened(source)
        stack.push_async_callback(there.close)
        here = await _opened(target)
        stack.push_async_callback(here.close)
        return await copied(there, here, heard)


async def _opened(name: str) -> Log:
    return await opened_on_broker(settle_kafka()) if name == KAFKA else SqliteLog.open(Path(name) / LOG)


async def _copy_articles(source: ArticleLog, target: ArticleLog, done: Copied, heard: Progress) -> dict[str, str]:
    """Article id -> its place in the target."""
    places = {each.article.id: each.place async for each in target.scan() if isinstance(each, Shelved)}
    looked_at = 0
    async for chunk in _chunks(source, done):
        new = list({each.article.id: each.article for each in chunk if each.article.id not in places}.values())
        places |= {receipt.id: receipt.place for receipt in await target.append(new)}
        done.articles += len(new)
        looked_at += len(chunk)
        heard("articles", looked_at)
    return places


async def _chunks(source: ArticleLog, done: Copied) -> AsyncIterator[list[Shelved]]:
    chunk: list[Shelved] = []
    async for each in source.scan():
        if not isinstance(each, Shelved):
            done.left.append(each.where)
            continue
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


async def _copy_records(source: EventLog, target: EventLog, places: dict[str, str], done: Copied, heard: Progress) -> None:
    known = _Known()
    async for batch in _batches(target):
        known.note(batch)
    looked_at = 0
    async for batch in _batches(source):
        new = [_at_home(record, places) for record in known.lacking(batch)]
        await target.append(new)
        done.records += len(new)
        looked_at += len(batch)
        heard("records", looked_at)


async def _batches(events: EventLog) -> AsyncIterator[list[Record]]:
    """All records up to the end as it is now, in order."""
    end, position = await events.end(), 0
    while position < end and (entries := await events.read(position, min(BATCH, end - position))):
        yield [entry.record for entry in entries]
        position = entries[-1].position


class _Known:
    """
    The records that a log holds, by what makes each count once.

    Switches of readers count by their order instead: one is known where it comes behind the last known one there, as when a copy was cut off. Those that
    the log took on its own account stand between or behind.
    """

    def __init__(self) -> None:
        self._names: set[Hashable] = set()
        self._switches: list[Readers] = []
        self._ahead: Iterator[Readers] = iter(self._switches)

    def note(self, records: list[Record]) -> None:
        self._names |= {_name(record) for record in records}
        self._switches += [record for record in records if isinstance(record, Readers)]

    def lacking(self, records: list[Record]) -> list[Record]:
        """Those of the records, in order, that it does not hold; it is taken to hold them from now on."""
        lacking: list[Record] = []
        for record in records:
            is_known = record in self._ahead if isinstance(record, Readers) else _name(record) in self._names
            if not is_known:
                lacking.append(record)
                self._names.add(_name(record))
        return lacking


def _name(record: Record) -> Hashable:
    """What a second record of it has in common with the first."""
    match record:
        case Reading():
            return record.article, record.reader, record.outcome
        case Retracted():
            return "retracted", record.id
        case Restored():
            return "restored", record.retraction
        case Readers():
            return record


def _at_home(record: Record, places: dict[str, str]) -> Record:
    """The same, with the article's place in its new log; "" where it stayed behind."""
    if not isinstance(record, Reading):
        return record
    return replace(record, origin=replace(record.origin, place=places.get(record.article, "")))
