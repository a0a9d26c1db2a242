"""
The main text of a page, by trafilatura; nothing else of tracker knows it.

Its import takes a fifth of the time in which a tracker starts, so `page` loads this module with the first page that comes.
In: HTML that `page` wrote anew.  Out: text, title and day.  Never: a fetch.
"""

import logging
from datetime import date
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Document

for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what they could not make out is told by an empty Extract, not beside it


class Extract(NamedTuple):
    """What a page holds; "" each where it tells nothing."""

    text: str = ""
    title: str = ""
    published: str = ""


def extracted(tidy: str, latest: date) -> Extract:
    """Main text and metadata of a page; an empty Extract where it has none, or the library fails on it. latest: a day after it is left out."""
    dates = {"extensive_search": False, "original_date": True, "max_date": latest.isoformat()}
    try:
        told = bare_extraction(tidy, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except Exception:  # whatever a hostile page made a library trip over: it gave no text
        return Extract()
    return Extract(told.text or "", told.title or "", told.date or "") if isinstance(told, Document) else Extract()
