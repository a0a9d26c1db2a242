"""
Extracting: a heavier extractor is asked, in the reading process, within what one article may cost.

In: an article.  Out: its Reading, by the reader that the extractor makes of ours.
Never: longer than WITHIN_S, or about an article of more than MOST_CHARACTERS, which is read without its help; and never a reading without an answer that was
asked for. Where the extractor fails, the reading is a failed one, until it is read again (`tracker dead`): what a reader finds must not depend on a bad day.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tracker.core.article import Article
from tracker.core.reading import Origin, Reading
from tracker.reading.extractor import Answer, Extractor, reader_with
from tracker.reading.gate import reason_not_to_read
from tracker.reading.known import Lexicon
from tracker.reading.read import read

WITHIN_S = 20.0  # of the 60 that the pool waits for a reading
MOST_CHARACTERS = 20_000  # what an extractor costs grows with what it is shown
EXTRACT = "extract"  # the step at which a reading fails whose extractor does


def read_beside(extractor: Extractor | None, article: Article, lexicon: Lexicon, within_s: float = WITHIN_S) -> Reading:
    """The reading of an article with what the extractor, where there is one, says of it. within_s: that it may take."""
    try:
        answer = ask(extractor, article, within_s) if extractor else None
    except Exception as error:
        reason, reader = f"{type(error).__name__}: {error}", reader_with(lexicon.reader, extractor)
        return Reading(article.id, reader, "failed", origin=Origin(published=article.published), reason=reason, step=EXTRACT)
    return read(article, lexicon, answer)


def ask(extractor: Extractor, article: Article, within_s: float) -> Answer:
    """What the extractor says; nothing of an article that is too long, or not read at all. Raises TimeoutError behind its time, and whatever it raises."""
    if len(article.text) > MOST_CHARACTERS or reason_not_to_read(article):
        return Answer(extractor.id, extractor.precision)
    with _within(within_s):
        return Answer(extractor.id, extractor.precision, tuple(extractor.extract(article)))


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """End what runs here, the main thread, when its time is over. Raises TimeoutError there."""

    def end(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"no answer within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
