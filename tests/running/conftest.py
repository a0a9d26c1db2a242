"""`runtime`: a pair of logs of each of RUNTIMES in turn."""

from pathlib import Path

import pytest

from tests.log.runtimes import RUNTIMES, Embedded, OnKafka, Runtime, new_topics
from tracker.log.kafka_access import KafkaAccess


@pytest.fixture(params=RUNTIMES)
def runtime(request: pytest.FixtureRequest, tmp_path: Path) -> Runtime:
    return Embedded(tmp_path) if request.param == "embedded" else OnKafka(KafkaAccess(request.getfixturevalue("broker")), new_topics())
