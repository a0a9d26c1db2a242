"""What became of an article."""

import asyncio

from tests.serving.news import Desk, article, reading
from tests.serving.served import Served
from tracker.core.reading import Retracted


async def test_an_article_that_was_read_shows_its_events_and_their_facts(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL", person="Ann Ray")
    position = await tracker.tell((told_by, read))
    said = await tracker.get(f"/v1/articles/{told_by.id}")
    assert (said["state"], said["position"], said["reader"]) == ("read", position, read.reader)
    [event] = said["events"]
    assert event["id"] == read.events[0].id and event["fields"]["people"] == [{"name": "Ann Ray", "role": "foreign minister"}]
    assert event["fields"]["occasion"] is None
    assert (await tracker.get(f"/v1/facts/{event['fact']}"))["fact"]["id"] == event["fact"]
    quote = event["evidence"][0]
    assert said["article"][quote["field"]][quote["start"] : quote["end"]] == quote["quote"]


async def test_an_article_without_events_was_read_too(tracker: Served) -> None:
    told_by = article("It rained.")
    await tracker.tell((told_by, reading(told_by)))
    said = await tracker.get(f"/v1/articles/{told_by.id}")
    assert said["state"] == "read" and said["events"] == []


async def test_a_failed_reading_says_why_and_at_which_step(tracker: Served) -> None:
    told_by = article("It rained.")
    await tracker.tell((told_by, reading(told_by, outcome="failed", reason="ValueError: odd", step="frames")))
    said = await tracker.get(f"/v1/articles/{told_by.id}")
    assert (said["state"], said["reason"], said["step"]) == ("failed", "ValueError: odd", "frames")


async def test_an_article_in_a_language_that_nobody_reads_says_so(tracker: Served) -> None:
    told_by = article("Det regnet.")
    await tracker.tell((told_by, reading(told_by, outcome="unread", reason="language no")))
    said = await tracker.get(f"/v1/articles/{told_by.id}")
    assert (said["state"], said["reason"]) == ("unread", "language no")


async def test_a_retracted_article_says_why_and_its_fact_is_gone(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read), Retracted("r1", told_by.id, "it was a parody"))
    said = await tracker.get(f"/v1/articles/{told_by.id}")
    assert (said["state"], said["reason"]) == ("retracted", "it was a parody")
    gone = await tracker.get(f"/v1/facts/{read.events[0].id}", 410)
    assert "parody" in gone["detail"] and gone["way_out"]


async def test_asking_with_wait_answers_as_soon_as_the_article_was_read(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.node.articles.append([told_by])
    asking = asyncio.ensure_future(tracker.get(f"/v1/articles/{told_by.id}?wait=20"))
    other = article("It rained.")
    await tracker.tell((other, reading(other)))
    assert not asking.done()
    await tracker.tell(read)
    assert (await asyncio.wait_for(asking, 5))["state"] == "read"


async def test_who_waits_for_an_article_is_let_go_when_the_server_ends(tracker: Served) -> None:
    told_by = article("It rained.")
    await tracker.node.articles.append([told_by])
    asking = asyncio.ensure_future(tracker.get(f"/v1/articles/{told_by.id}?wait=30"))
    await asyncio.sleep(0.2)
    tracker.node.closing.set()
    assert (await asyncio.wait_for(asking, 5))["state"] == "waiting"
