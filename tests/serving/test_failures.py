"""What could not be read is listed, and read again when someone says so."""

from dataclasses import replace

import pytest

from tests.running import made
from tests.serving.served import Served
from tracker.core.reading import Origin, Reading, Retracted
from tracker.log.contract import Shelved
from tracker.log.sqlite import SqliteArticles

ARTICLES = made.articles(4)


async def fail(tracker: Served, *causes: tuple[str, str]) -> list[str]:
    """As many articles as there are causes (step, reason), each failed of one; their ids."""
    receipts = await tracker.node.articles.append(ARTICLES[: len(causes)])
    for day, (receipt, (step, reason)) in enumerate(zip(receipts, causes, strict=True), 1):
        origin = Origin(received=f"2024-03-0{day}T12:00:00.000Z", place=receipt.place)
        await tracker.tell(Reading(receipt.id, tracker.node.lexicon.reader, "failed", (), origin, reason, step))
    return [receipt.id for receipt in receipts]


THREE = ("frames", "KeyError: 'visit'"), ("process", "the reading process died twice"), ("frames", "RecursionError")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2]),
        ("?cause=FRAMES", [0, 2]),
        ("?cause=died twice", [1]),
        ("?cause=frames: key", [0]),
        ("?cause=%25", []),
        ("?since=2024-03-02", [1, 2]),
        ("?since=2024-03-02T12:00:00Z", [1, 2]),
        ("?since=2024-03-02T12:00:01Z", [2]),
        ("?since=2024-03-02T16:00:00%2B03:00&cause=frames", [2]),
        ("?limit=2", [0, 1]),
    ],
)
async def test_failures_are_listed_by_cause_and_since_a_time(tracker: Served, query: str, found: list[int]) -> None:
    ids = await fail(tracker, *THREE)
    listed = await tracker.get(f"/v1/failures{query}")
    assert [each["article"] for each in listed["items"]] == [ids[at] for at in found]
    answer = await tracker.client.post(f"/v1/failures/redrive{query}") if "limit" not in query else None
    assert answer is None or answer.json() == {"articles": [ids[at] for at in found], "lost": []}


async def test_a_list_is_walked_page_by_page(tracker: Served) -> None:
    ids = await fail(tracker, *THREE)
    first = await tracker.get("/v1/failures?limit=2")
    second = await tracker.get(f"/v1/failures?limit=2&after={first['next']}")
    assert [each["article"] for page in (first, second) for each in page["items"]] == ids and second["next"] is None


async def test_a_later_success_and_a_retraction_end_a_failure(tracker: Served) -> None:
    first, second, third = await fail(tracker, *THREE)
    await tracker.tell(Reading(first, tracker.node.lexicon.reader, "none"))
    await tracker.tell(Retracted("r", second, "a hoax"))
    assert [each["article"] for each in (await tracker.get("/v1/failures"))["items"]] == [third]


async def test_one_is_read_again_by_its_id(tracker: Served) -> None:
    first, second, _ = await fail(tracker, *THREE)
    answer = await tracker.client.post(f"/v1/articles/{second}/redrive")
    assert (answer.status_code, answer.json()) == (202, {"articles": [second], "lost": []})
    assert isinstance(tracker.node.articles, SqliteArticles)
    waiting = await tracker.node.articles.unread(tracker.node.lexicon.reader, 10)
    assert [each.article.id for each in waiting if isinstance(each, Shelved)] == [second]
    assert first != second


async def test_one_whose_bytes_are_nowhere_is_named_as_lost(tracker: Served) -> None:
    await tracker.tell(Reading("0f", "other", "failed", (), Origin(place="99"), "no article", "unpack"))
    answer = await tracker.client.post("/v1/failures/redrive")
    assert answer.json() == {"articles": [], "lost": ["0f"]}


async def test_what_did_not_fail_is_not_read_again(tracker: Served) -> None:
    article = ARTICLES[0]
    await tracker.tell((article, replace(made.read(article), events=(), outcome="none")))
    answer = await tracker.client.post(f"/v1/articles/{article.id}/redrive")
    assert answer.status_code == 422 and "see /v1/failures" in answer.json()["way_out"]
    assert (await tracker.client.post("/v1/articles/none/redrive")).status_code == 404


@pytest.mark.parametrize("query", ["since=yesterday", "since=0001-01-01T00:00:00%2B23:00", "after=x", "causes=x"])
async def test_a_question_that_is_not_understood_is_refused(tracker: Served, query: str) -> None:
    assert "way_out" in await tracker.get(f"/v1/failures?{query}", 422)


async def test_no_page_of_another_site_has_anything_read_again(tracker: Served) -> None:
    for path in ("/v1/failures/redrive", "/v1/articles/0f/redrive"):
        assert (await tracker.client.post(path, headers={"origin": "http://elsewhere.example"})).status_code == 403
