"""`make run-kafka`: the founding article's facts stand there through Kafka, and all that was started ends."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from deploy.kafka.broker import free_port
from tests.house.source import HOUSE
from tests.running.waiting import until

SEED = HOUSE / "seeds" / "founding-article.json"


@contextmanager
def trying_out(folder: Path, broker: int, node: int) -> Iterator[subprocess.Popen[str]]:
    """All of it, with its data in a folder, on these ports."""
    environment = {name: value for name, value in os.environ.items() if name != "KAFKA_BOOTSTRAP_SERVERS"} | {"TRACKER_PORT": str(node)}
    places = ("--broker", folder / "kafka", "--node", folder / "node", "--port", str(broker))
    program = (sys.executable, "-m", "deploy.kafka.run", *places, SEED)
    process = subprocess.Popen(program, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        process.kill()


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").is_success
    except httpx.TransportError:
        return False


def visits_to_cuba(port: int) -> int:
    try:
        return len(httpx.get(f"http://127.0.0.1:{port}/v1/countries/CUB").json()["visits_received"]["items"])
    except (httpx.TransportError, KeyError):
        return 0


def test_the_founding_article_is_known_through_kafka_and_ctrl_c_ends_all(tmp_path: Path) -> None:
    broker, node = free_port(), free_port()
    with trying_out(tmp_path, broker, node) as process:
        until(lambda: visits_to_cuba(node) > 0 or process.poll() is not None)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to all at once
        said, complaints = process.communicate(timeout=60)

    assert f"tracker answers at http://127.0.0.1:{node}; Ctrl-C ends it" in said, complaints
    assert (process.returncode, "Traceback" in complaints) == (0, False), complaints
    assert not answers(node)
    with trying_out(tmp_path, broker, node) as again:  # the broker's port is free, and what was fed is still there
        until(lambda: visits_to_cuba(node) > 0 or again.poll() is not None)
        again.terminate()
        _, complaints = again.communicate(timeout=60)
    assert (again.returncode, "Traceback" in complaints) == (0, False), complaints


def test_a_port_that_is_taken_is_told_with_the_way_out(tmp_path: Path) -> None:
    with _taken() as port, trying_out(tmp_path, port, free_port()) as process:
        _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1 and f"127.0.0.1:{port} is taken" in complaints and "KAFKA_BOOTSTRAP_SERVERS" in complaints


@contextmanager
def _taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        yield port
