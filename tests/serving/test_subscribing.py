"""Subscribing: nothing is lost, nothing comes twice, and a gap is said to be one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.news import Desk
from tests.serving.served import Served, serving
from tracker.core.reading import Retracted
from tracker.reading.known import Catalogue


async def some(messages: AsyncIterator[dict[str, Any]], many: int) -> list[dict[str, Any]]:
    return [await asyncio.wait_for(anext(messages), 10) for _ in range(many)]


def told(messages: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(change["what"], change["seen"], change["fact"]) for message in messages for change in message["changes"]]


async def polled(tracker: Served, query: str = "", after: str = "") -> list[dict[str, Any]]:
    """All messages behind a cursor, page by page."""
    messages: list[dict[str, Any]] = []
    while True:
        page = await tracker.get(f"/v1/changes?after={after}{query}")
        messages, after = messages + page["items"], page["next"]
        if page["next"] == page["position"]:
            return messages


async def test_the_stream_tells_what_happens_as_it_happens(tracker: Served, desk: Desk) -> None:
    async with tracker.listening() as messages:
        told_by, read = news = desk.visit("NOR", "CHL")
        position = await tracker.tell(news)
        [first] = await some(messages, 1)
        assert first["event"] == "changes" and first["id"] == first["position"] == position and first["previous"] is None
        assert told([first]) == [("new", "entered", read.events[0].id)]
        gone = await tracker.tell(Retracted("r1", told_by.id, "a parody"))
        [second] = await some(messages, 1)
        assert second["position"] == gone and second["previous"] == position
        assert told([second]) == [("gone", "left", read.events[0].id)] and second["changes"][0]["why"] == "a parody"


async def test_pages_and_stream_tell_the_same(tracker: Served, desk: Desk) -> None:
    await tracker.tell(*(desk.visit("NOR", "CHL", f"20{year}-03-04") for year in range(10, 20)), desk.agreement("NOR", "CHL"))
    pages = await polled(tracker, "&limit=3")
    async with tracker.listening() as messages:
        streamed = [{part: message[part] for part in ("position", "previous", "changes")} for message in await some(messages, len(pages))]
    assert streamed == pages and len(pages) == 11


async def test_each_message_names_the_one_before_it_under_the_same_filter(tracker: Served, desk: Desk) -> None:
    for year in range(10, 14):
        await tracker.tell(desk.visit("NOR", "CHL", f"20{year}-03-04"), desk.visit("RUS", "CUB", f"20{year}-03-04"))
    messages = await polled(tracker, "&country=Chile")
    assert [message["previous"] for message in messages] == [None, *(message["position"] for message in messages[:-1])]
    resumed = await polled(tracker, "&country=Chile", after=messages[1]["position"])
    assert resumed == messages[2:]


@pytest.mark.parametrize("way", ["header", "query"])
async def test_resuming_loses_nothing_and_repeats_nothing_over_a_restart(tmp_path: Path, lexicon: Catalogue, desk: Desk, way: str) -> None:
    async with serving(tmp_path, lexicon) as tracker, tracker.listening() as messages:
        await tracker.tell(*(desk.visit("NOR", "CHL", f"20{year}-03-04") for year in range(10, 16)))
        heard = await some(messages, 2)
    async with serving(tmp_path, lexicon) as tracker:
        await tracker.tell(desk.visit("NOR", "CHL", "2020-03-04"))
        last = heard[-1]["id"]
        async with tracker.listening(f"?after={last}" if way == "query" else "", **({"last-event-id": last} if way == "header" else {})) as messages:
            heard += await some(messages, 5)
        everything = await polled(tracker)
    assert [message["position"] for message in heard] == [message["position"] for message in everything]
    assert told(heard) == told(everything) and len(heard) == 7


async def test_a_stream_ends_by_itself_when_the_server_ends(tmp_path: Path, lexicon: Catalogue) -> None:
    async with serving(tmp_path, lexicon) as tracker, tracker.listening() as messages:
        tracker.node.closing.set()
        async with asyncio.timeout(5):  # well before its next heartbeat
            assert [message async for message in messages] == []  # comes to its end, and is not cut off


async def test_a_filter_says_what_enters_and_what_leaves_it(tracker: Served, desk: Desk) -> None:
    first = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", confidence=0.5)
    second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", "2024-03-06")
    await tracker.tell(first)
    [fact] = (await tracker.get("/v1/facts"))["items"]
    await tracker.tell(second, Retracted("r1", second[0].id, "withdrawn"))
    above = (await polled(tracker))[1]["changes"][0]["after"]["confidence"]
    assert above > fact["confidence"]
    assert [seen for _, seen, _ in told(await polled(tracker, f"&min_confidence={above}"))] == ["entered", "left"]
    assert [seen for _, seen, _ in told(await polled(tracker, f"&min_confidence={fact['confidence']}"))] == ["entered", "changed", "changed"]
    assert told(await polled(tracker, "&country=NOR")) == []
    assert told(await polled(tracker, "&kind=agreement")) == []


async def test_a_cursor_of_another_generation_gets_a_gap(tracker: Served, desk: Desk) -> None:
    position = await tracker.tell(desk.visit("NOR", "CHL"))
    page = await tracker.get("/v1/changes?after=0000-1")
    assert page["items"] == [] and page["gap"]["after"] == "0000-1" and page["gap"]["position"] == page["next"] == position and page["gap"]["way_out"]
    async with tracker.listening(**{"last-event-id": "0000-1"}) as messages:
        [gap] = await some(messages, 1)
        assert gap["event"] == "gap" and gap["id"] == position
        after = await tracker.tell(desk.visit("NOR", "CHL", "2020-03-04"))
        assert [message["position"] for message in await some(messages, 1)] == [after]


async def test_the_beginning_is_the_same_in_every_generation(tracker: Served, desk: Desk) -> None:
    before = (await tracker.get("/v1/changes"))["next"]
    await tracker.tell(desk.visit("NOR", "CHL"))
    page = await tracker.get(f"/v1/changes?after={before}")
    assert page["gap"] is None and len(page["items"]) == 1


async def test_who_subscribes_from_now_on_hears_nothing_old(tracker: Served, desk: Desk) -> None:
    await tracker.tell(desk.visit("NOR", "CHL"))
    async with tracker.listening("?after=now") as messages:
        after = await tracker.tell(desk.visit("NOR", "CHL", "2020-03-04"))
        assert [message["position"] for message in await some(messages, 1)] == [after]


async def test_a_long_poll_answers_at_the_first_news(tracker: Served, desk: Desk) -> None:
    here = await tracker.tell(desk.visit("NOR", "CHL"))
    polling = asyncio.ensure_future(tracker.get(f"/v1/changes?after={here}&wait=20&country=Cuba"))
    await tracker.tell(desk.visit("NOR", "CHL", "2020-03-04"))
    assert not polling.done()
    there = await tracker.tell(desk.visit("RUS", "CUB"))
    assert [message["position"] for message in (await asyncio.wait_for(polling, 5))["items"]] == [there]


async def test_a_long_poll_without_news_says_where_to_go_on(tracker: Served, desk: Desk) -> None:
    here = await tracker.tell(desk.visit("NOR", "CHL"))
    page = await tracker.get(f"/v1/changes?after={here}&wait=0.1")
    assert page["items"] == [] and page["next"] == here


async def test_a_quiet_stream_is_told_how_far_all_was_told(tracker: Served, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.serving.changes.HEARTBEAT_S", 0.05)
    here = await tracker.tell(desk.visit("NOR", "CHL"))
    async with tracker.client.stream("GET", "/v1/changes/stream?country=Cuba") as answer:
        async for line in answer.aiter_lines():
            if line == f"id: {here}":
                return  # who connects again from here hears nothing twice and misses nothing
    raise AssertionError("the stream ended without a heartbeat")
