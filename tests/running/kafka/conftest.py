"""`log`: both logs on a real broker, open on topics of this test's own."""

from collections.abc import AsyncIterator

import pytest

from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Topics


@pytest.fixture
async def log(access: KafkaAccess, topics: Topics) -> AsyncIterator[KafkaLog]:
    async with KafkaLog.open(access, topics) as log:
        yield log
