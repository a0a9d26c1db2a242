"""
How to reach a Kafka broker, and what its troubles mean.

In: an address, and what the broker asks for (SASL, TLS).  Out: clients of aiokafka, each started when first used and anew after it failed, so that a
node starts and goes on while its broker is down; aiokafka's errors as tracker's, with the way out.
Never: a secret in a message or a representation; a topic's name (`kafka_topics`); a record (`kafka`).
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Literal, Protocol, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    AuthenticationFailedError,
    ClusterAuthorizationFailedError,
    ConsumerStoppedError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    NodeNotReadyError,
    ProducerClosed,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
)

from tracker.core.errors import Misplaced, NoBroker, TrackerError

STOP_S = 3.0  # how long a client may take to say goodbye
BATCH_BYTES = 512 * 1024  # sent together to one partition; the default of 16 kB holds five articles
FETCH_WAIT_MS = 100  # a broker answers one request of a connection after the other: who seeks waits for so long at most
FETCH_BYTES = 4 * 1024 * 1024  # a partition, a request

Protection = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


@dataclass(frozen=True, slots=True)
class KafkaAccess:
    """
    bootstrap: "host:port", several with commas; client_id: how the broker's logs call this node.
    mechanism, user, password: for SASL; ca: PEM file of who signed the brokers' certificates, None for the system's own;
    certificate, key, key_password: PEM files by which this node shows who it is.
    patience_s: how long the broker may take to answer before it counts as silent.
    """

    bootstrap: str
    client_id: str = "tracker"
    protection: Protection = "PLAINTEXT"
    mechanism: Mechanism = "PLAIN"
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    key_password: str = field(default="", repr=False)
    patience_s: float = 10.0

    def arguments(self) -> dict[str, object]:
        """What every client of aiokafka takes. Raises Misplaced where a certificate or key cannot be read."""
        sasl = {"sasl_mechanism": self.mechanism, "sasl_plain_username": self.user, "sasl_plain_password": self.password}
        return {
            "bootstrap_servers": self.bootstrap,
            "client_id": self.client_id,
            "security_protocol": self.protection,
            "request_timeout_ms": int(self.patience_s * 1000),
            **({"ssl_context": self.ssl_context()} if self.protection.endswith("SSL") else {}),
            **(sasl if self.protection.startswith("SASL") else {}),
        }

    def ssl_context(self) -> ssl.SSLContext:
        """For TLS with the certificates given; the broker's name is checked. Raises Misplaced where one of them cannot be read."""
        try:
            context = ssl.create_default_context(cafile=self.ca)
            if self.certificate:
                context.load_cert_chain(self.certificate, self.key, self.key_password)
        except (OSError, ssl.SSLError) as error:
            files = ", ".join(str(path) for path in (self.ca, self.certificate, self.key) if path)
            raise Misplaced(
                "kafka", f"certificate or key cannot be read ({error})", f"give PEM files and the right password; these were given: {files}"
            ) from error
        return context


async def start_producer(access: KafkaAccess) -> AIOKafkaProducer:
    """A producer that tells of nothing before every replica in sync has it, and stores no message twice by a retry of its own."""
    producer = AIOKafkaProducer(enable_idempotence=True, acks="all", compression_type="lz4", max_batch_size=BATCH_BYTES, **access.arguments())
    await _started(producer)
    return producer


async def start_consumer(access: KafkaAccess, topic: str) -> AIOKafkaConsumer:
    """
    A consumer without a group, with nothing assigned yet. Raises Misplaced where the broker has no such topic.

    It never moves by itself: at an offset that the partition does not have (a topic made anew), it says so. The default, to go on at the end, is silent.
    """
    consumer = AIOKafkaConsumer(
        group_id=None,
        auto_offset_reset="none",
        enable_auto_commit=False,
        fetch_max_wait_ms=FETCH_WAIT_MS,
        max_partition_fetch_bytes=FETCH_BYTES,
        **access.arguments(),
    )
    await _started(consumer)
    try:
        if topic not in await consumer.topics():
            raise Misplaced("kafka", f"the broker has no topic {topic!r}", "make the topics with `tracker topics`")
        await consumer.end_offsets([TopicPartition(topic, 0)])  # so that the client learns which partitions the topic has
    except BaseException:
        await consumer.stop()
        raise
    return consumer


async def start_admin(access: KafkaAccess) -> AIOKafkaAdminClient:
    """A client that makes and describes topics."""
    admin = AIOKafkaAdminClient(**access.arguments())
    try:
        await admin.start()
    except BaseException:
        await admin.close()
        raise
    return admin


def partitions(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    """All partitions of a topic that the broker is known to have."""
    return [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]


@contextmanager
def translated(access: KafkaAccess) -> Iterator[None]:
    """Errors of aiokafka, asyncio's time-outs and the network's errors, as tracker's."""
    try:
        yield
    except (KafkaConnectionError, KafkaTimeoutError, NodeNotReadyError, RequestTimedOutError, ConsumerStoppedError, ProducerClosed, OSError) as error:
        raise NoBroker(access.bootstrap) from error  # TimeoutError is an OSError as well
    except UnknownTopicOrPartitionError as error:
        raise Misplaced("kafka", "the broker lacks a topic", "make the topics with `tracker topics`") from error
    except (TopicAuthorizationFailedError, ClusterAuthorizationFailedError, AuthenticationFailedError) as error:
        raise Misplaced(
            "kafka", f"the broker at {access.bootstrap} does not let this user do that ({type(error).__name__})", "give the user the right to"
        ) from error
    except KafkaError as error:
        raise Misplaced("kafka", f"the broker at {access.bootstrap} answers {type(error).__name__}", "see the broker's own log; then try again") from error


class Client(Protocol):
    """What Kept keeps: a producer or consumer."""

    async def stop(self) -> None:
        """Say goodbye."""
        ...


C = TypeVar("C", bound=Client)


class Kept(Generic[C]):
    """A client that is started when it is first used, and anew after it failed."""

    def __init__(self, access: KafkaAccess, start: Callable[[], Awaitable[C]]) -> None:
        self._access, self._start = access, start
        self._starting = asyncio.Lock()
        self._client: C | None = None
        self._is_closed = False

    @asynccontextmanager
    async def use(self) -> AsyncIterator[C]:
        """The client; one that raises inside is dropped, and what it raised translated. Raises Misplaced when closed."""
        if self._is_closed:
            raise Misplaced("kafka", "the log was closed", "open it again")
        with translated(self._access):
            async with self._starting:
                client = self._client = self._client or await self._start()
            try:
                yield client
            except (TrackerError, asyncio.CancelledError):
                raise
            except Exception:
                if self._client is client:
                    self._client = None
                    await _stopped(client)
                raise

    async def close(self) -> None:
        """Stop the client, for good."""
        self._is_closed = True
        client, self._client = self._client, None
        if client is not None:
            await _stopped(client)


async def _started(client: AIOKafkaProducer | AIOKafkaConsumer) -> None:
    try:
        await client.start()
    except BaseException:
        await client.stop()
        raise


async def _stopped(client: Client) -> None:
    with suppress(KafkaError, TimeoutError):
        async with asyncio.timeout(STOP_S):
            await client.stop()
