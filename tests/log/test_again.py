"""What lies in a log can be put before its readers again."""

from pathlib import Path

import pytest

from tests.log.runtimes import Runtime
from tests.running import made
from tracker.core.errors import Unreadable
from tracker.log.contract import Log, Shelved
from tracker.log.kafka import KafkaLog
from tracker.log.sqlite import SqliteLog


async def before_readers(log: Log) -> list[str]:
    """The places that stand before the reader `made` now: on Kafka all messages do, each once."""
    if isinstance(log, SqliteLog):
        return [each.article.text for each in await log.articles.unread(made.READER, 100) if isinstance(each, Shelved)]
    return [each.article.text async for each in log.articles.scan() if isinstance(each, Shelved)]


async def test_a_read_article_stands_before_its_readers_again(log: Log) -> None:
    articles = made.articles(5)
    receipts = await log.articles.append(articles)
    await log.events.append([made.read(article) for article in articles])
    before = await before_readers(log)
    await log.articles.again(receipts[2].place)
    assert sorted([*before, articles[2].text]) == sorted(await before_readers(log))
    assert (await log.articles.at(receipts[2].place)).article == articles[2]


async def test_it_stands_there_after_a_restart(runtime: Runtime, log: Log) -> None:
    [receipt] = await log.articles.append(made.articles(1))
    await log.events.append([made.read(each) for each in made.articles(1)])
    await log.articles.again(receipt.place)
    opened = await runtime.open()
    assert await before_readers(opened) == await before_readers(log) != []
    await opened.close()


async def test_its_next_reading_takes_it_away_again(tmp_path: Path) -> None:
    async with SqliteLog.open(tmp_path / "log.sqlite") as log:
        [receipt] = await log.articles.append(made.articles(1))
        for _ in range(2):
            await log.articles.again(receipt.place)
            assert await before_readers(log)
            await log.events.append([made.read(each) for each in made.articles(1)])
            assert not await before_readers(log)


async def test_bytes_that_are_no_article_are_sent_again_to_the_letter(runtime: Runtime, log: Log) -> None:
    place = await runtime.write_article(b'{"format": 99}')
    await log.articles.again(place)
    if isinstance(log, KafkaLog):
        assert [each.problem async for each in log.articles.scan() if isinstance(each, Unreadable)] == 2 * ["has the format 99; known are formats up to 1"]


@pytest.mark.parametrize("place", ["", "7", "0/9", "9/0", "x", "-1"])
async def test_nothing_stands_again_where_nothing_lies(log: Log, place: str) -> None:
    with pytest.raises(Unreadable, match="no article lies there"):
        await log.articles.again(place)
