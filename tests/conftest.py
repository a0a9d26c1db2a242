"""`broker`: the address of a real Kafka, started once for all tests that take it; `access`: to it; `topics`: empty ones of a test's own."""

from collections.abc import Iterator

import pytest

from tests.log.runtimes import new_topics, running_broker
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    with running_broker() as address:
        yield address


@pytest.fixture
def access(broker: str) -> KafkaAccess:
    return KafkaAccess(broker)


@pytest.fixture
async def topics(access: KafkaAccess) -> Topics:
    topics = new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    return topics
