"""
A newer release: its reader is of version 99, takes no rumour for a fact, and understands what the articles of `tests.running.made` tell.

Python imports a module of this name when it starts; a process is of that release where PYTHONPATH names this folder.
"""

import sys
from dataclasses import replace

import tracker.reading.known
import tracker.reading.read
from tests.running import made
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.reading.extractor import Answer
from tracker.reading.known import Lexicon

_whole = tracker.reading.read.read


def _newer(article: Article, lexicon: Lexicon, answer: Answer | None = None) -> Reading:
    if "rumour" in article.text:
        return Reading(article.id, lexicon.reader, "none")
    reading = replace(made.read(article), reader=lexicon.reader)
    return reading if reading.events else _whole(article, lexicon, answer)


tracker.reading.known.VERSION = "99"
if "tracker.running.child" in sys.orig_argv:
    tracker.reading.read.read = _newer
