"""A tracker for each test that looks at one."""

from tests.serving.conftest import desk, lexicon, tracker

__all__ = ["desk", "lexicon", "tracker"]
