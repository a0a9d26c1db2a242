"""Lines of a body, however the network cut it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.serving.news import article
from tracker.core.article import MAX_ARTICLE_BYTES
from tracker.core.errors import BadArticle, TooLarge
from tracker.log.sqlite import SqliteLog
from tracker.serving.intake import Shelf, lines_of, shelve

BODIES = st.lists(st.sampled_from([b"{}", b"[1]", b" ", b"\n", b"\r\n", b"long" * 5, b"x"]), max_size=20).map(b"".join)


@given(BODIES, st.lists(st.integers(0, 120), max_size=8))
def test_the_lines_do_not_depend_on_where_the_network_cut_the_body(body: bytes, cuts: list[int]) -> None:
    assert lines(cut(body, cuts), limit=1000) == [line for line in body.split(b"\n") if line.strip()]


@given(BODIES, st.lists(st.integers(0, 120), max_size=8))
def test_a_line_over_the_limit_is_told_in_its_place_wherever_it_was_cut(body: bytes, cuts: list[int]) -> None:
    expected = [line if len(line) <= 6 else "too large" for line in body.split(b"\n") if line.strip() or len(line) > 6]
    assert ["too large" if isinstance(line, TooLarge) else line for line in lines(cut(body, cuts), limit=6)] == expected


async def test_what_the_log_refuses_does_not_keep_out_its_neighbours(tmp_path: Path) -> None:
    first, last = article("First."), article("Last.")
    wrong = BadArticle("text", "is empty", "send its text")
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        taken = await shelve([first, article("x" * MAX_ARTICLE_BYTES), wrong, last], log.articles)
        assert [type(each) for each in taken] == [Shelf, TooLarge, BadArticle, Shelf]
        assert [await log.articles.find(each.id) is not None for each in (first, last)] == [True, True]


def cut(body: bytes, at: Sequence[int]) -> list[bytes]:
    edges = [0, *sorted(min(each, len(body)) for each in at), len(body)]
    return [body[a:b] for a, b in pairwise(edges)]


def lines(chunks: Sequence[bytes], limit: int) -> list[bytes | TooLarge]:
    async def sent() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    async def all_of() -> list[bytes | TooLarge]:
        return [line async for some in lines_of(sent(), limit) for line in some]

    return asyncio.run(all_of())
