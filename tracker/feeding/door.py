"""
The door for articles: what a sender may feed, checked once.

In: the bytes of one JSON object, or its fields.  Out: an Article with its name, its text to the letter as it was fed.
Never: half an article, a repaired text, or another error than BadArticle. What is wrong names its field and the way out.
"""

from collections.abc import Mapping
from datetime import datetime

from tracker.core.article import Article
from tracker.core.errors import BadArticle

MAX_FED_BYTES = 10_000_000  # the JSON of one article as fed: a page of MAX_PAGE_BYTES with its escapes
MAX_PAGE_BYTES = 5_000_000  # a page before it is reduced to its text


def admit(fed: bytes | Mapping[str, object], now: datetime) -> Article:
    """
    The article that was fed.

    fed: UTF-8 JSON of one object, or its fields: exactly one of `text` and `html`; `title`, `published`, `source`, `url`, `language`, `ref` where known.
    now: with a zone; a day of publication more than a day ahead of it is refused.
    Costs up to seconds for a large page: call it in a thread where others wait.
    Raises BadArticle, or TooLarge, naming the field at fault.
    """
    raise NotImplementedError


def admit_many(body: bytes, now: datetime) -> list[Article | BadArticle]:
    """
    Of a JSON list, or of lines of JSON (NDJSON), each article or what is wrong with it, in order; blank lines are left out.

    Raises BadArticle where a list is no JSON at all.
    """
    raise NotImplementedError
