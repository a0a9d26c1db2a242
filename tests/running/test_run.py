"""`tracker run`: one process to have it all; it begins quickly, ends cleanly, and a kill at any moment costs nothing."""

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.running.ports import free_port
from tests.running.process import Process, Sent, refused, running
from tests.running.test_pool import is_alive
from tests.running.waiting import until
from tracker.running.claims import LOG, VIEW
from tracker.running.verify import verify

KILLS = 20
GUESTS = [("Norway", "Oslo", "Anna Holm"), ("Chile", "Santiago", "Pedro Rojas"), ("Japan", "Tokyo", "Ken Mori"), ("Kenya", "Nairobi", "Grace Otieno")]


def told(number: int) -> Sent:
    """An invented report of a visit; some tell the same one."""
    dice = Random(number // 3)
    (home, _, name), (host, city, _) = dice.sample(GUESTS, 2)
    day = f"2024-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    text = f"{home}'s foreign minister {name} arrived in {city} on Monday for an official visit to {host}, the ministry said in statement {number}."
    return {"text": text, "published": day, "url": f"https://news.example/{number}"}


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Process]:
    with running(tmp_path / "data") as process:
        yield process


def test_it_says_its_address_once_it_answers(tracker: Process) -> None:
    assert f"http://127.0.0.1:{tracker.port}" in tracker.said
    assert httpx.get(f"http://127.0.0.1:{tracker.port}/healthz").status_code == 200


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_also_while_someone_listens(how: signal.Signals, tracker: Process) -> None:
    with tracker.http.stream("GET", "/v1/changes/stream") as stream:
        next(stream.iter_lines())
        assert tracker.end(how) == 0
    assert "Traceback" not in tracker.complaints()


def test_a_second_one_on_the_same_data_is_refused(tracker: Process) -> None:
    second = refused(tracker.data, free_port())

    assert second.returncode != 0
    assert "another tracker is running" in second.stderr and "Traceback" not in second.stderr


def test_a_taken_port_is_refused(tracker: Process, tmp_path: Path) -> None:
    second = refused(tmp_path / "other", tracker.port)

    assert second.returncode != 0
    assert f"127.0.0.1:{tracker.port} is taken" in second.stderr and "Traceback" not in second.stderr


def test_its_reading_processes_end_with_it_also_when_it_is_killed(tracker: Process) -> None:
    tracker.see_read(tracker.feed([told(0)]))
    readers = tracker.readers()
    assert readers

    tracker.end(signal.SIGKILL)

    until(lambda: not any(map(is_alive, readers)))


def test_what_was_read_is_there_after_a_restart(tracker: Process) -> None:
    tracker.see_read(tracker.feed([told(n) for n in range(3)]))
    before = tracker.http.get("/v1/countries").json()
    tracker.end(signal.SIGTERM)

    with running(tracker.data) as again:
        assert again.http.get("/v1/countries").json() == before


def test_a_killed_tracker_ends_in_the_state_of_one_that_never_was(tmp_path: Path) -> None:
    """Twenty kills, each when chance has it: so many receipts given, so many articles read, the others on their way; who got no receipt sends again."""
    dice, articles = Random(7), [told(n) for n in range(KILLS * 6)]
    with running(tmp_path / "unharmed") as unharmed:
        unharmed.see_read(unharmed.feed(articles))
    for number in range(KILLS):
        process = Process(tmp_path / "killed")
        ids = process.feed(articles[number * 6 : number * 6 + dice.randint(1, 6)])
        process.see_read(ids[: dice.randint(0, len(ids) - 1)])
        time.sleep(dice.uniform(0, 0.05))
        process.end(signal.SIGKILL)
    with running(tmp_path / "killed") as again:
        again.see_read(again.feed(articles))

    expected, found = verify(tmp_path / "unharmed"), verify(tmp_path / "killed")
    assert (found.hash, found.facts, found.articles, found.agrees) == (expected.hash, expected.facts, expected.articles, True)
    assert found.facts > 0 and sum(found.articles.values()) == len(articles)


def test_a_subscriber_goes_on_over_a_restart_and_misses_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "data") as first:
        first.see_read(first.feed([told(n) for n in range(6)]))
        heard, last = listen(first, "", until_position=_position(first))
    with running(tmp_path / "data") as second:
        second.see_read(second.feed([told(n) for n in range(6, 12)]))
        more, _ = listen(second, last, until_position=_position(second))
        everything, _ = listen(second, "", until_position=_position(second))

    assert heard and more and heard + more == everything


def test_a_view_that_was_deleted_is_folded_again(tracker: Process) -> None:
    tracker.see_read(tracker.feed([told(n) for n in range(6)]))
    tracker.end(signal.SIGTERM)
    before = verify(tracker.data)
    (tracker.data / VIEW).unlink()

    with running(tracker.data) as again:
        again.see_read(again.feed([told(0)]))
    after = verify(tracker.data)
    assert (after.hash, after.agrees, after.position) == (before.hash, True, before.position)


@pytest.mark.parametrize(("ours", "others"), [([0], [3, 6]), ([0, 3], [6])], ids=["longer", "shorter"])
def test_a_view_of_another_log_is_folded_again(ours: list[int], others: list[int], tracker: Process, tmp_path: Path) -> None:
    tracker.see_read(tracker.feed([told(n) for n in ours]))
    tracker.end(signal.SIGTERM)
    with running(tmp_path / "other") as other:
        other.see_read(other.feed([told(n) for n in others]))
    (tmp_path / "other" / VIEW).rename(tracker.data / VIEW)

    with running(tracker.data) as again:
        again.see_read(again.feed([told(n) for n in ours]))
    assert verify(tracker.data).agrees


def test_a_record_of_a_newer_release_stops_the_view_and_not_the_answers(tracker: Process) -> None:
    tracker.see_read(tracker.feed([told(0)]))
    before = tracker.http.get("/v1/countries").json()["items"]
    tracker.end(signal.SIGTERM)
    with closing(sqlite3.connect(tracker.data / LOG)) as log, log:
        log.execute("INSERT INTO events (received, data) VALUES ('2030-01-01T00:00:00Z', ?)", (json.dumps({"format": 99, "record": "reading"}).encode(),))

    with running(tracker.data) as again:
        until(lambda: again.http.get("/readyz").status_code == 503)
        assert "99" in again.http.get("/readyz").json()["stopped"]
        assert again.http.get("/v1/countries").json()["items"] == before


def listen(tracker: Process, last: str, until_position: str) -> tuple[list[str], str]:
    """The messages of the stream behind a cursor, up to a position, and the cursor of the last one."""
    heard: list[str] = []
    with tracker.http.stream("GET", "/v1/changes/stream", headers={"Last-Event-ID": last} if last else {}) as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                heard.append(line)
            if line.startswith("id:"):
                last = line.removeprefix("id:").strip()
            if not line and last == until_position:
                break
    return heard, last


def _position(tracker: Process) -> str:
    """The cursor of the last change."""
    return str(tracker.http.get("/v1/changes", params={"limit": 100}).json()["items"][-1]["position"])
