"""
Whether a topic is still the same: one that was deleted and made anew gives the same offsets to other records.

A worker that goes on where it was would pass over all of them in silence. A topic that keeps everything is known by its first records.
In: a topic.  Out: word of the partitions that are others now.  Never: what lies in them.
"""

import asyncio
from collections.abc import Mapping

from aiokafka import AIOKafkaConsumer

from tracker.core.errors import MadeAnew, TrackerError
from tracker.log.kafka_access import KafkaAccess, Kept, partitions, start_consumer

LOOK_EVERY_S = 2.0

Firsts = Mapping[int, int]
"""Partition -> the moment at which the broker took its first record, in milliseconds; a partition without records is left out."""


class Watch:
    """Knows the first records of a topic."""

    def __init__(self, access: KafkaAccess, topic: str) -> None:
        self._access, self._topic = access, topic
        self._known: Firsts = {}

    async def run(self) -> None:
        """Look again and again until cancelled. Raises MadeAnew, each time anew until `forget`; while the broker is silent, nothing."""
        looking = Kept(self._access, lambda: start_consumer(self._access, self._topic))
        try:
            while True:
                now = await self._now(looking)
                if others := others_now(self._known, now):
                    raise MadeAnew(self._topic, others)
                self._known = {**self._known, **now}
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            await looking.close()

    def forget(self) -> None:
        """Take the topic for what it is now: whoever was told has seen to it."""
        self._known = {}

    async def _now(self, looking: Kept[AIOKafkaConsumer]) -> Firsts:
        """As the topic is now; as it was known where the broker does not say."""
        try:
            async with looking.use() as consumer:
                found = await consumer.offsets_for_times(dict.fromkeys(partitions(consumer, self._topic), 0))
        except TrackerError:
            return self._known
        return {part.partition: first.timestamp for part, first in found.items() if first is not None}


def others_now(known: Firsts, now: Firsts) -> frozenset[int]:
    """The partitions that begin otherwise, or hold nothing any more."""
    return frozenset(partition for partition, first in known.items() if now.get(partition) != first)
