"""The lexicon, loaded once for all tests of reading."""

import pytest

from tracker.reading.known import Lexicon, load


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """What the data files say."""
    return load()
