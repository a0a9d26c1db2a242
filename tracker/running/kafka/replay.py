"""
The archive of a tracker on Kafka read again by another reader: a worker of that reader's group, which ends when its group has read everything.

Several may read side by side, on many machines. A worker of the same release that is started later goes on where they left off.
In: settings.  Out: a reading of each article in `events`.  Never: a reader put in force.
"""

import asyncio
from contextlib import suppress

import uvloop

from tracker.core.errors import NoBroker
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, partitions, start_admin, start_consumer, translated
from tracker.running.diagnostics import speak_plainly
from tracker.running.kafka.topics import access_of, checked, copies_of, topics_of
from tracker.running.kafka.worker import IN_HAND, Worker, group_of, until_told, worker_of
from tracker.running.lexicon import catalogue_with
from tracker.running.pool import pool_of
from tracker.running.preference import hold
from tracker.running.replay import Progress, Replayed
from tracker.settings import KafkaSettings, Settings

LOOK_EVERY_S = 0.5


def replay_on_kafka(settings: Settings, kafka: KafkaSettings, heard: Progress) -> Replayed:
    """
    Have this release's reader read what its group has not read, also while other workers run; Ctrl-C ends it before its time.

    Raises NoBroker where no broker answers, Misplaced where the topics are not as they must be.
    """
    speak_plainly()
    return uvloop.run(_replayed(settings, kafka, heard))


async def _replayed(settings: Settings, kafka: KafkaSettings, heard: Progress) -> Replayed:
    access, topics, pool = access_of(kafka), topics_of(kafka), pool_of(settings, catalogue_with(settings).reader)
    await checked(access, topics, copies_of(kafka))
    async with KafkaLog.open(access, topics) as log:
        standing = await hold(log.events)
    group = group_of(kafka.topic_prefix, pool.reader)
    before, _ = await _reached(access, topics.articles, group)
    worker = worker_of(kafka, pool, IN_HAND * settings.readers)
    watching = asyncio.create_task(_end_when_read(worker, access, topics.articles, group, before, heard))
    try:
        await until_told(worker)
    finally:
        watching.cancel()
    done, end = await _reached(access, topics.articles, group)
    return Replayed(pool.reader, done - before, pool.reader in standing.in_force, is_whole=done >= end)


async def _end_when_read(worker: Worker, access: KafkaAccess, topic: str, group: str, before: int, heard: Progress) -> None:
    done, end = before, before + 1
    while done < end:
        await asyncio.sleep(LOOK_EVERY_S)
        with suppress(NoBroker):  # the worker says so
            done, end = await _reached(access, topic, group)
            heard(done - before, end - before)
    worker.end()


async def _reached(access: KafkaAccess, topic: str, group: str) -> tuple[int, int]:
    """How many articles of the topic the group has acknowledged, and how many there are."""
    with translated(access):
        consumer = await start_consumer(access, topic)
        try:
            ends = await consumer.end_offsets(partitions(consumer, topic))
        finally:
            await consumer.stop()
        admin = await start_admin(access)
        try:
            committed = await admin.list_consumer_group_offsets(group, partitions=list(ends))
        finally:
            await admin.close()
    return sum(min(max(0, committed[part].offset), end) for part, end in ends.items()), sum(ends.values())
