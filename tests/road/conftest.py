"""`road`: from articles to answers, on each runtime in turn, on data of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.road.runtimes import RUNTIMES, Embedded, Road, on_kafka


@pytest.fixture(params=RUNTIMES)
def road(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Road]:
    if request.param == "embedded":
        yield Embedded(tmp_path / "data")
    else:
        with on_kafka(tmp_path / "data", request.getfixturevalue("broker")) as road:
            yield road
