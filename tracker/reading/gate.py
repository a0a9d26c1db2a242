"""
The gate: which articles this reader can read, and which of their spans can tell an act.

In: an article's spans and what the lexicon found in them.  Out: a reason not to read, or the spans worth reading.  Never: a word looked at twice.
Source of the stop words: frequent function words of English prose that no neighbouring language writes alike.
"""

import re

from tracker.core.article import Article
from tracker.reading.spans import Span

STOP_WORDS = frozenset(("the", "of", "and", "to", "is", "that", "for", "was", "with", "by", "from", "has", "its", "will", "have", "after", "who", "are"))
WORDS = re.compile(r"[^\W\d_]+")
SAMPLE = 2000  # characters that tell the language
MIN_WORDS, MIN_SHARE = 20, 0.05  # English news has a share of 0.18 to 0.30, German, French, Spanish and Indonesian under 0.03
SILENT = frozenset({"credit", "dateline"})


def reason_not_to_read(article: Article) -> str:
    """Why the article is not read: it says or shows that it is in another language; "" where it is read."""
    if article.language and article.language.lower().partition("-")[0] not in ("en", "eng", "english"):
        return f"language: the article is in {article.language!r}, and this reader reads English"
    words = WORDS.findall(article.text[:SAMPLE].lower())
    if len(words) >= MIN_WORDS and sum(word in STOP_WORDS for word in words) < MIN_SHARE * len(words):
        return "language: the text does not look like English"
    return ""


def is_worth_reading(span: Span, text: str, has_names: bool, telling: frozenset[str]) -> bool:
    """
    Whether a span can tell an act: not who took a picture and not when and where it was written; and it names somebody or something.

    telling: words in small letters of which one may do instead of a name ("Four agreements were signed").
    """
    if span.role in SILENT:
        return False
    return has_names or not telling.isdisjoint(WORDS.findall(text[span.start : span.end].lower()))
