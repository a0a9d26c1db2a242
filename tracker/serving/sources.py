"""
Where quotes come from: title, source, day and address of the articles that facts rest on.

In: facts.  Out: the origins of their articles.  Never: an article's text.
"""

from collections.abc import Iterable

from tracker.core.fact import Fact
from tracker.relating.lookup import Lookup
from tracker.serving.shapes import Origins


def origins_of(view: Lookup, facts: Iterable[Fact | None]) -> Origins:
    """The origins of all articles that these facts quote."""
    return view.origins({evidence.article for fact in facts if fact for evidence in fact.evidence})
