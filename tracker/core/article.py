"""
An article: a report as it came in.

In: what a sender gave, checked at the door (`feeding`).  Out: a frozen value with a name.  Never: the day it was received; that is the log's.
"""

from dataclasses import dataclass, field

from tracker.core.date import PartialDate
from tracker.core.identity import Plain, digest

MAX_ARTICLE_BYTES = 900_000  # stored JSON; below Kafka's default message size, so that brokers need no special setting


@dataclass(frozen=True, slots=True)
class Source:
    """Who published it. home_country: the outlet's own country, ISO 3166-1 alpha-3; "" where a part is not known."""

    name: str = ""
    home_country: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """
    text: never empty; offsets of quotes are code points of it (or of `title`), to the letter as stored.
    published: a day or an RFC 3339 moment as given, "" where the sender did not tell; language: ISO 639-1; ref: the sender's own name for it.
    id: `article_id` of the fields as fed.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    source: Source = field(default_factory=Source)
    url: str = ""
    language: str = ""
    ref: str = ""

    @property
    def day(self) -> PartialDate | None:
        """The day of publication, None where it was not told; relative dates then stay untold."""
        return PartialDate(self.published[:10]) if self.published else None


def article_id(fed: dict[str, Plain]) -> str:
    """The name of an article: a digest of all fields as fed (`html` where a page was fed), but for the sender's own `ref`."""
    return digest({name: value for name, value in fed.items() if name != "ref"})
