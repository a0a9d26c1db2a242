"""`broker`: the address of a real Kafka, started once for all tests that take it."""

from collections.abc import Iterator

import pytest

from tests.log.runtimes import running_broker


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    with running_broker() as address:
        yield address
