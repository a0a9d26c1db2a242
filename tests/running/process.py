"""A tracker as its operator has it: `tracker run` or `tracker serve` in a process of its own, asked over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

import httpx

from tests.running.ports import free_port
from tracker.core.identity import Plain

TRACKER = f"{sys.prefix}/bin/tracker"
NOTHING: Mapping[str, str] = {}
Sent = dict[str, Plain]


@dataclass
class Process:
    """A tracker on a data folder, begun and answering. command: `run` or `serve`; environment: further variables."""

    data: Path
    port: int = field(default_factory=free_port)
    command: str = "run"
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.errors = TemporaryFile("w+")  # noqa: SIM115 (read as long as the process is asked about)
        arguments = [TRACKER, self.command, "--data", str(self.data), "--port", str(self.port)]
        environment = {**os.environ, **self.environment}
        self.popen = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        assert self.popen.stdout
        self.said = self.popen.stdout.readline()
        assert self.said, self.complaints()
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

    def complaints(self) -> str:
        """What it said on its error output so far."""
        self.errors.seek(0)
        return self.errors.read()

    def end(self, how: signal.Signals) -> int:
        """Its exit status, after this signal."""
        self.http.close()
        os.kill(self.popen.pid, how)
        return self.popen.wait(timeout=30)


@contextmanager
def running(data: Path, command: str = "run", environment: Mapping[str, str] = NOTHING) -> Iterator[Process]:
    """A tracker that answers, ended at the end."""
    process = Process(data, command=command, environment=environment)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.end(signal.SIGTERM)
        process.errors.close()


def refused(data: Path, port: int, command: str = "run", environment: Mapping[str, str] = NOTHING) -> subprocess.CompletedProcess[str]:
    """What a tracker says where it cannot run."""
    arguments = [TRACKER, command, "--data", str(data), "--port", str(port)]
    return subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=30)
