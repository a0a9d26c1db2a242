"""
Faust, as far as tracker leans on it: the articles of a topic are shared among a group of workers and brought to each of them.

One agent over raw bytes, no tables, no web server, no producer, no topic made by itself. The agent hands each article to a window and goes on; what it
hands over is acknowledged later, in order (`window`), and only to the assignment that brought it: what an earlier one left is brought again.
In: how to reach the broker, and what is done with an article.  Out: a Faust application to be started.  Never: an exception that leaves the agent.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime
from typing import cast

import faust
from faust.app.base import BootStrategy
from faust.events import Event
from faust.streams import Stream
from faust.transport.drivers.aiokafka import Consumer
from faust.types import TP, StreamT
from faust.types.auth import CredentialsT

from tracker.log.kafka_access import KafkaAccess
from tracker.log.wire import moment
from tracker.running.kafka.desk import Lying
from tracker.running.kafka.window import Window

SESSION_S = 6.0  # a killed worker is missed after so long; the least that brokers allow unless told otherwise
HEARTBEAT_S = 2.0
REJOIN_WITHIN_S = 15.0
REQUEST_S = 30.0
COMMIT_EVERY_S = 0.5  # what was acknowledged since then is read again after a fall
BUFFER = 128  # articles that wait for the window


class _Boot(BootStrategy):
    """What starts with the application. No web server, whatever environment or command line say; readings are sent by the log's own producer."""

    enable_web = False
    enable_kafka_producer = False


class Application(faust.App):
    """A Faust application that keeps no tables, and so makes no folder for them."""

    BootStrategy = _Boot

    async def on_first_start(self) -> None:
        """Nothing."""

    async def begin_again(self, topic: str, partitions: Iterable[int]) -> bool:
        """Commit the beginning of those of these partitions that are ours, for whoever has them next; whether that is done."""
        consumer = cast(Consumer, self.consumer)
        await consumer.commit()  # what is acknowledged, so that it is not committed over the beginning later
        ours = {TP(topic, partition) for partition in partitions} & consumer.assignment()
        return not ours or await consumer._commit(dict.fromkeys(ours, 0))


def agent_of(access: KafkaAccess, topic: str, group: str, window: Window, settle: Callable[[Lying], Coroutine[None, None, None]]) -> Application:
    """
    An application that shares this topic with others of its group, from where the group left off, or from the beginning where it is new.

    window: what takes the articles; settle: what is done with each, after which it is acknowledged.
    """
    application = Application(
        group,
        broker=[f"kafka://{address.strip()}" for address in access.bootstrap.split(",")],
        broker_credentials=_credentials(access),
        broker_client_id=access.client_id,
        broker_session_timeout=SESSION_S,
        broker_heartbeat_interval=HEARTBEAT_S,
        broker_rebalance_timeout=REJOIN_WITHIN_S,
        broker_request_timeout=REQUEST_S,
        broker_commit_interval=COMMIT_EVERY_S,
        consumer_auto_offset_reset="earliest",
        processing_guarantee="at_least_once",
        stream_buffer_maxsize=BUFFER,
        stream_wait_empty=False,  # a slow article must not hold up the group; it is read again
        stream_recovery_delay=0.0,
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        cython_optimizations=True,
        autodiscover=False,
        loop=asyncio.get_running_loop(),
    )
    raw = application.topic(topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", allow_empty=True, internal=False)

    async def read(stream: StreamT[bytes]) -> None:
        async for event in cast(Stream[bytes], stream).noack().events():
            await _take(application, event, window, settle)

    application.agent(raw, name="read")(read)
    return application


async def _take(application: Application, event: Event, window: Window, settle: Callable[[Lying], Coroutine[None, None, None]]) -> None:
    message = event.message
    place, received = f"{message.partition}/{message.offset}", moment(datetime.fromtimestamp(message.timestamp, UTC))
    lying = Lying(place, received, message.key or b"", message.value or b"")

    def acknowledge() -> None:
        if message.generation_id == application.consumer_generation_id:
            event.ack()

    await window.take((message.generation_id, message.partition), lambda: settle(lying), acknowledge)


def _credentials(access: KafkaAccess) -> CredentialsT | None:
    context = access.ssl_context() if access.protection.endswith("SSL") else None
    if access.protection.startswith("SASL"):
        return faust.SASLCredentials(username=access.user, password=access.password, mechanism=access.mechanism, ssl_context=context)
    return faust.SSLCredentials(context) if context else None
