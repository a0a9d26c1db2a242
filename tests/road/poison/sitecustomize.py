"""
A fault in the reader: its process dies of an article that speaks of poison, as long as the file in TRACKER_TEST_POISON stands.

Python imports a module of this name when it starts; a process has the fault where PYTHONPATH names this folder.
"""

import os
import sys
from pathlib import Path

import tracker.reading.read
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.reading.extractor import Answer
from tracker.reading.known import Lexicon

_whole = tracker.reading.read.read


def _poisoned(article: Article, lexicon: Lexicon, answer: Answer | None = None) -> Reading:
    if "poison" in article.text and Path(os.environ["TRACKER_TEST_POISON"]).exists():
        os._exit(3)
    return _whole(article, lexicon, answer)


if "tracker.running.child" in sys.orig_argv:
    tracker.reading.read.read = _poisoned
