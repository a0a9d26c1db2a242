"""What is taken out stays out and can be brought back, on each runtime, as its operator does it."""

import json
import subprocess

from tests.road.runtimes import Road
from tests.running.process import TRACKER, Process
from tests.running.test_run import told
from tests.running.waiting import until

WHY = "the outlet withdrew it"


def decide(tracker: Process, *words: str) -> dict[str, object]:
    """What the command says in JSON."""
    command = (TRACKER, *words, "--json", "--to", f"http://127.0.0.1:{tracker.port}")
    said: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return said


def facts(tracker: Process) -> int:
    return len(tracker.http.get("/v1/facts").json()["items"])


def test_an_article_is_taken_out_before_or_after_it_is_read_and_brought_back(road: Road) -> None:
    with road.running() as tracker:
        read, unread = tracker.feed([told(1)])[0], tracker.feed([told(4)])[0]
        assert decide(tracker, "retract", unread, "--why", WHY)["state"] == "retracted"  # at once: before it is read, or hardly after
        tracker.see_read([read])
        until(lambda: facts(tracker) == 1)
        [fact] = tracker.http.get("/v1/facts").json()["items"]
        assert decide(tracker, "retract", read, "--why", WHY)["duplicate"] is False
        assert (facts(tracker), tracker.http.get(f"/v1/facts/{fact['id']}").status_code) == (0, 410)
        assert decide(tracker, "retract", read, "--why", WHY)["duplicate"] is True
    found = road.verified()
    assert (found.agrees, found.facts, found.articles["retracted"]) == (True, 0, 2)

    with road.running() as tracker:
        assert decide(tracker, "restore", read)["state"] == "read"
        decide(tracker, "restore", unread)
        tracker.see_read([unread])
        until(lambda: facts(tracker) == 2)
    assert (road.verified().agrees, road.verified().facts) == (True, 2)
