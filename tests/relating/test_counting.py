"""Which readings count: the first reader in force that succeeded, of articles that no retraction takes out."""

from dataclasses import replace

import pytest

from tests.relating.world import reading, visit
from tracker.core.reading import Outcome, Readers, Reading, Record, Restored, Retracted
from tracker.relating.counting import Standing, told_in

READ = {reader: reading("a", visit("a", "NOR", "CHL", f"2024-03-0{day}"), reader=reader) for day, reader in enumerate(("r1", "r2", "r3", "r9", "r10"), 1)}


def failed(reader: str, outcome: Outcome = "failed") -> Reading:
    return replace(READ[reader], outcome=outcome, events=(), reason="a bug")


OUT, BACK, OUT_AGAIN = Retracted("t1", "a", "withdrawn"), Restored("t1"), Retracted("t2", "a", "wrong")


@pytest.mark.parametrize(
    ("why", "records", "expected"),
    [
        ("a reading counts", [READ["r1"]], "r1"),
        ("a failure tells nothing", [failed("r1")], ""),
        ("a success outranks a failure", [failed("r1"), READ["r1"]], "r1"),
        ("and does so when it came first", [READ["r1"], failed("r1")], "r1"),
        ("of one reader that which tells more, whichever came first", [failed("r1", "none"), READ["r1"]], "r1"),
        ("the dearest reader in force counts", [READ["r1"], READ["r2"], Readers(("r1", "r2"))], "r1"),
        ("though it found nothing where another found something", [READ["r2"], failed("r1", "none"), Readers(("r1", "r2"))], ""),
        ("the next one where the dearest failed", [failed("r1"), READ["r2"], Readers(("r1", "r2"))], "r2"),
        ("or does not read such articles", [failed("r1", "unread"), READ["r2"], Readers(("r1", "r2"))], "r2"),
        ("a reader out of force is inert", [READ["r3"], Readers(("r1", "r2"))], ""),
        ("the last word on readers is in force", [READ["r1"], READ["r2"], Readers(("r1",)), Readers(("r2", "r1"))], "r2"),
        ("while none is in force the newest by its id is the dearest", [READ["r9"], READ["r10"], READ["r2"]], "r10"),
        ("a retraction takes out", [READ["r1"], OUT], ""),
        ("whichever came first", [OUT, READ["r1"]], ""),
        ("and a restoring undoes it", [READ["r1"], OUT, BACK], "r1"),
        ("whichever came first", [BACK, OUT, READ["r1"]], "r1"),
        ("but not another retraction", [READ["r1"], OUT, BACK, OUT_AGAIN], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_counts(why: str, records: list[Record], expected: str) -> None:
    assert [each.event for each in told_in(records)] == list(READ[expected].events if expected else ()), why


@pytest.mark.parametrize(
    ("why", "reader", "before", "expected"),
    [
        ("the first of all stands alone", "3-aa", (), ("3-aa",)),
        ("a newer reader comes first", "10-aa", ("9-aa", "8-aa"), ("10-aa", "9-aa", "8-aa")),
        ("so does one of the same version with other data", "3-aa", ("3-bb", "2-aa"), ("3-aa", "3-bb", "2-aa")),
        ("an older one comes behind the newer ones", "2-aa", ("10-aa", "3-aa", "1-aa"), ("10-aa", "3-aa", "2-aa", "1-aa")),
        ("one that is listed stays where it was put", "10-aa", ("9-aa", "10-aa"), ("9-aa", "10-aa")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reader_that_starts_is_listed_once(why: str, reader: str, before: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert Standing().after(1, [Readers(before)]).with_reader(reader) == expected, why


def test_a_reader_whose_listing_was_overwritten_by_one_that_did_not_know_it_is_listed_again() -> None:
    assert Standing().after(2, [Readers(("3-aa",)), Readers(("2-aa",))]).with_reader("2-aa") == ("3-aa", "2-aa")


def test_whose_readings_count_can_be_told_piece_by_piece() -> None:
    records: list[Record] = [READ["r1"], Readers(("r2", "r1")), READ["r9"], Readers(("r1",)), READ["r10"]]
    whole = Standing().after(5, records)
    for cut in range(6):
        assert Standing().after(cut, records[:cut]).after(5, records[cut:]) == whole
    assert whole.in_force == ("r1",) and whole.seen == {"r1", "r9", "r10"}
    assert Standing().after(1, [READ["r9"], READ["r10"]]).in_force == ("r10", "r9")
