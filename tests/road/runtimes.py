"""The runtimes that the one suite of the road runs on: each starts a tracker as its operator does, and recounts it."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.log.runtimes import NOTHING, new_topics
from tests.running.kafka.hiring import Hand, environment_of
from tests.running.process import TRACKER, Process, running
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Topics
from tracker.running.verify import Verified, verify, verify_on_kafka
from tracker.settings import settle_kafka

RUNTIMES = ("embedded", "kafka")


class Road(Protocol):
    """From articles to answers, on one runtime; nothing was fed at first."""

    def running(self) -> AbstractContextManager[Process]:
        """A tracker that answers; begun again, on the same data."""
        ...

    def upgraded(self, environment: Mapping[str, str]) -> AbstractContextManager[Process]:
        """The same of another release, which the environment makes, reading as well."""
        ...

    def verified(self) -> Verified:
        """What `tracker verify` finds."""
        ...

    def said(self, *words: str, environment: Mapping[str, str] = NOTHING) -> Any:
        """What a command that works on the logs says in JSON. environment: what it finds beside that of this process."""
        ...


@dataclass(frozen=True, slots=True)
class Embedded:
    """`tracker run` on this folder."""

    folder: Path

    def running(self) -> AbstractContextManager[Process]:
        return running(self.folder)

    def upgraded(self, environment: Mapping[str, str]) -> AbstractContextManager[Process]:
        return running(self.folder, environment=environment)

    def verified(self) -> Verified:
        return verify(self.folder)

    def said(self, *words: str, environment: Mapping[str, str] = NOTHING) -> Any:
        return said(self.folder, words, environment)


@dataclass(frozen=True, slots=True)
class OnKafka:
    """`tracker serve` with its view in this folder; workers read as long as the block of `on_kafka` lasts."""

    folder: Path
    access: KafkaAccess
    topics: Topics

    def running(self) -> AbstractContextManager[Process]:
        return running(self.folder, "serve", environment_of(self.access, self.topics))

    @contextmanager
    def upgraded(self, environment: Mapping[str, str]) -> Iterator[Process]:
        """Beside the worker of the older release, which goes on."""
        known = {**environment_of(self.access, self.topics), **environment}
        program = (*(f"{name}={value}" for name, value in known.items()), TRACKER, "worker")
        with Hand(self.access, self.topics, ("env", *program)), running(self.folder, "serve", known) as tracker:
            yield tracker

    def verified(self) -> Verified:
        return verify_on_kafka(self.folder, settle_kafka(bootstrap_servers=self.access.bootstrap, topic_prefix=self.topics.articles.removesuffix(".articles")))

    def said(self, *words: str, environment: Mapping[str, str] = NOTHING) -> Any:
        return said(self.folder, words, {**environment_of(self.access, self.topics), **environment})


def said(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> Any:
    """What a command says in JSON about the data in this folder."""
    command = (TRACKER, *words, "--data", str(folder), "--json")
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def on_kafka(folder: Path, broker: str) -> Iterator[OnKafka]:
    """New topics, made by `tracker topics`, and a `tracker worker` that reads what comes."""
    road = OnKafka(folder, KafkaAccess(broker), new_topics())
    environment = {**os.environ, **environment_of(road.access, road.topics)}
    subprocess.run([TRACKER, "topics", "--partitions", "3"], env=environment, check=True, capture_output=True)
    with Hand(road.access, road.topics, (TRACKER, "worker")):
        yield road
