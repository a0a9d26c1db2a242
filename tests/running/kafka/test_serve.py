"""`tracker serve`: it answers at once and always, says of when its answers are, and its view is that of the log, whatever falls."""

import asyncio
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from deploy.kafka.broker import Broker
from tests.log.runtimes import OnKafka, new_topics, own_broker
from tests.log.test_kafka import delete_topic
from tests.running import made
from tests.running.kafka.hiring import Hand, environment_of
from tests.running.ports import free_port
from tests.running.process import Process, refused, running
from tests.running.waiting import until
from tracker.core.article import Article
from tracker.core.identity import Plain
from tracker.core.reading import Reading
from tracker.log.contract import Entry
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Topics, make_topics, wanted
from tracker.reading.known import load_catalogue
from tracker.relating.ask import Ask
from tracker.relating.view import View
from tracker.running.verify import verified

READINGS = [made.read(article) for article in made.articles(6_000, countries=40)]
Serving = Callable[..., AbstractContextManager[Process]]


@pytest.fixture
def serving(tmp_path: Path, access: KafkaAccess, topics: Topics) -> Serving:
    """`tracker serve`, begun on the same data each time that its name is the same."""
    return lambda name="node": running(tmp_path / name, "serve", environment_of(access, topics))


@pytest.fixture(scope="module")
def mortal_broker() -> Iterator[Broker]:
    with own_broker() as broker:
        yield broker


def ready(tracker: Process) -> dict[str, Plain]:
    """What it says of itself."""
    said: dict[str, Plain] = tracker.http.get("/readyz").json()
    return said


def position(tracker: Process) -> int:
    """How many records its view has applied."""
    return int(str(ready(tracker)["position"]).split("-")[1])


async def see(is_so: Callable[[], bool]) -> None:
    """Return when it is so; what runs in this process goes on meanwhile."""
    await asyncio.to_thread(until, is_so)


async def see_caught_up(tracker: Process, records: int) -> None:
    """Return when it has applied so many records and knows that there are no more."""
    await see(lambda: ready(tracker)["ready"] is True and position(tracker) == records)


def answers(tracker: Process) -> str:
    """What it says of all countries, but for the position."""
    return json.dumps(tracker.http.get("/v1/countries").json()["items"])


def unharmed(readings: list[Reading], folder: Path) -> str:
    """The state of a view into which these were folded in one go."""
    kinds, file = load_catalogue().kinds, folder / "unharmed.sqlite"
    with closing(View.open(file, kinds)) as view, closing(Ask.open(file, kinds)) as ask:
        view.apply([Entry(number, "", str(number), reading) for number, reading in enumerate(readings, 1)])
        return ask.state_hash()


def sent(article: Article) -> dict[str, Plain]:
    """A made article as one feeds it."""
    return {"text": article.text, "published": article.published, "url": article.url}


async def test_it_says_its_address_follows_the_log_and_ends_cleanly(serving: Serving, log: KafkaLog) -> None:
    await log.events.append(READINGS[:200])
    with serving() as tracker:
        assert f"http://127.0.0.1:{tracker.port}" in tracker.said
        await see_caught_up(tracker, 200)
        with tracker.http.stream("GET", "/v1/changes/stream") as stream:
            next(stream.iter_lines())
            assert await asyncio.to_thread(tracker.end, signal.SIGTERM) == 0
        assert "Traceback" not in tracker.complaints()


async def test_a_second_one_on_the_same_data_is_refused(serving: Serving, access: KafkaAccess, topics: Topics) -> None:
    with serving() as tracker:
        second = await asyncio.to_thread(refused, tracker.data, free_port(), "serve", environment_of(access, topics))

    assert second.returncode == 2
    assert "another tracker is running" in second.stderr and "Traceback" not in second.stderr


async def test_topics_that_are_not_as_they_must_be_are_refused(access: KafkaAccess, tmp_path: Path) -> None:
    started = await asyncio.to_thread(refused, tmp_path, free_port(), "serve", environment_of(access, Topics.of("none")))

    assert started.returncode == 2
    assert "there is no none.articles" in started.stderr and "tracker topics" in started.stderr and "Traceback" not in started.stderr


async def test_killed_while_it_folds_it_ends_in_the_state_of_one_that_never_was(serving: Serving, log: KafkaLog, tmp_path: Path) -> None:
    await log.events.append(READINGS)
    for enough in (1, 2_000, 4_000):
        with serving() as tracker:
            await see(lambda enough=enough: position(tracker) >= enough)  # type: ignore[misc]
            tracker.end(signal.SIGKILL)
    with serving() as tracker:
        await see_caught_up(tracker, len(READINGS))

    found = await verified(log, tracker.data / "view.sqlite")
    assert (found.hash, found.agrees, found.position) == (unharmed(READINGS, tmp_path), True, len(READINGS))


