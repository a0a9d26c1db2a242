"""`access`: to a real broker; `topics`: empty ones of this test's own; `log`: open on them."""

from collections.abc import AsyncIterator

import pytest

from tests.log.runtimes import new_topics
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted


@pytest.fixture
def access(broker: str) -> KafkaAccess:
    return KafkaAccess(broker)


@pytest.fixture
async def topics(access: KafkaAccess) -> Topics:
    topics = new_topics()
    await make_topics(access, wanted(topics, Copies(readers=3)))
    return topics


@pytest.fixture
async def log(access: KafkaAccess, topics: Topics) -> AsyncIterator[KafkaLog]:
    async with KafkaLog.open(access, topics) as log:
        yield log
