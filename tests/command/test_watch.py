"""A stream of server-sent events, as it is read: whole events only, and behind a break it goes on where it was."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.conftest import VISIT
from tests.running.process import Process
from tests.serving.news import Desk
from tests.serving.served import serving
from tracker.command.watch import Sent, events
from tracker.core.reading import Retracted
from tracker.reading.known import load_catalogue


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


async def test_what_changed_in_a_fact_is_told_field_by_field_and_why_it_went(tmp_path: Path) -> None:
    async with serving(tmp_path, catalogue := load_catalogue()) as tracker:
        desk = Desk(catalogue.kinds)
        plan = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2023-04-01", status="planned")
        done = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2023-04-21")
        await tracker.tell(plan, done, Retracted("r1", plan[0].id, "a rumour"))
        command = (sys.executable, "-m", "tracker", "watch", "--to", str(tracker.client.base_url), "--after", "")
        watching = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        assert watching.stdout
        heard = b""
        while b"a rumour" not in heard:
            heard += await asyncio.wait_for(watching.stdout.readline(), 20)
        watching.send_signal(signal.SIGINT)
        assert await watching.wait() == 0
    assert "  status: planned → completed\n" in heard.decode() and heard.decode().endswith("  because: a rumour\n")
