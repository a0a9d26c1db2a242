"""`runtime`: each of RUNTIMES in turn; `log`: its logs, open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.log.runtimes import RUNTIMES, Runtime
from tracker.log.contract import Log


@pytest.fixture(params=list(RUNTIMES))
def runtime(request: pytest.FixtureRequest, tmp_path: Path) -> Runtime:
    return RUNTIMES[request.param](tmp_path)


@pytest.fixture
async def log(runtime: Runtime) -> AsyncIterator[Log]:
    opened = await runtime.open()
    yield opened
    await opened.close()
