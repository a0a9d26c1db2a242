"""`runtime`: each of RUNTIMES in turn; `log`: its logs, open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.log.runtimes import RUNTIMES, Embedded, OnKafka, Runtime, new_topics
from tracker.log.contract import Log
from tracker.log.kafka_access import KafkaAccess


@pytest.fixture(params=RUNTIMES)
def runtime(request: pytest.FixtureRequest, tmp_path: Path) -> Runtime:
    if request.param == "embedded":
        return Embedded(tmp_path)
    return OnKafka(KafkaAccess(request.getfixturevalue("broker")), new_topics())


@pytest.fixture
async def log(runtime: Runtime) -> AsyncIterator[Log]:
    opened = await runtime.open()
    yield opened
    await opened.close()
