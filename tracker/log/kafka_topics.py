"""
The topics on Kafka: their names and settings, made and checked on purpose, never by accident.

In: how many partitions and copies the operator wants.  Out: topics that keep everything for ever, and a list of what differs, each with the way to mend it.
Never: a topic changed or deleted; `tracker topics` makes what is missing, and says the rest.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from tracker.core.errors import Misplaced
from tracker.log.kafka_access import KafkaAccess, start_admin, translated

HOLIDAY_MINUTES = 43_200  # 30 days: a worker away for longer than `offsets.retention.minutes` reads the archive again


@dataclass(frozen=True, slots=True)
class Topics:
    """The names of the topics of one tracker."""

    articles: str
    events: str
    relations: str

    @classmethod
    def of(cls, tracker: str) -> "Topics":
        """The topics of the tracker of this name; several may share a broker."""
        return cls(f"{tracker}.articles", f"{tracker}.events", f"{tracker}.relations")


TRACKER = Topics.of("tracker")


@dataclass(frozen=True, slots=True)
class Copies:
    """partitions: of the articles, as many as readers may work side by side; copies: of each record; in_sync: copies that a receipt waits for."""

    partitions: int = 8
    copies: int = 1
    in_sync: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it must be. settings: Kafka's own names and values; may_have_more: partitions, and loses nothing by it."""

    name: str
    partitions: int
    copies: int
    settings: Mapping[str, str]
    may_have_more: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What is not as it must be. topic: "" for the broker itself; setting: "exists", "partitions", "copies", or Kafka's name of it.

    is_harmless: tracker can run with it; way_out: how to mend it.
    """

    topic: str
    setting: str
    found: str
    wanted: str
    way_out: str
    is_harmless: bool = False


def wanted(topics: Topics, copies: Copies) -> tuple[Topic, ...]:
    """The topics of a tracker as they must be: both logs for ever, in the broker's own time; relations only the last of each key."""
    safe = {"message.timestamp.type": "LogAppendTime", "unclean.leader.election.enable": "false", "min.insync.replicas": str(copies.in_sync)}
    for_ever = {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1", **safe}
    return (
        Topic(topics.articles, copies.partitions, copies.copies, for_ever, may_have_more=True),
        Topic(topics.events, 1, copies.copies, for_ever),  # one partition: every node sees one order
        Topic(topics.relations, 1, copies.copies, {"cleanup.policy": "compact", **safe}),
    )


async def make_topics(access: KafkaAccess, topics: Sequence[Topic]) -> list[str]:
    """Make the topics that are missing; their names. Raises NoBroker, or Misplaced where the broker refuses (more copies than brokers)."""
    with translated(access):
        admin = await start_admin(access)
        try:
            there = set(await admin.list_topics())
            missing = [topic for topic in topics if topic.name not in there]
            new = [NewTopic(each.name, each.partitions, each.copies, topic_configs=dict(each.settings)) for each in missing]
            errors = (await admin.create_topics(new)).topic_errors if new else ()
            _refuse(errors)
            async with asyncio.timeout(access.patience_s):
                while not there.issuperset(topic.name for topic in topics):  # the broker hears a little later than its controller
                    there = set(await admin.list_topics())
        finally:
            await admin.close()
    return [topic.name for topic in missing]


def _refuse(errors: Sequence[tuple[str, int, str | None]]) -> None:
    for name, code, *told in errors:
        if code and for_code(code) is not TopicAlreadyExistsError:  # another node may have been quicker
            raise Misplaced(
                "kafka",
                f"topic {name!r} cannot be made: {for_code(code).__name__} {' '.join(filter(None, told))}".rstrip(),
                "change the settings and try again",
            )


async def check_topics(access: KafkaAccess, topics: Sequence[Topic]) -> list[Difference]:
    """What is not as it must be, [] when all is well. Raises NoBroker."""
    with translated(access):
        admin = await start_admin(access)
        try:
            there = set(await admin.list_topics())
            found = [topic for topic in topics if topic.name in there]
            shapes = {each["topic"]: each["partitions"] for each in await admin.describe_topics([topic.name for topic in found])} if found else {}
            settings = await _settings(admin, ConfigResourceType.TOPIC, [topic.name for topic in found])
            nodes = [str(broker["node_id"]) for broker in (await admin.describe_cluster())["brokers"]]
            brokers = await _settings(admin, ConfigResourceType.BROKER, nodes)
        finally:
            await admin.close()
    differences = [Difference(topic.name, "exists", "no", "yes", "make it with `tracker topics`") for topic in topics if topic not in found]
    for topic in found:
        differences += _shape_differs(topic, len(shapes[topic.name]), min(len(each["replicas"]) for each in shapes[topic.name]))
        differences += _settings_differ(topic, settings[topic.name], access.bootstrap)
    return differences + [each for node in nodes for each in _forgets(node, brokers[node])]


async def _settings(admin: AIOKafkaAdminClient, of: ConfigResourceType, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Name -> setting -> value."""
    answers = await admin.describe_configs([ConfigResource(of, name) for name in names]) if names else []
    return {resource[3]: {entry[0]: entry[1] for entry in resource[4]} for answer in answers for resource in answer.resources}


def _shape_differs(topic: Topic, partitions: int, copies: int) -> list[Difference]:
    found: list[Difference] = []
    if partitions > topic.partitions and not topic.may_have_more:
        way_out = "start anew: copy the log with `tracker copy` into topics of another name; records in several partitions have no one order"
        found.append(Difference(topic.name, "partitions", str(partitions), "1", way_out))
    elif partitions < topic.partitions:
        way_out = f"kafka-topics.sh --alter --topic {topic.name} --partitions {topic.partitions}, or ask for fewer readers"
        found.append(Difference(topic.name, "partitions", str(partitions), f"{topic.partitions} or more", way_out))
    if copies < topic.copies:
        way_out = "kafka-reassign-partitions.sh with a plan of more replicas, or ask for fewer copies"
        found.append(Difference(topic.name, "copies", str(copies), f"{topic.copies} or more", way_out))
    return found


def _settings_differ(topic: Topic, found: Mapping[str, str], bootstrap: str) -> list[Difference]:
    command = f"kafka-configs.sh --bootstrap-server {bootstrap} --alter --entity-type topics --entity-name {topic.name} --add-config"
    return [
        Difference(topic.name, name, found.get(name, "unknown"), value, f"{command} {name}={value}")
        for name, value in topic.settings.items()
        if found.get(name) != value
    ]


def _forgets(node: str, found: Mapping[str, str]) -> list[Difference]:
    minutes = found.get("offsets.retention.minutes", "")
    if not minutes.isdecimal() or int(minutes) >= HOLIDAY_MINUTES:
        return []
    way_out = (
        f"set it in the settings of broker {node}: a worker that was away for longer reads the whole archive again (which changes nothing, but takes long)"
    )
    return [Difference("", "offsets.retention.minutes", minutes, f"{HOLIDAY_MINUTES} or more", way_out, is_harmless=True)]
