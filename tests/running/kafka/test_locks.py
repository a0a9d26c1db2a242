"""A worker enters a broker that asks for user, password and certificate."""

from tests.log.runtimes import new_topics
from tests.log.test_kafka_access import locked  # noqa: F401 (a fixture)
from tests.running import made
from tests.running.kafka.hiring import hired, see_all_read, stand_ins
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess
from tracker.log.kafka_topics import Copies, make_topics, wanted


async def test_a_worker_enters_a_locked_broker(locked: KafkaAccess) -> None:  # noqa: F811
    topics, articles = new_topics(), made.articles(10)
    await make_topics(locked, wanted(topics, Copies(partitions=2)))
    async with KafkaLog.open(locked, topics) as log, hired(locked, topics, stand_ins()):
        await log.articles.append(articles)
        await see_all_read(log, articles)
