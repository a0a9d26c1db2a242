"""What a log promises, on every runtime: the one suite of `tracker.log.contract`."""

import asyncio
import re

import pytest

from tests.log.runtimes import Runtime
from tracker.core.article import MAX_ARTICLE_BYTES, Article
from tracker.core.errors import Misplaced, Replaced, TooLarge, Unreadable, Unstorable
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Log, Shelved

A, B, C = (Article(id, f"{country}'s president arrived in Lima on Monday.") for id, country in (("a1", "Chile"), ("b2", "Ghana"), ("c3", "Japan")))
RECORDS: list[Record] = [Reading("a1", "r1", "none"), Retracted("x1", "a1", "withdrawn"), Restored("x1"), Readers(("r2", "r1")), Reading("b2", "r1", "failed")]
A_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ")


class TestArticles:
    async def test_an_appended_article_is_found_by_its_id_and_at_its_place(self, log: Log) -> None:
        receipt, *_ = await log.articles.append([A, B])
        found = await log.articles.find("a1")
        assert found == await log.articles.at(receipt.place)
        assert found is not None
        assert (found.article, found.place) == (A, receipt.place)
        assert A_MOMENT.fullmatch(found.received)

    async def test_receipts_come_in_the_order_of_the_articles(self, log: Log) -> None:
        receipts = await log.articles.append([C, A, B])
        assert [(receipt.id, receipt.is_duplicate) for receipt in receipts] == [("c3", False), ("a1", False), ("b2", False)]

    async def test_an_article_that_is_there_already_is_not_stored_again(self, log: Log) -> None:
        first, *_ = await log.articles.append([A, B])
        again, new = await log.articles.append([A, C])
        assert (again.is_duplicate, again.place, new.is_duplicate) == (True, first.place, False)
        assert sorted([shelved.article.id async for shelved in log.articles.scan() if isinstance(shelved, Shelved)]) == ["a1", "b2", "c3"]

    async def test_an_article_twice_in_one_batch_is_stored_once(self, log: Log) -> None:
        first, second = await log.articles.append([A, A])
        assert (first.is_duplicate, second.is_duplicate, second.place) == (False, True, first.place)

    async def test_the_same_article_from_many_senders_at_once_is_stored_once(self, log: Log) -> None:
        receipts = await asyncio.gather(*(log.articles.append([A]) for _ in range(10)))
        assert [receipt.is_duplicate for (receipt,) in receipts].count(False) == 1
        assert len({receipt.place for (receipt,) in receipts}) == 1

    async def test_one_article_that_cannot_be_stored_keeps_its_whole_batch_out(self, log: Log) -> None:
        with pytest.raises(TooLarge):
            await log.articles.append([A, Article("d4", "x" * MAX_ARTICLE_BYTES)])
        assert await log.articles.find("a1") is None

    async def test_the_largest_article_is_taken(self, log: Log) -> None:
        large = Article("d4", "x" * (MAX_ARTICLE_BYTES - 60))
        (receipt,) = await log.articles.append([large])
        assert (await log.articles.at(receipt.place)).article == large

    async def test_no_articles_give_no_receipts(self, log: Log) -> None:
        assert await log.articles.append([]) == []

    async def test_an_unknown_id_finds_nothing(self, log: Log) -> None:
        assert await log.articles.find("nobody") is None

    @pytest.mark.parametrize("place", ["99", "", "-1", "0/99", "7/0", "somewhere", "9" * 30, "1/" + "9" * 30])
    async def test_a_place_where_nothing_lies_is_unreadable(self, log: Log, place: str) -> None:
        await log.articles.append([A])
        with pytest.raises(Unreadable) as caught:
            await log.articles.at(place)
        assert place in str(caught.value)

    async def test_scanning_gives_all_that_was_there_when_it_began(self, log: Log) -> None:
        articles = [Article(f"n{n:03}", f"Report {n}.") for n in range(450)]
        await log.articles.append(articles)
        seen: list[str] = []
        async for shelved in log.articles.scan():
            assert isinstance(shelved, Shelved)
            seen.append(shelved.article.id)
            if len(seen) == 1:
                await log.articles.append([A])
        assert sorted(seen) == [article.id for article in articles]

    async def test_bytes_that_nobody_understands_hide_no_article(self, log: Log, runtime: Runtime) -> None:
        await log.articles.append([A])
        place = await runtime.write_article(b"\xff not an article")
        await log.articles.append([B])
        scanned = [each async for each in log.articles.scan()]
        assert sorted(each.article.id for each in scanned if isinstance(each, Shelved)) == ["a1", "b2"]
        (unreadable,) = (each for each in scanned if isinstance(each, Unreadable))
        assert place in unreadable.where
        with pytest.raises(Unreadable):
            await log.articles.at(place)