async def test_topics_made_anew_under_it_give_a_new_view_and_a_gap(
    serving: Serving, access: KafkaAccess, topics: Topics, log: KafkaLog, tmp_path: Path
) -> None:
    await log.events.append(READINGS[:200])
    with serving() as tracker:
        await see_caught_up(tracker, 200)
        cursor = str(ready(tracker)["position"])
        hearing = asyncio.create_task(asyncio.to_thread(hear_gap, tracker, cursor))
        await delete_topic(access, topics.events)
        await make_topics(access, wanted(topics, Copies()))
        async with KafkaLog.open(access, topics) as other:
            await other.events.append(READINGS[200:250])
            await see_caught_up(tracker, 50)
            assert await hearing == cursor
            assert tracker.http.get("/v1/changes", params={"after": cursor}).json()["gap"]["after"] == cursor
            found = await verified(other, tracker.data / "view.sqlite")

    assert (found.hash, found.agrees, found.position) == (unharmed(READINGS[200:250], tmp_path), True, 50)


def hear_gap(tracker: Process, cursor: str) -> str:
    """The cursor that cannot be told from, once a subscriber who waits behind it hears so."""
    with tracker.http.stream("GET", "/v1/changes/stream", params={"after": cursor}) as stream:
        lines = stream.iter_lines()
        while next(lines) != "event: gap":
            pass
        return str(json.loads(next(line for line in lines if line.startswith("data:")).removeprefix("data:"))["after"])


async def test_a_view_of_another_log_is_folded_again(serving: Serving, log: KafkaLog, access: KafkaAccess, tmp_path: Path) -> None:
    other = new_topics()
    await make_topics(access, wanted(other, Copies(partitions=3)))
    async with KafkaLog.open(access, other) as others:
        await others.events.append(READINGS[10:30])
    with running(tmp_path / "node", "serve", environment_of(access, other)) as tracker:
        await see_caught_up(tracker, 20)
    await log.events.append(READINGS[:40])
    with serving() as tracker:
        await see_caught_up(tracker, 40)

    assert (await verified(log, tracker.data / "view.sqlite")).agrees


async def test_a_record_of_a_newer_release_stops_the_view_and_not_the_answers(serving: Serving, log: KafkaLog, access: KafkaAccess, topics: Topics) -> None:
    await log.events.append(READINGS[:20])
    with serving() as tracker:
        await see_caught_up(tracker, 20)
        before = answers(tracker)
        await OnKafka(access, topics).write_event(json.dumps({"format": 99, "record": "reading"}).encode())
        await log.events.append(READINGS[20:40])
        await see(lambda: ready(tracker)["stopped"] is not None)
        said = ready(tracker)

        assert "events 21" in str(said["stopped"]) and "99" in str(said["stopped"]) and "upgrade" in str(said["way_out"])
        assert (tracker.http.get("/readyz").status_code, position(tracker), answers(tracker)) == (503, 20, before)


async def test_an_article_fed_at_one_node_is_waited_for_at_another_and_fed_ten_times_is_told_once(
    serving: Serving, log: KafkaLog, access: KafkaAccess, topics: Topics
) -> None:
    article = sent(made.articles(1)[0])
    with serving("one") as one, serving("two") as two, Hand(access, topics) as hand:
        await hand.see_joined()
        ids = [(one, two)[number % 2].feed([article])[0] for number in range(10)]
        for node in (one, two):
            said = node.http.get(f"/v1/articles/{ids[0]}", params={"wait": 30}).json()
            assert (said["state"], said["article"]["text"]) == ("read", article["text"])
        found = await verified(log, one.data / "view.sqlite")

    assert len(set(ids)) == 1
    assert (found.facts, found.articles) == (1, {"waiting": 0, "events": 1})


async def test_it_answers_while_its_broker_is_away_and_goes_on_when_it_is_back(mortal_broker: Broker, tmp_path: Path) -> None:
    access, topics = KafkaAccess(mortal_broker.address), new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=3)))
    articles = made.articles(3)
    async with KafkaLog.open(access, topics) as log:
        (receipt,) = await log.articles.append(articles[:1])
        reading = made.read(articles[0])
        await log.events.append([replace(reading, origin=replace(reading.origin, place=receipt.place))])
    await asyncio.to_thread(mortal_broker.stop)

    with running(tmp_path / "node", "serve", environment_of(access, topics)) as tracker:
        assert tracker.http.get("/v1/countries").headers["tracker-as-of"] == "unknown"
        await see(lambda: "does not answer" in str(ready(tracker)["stopped"]))
        await asyncio.to_thread(mortal_broker.start)
        await see_caught_up(tracker, 1)
        shown = tracker.http.get(f"/v1/articles/{articles[0].id}").json()
        assert shown["article"]["text"] == articles[0].text

        await asyncio.to_thread(mortal_broker.kill)
        await see(lambda: ready(tracker)["ready"] is False)
        answer = tracker.http.get("/v1/countries")
        assert len(answer.json()["items"]) == 2
        assert datetime.fromisoformat(answer.headers["tracker-as-of"]).tzinfo
        assert answer.headers["tracker-as-of"] == ready(tracker)["as_of"]
        said = tracker.http.get(f"/v1/articles/{articles[0].id}").json()
        assert said == {**shown, "article": None}
        refusal = tracker.http.post("/v1/articles", json=sent(articles[1]))
        assert (refusal.status_code, refusal.json()["type"]) == (503, "urn:tracker:problem:no-broker")
        assert int(refusal.headers["retry-after"]) > 0

        await asyncio.to_thread(mortal_broker.start)
        tracker.feed([sent(articles[2])])
        async with KafkaLog.open(access, topics) as log:
            await log.events.append([made.read(articles[2])])
        await see_caught_up(tracker, 2)
        assert "Traceback" not in tracker.complaints()
