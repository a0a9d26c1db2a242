"""
The road of one article: spans, gate, entities, frames, resolve, reconcile.

In: an Article and a Lexicon.  Out: a Reading.  Never: an exception; a bug in a step becomes a failed reading that names the step.
"""

from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.reading.known import Lexicon


def read(article: Article, lexicon: Lexicon) -> Reading:
    """
    What this reader makes of the article: outcome "events", "none", "unread" (another language) or "failed" (with reason and step).

    `origin` is filled from the article and its sketch; `origin.received` and `origin.place` stay "".
    """
    raise NotImplementedError
