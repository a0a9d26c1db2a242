"""
What the reader of this checkout finds in gold articles.

In: articles in the form of SCHEMA.md, read as a sender would feed them.  Out: findings by the article's id.  Never: a look at their gold facts.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from tests.gold.as_fed import as_fed
from tracker.core.article import Article
from tracker.core.identity import Plain
from tracker.feeding.door import admit
from tracker.reading.findings import findings
from tracker.reading.known import Lexicon
from tracker.reading.read import read

NOW = datetime(2026, 12, 31, tzinfo=UTC)  # all gold articles lie before it
Found = dict[str, dict[str, list[dict[str, Plain]]]]


def admitted(gold: Mapping[str, object]) -> Article:
    """The article as the door lets it in."""
    return admit(as_fed(dict(gold)), NOW)


def found_in(articles: Iterable[Mapping[str, object]], lexicon: Lexicon) -> Found:
    """The findings of each article by its id. Raises ValueError that names the article where one could not be read."""
    found: Found = {}
    for gold in articles:
        reading = read(admitted(gold), lexicon)
        if reading.outcome in ("failed", "unread"):
            raise ValueError(f"{gold['id']}: {reading.outcome}: {reading.reason}")
        found[str(gold["id"])] = cast("dict[str, list[dict[str, Plain]]]", json.loads(json.dumps(findings(reading, lexicon.kinds))))
    return found