class TestEvents:
    async def test_a_position_is_the_number_of_records_up_to_it(self, log: Log) -> None:
        assert await log.events.end() == 0
        assert await log.events.append(RECORDS[:2]) == 2
        assert await log.events.append(RECORDS[2:]) == 5
        assert await log.events.end() == 5
        assert [(entry.position, entry.record) for entry in await log.events.read(0, 10)] == list(enumerate(RECORDS, 1))

    @pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
    async def test_any_size_of_page_gives_the_same_records(self, log: Log, limit: int) -> None:
        await log.events.append(RECORDS)
        after, seen = 0, []
        while page := await log.events.read(after, limit):
            assert len(page) <= limit
            seen += page
            after = page[-1].position
        assert seen == await log.events.read(0, 100)
        assert [entry.record for entry in seen] == RECORDS

    async def test_many_records_come_back_in_order(self, log: Log) -> None:
        await asyncio.gather(*(log.events.append([Reading(f"a{sender}", f"r{n}", "none") for n in range(50)]) for sender in range(10)))
        entries = await log.events.read(0, 1000)
        assert [entry.position for entry in entries] == list(range(1, 501))
        for sender in range(10):
            assert [e.record.reader for e in entries if isinstance(e.record, Reading) and e.record.article == f"a{sender}"] == [f"r{n}" for n in range(50)]

    async def test_each_sender_hears_the_position_of_its_last_record(self, log: Log) -> None:
        ends = await asyncio.gather(*(log.events.append([Restored(f"{sender}.1"), Restored(f"{sender}.2")]) for sender in range(10)))
        entries = await log.events.read(0, 100)
        assert [entries[end - 1].record for end in ends] == [Restored(f"{sender}.2") for sender in range(10)]

    async def test_nothing_appended_moves_nothing(self, log: Log) -> None:
        await log.events.append(RECORDS)
        assert await log.events.append([]) == await log.events.end() == 5

    async def test_nothing_lies_behind_the_end(self, log: Log) -> None:
        await log.events.append(RECORDS)
        assert await log.events.read(5, 10) == []

    async def test_a_position_behind_the_end_was_given_by_another_log(self, log: Log) -> None:
        await log.events.append(RECORDS)
        with pytest.raises(Replaced):
            await log.events.read(77, 10)
        with pytest.raises(Replaced):
            await log.events.wait(77, 5)

    async def test_the_same_bytes_have_the_same_hash_and_others_another(self, log: Log) -> None:
        await log.events.append([Restored("x1"), Restored("x2"), Restored("x1")])
        one, two, three = await log.events.read(0, 10)
        assert one.hash == three.hash != two.hash
        assert A_MOMENT.fullmatch(one.received)

    async def test_one_record_that_cannot_be_stored_keeps_its_whole_batch_out(self, log: Log) -> None:
        with pytest.raises(Unstorable):
            await log.events.append([*RECORDS, Reading("a1", "r1", "failed", reason="x" * 1_000_000)])
        assert await log.events.end() == 0

    @pytest.mark.parametrize("strange", [b'{"format":2,"record":"reading"}', b'{"format":1,"record":"prophecy"}', b"\xff"])
    async def test_what_is_not_understood_stops_reading_after_all_before_it_was_given(self, log: Log, runtime: Runtime, strange: bytes) -> None:
        await log.events.append(RECORDS[:2])
        await runtime.write_event(strange)
        await log.events.append(RECORDS[2:])
        assert [entry.position for entry in await log.events.read(0, 100)] == [1, 2]
        with pytest.raises(Unreadable, match=r"events 3\b"):
            await log.events.read(2, 100)
        assert await log.events.end() == 6

    async def test_what_is_not_understood_is_never_skipped_however_often_it_is_asked_for(self, log: Log, runtime: Runtime) -> None:
        await log.events.append(RECORDS[:2])
        await runtime.write_event(b'{"format":2}')
        await log.events.append(RECORDS[2:])
        for limit in (1, 2, 3):
            after = 0
            while after < 2:
                after = (await log.events.read(after, limit))[-1].position
            for _ in range(3):
                with pytest.raises(Unreadable):
                    await log.events.read(2, limit)


