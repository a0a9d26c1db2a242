"""
A whole tracker on Kafka on this machine, to try it out: a broker, the topics, a worker and a serving node, fed with what is named.

In: articles, folders for the data, a port for the broker; the broker in KAFKA_BOOTSTRAP_SERVERS where one is named there, none is started then.
Out: processes that run until Ctrl-C, and end with this one.  Never: for production; each of them has a machine of its own there.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from deploy.kafka.broker import Broker
from deploy.kafka.java import CannotStart, install

TRACKER = f"{sys.prefix}/bin/tracker"
BOOTSTRAP = "KAFKA_BOOTSTRAP_SERVERS"
END_S = 15.0
LOOK_EVERY_S = 0.2


def run(paths: Sequence[str], broker: Path, node: Path, port: int) -> str:
    """
    Run until one of the processes ends by itself; its name.

    paths: what is fed; broker, node: folders of data; port: of the broker.
    Raises CannotStart where there can be no broker, CalledProcessError where its topics cannot be used.
    """
    with ExitStack() as held:
        environment = {**os.environ, BOOTSTRAP: os.environ.get(BOOTSTRAP) or held.enter_context(own_broker(broker, port))}
        subprocess.run((TRACKER, "topics"), env=environment, check=True)
        worker = held.enter_context(started(environment, "worker"))
        serve = held.enter_context(started(environment, "serve", "--data", str(node)))
        assert serve.stdout
        if address := "".join(serve.stdout.readline().partition("http://")[1:]).strip():
            sys.stdout.write(f"tracker answers at {address}; Ctrl-C ends it\n")
            sys.stdout.flush()
            subprocess.run((TRACKER, "feed", "--to", address, *paths), env=environment, check=False)
        return first_to_end({"the worker": worker, "the serving node": serve})


@contextmanager
def own_broker(data: Path, port: int) -> Iterator[str]:
    """The address of a broker that ends with this block."""
    install()
    broker = Broker(data, port)
    try:
        broker.start()
        yield broker.address
    finally:
        broker.stop()


@contextmanager
def started(environment: Mapping[str, str], *command: str) -> Iterator[subprocess.Popen[str]]:
    """A command of tracker, which ends with this block."""
    process = subprocess.Popen((TRACKER, *command), env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_S)
        process.kill()


def first_to_end(processes: Mapping[str, subprocess.Popen[str]]) -> str:
    """The name of the process that is the first to end."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(LOOK_EVERY_S)


def main() -> None:
    """Run a tracker on Kafka in the foreground until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kafka.run", description="A whole tracker on Kafka on this machine, for trying out.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles that are fed")
    parser.add_argument("--broker", type=Path, default=Path(".kafka"), help="folder of the broker's data")
    parser.add_argument("--node", type=Path, default=Path(".node"), help="folder of the serving node's data")
    parser.add_argument("--port", type=int, default=9092, help="of the broker")
    given = parser.parse_args()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit(0))
    try:
        sys.exit(f"{run(given.paths, given.broker, given.node, given.port)} ended by itself, and so all did")
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except CannotStart as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
