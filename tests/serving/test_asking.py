"""Asking: countries, pairs, lists and facts, each answer of one position and led back to its sentence."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.serving.news import Desk
from tests.serving.served import Served, serving
from tracker.core.reading import Retracted
from tracker.reading.known import Catalogue
from tracker.relating.answers import Stand
from tracker.serving.replies import KEPT_BYTES, Kept


async def some_news(tracker: Served, desk: Desk) -> str:
    """RUS visits CUB twice and VEN once, signs with CUB, ranks among its partners; NOR visits CHL."""
    return await tracker.tell(
        desk.visit("RUS", "CUB", "2014-07-11", "Ivan Petrov"),
        desk.visit("RUS", "CUB", "2023-04", "Ivan Petrov", published="2023-04-21", status="planned", level="foreign_minister"),
        desk.visit("RUS", "VEN", "2023-04-18", "Ivan Petrov", published="2023-04-19"),
        desk.visit("CUB", "RUS", "2022-11", "Ana Diaz", published="2022-11-20"),
        desk.agreement("RUS", "CUB", date="2014"),
        desk.ranking("CUB", "RUS"),
        desk.figure("CUB", "RUS"),
        desk.visit("NOR", "CHL", "2024-03-04", "Ann Ray"),
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def informed(tmp_path_factory: pytest.TempPathFactory, lexicon: Catalogue) -> AsyncIterator[Served]:
    """A tracker that has heard some news, shared by all that only ask it."""
    async with serving(tmp_path_factory.mktemp("informed"), lexicon) as served:
        await some_news(served, Desk(lexicon.kinds))
        yield served


async def test_an_empty_tracker_knows_of_nothing_and_says_so(tracker: Served) -> None:
    said = await tracker.get("/v1/countries")
    assert said["items"] == [] and said["next"] is None
    assert (await tracker.get("/v1/countries/CUB"))["visits_paid"] == {"items": [], "total": 0, "all": "/v1/countries/CUB/visits?as=visitor"}


async def test_countries_are_listed_with_names_counts_and_last_change(tracker: Served, desk: Desk) -> None:
    position = await some_news(tracker, desk)
    said = await tracker.get("/v1/countries")
    assert said["position"] == position
    assert [(each["code"], each["name"], each["counts"]["visits"]) for each in said["items"]] == [
        ("CHL", "Chile", 1),
        ("CUB", "Cuba", 3),
        ("NOR", "Norway", 1),
        ("RUS", "Russia", 4),
        ("VEN", "Venezuela", 1),
    ]
    assert {each["code"]: each["last_change"] for each in said["items"]}["NOR"] == position


@pytest.mark.parametrize("name", ["CUB", "cub", "Cuba", "cuba", "CUBA"])
async def test_a_country_is_found_by_code_or_name_in_any_case(tracker: Served, desk: Desk, name: str) -> None:
    await some_news(tracker, desk)
    said = await tracker.get(f"/v1/countries/{name}")
    assert (said["code"], said["name"]) == ("CUB", "Cuba")
    totals = {part: said[part]["total"] for part in ("visits_paid", "visits_received", "agreements", "rankings", "ranked", "figures")}
    assert totals == {"visits_paid": 1, "visits_received": 2, "agreements": 1, "rankings": 1, "ranked": 0, "figures": 1}
    assert [each["code"] for each in said["counterparts"]] == ["RUS"]


async def test_a_fact_shows_every_field_of_its_kind_and_leads_to_its_sentence(tracker: Served, desk: Desk) -> None:
    told_by, _ = news = desk.visit("RUS", "CUB", "2014-07-11", "Ivan Petrov")
    await tracker.tell(news)
    [fact] = (await tracker.get("/v1/countries/CUB"))["visits_received"]["items"]
    assert list(fact["fields"]) == list(desk.kinds["visit"].fields)
    assert fact["fields"]["people"] == [{"name": "Ivan Petrov", "role": "foreign minister"}] and fact["fields"]["end"] is None
    assert fact["countries"] == [{"code": "RUS", "name": "Russia"}, {"code": "CUB", "name": "Cuba"}]
    assert fact["summary"] == "Ivan Petrov of Russia visited Cuba on 11 July 2014"
    [quote] = fact["evidence"]
    assert (quote["title"], quote["source"], quote["published"], quote["url"]) == (told_by.title, "The Example Times", told_by.published, told_by.url)
    article = (await tracker.get(quote["link"]))["article"]
    assert article[quote["field"]][quote["start"] : quote["end"]] == quote["quote"]


LISTS: list[tuple[str, int]] = [
    ("/v1/countries/CUB/visits", 3),
    ("/v1/countries/CUB/visits?as=host", 2),
    ("/v1/countries/CUB/visits?as=visitor", 1),
    ("/v1/countries/RUS/visits?counterpart=Venezuela", 1),
    ("/v1/countries/RUS/visits?status=planned", 1),
    ("/v1/countries/RUS/visits?level=foreign_minister", 1),
    ("/v1/countries/RUS/visits?since=2023", 2),
    ("/v1/countries/RUS/visits?until=2014", 1),
    ("/v1/countries/RUS/visits?since=2014-07-11&until=2014-07-11", 1),
    ("/v1/countries/RUS/visits?min_confidence=1", 0),
    ("/v1/countries/RUS/agreements", 1),
    ("/v1/countries/RUS/agreements?status=rejected", 0),
    ("/v1/countries/CUB/trade_rankings?as=country", 1),
    ("/v1/countries/CUB/trade_rankings?as=partner", 0),
    ("/v1/countries/CUB/trade_figures", 1),
    ("/v1/facts", 8),
    ("/v1/facts?kind=visit", 5),
    ("/v1/facts?country=Cuba&counterpart=rus", 6),
]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("path", "many"), LISTS)
async def test_lists_give_what_their_filters_let_through(informed: Served, path: str, many: int) -> None:
    assert len((await informed.get(path))["items"]) == many


async def test_pages_of_a_list_put_together_are_the_list(tracker: Served, desk: Desk) -> None:
    await some_news(tracker, desk)
    whole = (await tracker.get("/v1/facts"))["items"]
    paged: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        page = await tracker.get(f"/v1/facts?limit=3&after={after}")
        paged, after = paged + page["items"], page["next"]
    assert paged == whole


async def test_trade_shows_rankings_and_figures(tracker: Served, desk: Desk) -> None:
    await some_news(tracker, desk)
    said = await tracker.get("/v1/countries/Russia/trade")
    assert (said["rankings"]["total"], said["ranked"]["total"], said["figures"]["total"]) == (0, 1, 1)


async def test_a_pair_shows_its_timeline_and_how_things_stand(tracker: Served, desk: Desk) -> None:
    await some_news(tracker, desk)
    said = await tracker.get("/v1/relations/cuba/RUS")
    assert (said["a"]["code"], said["b"]["code"]) == ("CUB", "RUS")
    dates = [fact["fields"].get("start") or fact["fields"].get("date") or fact["fields"].get("period") for fact in said["timeline"]["items"]]
    assert dates == sorted(dates) and said["timeline"]["total"] == 6
    assert said["last_visit_ab"]["fields"]["start"] == "2022-11" and said["last_visit_ba"]["fields"]["start"] == "2014-07-11"
    assert said["latest_agreement"]["fields"]["date"] == "2014" and said["ranks"][0]["fields"]["rank"] == 3


async def test_a_fact_tells_its_reports_and_its_story(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second)
    name = first[1].events[0].id
    said = await tracker.get(f"/v1/facts/{name}")
    assert said["fact"]["id"] == name and len(said["reports"]) == len(said["fact"]["evidence"]) == 2
    assert [each["evidence"][0]["published"] for each in said["reports"]] == ["2024-03-05", "2024-03-06"]
    assert [each["what"] for each in said["versions"]] == ["new", "evidence"]


async def test_the_id_of_another_event_leads_to_the_fact_that_holds_it(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second)
    answer = await tracker.client.get(f"/v1/facts/{second[1].events[0].id}")
    assert answer.status_code == 301 and answer.headers["location"] == f"/v1/facts/{first[1].events[0].id}"


async def test_who_holds_the_answer_already_gets_304_until_something_happens(tracker: Served, desk: Desk) -> None:
    await some_news(tracker, desk)
    for path in ("/v1/countries", "/v1/countries/CUB", "/v1/countries/CUB/visits", "/v1/relations/CUB/RUS"):
        answer = await tracker.client.get(path)
        tag = answer.headers["etag"]
        assert tag.startswith(f'"{answer.json()["position"]}.')
        again = await tracker.client.get(path, headers={"if-none-match": f'"other", {tag}'})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    await tracker.tell(desk.visit("NOR", "CHL", "2020-01-01"))
    assert (await tracker.client.get("/v1/countries", headers={"if-none-match": tag})).status_code == 200


async def test_the_same_question_gets_the_same_answer_until_something_happens(tracker: Served, desk: Desk) -> None:
    await some_news(tracker, desk)
    path = "/v1/countries/CHL/visits"
    first, again = [await tracker.client.get(path) for _ in range(2)]
    assert (first.content, first.headers) == (again.content, again.headers)
    assert (await tracker.get(f"{path}?as=host&limit=1"))["items"] == first.json()["items"] and not (await tracker.get(f"{path}?as=visitor"))["items"]
    await tracker.tell(desk.visit("PER", "CHL", "2020-01-01"))
    assert len((await tracker.get(path))["items"]) == 2


def test_answers_are_kept_for_one_log_and_as_far_as_there_is_room() -> None:
    kept, here, in_another_log = Kept(), Stand("g", 1, "hash"), Stand("g", 1, "another hash")
    kept.put(here, "/a", b"x")
    assert [kept.get(*of) for of in ((here, "/a"), (here, "/b"), (in_another_log, "/a"))] == [b"x", None, None]
    for _ in range(2):
        kept.put(here, "/b", b"y" * (KEPT_BYTES - 1))  # twice the same is kept once
    assert kept.get(here, "/a") == b"x"
    kept.put(here, "/c", b"zz")
    assert [kept.get(here, path) for path in ("/a", "/b", "/c")] == [None, None, b"zz"]


async def test_a_position_to_come_is_waited_for(tracker: Served, desk: Desk) -> None:
    generation, _, position = (await some_news(tracker, desk)).rpartition("-")
    asking = asyncio.ensure_future(tracker.get(f"/v1/countries/CHL?min_position={generation}-{int(position) + 1}"))
    await tracker.tell(desk.visit("PER", "CHL", "2020-01-01"))
    assert [each["code"] for each in (await asyncio.wait_for(asking, 5))["counterparts"]] == ["NOR", "PER"]


async def test_a_position_that_does_not_come_is_answered_with_when_to_ask_again(tracker: Served, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.serving.waiting.READY_WAIT_S", 0.05)
    generation, _, position = (await some_news(tracker, desk)).rpartition("-")
    answer = await tracker.client.get(f"/v1/countries?min_position={generation}-{int(position) + 1}")
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) >= 1
    assert answer.json()["reached"] == f"{generation}-{position}"


async def test_a_retraction_takes_a_country_off_the_list(tracker: Served, desk: Desk) -> None:
    told_by, _ = news = desk.visit("NOR", "CHL")
    await tracker.tell(news, Retracted("r1", told_by.id, "a parody"))
    assert (await tracker.get("/v1/countries"))["items"] == []
