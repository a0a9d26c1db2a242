"""
An article's words with its quotes marked, each with the facts that rest on it.

In: a text, and the events that quote it.  Out: its pieces, in order; together they are the text again, to the letter.  Never: HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tracker.serving.shapes import ShownEvent


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A piece of a text. anchor: where a quote begins with it ("text-120"), "" where none does.

    is_quoted: some event rests on it; ends: the events whose quote ends with it, in their order.
    """

    words: str
    anchor: str
    is_quoted: bool
    ends: Sequence[ShownEvent]


def passages(text: str, field: Literal["title", "text"], events: Sequence[ShownEvent]) -> Sequence[Passage]:
    """The pieces of a title or text. Quotes may overlap; one that reaches beyond the text is cut there."""
    spans = [(quote.start, min(quote.end, len(text)), event) for event in events for quote in event.evidence if quote.field == field]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end) if edge < len(text))})
    return [
        Passage(
            words=text[begin:end],
            anchor=f"{field}-{begin}" if any(start == begin for start, _, _ in spans) else "",
            is_quoted=any(start <= begin and end <= stop for start, stop, _ in spans),
            ends=[event for _, stop, event in spans if stop == end],
        )
        for begin, end in pairwise(edges)
    ]
