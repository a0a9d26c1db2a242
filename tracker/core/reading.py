"""
The records of the events log: what a reader made of an article, and what was decided about articles and readers since.

In: an article's findings.  Out: frozen values, one record each.  Never: an article's text, but for the quotes of its events.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from tracker.core.event import Event
from tracker.core.identity import digest

Outcome = Literal["events", "none", "failed", "unread"]
"""It reports events; it reports none; the reader failed on it; the reader does not read such articles (another language)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """
    What merging needs of an article.

    published: as fed, "" where untold; received: the articles log's own moment, RFC 3339; place: where it lies in the articles log.
    sketch: of its text, to find copies (bottom-k hashes of its shingles, ascending); () where the text is too short.
    """

    published: str = ""
    received: str = ""
    source: str = ""
    home_country: str = ""
    url: str = ""
    title: str = ""
    sketch: tuple[int, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one article. reason: why it failed or was not read, "" otherwise; step: the one at which it failed."""

    article: str
    reader: str
    outcome: Outcome
    events: tuple[Event, ...] = ()
    origin: Origin = Origin()
    reason: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Retracted:
    """An article is taken out. id: of this retraction; an article is out while any retraction of it stands, whichever record came first."""

    id: str
    article: str
    why: str


def retraction_id(article: str, earlier: Collection[str]) -> str:
    """The name of the next retraction of an article. earlier: the names of those before it, all undone; so a request that is sent again means the same one."""
    return digest({"retracted": article, "earlier": sorted(earlier)})


@dataclass(frozen=True, slots=True)
class Restored:
    """A retraction is undone. retraction: its id."""

    retraction: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Whose readings count: of each article that of the first listed reader that succeeded."""

    preference: tuple[str, ...]


Record = Reading | Retracted | Restored | Readers
