"""A stream of server-sent events, as it is read: whole events only, and behind a break it goes on where it was."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.conftest import VISIT
from tests.running.process import Process
from tracker.command.watch import Sent, events


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["retry: 2000", "id: g-0", ""], [Sent("g-0", "", "")]),
        (["event: changes", "id: g-1", "data: {}", ""], [Sent("g-1", "changes", "{}")]),
        (["data: a", "data:b", ""], [Sent("", "", "a\nb")]),
        ([": all told", "id: g-3", ""], [Sent("g-3", "", "")]),
        (["id: g-1", "data: 1", "", "data: 2", ""], [Sent("g-1", "", "1"), Sent("g-1", "", "2")]),
        (["id: g-1", "data: 1", "", "id: g-2", "data: cut off"], [Sent("g-1", "", "1")]),
    ],
)
def test_events_come_whole(lines: list[str], expected: list[Sent]) -> None:
    assert list(events(lines)) == expected


def test_a_restart_of_the_tracker_is_outlived_and_nothing_missed(tmp_path: Path) -> None:
    first = Process(tmp_path / "data")
    command = [sys.executable, "-m", "tracker", "watch", "--to", f"http://127.0.0.1:{first.port}", "--after", "", "--json"]
    first.see_read(first.feed([{"text": VISIT, "published": "2024-03-05", "source": {"home_country": "NOR"}}]))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as watching:
        assert watching.stdout
        heard = [json.loads(watching.stdout.readline())]
        first.end(signal.SIGKILL)
        second = Process(tmp_path / "data", first.port)
        second.see_read(second.feed([{"text": VISIT.replace("Chile", "Peru").replace("Santiago", "Lima"), "published": "2024-04-05"}]))
        heard.append(json.loads(watching.stdout.readline()))
        watching.send_signal(signal.SIGINT)
        assert watching.wait(30) == 0
        second.end(signal.SIGTERM)
    assert heard[1]["previous"] == heard[0]["position"]
