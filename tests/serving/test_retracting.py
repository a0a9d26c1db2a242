"""Taking an article out, and taking that back: appended, never erased, and heard with the reason."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.serving.news import Desk, article
from tests.serving.served import Served, serving
from tracker.core.reading import Restored, Retracted
from tracker.reading.known import Catalogue
from tracker.running.tail import remove

WHY = "the outlet withdrew it"


async def retract(tracker: Served, id: str, why: str = WHY, status: int = 200) -> Any:
    answer = await tracker.client.delete(f"/v1/articles/{id}", params={"why": why} if why else {})
    assert answer.status_code == status, answer.text
    return answer.json()


async def restore(tracker: Served, id: str, status: int = 200) -> Any:
    answer = await tracker.client.post(f"/v1/articles/{id}/restore")
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_what_rests_on_it_goes_and_old_links_say_why(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    said = await retract(tracker, told_by.id)
    assert (said["state"], said["why"], said["duplicate"]) == ("retracted", WHY, False)
    assert (await tracker.get(f"/v1/countries/CHL?min_position={said['position']}"))["visits_received"]["total"] == 0
    gone = await tracker.get(f"/v1/facts/{read.events[0].id}", 410)
    assert gone["why"] == WHY and WHY in gone["detail"] and gone["way_out"]
    asked = await tracker.get(f"/v1/articles/{told_by.id}")
    assert (asked["state"], asked["reason"], asked["article"]["text"]) == ("retracted", WHY, told_by.text)


async def test_a_fact_that_others_tell_as_well_stands_on_without_it_and_under_their_name(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second)
    await retract(tracker, first[0].id)
    told = await tracker.get(f"/v1/facts/{second[1].events[0].id}")
    assert [each["evidence"][0]["article"] for each in told["reports"]] == [second[0].id]
    gone = await tracker.get(f"/v1/facts/{first[1].events[0].id}", 410)
    assert (gone["why"], gone["heir"]) == (WHY, second[1].events[0].id) and gone["heir"] in gone["way_out"]
    await retract(tracker, second[0].id)
    assert (await tracker.get(f"/v1/facts/{first[1].events[0].id}", 410))["heir"] == ""


async def test_restoring_brings_back_what_was(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    before = (await tracker.get("/v1/facts"))["items"]
    await retract(tracker, told_by.id)
    said = await restore(tracker, told_by.id)
    assert (said["state"], said["why"], said["duplicate"]) == ("read", None, False)
    assert (await tracker.get("/v1/facts"))["items"] == before


async def test_asking_twice_appends_once(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    for decide in (retract, restore, retract):
        first = await decide(tracker, told_by.id)
        end = await tracker.node.events.end()
        second = await decide(tracker, told_by.id)
        assert (first["duplicate"], second["duplicate"], second["state"]) == (False, True, first["state"])
        assert await tracker.node.events.end() == end
    assert (await tracker.get(f"/v1/articles/{told_by.id}"))["state"] == "retracted"  # taken out again after it was restored


async def test_many_who_take_it_out_at_once_are_undone_by_one_who_restores_it(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    await asyncio.gather(*(retract(tracker, told_by.id, f"reason {number}") for number in range(5)))
    assert (await restore(tracker, told_by.id))["state"] == "read"


async def test_restoring_undoes_every_retraction_that_stands(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read), Retracted("r1", told_by.id, "a parody"), Retracted("r2", told_by.id, "a rumour"))
    assert (await restore(tracker, told_by.id))["state"] == "read"


async def test_an_article_taken_out_before_it_is_read_tells_nothing_when_it_is(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.node.articles.append([told_by])
    assert (await retract(tracker, told_by.id))["state"] == "retracted"
    await tracker.tell(read)
    assert (await tracker.get(f"/v1/articles/{told_by.id}"))["state"] == "retracted"
    assert (await tracker.get("/v1/facts"))["items"] == []
    assert (await restore(tracker, told_by.id))["state"] == "read"
    assert len((await tracker.get("/v1/facts"))["items"]) == 1


async def test_an_article_restored_before_it_is_read_waits_again(tracker: Served) -> None:
    told_by = article("It rained.")
    await tracker.node.articles.append([told_by])
    await retract(tracker, told_by.id)
    assert (await restore(tracker, told_by.id))["state"] == "waiting"


async def test_reading_it_again_does_not_bring_it_back(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    await retract(tracker, told_by.id)
    await tracker.tell((told_by, read), replace(read, reader="2-later"))
    assert (await tracker.get("/v1/facts"))["items"] == []


@pytest.mark.parametrize("why", ["", "  "])
async def test_without_a_reason_nothing_is_taken_out(tracker: Served, desk: Desk, why: str) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    said = await retract(tracker, told_by.id, why, 422)
    assert said["field"] == "why" and "say why" in said["way_out"]
    assert len((await tracker.get("/v1/facts"))["items"]) == 1


async def test_an_article_that_nobody_fed_can_be_neither_taken_out_nor_restored(tracker: Served) -> None:
    assert "no article has the id" in (await retract(tracker, "ffff", status=404))["detail"]
    assert "no article has the id" in (await restore(tracker, "ffff", 404))["detail"]


async def test_a_page_of_another_site_takes_nothing_out(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    for method, path in (("DELETE", f"/v1/articles/{told_by.id}?why=spite"), ("POST", f"/v1/articles/{told_by.id}/restore")):
        assert (await tracker.client.request(method, path, headers={"origin": "https://elsewhere.example"})).status_code == 403
    assert len((await tracker.get("/v1/facts"))["items"]) == 1


async def test_subscribers_hear_that_a_fact_went_why_and_that_it_came_back(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    async with tracker.listening("?after=now&country=Chile") as messages:
        gone = await retract(tracker, told_by.id)
        heard = await asyncio.wait_for(anext(messages), 10)
        assert heard["position"] == gone["position"]
        assert [(each["what"], each["seen"], each["fact"], each["why"]) for each in heard["changes"]] == [("gone", "left", read.events[0].id, WHY)]
        back = await restore(tracker, told_by.id)
        heard = await asyncio.wait_for(anext(messages), 10)
        assert (heard["position"], heard["changes"][0]["what"]) == (back["position"], "new")
    polled = await tracker.get("/v1/changes?country=Chile")
    assert [message["changes"][0]["why"] for message in polled["items"]] == [None, WHY, None]


async def test_what_was_taken_out_stays_out_where_the_view_is_folded_again(tmp_path: Path, lexicon: Catalogue, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    async with serving(tmp_path, lexicon) as tracker:
        await tracker.tell((told_by, read))
        await retract(tracker, told_by.id)
    remove(tmp_path / "view.sqlite")
    async with serving(tmp_path, lexicon) as tracker:
        await tracker.caught_up()
        assert (await tracker.get(f"/v1/articles/{told_by.id}"))["reason"] == WHY
        assert (await tracker.get("/v1/facts"))["items"] == []


async def test_a_retraction_that_another_node_undid_first_is_taken_back_for_good(tracker: Served, desk: Desk) -> None:
    """A restoring may stand in the log before its retraction: the two cancel out in any order, and a new retraction is another one."""
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read), Restored("r1"), Retracted("r1", told_by.id, "a parody"))
    assert len((await tracker.get("/v1/facts"))["items"]) == 1
    assert (await retract(tracker, told_by.id))["duplicate"] is False
    assert (await tracker.get("/v1/facts"))["items"] == []
