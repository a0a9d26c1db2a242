"""Feeding over HTTP: one article, a list, lines; what is good is stored for good, what is bad is named."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.serving.served import Served
from tracker.core.article import article_id
from tracker.feeding.door import MAX_FED_BYTES

GOOD: dict[str, Any] = {"text": "Norway's prime minister arrived in Santiago on Monday.", "published": "2024-03-05", "ref": "n-1"}
NDJSON = {"content-type": "application/x-ndjson"}


def lines(*articles: dict[str, Any] | bytes) -> bytes:
    return b"".join((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in articles)


async def stored(tracker: Served) -> list[str]:
    return [shelved.article.text async for shelved in tracker.node.articles.scan()]  # type: ignore[union-attr]


async def stored_at_last(tracker: Served, many: int) -> int:
    """How many articles are stored, once it is so many, or after 10 s."""
    for _ in range(1000):
        if len(await stored(tracker)) >= many:
            break
        await asyncio.sleep(0.01)
    return len(await stored(tracker))


async def test_a_single_article_gets_a_receipt_that_leads_to_it(tracker: Served) -> None:
    answer = await tracker.client.post("/v1/articles", json=GOOD)
    receipt = answer.json()
    assert answer.status_code == 202 and receipt["id"] == article_id(GOOD) and receipt["duplicate"] is False and receipt["ref"] == "n-1"
    said = await tracker.get(answer.headers["location"])
    assert said["state"] == "waiting" and said["article"]["text"] == GOOD["text"] and said["article"]["title"] is None


async def test_the_same_article_again_is_a_duplicate_and_stored_once(tracker: Served) -> None:
    for expected in (False, True, True):
        assert (await tracker.client.post("/v1/articles", json=GOOD)).json()["duplicate"] is expected
    assert len(await stored(tracker)) == 1


SINGLE: list[tuple[bytes, int, str]] = [  # body, status, field
    (b"", 422, ""),
    (b"   \n ", 422, ""),
    (b"not JSON at all", 422, ""),
    (b"\xff\xfe{", 422, ""),
    (b'"text"', 422, ""),
    (b"{}", 422, "text"),
    (b'{"text": ""}', 422, "text"),
    (b'{"text": "a\\u0000b"}', 422, "text"),
    (b'{"text": "good", "titel": "x"}', 422, "titel"),
    (b'{"text": "good", "published": "2024-03-09"}', 422, "published"),
    (json.dumps({"text": "x" * 950_000}).encode(), 413, "text"),
    (b'{"text": "' + b"x" * 20_000_000 + b'"}', 413, ""),
]


@pytest.mark.parametrize(("body", "status", "field"), SINGLE, ids=[f"{each[0][:24]!r}" for each in SINGLE])
async def test_a_single_bad_article_is_refused_by_field_and_nothing_is_stored(tracker: Served, body: bytes, status: int, field: str) -> None:
    answer = await tracker.client.post("/v1/articles", content=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["field"] == field and answer.json()["way_out"]
    assert await stored(tracker) == []


async def test_a_body_over_the_limit_is_refused_before_it_is_read(tracker: Served) -> None:
    reader, writer = await asyncio.open_connection(tracker.client.base_url.host, tracker.client.base_url.port)
    writer.write(b"POST /v1/articles HTTP/1.1\r\nhost: here\r\ncontent-length: 20000000\r\n\r\n{")  # and never the rest
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 10)
    writer.close()


async def test_a_body_without_a_declared_length_is_refused_once_it_is_over_the_limit(tracker: Served) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        for _ in range(2 * MAX_FED_BYTES // 100_000):
            yield b"x" * 100_000

    assert (await tracker.client.post("/v1/articles", content=endless())).status_code == 413


@pytest.mark.parametrize("headers", [NDJSON, {}], ids=["declared", "told from the body"])
async def test_one_bad_line_among_good_ones_gets_a_problem_in_its_place(tracker: Served, headers: dict[str, str]) -> None:
    body = lines(GOOD, {"text": ""}, b"{broken", b"", {"text": "Another."}, GOOD)
    answer = await tracker.client.post("/v1/articles", content=body, headers=headers)
    said = answer.json()
    assert answer.status_code == 202 and (said["accepted"], said["duplicates"], said["refused"]) == (3, 1, 2)
    assert [each.get("status", "ok") for each in said["items"]] == ["ok", 422, 422, "ok", "ok"]
    assert said["items"][1]["field"] == "text" and said["items"][1]["number"] == 2 and said["items"][1]["way_out"]
    assert await stored(tracker) == [GOOD["text"], "Another."]


async def test_one_bad_article_in_a_list_gets_a_problem_in_its_place(tracker: Served) -> None:
    said = (await tracker.client.post("/v1/articles", json=[GOOD, 7, {"text": "Another.", "url": "gopher:no"}, {"text": "Last."}])).json()
    assert [each.get("status", "ok") for each in said["items"]] == ["ok", 422, 422, "ok"]
    assert await stored(tracker) == [GOOD["text"], "Last."]


async def test_an_article_that_is_too_large_for_the_log_does_not_keep_out_its_neighbours(tracker: Served) -> None:
    said = (await tracker.client.post("/v1/articles", content=lines(GOOD, {"text": "x" * 950_000}, {"text": "Last."}), headers=NDJSON)).json()
    assert [each.get("status", "ok") for each in said["items"]] == ["ok", 413, "ok"]


async def test_a_line_over_the_limit_gets_a_problem_and_the_rest_goes_on(tracker: Served) -> None:
    body = lines(GOOD, b'{"text": "' + b"x" * (MAX_FED_BYTES + 1) + b'"}', {"text": "Last."})
    said = (await tracker.client.post("/v1/articles", content=body, headers=NDJSON)).json()
    assert [each.get("status", "ok") for each in said["items"]] == ["ok", 413, "ok"]


async def test_an_indented_article_is_one_article(tracker: Served) -> None:
    answer = await tracker.client.post("/v1/articles", content=json.dumps(GOOD, indent=2).encode())
    assert answer.status_code == 202 and answer.json()["id"] == article_id(GOOD)


async def test_a_single_line_of_lines_gets_a_list_of_one(tracker: Served) -> None:
    assert len((await tracker.client.post("/v1/articles", content=lines(GOOD), headers=NDJSON)).json()["items"]) == 1


async def test_lines_are_stored_while_the_rest_is_still_to_come(tracker: Served) -> None:
    seen: list[int] = []

    async def slowly() -> AsyncIterator[bytes]:
        for number in range(3):
            yield lines({"text": f"Article {number}."})
            seen.append(await stored_at_last(tracker, number + 1))  # the next line is not sent before this one is stored

    answer = await tracker.client.post("/v1/articles", content=slowly(), headers=NDJSON)
    assert seen == [1, 2, 3] and answer.json()["accepted"] == 3


async def test_a_sender_that_goes_away_in_the_middle_leaves_whole_articles_only(tracker: Served) -> None:
    async def broken_off() -> AsyncIterator[bytes]:
        yield lines(GOOD) + b'{"text": "half an arti'
        await stored_at_last(tracker, 1)
        raise ConnectionResetError

    with pytest.raises((httpx.TransportError, ConnectionResetError)):
        await tracker.client.post("/v1/articles", content=broken_off(), headers=NDJSON)
    assert await stored(tracker) == [GOOD["text"]]


async def test_a_page_of_another_site_may_not_feed(tracker: Served) -> None:
    answer = await tracker.client.post("/v1/articles", json=GOOD, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403 and await stored(tracker) == []
    own = f"http://{tracker.client.base_url.netloc.decode()}"
    assert (await tracker.client.post("/v1/articles", json=GOOD, headers={"origin": own})).status_code == 202
