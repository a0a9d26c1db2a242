"""
The logs that a command works on, beside whatever else runs on them: those of a data folder, or those on a broker.

In: what the command line and the environment name.  Out: open logs.  Never: a log made where none was, or a topic that may forget.
"""

from pathlib import Path

from tracker.core.errors import Misplaced
from tracker.log.contract import Log
from tracker.log.kafka import KafkaLog
from tracker.log.sqlite import SqliteLog
from tracker.running.claims import LOG
from tracker.running.kafka.topics import access_of, checked, copies_of, topics_of
from tracker.settings import KafkaSettings


async def opened(data: Path, kafka: KafkaSettings | None) -> Log:
    """The logs on the broker where one is named, else those in the folder. Raises as `opened_in` and `opened_on_broker`."""
    return await opened_on_broker(kafka) if kafka else opened_in(data)


def opened_in(data: Path) -> SqliteLog:
    """The logs in this folder. Raises Misplaced where it holds none."""
    if not (data / LOG).exists():
        raise Misplaced("data", f"{data} holds no log of a tracker", "name the folder that `tracker run` was given, or the broker in KAFKA_BOOTSTRAP_SERVERS")
    return SqliteLog.open(data / LOG)


async def opened_on_broker(kafka: KafkaSettings) -> KafkaLog:
    """The logs on this broker. Raises NoBroker where none answers, Misplaced where its topics are not as they must be."""
    await checked(access_of(kafka), topics_of(kafka), copies_of(kafka))
    return KafkaLog.open(access_of(kafka), topics_of(kafka))
