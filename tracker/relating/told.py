"""
An event with what merging needs of the article that tells it.

In: readings that count.  Out: frozen values.  Never: an article's text.
"""

from dataclasses import dataclass

from tracker.core.event import Event
from tracker.core.reading import Origin


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and where its article comes from."""

    event: Event
    origin: Origin
