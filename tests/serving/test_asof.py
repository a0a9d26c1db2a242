"""As of when: every state and list takes a day of the world and a point of knowledge, and says clearly what is none."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from tests.serving.news import Desk
from tests.serving.served import Served, serving
from tracker.core.article import Article
from tracker.core.reading import Readers, Reading, Retracted
from tracker.reading.known import Catalogue

News = tuple[Article, Reading]
EVERYWHERE = ["/v1/countries", "/v1/countries/CUB", "/v1/countries/CUB/visits", "/v1/countries/CUB/trade", "/v1/relations/CUB/RUS", "/v1/facts"]


def received(news: News, moment: str) -> News:
    return news[0], replace(news[1], origin=replace(news[1].origin, received=moment))


def total(said: Any) -> int:
    """How many facts an answer tells of, of whatever address."""
    for part in ("visits_received", "rankings", "timeline"):
        if part in said:
            return int(said[part]["total"])
    return len(said["items"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def informed(tmp_path_factory: pytest.TempPathFactory, lexicon: Catalogue) -> AsyncIterator[tuple[Served, list[str]]]:
    """A tracker that has heard of two visits and a rank, and the cursors at which it had; shared by all that only ask it."""
    async with serving(tmp_path_factory.mktemp("informed"), lexicon) as served:
        yield served, await two_visits(served, Desk(lexicon.kinds))


Informed = tuple[Served, list[str]]


async def two_visits(tracker: Served, desk: Desk) -> list[str]:
    first = received(desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), "2023-04-21T08:00:00.000Z")
    second = received(desk.visit("RUS", "CUB", "2024-03-04", "Ivan Petrov"), "2024-03-05T08:00:00.000Z")
    return [await tracker.tell(each) for each in (first, desk.ranking("CUB", "RUS"), second)]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("when", ["valid_at=1999-01-01", "known_at=1999-01-01", "known_at={first}"])
async def test_states_and_lists_are_asked_as_of_another_time(informed: Informed, path: str, when: str) -> None:
    tracker, [position, *_] = informed
    now, then = await tracker.get(path), await tracker.get(f"{path}?{when.format(first=position.partition('-')[0] + '-0')}")
    assert total(now) > 0 and total(then) == 0
    assert now.keys() == then.keys() and now["position"] == then["position"]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("when", "starts"),
    [
        ("valid_at=2023-04-20", ["2023-04-20"]),
        ("valid_at=2023-04-21", []),
        ("known_at=2023-04-21", ["2023-04-20"]),  # a day is known to its end
        ("known_at=2023-04-20", []),
        ("known_at=2023-04-21T07:59:59Z", []),
        ("known_at=2023-04-21T10:00:00%2B02:00", ["2023-04-20"]),
        ("known_at=2099-01-01", ["2024-03-04", "2023-04-20"]),
        ("known_at={first}", ["2023-04-20"]),
        ("known_at={first}&valid_at=2024-03-04", []),
        ("known_at={last}&valid_at=2024-03-04", ["2024-03-04"]),
    ],
)
async def test_visits_as_of_another_time(informed: Informed, when: str, starts: list[str]) -> None:
    tracker, [first, _, last] = informed
    said = await tracker.get(f"/v1/countries/CUB/visits?{when.format(first=first, last=last)}")
    assert [each["fields"]["start"] for each in said["items"]] == starts


async def test_an_agreement_has_the_status_that_it_had_reached_by_the_day(tracker: Served, desk: Desk) -> None:
    steps = {"negotiating": "2020-01-02", "signed": "2021-05-06", "terminated": "2023-09-01"}
    await tracker.tell(*(desk.agreement("RUS", "CUB", date=date, status=status) for status, date in steps.items()))
    for day, expected in [("2019-12-31", []), ("2020-06-01", ["negotiating"]), ("2021-05-06", ["signed"]), ("2023-09-01", [])]:
        said = await tracker.get(f"/v1/countries/CUB/agreements?valid_at={day}")
        assert [each["fields"]["status"] for each in said["items"]] == expected
        if expected:
            assert (await tracker.get(f"/v1/facts/{said['items'][0]['id']}?valid_at={day}"))["fact"] == said["items"][0]


async def test_a_position_tells_what_was_told_and_a_moment_leaves_out_what_was_taken_out_since(tracker: Served, desk: Desk) -> None:
    told_by, read = received(desk.visit("NOR", "CHL"), "2024-03-05T08:00:00.000Z")
    then = await tracker.tell((told_by, read))
    now = await tracker.tell(Retracted("r1", told_by.id, "a parody"))
    assert total(await tracker.get(f"/v1/facts?known_at={then}")) == 1
    assert total(await tracker.get(f"/v1/facts?known_at={now}")) == 0
    assert total(await tracker.get("/v1/facts?known_at=2024-03-06")) == 0


async def test_a_fact_is_asked_for_as_of_another_time(tracker: Served, desk: Desk) -> None:
    first, _, last = await two_visits(tracker, desk)
    [late, early] = (await tracker.get("/v1/countries/CUB/visits"))["items"]
    assert (await tracker.get(f"/v1/facts/{early['id']}?known_at={first}"))["fact"] == early
    for when, problem in [(f"known_at={first}", "was not known then"), ("known_at=2024-03-04", "was not known then"), ("valid_at=2023-04-20", "did not hold")]:
        said = await tracker.get(f"/v1/facts/{late['id']}?{when}", 404)
        assert problem in said["detail"] and "known_at" in said["way_out"]
    assert (await tracker.get(f"/v1/facts/{late['id']}?known_at={last}&valid_at=2024-03-04"))["fact"] == late


async def test_another_name_of_a_fact_leads_on_with_the_same_question(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second)
    answer = await tracker.client.get(f"/v1/facts/{second[1].events[0].id}?valid_at=2023-04-20")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/v1/facts/{first[1].events[0].id}?valid_at=2023-04-20")


async def test_pages_of_a_list_as_of_another_time_give_each_fact_once(tracker: Served, desk: Desk) -> None:
    position = await tracker.tell(*(desk.visit("NOR", "CHL", f"20{year}-03-04") for year in range(10, 17)))
    await tracker.tell(desk.visit("NOR", "CHL", "2020-03-04"))
    starts, after = list[str](), ""
    while after is not None:
        page = await tracker.get(f"/v1/countries/CHL/visits?limit=3&known_at={position}&after={after}")
        starts += [each["fields"]["start"][:4] for each in page["items"]]
        after = page["next"]
    assert starts == [f"20{year}" for year in range(16, 9, -1)]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    ("when", "field", "problem"),
    [
        ("valid_at=2023-02-30", "valid_at", "give a day such as"),
        ("valid_at=2023-04", "valid_at", "give a day such as"),
        ("valid_at=today", "valid_at", "give a day such as"),
        ("known_at=yesterday", "known_at", "or a cursor"),
        ("known_at=9999-12-31T23:59:59-23:00", "known_at", "or a cursor"),
        ("known_at=0000-7", "known_at", "another generation"),
        ("known_at={ahead}", "known_at", "lies ahead"),
    ],
)
async def test_what_is_no_day_and_no_point_of_knowledge_is_refused(informed: Informed, path: str, when: str, field: str, problem: str) -> None:
    tracker, [*_, last] = informed
    said = await tracker.get(f"{path}?{when.format(ahead=f'{last[:-1]}9')}", 422)
    assert said["field"] == field and problem in said["way_out"]


async def test_the_story_of_a_fact_tells_what_changed_when_it_was_heard_and_why(tracker: Served, desk: Desk) -> None:
    plan = received(desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2023-04-01", status="planned"), "2023-04-01T08:00:00.000Z")
    done = received(desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2023-04-21"), "2023-04-21T08:00:00.000Z")
    later = replace(plan[1], reader="2-later", events=())
    await tracker.tell(plan, done, Readers((plan[1].reader,)), later, Retracted("r1", done[0].id, "a rumour"))
    await tracker.client.post(f"/v1/articles/{done[0].id}/restore")
    await tracker.tell(Readers(("2-later", plan[1].reader)))
    [fact] = (await tracker.get("/v1/facts"))["items"]
    versions = (await tracker.get(f"/v1/facts/{fact['id']}"))["versions"]
    seen = [(each["what"], each["cause"]["what"], each["cause"]["article"], [change["field"] for change in each["changed"]]) for each in versions]
    assert seen == [
        ("new", "report", plan[0].id, []),
        ("changed", "report", done[0].id, ["status"]),
        ("changed", "retracted", done[0].id, ["status"]),
        ("changed", "restored", done[0].id, ["status"]),
        ("changed", "readers", None, []),
    ]
    assert versions[1]["cause"]["received"] == "2023-04-21T08:00:00.000Z" and versions[1]["cause"]["reader"] == done[1].reader
    assert versions[1]["changed"][0] == {"field": "status", "before": "planned", "after": "completed"}
    assert [each["article"] for each in versions[1]["said"]] == [done[0].id] == [each["article"] for each in versions[2]["unsaid"]]
    assert (versions[2]["why"], versions[2]["cause"]["why"]) == ("a rumour", "a rumour") and versions[2]["cause"]["received"]
    assert [each["article"] for each in versions[4]["unsaid"]] == [plan[0].id] and versions[4]["was"] == [plan[1].events[0].id]


async def test_the_story_goes_on_behind_a_time_at_which_the_fact_was_gone(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read))
    await tracker.client.delete(f"/v1/articles/{told_by.id}?why=a+parody")
    await tracker.client.post(f"/v1/articles/{told_by.id}/restore")
    versions = (await tracker.get(f"/v1/facts/{read.events[0].id}"))["versions"]
    assert [(each["what"], each["cause"]["what"]) for each in versions] == [("new", "report"), ("gone", "retracted"), ("new", "restored")]


@pytest.mark.parametrize(
    ("told", "when", "outdated", "words"),
    [
        ({"status": "ongoing"}, "", "over", "Ivan Petrov of Russia visited Cuba on 18 April 2023"),
        ({"status": "ongoing"}, "valid_at=2023-04-19", None, "Ivan Petrov of Russia is visiting Cuba on 18 April 2023"),
        ({"status": "ongoing"}, "known_at=2023-04-20", None, "is visiting"),
        ({"status": "ongoing"}, "known_at=2023-06-01", "over", "visited"),
        ({"status": "ongoing"}, "known_at={position}", None, "is visiting"),  # as it was told there
        ({"status": "ongoing", "start": "2024-03-04", "published": "2024-03-05"}, "", None, "is visiting"),
        ({"status": "planned"}, "", "unheard", "plans to visit Cuba on 18 April 2023, and nothing was heard of it since"),
        ({"status": "planned", "start": "2025-01-01"}, "", None, "plans to visit Cuba on 1 January 2025"),
        ({"status": "completed"}, "", None, "visited"),
    ],
)
async def test_what_was_told_is_said_as_it_can_be_said_on_the_day(
    tracker: Served, desk: Desk, told: dict[str, Any], when: str, outdated: str | None, words: str
) -> None:
    told = {"start": "2023-04-18", "published": "2023-04-19", **told}
    position = await tracker.tell(received(desk.visit("RUS", "CUB", person="Ivan Petrov", **told), "2023-04-19T08:00:00.000Z"))
    query = when.format(position=position)
    [fact] = (await tracker.get(f"/v1/countries/CUB/visits?{query}"))["items"]
    assert (fact["outdated"], fact["fields"]["status"]) == (outdated, told["status"]) and words in fact["summary"]
    for path, part in (("/v1/countries/CUB", "visits_received"), ("/v1/relations/CUB/RUS", "timeline")):
        assert (await tracker.get(f"{path}?{query}"))[part]["items"] == [fact]
    found = await tracker.get(f"/v1/facts/{fact['id']}?{query}")
    assert found["fact"] == fact and all(version["fact"]["outdated"] is None for version in found["versions"])


async def test_an_answer_is_kept_for_its_day_and_its_tag_is_still_a_cursor(tracker: Served, desk: Desk) -> None:
    position = await tracker.tell(desk.visit("RUS", "CUB", "2024-03-04", status="ongoing"))
    answer = await tracker.client.get("/v1/countries/CUB")
    tag = answer.headers["etag"]
    assert tag == f'"{position}.20240306"'
    assert (await tracker.client.get("/v1/countries/CUB", headers={"if-none-match": f'"{position}.20240305"'})).status_code == 200
    assert await tracker.get(f"/v1/countries/CUB?min_position={tag.strip(chr(34))}") == answer.json()
