"""
One node of a tracker on Kafka: the interface, with a view of its own. As many of them as you like.

Its view follows the events log, with no consumer group: each node hears every record. It answers at once from what its view holds and says of when that
is, also while the broker is away; only feeding needs the broker.
In: settings.  Out: a server that answers until it is told to end.  Never: an article read here; that is for the workers.
"""

import socket
from contextlib import AsyncExitStack, closing

import uvloop

from tracker.core.errors import NoBroker
from tracker.log.kafka import KafkaLog
from tracker.reading.known import load_catalogue
from tracker.running.answering import Answering, answer
from tracker.running.claims import VIEW, claimed_beside_broker, listening
from tracker.running.diagnostics import speak_plainly
from tracker.running.kafka.topics import access_of, awaited, copies_of, topics_of
from tracker.running.tail import Tail
from tracker.settings import KafkaSettings, Settings


def serve(settings: Settings, kafka: KafkaSettings) -> None:
    """
    Answer until Ctrl-C or SIGTERM, then end cleanly; prints the address once it answers, which it does also while the broker is away.

    Raises DataInUse where another tracker holds the data folder, PortTaken where something else listens, Misplaced where the folder or host cannot be used,
    or where the topics are not as they must be once the broker answers.
    """
    speak_plainly()
    with claimed_beside_broker(settings.data), closing(listening(settings.host, settings.port)) as door:
        uvloop.run(_live(settings, kafka, door))


async def _live(settings: Settings, kafka: KafkaSettings, door: socket.socket) -> None:
    access, topics, catalogue = access_of(kafka), topics_of(kafka), load_catalogue()
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(KafkaLog.open(access, topics))
        tail = Tail(log.events, settings.data / VIEW, catalogue.kinds)
        await tail.open_unseen()
        stack.push_async_callback(tail.close)
        node = Answering(log.articles, log.events, catalogue, tail, lambda: None)
        await answer(node, door, tail.follow(), awaited(access, topics, copies_of(kafka), NoBroker, node.closing))
