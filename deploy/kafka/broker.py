"""
One Apache Kafka broker on this machine: a real one for the tests and for `make run-kafka`, from Maven's artifacts.

In: Java and Kafka's jars (`java`).  Out: broker and controller in one process (KRaft) on loopback ports, its data in a folder that outlives it.
`python -m deploy.kafka.broker --port 9092 --data .kafka` runs one until Ctrl-C.
Never: for production. One node keeps one copy of everything.
"""

import argparse
import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from deploy.kafka import java
from deploy.kafka.java import VERSION, CannotStart

START_S = 60.0  # a broker answers after about 5 s; a busy machine takes longer
STOP_S = 30.0

_CLUSTER = "dHJhY2tlci1sb2NhbC1rYQ"  # any 22 characters of base64: 16 bytes


@dataclass(frozen=True, slots=True)
class Listener:
    """A further door. protocol: such as "SASL_SSL"; settings: Kafka's own, without the listener's prefix."""

    protocol: str
    settings: Mapping[str, str]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Broker:
    """
    A broker with its data in a folder: `start`, `stop` or `kill`, and `start` again on the same ports with the same data.

    port, controller_port: on 127.0.0.1; doors: port -> a further listener; settings: Kafka's own, over those below.
    scram: user -> password, of those who may enter by SCRAM-SHA-256.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    controller_port: int = field(default_factory=free_port)
    doors: Mapping[int, Listener] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    scram: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What goes into KAFKA_BOOTSTRAP_SERVERS."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """
        Start it and wait until it answers; one that runs stays as it is.

        Raises CannotStart where Java or Kafka is missing or the port is taken, and, with the end of its log, where it does not answer in time.
        """
        if self._process and self._process.poll() is None:
            return
        if _listens(self.port):
            raise CannotStart(f"{self.address} is taken; end what listens there, or use its broker: KAFKA_BOOTSTRAP_SERVERS={self.address}")
        kafka = java.command()
        settings = self.folder / "server.properties"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("".join(f"{name}={value}\n" for name, value in self._settings().items()))
        if not (self.folder / "data" / "meta.properties").exists():
            users = [part for user, password in self.scram.items() for part in ("--add-scram", f"SCRAM-SHA-256=[name={user},password={password}]")]
            storage = ("kafka.tools.StorageTool", "format", "--cluster-id", _CLUSTER, "--config", str(settings))
            java.run("the storage cannot be formatted", *kafka, *storage, *users)
        with (self.folder / "broker.log").open("ab") as log:
            self._process = subprocess.Popen([*kafka, "kafka.Kafka", str(settings)], stdout=log, stderr=log, start_new_session=True)
        self._await_answer()

    def stop(self) -> None:
        """End it cleanly; after STOP_S seconds, by force."""
        if self._process:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
            self.kill()

    def kill(self) -> None:
        """End it at once, as kill -9 and a power cut of the process do."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wait(self) -> int:
        """Its exit code, once it has ended by itself."""
        return self._process.wait() if self._process else 0

    def _await_answer(self) -> None:
        end = time.monotonic() + START_S
        while not (_listens(self.port) and asyncio.run(_answers(self.address))):
            if time.monotonic() > end or (self._process and self._process.poll() is not None):
                self.kill()
                tail = (self.folder / "broker.log").read_text(errors="replace")[-2000:]
                raise CannotStart(f"the broker on {self.address} did not come up; the end of its log:\n{tail}")
            time.sleep(0.1)

    def _settings(self) -> dict[str, str]:
        door_names = {port: f"DOOR{port}" for port in self.doors}
        named = {"PLAINTEXT": self.port, "CONTROLLER": self.controller_port, **{name: port for port, name in door_names.items()}}
        protocols = {"PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT", **{name: self.doors[port].protocol for port, name in door_names.items()}}
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "controller.listener.names": "CONTROLLER",
            "listeners": ",".join(f"{name}://127.0.0.1:{port}" for name, port in named.items()),
            "advertised.listeners": ",".join(f"{name}://127.0.0.1:{port}" for name, port in named.items() if name != "CONTROLLER"),
            "listener.security.protocol.map": ",".join(f"{name}:{protocol}" for name, protocol in protocols.items()),
            "inter.broker.listener.name": "PLAINTEXT",
            "log.dirs": str(self.folder.resolve() / "data"),
            "auto.create.topics.enable": "false",
            "group.initial.rebalance.delay.ms": "0",
            **{f"{topic}.replication.factor": "1" for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")},
            **{f"{topic}.min.isr": "1" for topic in ("transaction.state.log", "share.coordinator.state.topic")},
            "broker.session.timeout.ms": "6000",  # a killed broker may come back after so long
            "offsets.topic.num.partitions": "1",
            "offsets.retention.minutes": "525600",  # a year: a worker that comes back from a holiday goes on where it was
            **self.settings,
            **{f"listener.name.{door_names[port].lower()}.{name}": value for port, door in self.doors.items() for name, value in door.settings.items()},
        }


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def _answers(address: str) -> bool:
    admin = AIOKafkaAdminClient(bootstrap_servers=address, request_timeout_ms=2000)
    try:
        await admin.start()
        return bool((await admin.describe_cluster())["brokers"])
    except (KafkaError, OSError):
        return False
    finally:
        await admin.close()


def main() -> None:
    """Run a broker in the foreground until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kafka.broker", description="One Apache Kafka broker on this machine, for trying out.")
    parser.add_argument("--port", type=int, default=9092)
    parser.add_argument("--data", type=Path, default=Path(".kafka"), help="folder of its data")
    given = parser.parse_args()
    broker = Broker(given.data, given.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        broker.start()
        print(f"Kafka {VERSION} answers on {broker.address}; Ctrl-C ends it.", flush=True)  # noqa: T201
        sys.exit(broker.wait())
    except KeyboardInterrupt:
        pass
    except CannotStart as error:
        sys.exit(str(error))
    finally:
        broker.stop()


if __name__ == "__main__":
    main()
