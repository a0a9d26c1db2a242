"""What the reader failed on is read once the reader is mended and someone says so, on each runtime, as its operator does it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.road.runtimes import Road
from tests.running.process import TRACKER, Process, Sent
from tests.running.waiting import until

POISONOUS: Sent = {"text": "Norway's Prime Minister Jonas Gahr Støre arrived in Santiago, Chile, on Monday for talks on poison.", "published": "2024-03-05"}
WHOLESOME: Sent = {"text": "Norway's Prime Minister Jonas Gahr Støre arrived in Lima, Peru, on Monday for talks on fishing.", "published": "2024-05-07"}


@pytest.fixture(autouse=True)  # before the road: its processes inherit it
def fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file on which the reader's fault depends: it is mended when that is taken away."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "poison"))
    monkeypatch.setenv("TRACKER_TEST_POISON", str(tmp_path / "fault"))
    (tmp_path / "fault").touch()
    return tmp_path / "fault"


def dead(tracker: Process, *words: str) -> list[dict[str, object]]:
    """What `tracker dead` says in JSON."""
    command = (TRACKER, "dead", *words, "--json", "--to", f"http://127.0.0.1:{tracker.port}")
    return [json.loads(line) for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()]


def guests(tracker: Process, country: str) -> int:
    """How many visits it has received."""
    answer = tracker.http.get(f"/v1/countries/{country}")
    return len(answer.json()["visits_received"]["items"]) if answer.is_success else 0


def test_what_failed_is_read_once_the_reader_is_mended(road: Road, fault: Path) -> None:
    with road.running() as tracker:
        failing, other = tracker.feed([POISONOUS, WHOLESOME])
        tracker.see_read([other])
        until(lambda: [each["article"] for each in dead(tracker, "list")] == [failing])
        assert (guests(tracker, "CHL"), guests(tracker, "PER")) == (0, 1)

        fault.unlink()
        assert dead(tracker, "redrive", "--cause", "died twice") == [{"articles": [failing], "lost": []}]
        until(lambda: tracker.http.get(f"/v1/articles/{failing}").json()["state"] == "read")

        assert dead(tracker, "list") == []
        assert (guests(tracker, "CHL"), guests(tracker, "PER")) == (1, 1)
    found = road.verified()
    assert (found.agrees, found.facts, {outcome for outcome, count in found.articles.items() if count}) == (True, 2, {"events"})
