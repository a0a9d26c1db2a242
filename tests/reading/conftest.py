"""The lexicon, loaded once for all tests of reading; and once with a parser."""

import pytest

from tracker.reading.known import Lexicon, load


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """What the data files say."""
    return load()


@pytest.fixture(scope="session")
def lexicon_with_parser() -> Lexicon:
    """The same, for both readers."""
    return load(has_parser=True)
