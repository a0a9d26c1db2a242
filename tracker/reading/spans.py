"""
Spans: what an article's text consists of, sentence by sentence, each with its role and exact place.

In: the title and text as stored.  Out: spans in order that cover every character that is not white space, once.
Never: a changed text. Offsets are code points of what was given, and `text[start:end]` is the quote to the letter.
"""

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "text"]
Role = Literal["headline", "dateline", "caption", "credit", "related", "body"]
"""
headline: the title, and where the text repeats it.  dateline: place, day and agency before the first words, also a time stamp of a live blog.
caption, credit: what a picture shows, and who took it (also "(Reuters)" and "Reporting by" at the end).  related: link lists, sub-heads, kickers.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence or line. start, end: code points of its field; paragraph: 0 for the title, then 1, 2, ... in the text."""

    field: Field
    start: int
    end: int
    role: Role
    paragraph: int


def spans(title: str, text: str) -> tuple[Span, ...]:
    """All spans of an article, title first, then in the order of the text. Any text is taken; time grows in line with its length."""
    raise NotImplementedError
