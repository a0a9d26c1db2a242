"""
The topics of a tracker on Kafka, made and checked before anything runs on them.

In: KafkaSettings.  Out: how to reach the broker, what was made, what differs and how to mend it.
Never: a topic changed or deleted, or a tracker that runs on topics which may forget.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from tracker.core.errors import Misplaced, TrackerError
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, Difference, Topics, check_topics, make_topics, wanted
from tracker.running.diagnostics import speak_plainly
from tracker.settings import KafkaSettings

TRY_AGAIN_S = 2.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Found:
    """What `tracker topics` did and saw. made: names of topics; differences: what is not as it must be."""

    made: Sequence[str]
    differences: Sequence[Difference]

    @property
    def may_run(self) -> bool:
        """Whether a tracker runs on these topics."""
        return all(each.is_harmless for each in self.differences)


def access_of(settings: KafkaSettings) -> KafkaAccess:
    """How every client of a process reaches the broker."""
    return KafkaAccess(
        bootstrap=settings.bootstrap_servers,
        client_id=settings.client_id,
        protection=settings.security_protocol,
        mechanism=settings.sasl_mechanism,
        user=settings.sasl_username,
        password=settings.sasl_password.get_secret_value(),
        ca=settings.ssl_ca,
        certificate=settings.ssl_certificate,
        key=settings.ssl_key,
        key_password=settings.ssl_key_password.get_secret_value(),
    )


def topics_of(settings: KafkaSettings) -> Topics:
    """The names of the topics."""
    return Topics.of(settings.topic_prefix)


def made(settings: KafkaSettings) -> Found:
    """
    Make the topics that are missing, and look at all of them.

    Raises NoBroker where no broker answers, Misplaced where it refuses (more copies than brokers).
    """
    speak_plainly()
    return asyncio.run(_made(access_of(settings), topics_of(settings), copies_of(settings)))


async def checked(access: KafkaAccess, topics: Topics, copies: Copies) -> None:
    """
    Nothing, where a tracker may run on these topics; what does no harm is logged.

    Any number of partitions of the articles will do, whatever `copies` says.
    Raises Misplaced, naming each difference and how to mend it; NoBroker where no broker answers.
    """
    found = [each for each in await check_topics(access, wanted(topics, copies)) if (each.topic, each.setting) != (topics.articles, "partitions")]
    for each in found:
        if each.is_harmless:
            log.warning(said(each), way_out=each.way_out)
    if harmful := [each for each in found if not each.is_harmless]:
        raise Misplaced("topics", "; ".join(said(each) for each in harmful), "; ".join(dict.fromkeys(each.way_out for each in harmful)))


async def awaited(access: KafkaAccess, topics: Topics, copies: Copies, waiting_out: type[TrackerError], ending: asyncio.Event) -> None:
    """Return when `checked` does, or at `ending`. waiting_out: what is told once and tried again; all else is raised."""
    told = ""
    while not ending.is_set():
        try:
            return await checked(access, topics, copies)
        except waiting_out as trouble:
            if str(trouble) != told:
                log.error("the topics cannot be used", trouble=str(trouble), way_out=trouble.way_out)
            told = str(trouble)
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), TRY_AGAIN_S)
    return None


def said(difference: Difference) -> str:
    """A difference in words, without the way out."""
    if difference.setting == "exists":
        return f"there is no {difference.topic}"
    return f"{difference.topic or 'the broker'} has {difference.setting} {difference.found}, not {difference.wanted}"


def copies_of(settings: KafkaSettings) -> Copies:
    """How many partitions and copies the operator wants."""
    return Copies(settings.partitions, settings.copies, settings.in_sync)


async def _made(access: KafkaAccess, topics: Topics, copies: Copies) -> Found:
    names = await make_topics(access, wanted(topics, copies))
    return Found(names, await check_topics(access, wanted(topics, copies)))
