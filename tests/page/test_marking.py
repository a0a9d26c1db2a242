"""An article's words with its quotes marked."""

import pytest

from tracker.serving.marking import passages
from tracker.serving.shapes import Quote, ShownEvent

TEXT = "Ana flew to Oslo and signed."


def event(id: str, *spans: tuple[int, int]) -> ShownEvent:
    quotes = [Quote(TEXT[start:end], "a", "text", start, end, None, None, None, None, "") for start, end in spans]
    return ShownEvent(id, "visit", None, None, "", {}, 0.9, quotes, (), None, {})


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], [(TEXT, "", False, "")]),
        ([event("v", (0, 16))], [("Ana flew to Oslo", "text-0", True, "v"), (" and signed.", "", False, "")]),
        (
            [event("v", (0, 16)), event("w", (12, 27))],  # they overlap
            [("Ana flew to ", "text-0", True, ""), ("Oslo", "text-12", True, "v"), (" and signed", "", True, "w"), (".", "", False, "")],
        ),
        ([event("v", (0, 28)), event("w", (0, 28))], [(TEXT, "text-0", True, "vw")]),
        ([event("v", (21, 99))], [("Ana flew to Oslo and ", "", False, ""), ("signed.", "text-21", True, "v")]),
    ],
)
def test_quotes_are_marked_and_lead_on_where_they_end(events: list[ShownEvent], expected: list[tuple[str, str, bool, str]]) -> None:
    found = passages(TEXT, "text", events)
    assert [(each.words, each.anchor, each.is_quoted, "".join(end.id for end in each.ends)) for each in found] == expected
    assert "".join(each.words for each in found) == TEXT
    assert passages("", "title", events) == []