class TestWaiting:
    async def test_what_is_there_already_is_not_waited_for(self, log: Log) -> None:
        await log.events.append(RECORDS)
        assert await log.events.wait(4, 0)
        assert await asyncio.wait_for(log.events.wait(0, 600), 60)

    async def test_waiting_in_vain_ends(self, log: Log) -> None:
        await log.events.append(RECORDS)
        assert not await log.events.wait(5, 0.01)

    async def test_all_who_wait_hear_the_next_record(self, log: Log) -> None:
        waiting = [asyncio.create_task(log.events.wait(0, 600)) for _ in range(3)]
        await log.articles.append([A])  # no record: they go on waiting
        await log.events.append(RECORDS[:1])
        assert await asyncio.wait_for(asyncio.gather(*waiting), 60) == [True, True, True]

    async def test_who_waits_at_the_end_hears_what_comes_behind_it(self, log: Log) -> None:
        await log.events.append(RECORDS[:3])
        waiting = asyncio.create_task(log.events.wait(3, 600))
        await log.articles.append([A])
        await log.events.append(RECORDS[3:])
        assert await asyncio.wait_for(waiting, 60)
        assert await log.events.end() == 5


class TestClosing:
    async def test_a_log_opened_again_holds_what_was_appended_and_goes_on_behind_it(self, runtime: Runtime) -> None:
        log = await runtime.open()
        (receipt,) = await log.articles.append([A])
        await log.events.append(RECORDS[:2])
        entries = await log.events.read(0, 10)
        await log.close()
        log = await runtime.open()
        try:
            assert (await log.articles.at(receipt.place)).article == A
            assert await log.events.read(0, 10) == entries
            assert await log.events.append(RECORDS[2:]) == 5
        finally:
            await log.close()

    async def test_two_open_the_same_logs_and_see_each_others_records(self, log: Log, runtime: Runtime) -> None:
        other = await runtime.open()
        try:
            await log.events.append(RECORDS[:2])
            assert await other.events.append(RECORDS[2:]) == 5
            assert await log.events.read(0, 10) == await other.events.read(0, 10)
        finally:
            await other.close()

    async def test_closing_waits_for_what_is_being_appended(self, runtime: Runtime) -> None:
        log = await runtime.open()
        appending = asyncio.create_task(log.events.append(RECORDS))
        await asyncio.sleep(0)
        await log.close()
        assert await appending == 5

    async def test_closing_again_does_nothing(self, log: Log) -> None:
        await log.close()
        await log.close()

    async def test_a_closed_log_takes_nothing_more(self, log: Log) -> None:
        await log.close()
        with pytest.raises(Misplaced, match="closed"):
            await log.events.append(RECORDS)
