"""One lexicon for all; a tracker for each test that asks one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.serving.news import Desk
from tests.serving.served import Served, serving
from tracker.reading.known import Catalogue, load_catalogue


@pytest.fixture(scope="session")
def lexicon() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def desk(lexicon: Catalogue) -> Desk:
    return Desk(lexicon.kinds)


@pytest.fixture
async def tracker(tmp_path: Path, lexicon: Catalogue) -> AsyncIterator[Served]:
    async with serving(tmp_path, lexicon) as served:
        yield served
