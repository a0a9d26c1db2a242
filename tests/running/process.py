"""A tracker as its operator has it: `tracker run` in a process of its own, asked over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.running.ports import free_port
from tracker.core.identity import Plain

COMMAND = (f"{sys.prefix}/bin/tracker", "run")
Sent = dict[str, Plain]


@dataclass
class Process:
    """`tracker run` on a data folder, begun and answering."""

    data: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.popen = subprocess.Popen([*COMMAND, "--data", str(self.data), "--port", str(self.port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.popen.stdout and self.popen.stderr
        self.said = self.popen.stdout.readline()
        assert self.said, self.popen.stderr.read()
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    def feed(self, articles: list[Sent]) -> list[str]:
        """The ids of the articles, from their receipts."""
        answer = self.http.post("/v1/articles", json=articles)
        assert answer.status_code == 202, answer.text
        return [item["id"] for item in answer.json()["items"]]

    def see_read(self, ids: list[str]) -> None:
        """Return when every one of these articles is read."""
        for id in ids:
            answer = self.http.get(f"/v1/articles/{id}", params={"wait": 30})
            assert answer.status_code == 200 and answer.json()["state"] == "read", answer.text

    def readers(self) -> list[int]:
        """The ids of its reading processes."""
        return [int(pid) for pid in Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()]

    def end(self, how: signal.Signals) -> int:
        """Its exit status, after this signal."""
        self.http.close()
        os.kill(self.popen.pid, how)
        return self.popen.wait(timeout=30)


@contextmanager
def running(data: Path) -> Iterator[Process]:
    """A tracker that answers, ended at the end."""
    process = Process(data)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.end(signal.SIGTERM)


def refused(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    """What `tracker run` says where it cannot run."""
    return subprocess.run([*COMMAND, "--data", str(data), "--port", str(port)], capture_output=True, text=True, check=False, timeout=30)
