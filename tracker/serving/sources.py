"""
Where quotes come from: title, source, day and address of the articles that facts rest on.

In: facts.  Out: the origins of their articles.  Never: an article's text.
"""

from collections.abc import Iterable

from tracker.core.errors import NotFound
from tracker.core.fact import Fact
from tracker.core.reading import Origin
from tracker.relating.ask import Ask
from tracker.serving.shapes import Origins


def origins_of(ask: Ask, facts: Iterable[Fact | None]) -> Origins:
    """The origins of all articles that these facts quote; what the view no longer knows has none."""
    return {id: _origin(ask, id) for id in {evidence.article for fact in facts if fact for evidence in fact.evidence}}


def _origin(ask: Ask, article: str) -> Origin:
    try:
        return ask.article(article).origin
    except NotFound:
        return Origin()
