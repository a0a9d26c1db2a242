"""
Where quotes come from: title, source, day and address of the articles that facts rest on.

In: facts.  Out: the origins of their articles.  Never: an article's text.
"""

from collections.abc import Iterable

from tracker.core.fact import Fact
from tracker.relating.ask import Ask
from tracker.serving.shapes import Origins


def origins_of(ask: Ask, facts: Iterable[Fact | None]) -> Origins:
    """The origins of all articles that these facts quote."""
    return ask.origins({evidence.article for fact in facts if fact for evidence in fact.evidence})
