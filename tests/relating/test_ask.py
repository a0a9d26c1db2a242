"""Questions to the view: each is answered from one position."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relating.test_view import folded, merged
from tests.relating.world import agreement, entries, figure, kinds, law, logs, ranking, reading, visit
from tracker.core.errors import BadQuery, Gone, Misplaced, NotFound, StaleView, TrackerError
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.relating.answers import Counterpart, CountryLine, FactFilter, Head, Moved
from tracker.relating.ask import Ask
from tracker.relating.changes import Filter, heard
from tracker.relating.view import View

THERE = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"])
AGAIN = visit("b", "NOR", "CHL", "2024-03-04", ["Alice Berg"], place="Santiago")
BACK = visit("c", "CHL", "NOR", "2024-05-01", ["Diego Rojas"], "planned")
SIGNED = agreement("c", "CHL NOR PER", date="2024-03-05", subject="fishing")
RANK = ranking("d", "CHL", "NOR", 7)
TRADE = figure("d", "CHL", "NOR", "exports", 5e8, "2022")
NEWS: list[Record] = [
    reading("a", THERE, published="2024-03-05", source="Post"),
    reading("b", AGAIN, published="2024-03-06", source="Mail"),
    reading("c", BACK, SIGNED, published="2024-03-07", source="Fjord"),
    reading("d", RANK, TRADE, published="2024-03-08", source="Post"),
    Reading("e", "r1", "failed", reason="a bug", step="spans"),
    reading("f"),
]


@pytest.fixture
def ask() -> Iterator[Ask]:
    with folded([entries(NEWS)]) as (ask, _):
        yield ask


def test_all_countries_that_have_a_fact_with_counts_and_last_change(ask: Ask) -> None:
    assert ask.countries().items == (
        CountryLine("CHL", {"agreement": 1, "trade_figure": 1, "trade_ranking": 1, "visit": 2}, 4),
        CountryLine("NOR", {"agreement": 1, "trade_figure": 1, "trade_ranking": 1, "visit": 2}, 4),
        CountryLine("PER", {"agreement": 1}, 3),
    )


def test_a_country_shows_visits_paid_and_received_agreements_and_its_partners_ranked(ask: Ask) -> None:
    chile, norway = ask.country("CHL", 10), ask.country("NOR", 10)
    assert [fact.name for fact in chile.visits_paid.first] == [BACK.id] == [fact.name for fact in norway.visits_received.first]
    assert [fact.name for fact in chile.visits_received.first] == [THERE.id] == [fact.name for fact in norway.visits_paid.first]
    assert [fact.name for fact in chile.agreements.first] == [SIGNED.id]
    assert [fact.name for fact in chile.rankings.first] == [RANK.id] == [fact.name for fact in norway.ranked.first]
    assert [fact.name for fact in chile.figures.first] == [TRADE.id]
    assert chile.ranked == norway.rankings == Head((), 0)


def test_counterparts_stand_by_how_much_there_is(ask: Ask) -> None:
    assert ask.country("CHL", 10).counterparts == (
        Counterpart("NOR", {"agreement": 1, "trade_figure": 1, "trade_ranking": 1, "visit": 2}, "2024-05-01"),
        Counterpart("PER", {"agreement": 1}, "2024-03-05"),
    )


def test_of_long_lists_the_newest_facts_are_given_and_all_are_counted() -> None:
    days = ["", "2024", "2024-03", "2023-07-08", "2023-09-10", "2022-01-02"]
    sums = [figure(f"a{at}", *(("NOR", "CHL") if at % 2 else ("CHL", "NOR")), "exports", 10.0 ** (at + 3), day) for at, day in enumerate(days)]
    with folded([entries([reading(each.article, each) for each in sums])]) as (ask, _):
        whole = ask.country("NOR", 1000).figures
        assert [fact.fields.text("period") for fact in whole.first] == sorted(days, reverse=True)
        assert [ask.country("NOR", many).figures for many in range(7)] == [Head(whole.first[:many], 6) for many in range(7)]


def test_origins_are_those_of_the_readings_that_count() -> None:
    told = [reading("a", THERE, source="Post", sketch=[1, 2, 3]), Reading("a", "r2", "failed", reason="a bug"), reading("b", source="Mail")]
    with folded([entries(told)]) as (ask, _):
        for _ in range(2):  # the second time from memory
            assert {id: origin.source for id, origin in ask.origins({"a", "b", "never"}).items()} == {"a": "Post", "b": "Mail"}


def test_a_country_without_facts_has_empty_lists(ask: Ask) -> None:
    found = ask.country("TUV", 10)
    assert (found.visits_paid.total, found.counterparts, found.last_change, found.position) == (0, (), 0, len(NEWS))


def test_a_pair_has_a_timeline_and_how_things_stand(ask: Ask) -> None:
    pair = ask.pair("NOR", "CHL")
    assert [fact.name for fact in pair.timeline] == [TRADE.id, RANK.id, THERE.id, SIGNED.id, BACK.id]
    assert pair.last_visit_ab and pair.last_visit_ab.name == THERE.id
    assert pair.last_visit_ba is None  # it is but planned
    assert pair.latest_agreement and pair.latest_agreement.name == SIGNED.id
    assert [fact.name for fact in pair.ranks] == [RANK.id]
    assert pair.last_change == 4


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FactFilter(), [BACK, SIGNED, THERE, RANK, TRADE]),
        (FactFilter(kind="visit"), [BACK, THERE]),
        (FactFilter(country="PER"), [SIGNED]),
        (FactFilter(country="NOR", counterpart="PER"), [SIGNED]),
        (FactFilter(kind="visit", country="NOR", as_first=True), [THERE]),
        (FactFilter(kind="visit", country="NOR", as_second=True), [BACK]),
        (FactFilter(status="planned"), [BACK]),
        (FactFilter(min_confidence=0.85), [THERE]),
        (FactFilter(since="2024-03-05"), [BACK, SIGNED]),
        (FactFilter(until="2023"), [RANK, TRADE]),
        (FactFilter(since="2023-06", until="2024-03"), [SIGNED, THERE, RANK]),  # the year 2023 may be its June
    ],
)
def test_facts_that_pass_a_filter_newest_first(ask: Ask, wanted: FactFilter, expected: list[object]) -> None:
    assert [fact.name for fact in ask.facts(wanted, 10).items] == [event.id for event in (BACK, SIGNED, THERE, RANK, TRADE) if event in expected]


def test_pages_give_each_fact_once(ask: Ask) -> None:
    names, after = list[str](), ""
    while True:
        page = ask.facts(FactFilter(country="NOR"), 2, after)
        names += [fact.name for fact in page.items]
        if not (after := page.next):
            break
    assert names == [BACK.id, SIGNED.id, THERE.id, RANK.id, TRADE.id]


def test_a_page_that_is_none_is_refused(ask: Ask) -> None:
    with pytest.raises(BadQuery, match="after"):
        ask.facts(FactFilter(), 2, "nonsense")


def test_a_fact_tells_what_it_rests_on_and_how_it_came_to_be(ask: Ask) -> None:
    found = ask.fact(THERE.id)
    assert not isinstance(found, Moved)
    assert [piece.event for piece in found.pieces] == [THERE, AGAIN]
    assert [piece.origin.source for piece in found.pieces] == ["Post", "Mail"]
    assert [(version.position, version.what, len(version.fact.events) if version.fact else 0) for version in found.versions] == [
        (1, "new", 1),
        (2, "changed", 2),
    ]
    assert found.versions[-1].fact == found.fact


def test_every_event_leads_to_the_fact_that_holds_it(ask: Ask) -> None:
    assert ask.fact(AGAIN.id) == Moved(THERE.id)


def test_what_never_was_is_not_found_and_what_was_taken_out_says_why() -> None:
    with folded([entries([*NEWS, Retracted("t", "a", "the ministry withdrew it"), reading("d", reader="r2")])]) as (ask, _):
        with pytest.raises(NotFound):
            ask.fact("nothing")
        with pytest.raises(Gone, match="the ministry withdrew it"):
            ask.fact(THERE.id)
        with pytest.raises(Gone, match="no reading"):
            ask.fact(RANK.id)
        found = ask.fact(AGAIN.id)
        assert not isinstance(found, Moved)
        assert (found.versions[-1].was, found.versions[-1].cause.why) == ((THERE.id,), "the ministry withdrew it")


def test_an_article_says_what_became_of_it() -> None:
    with folded([entries([*NEWS, Retracted("t", "a", "withdrawn"), Readers(("r1",)), reading("g", reader="r9")])]) as (ask, _):
        read, failed, out, inert = (ask.article(id) for id in "beag")
        assert (read.outcome, read.reader, read.position, read.events, read.facts) == ("events", "r1", 2, (AGAIN,), (AGAIN.id,))
        assert (failed.outcome, failed.reason, failed.step) == ("failed", "a bug", "spans")
        assert (out.is_retracted, out.retracted, out.facts) == (True, "withdrawn", ())
        assert (inert.outcome, inert.position) == ("", 0)
        with pytest.raises(NotFound):
            ask.article("never fed")


def test_every_article_is_accounted_for_once() -> None:
    with folded([entries([*NEWS, *NEWS, Retracted("t", "a", ""), Retracted("u", "a", ""), Restored("t")])]) as (ask, _):
        assert (dict(ask.tally().articles), ask.tally().facts, ask.tally().events) == ({"events": 3, "failed": 1, "none": 1, "retracted": 1}, 5, 5)


@law
@given(logs(), st.integers(1, 3), st.sampled_from([Filter(), Filter("CUB"), Filter(kind="visit"), Filter("RUS", "agreement", 0.85)]))
def test_pages_of_changes_give_all_that_pass_and_never_cut_through_a_position(records: list[Record], limit: int, wanted: Filter) -> None:
    with folded([entries(records)]) as (ask, changes):
        expected = heard(wanted, changes)
        found, after = list(expected[:0]), 0
        while True:
            page = ask.changes(after, limit, wanted)
            assert all(after < each.change.position <= page.next for each in page.items)
            found, after = [*found, *page.items], page.next
            if after == page.position:
                break
        assert tuple(found) == expected
        positions = {each.change.position for each in expected}
        for position in range(len(records) + 2):
            assert ask.previous(position, wanted) == max((each for each in positions if each < position), default=0)


@law
@given(logs())
def test_all_lists_tell_of_the_same_facts(records: list[Record]) -> None:
    with folded([entries(records)]) as (ask, _):
        facts = merged(records)
        assert sorted(ask.facts(FactFilter(), 1000).items, key=lambda fact: fact.name) == list(facts)
        assert [line.code for line in ask.countries().items] == sorted({code for fact in facts for code in fact.countries})
        for line in ask.countries().items:
            named = sorted(fact.name for fact in facts if line.code in fact.countries)
            found = ask.country(line.code, 1000)
            listed = [found.visits_paid, found.visits_received, found.agreements, found.rankings, found.ranked, found.figures, *found.others.values()]
            assert sorted(fact.name for head in listed for fact in head.first) == named
            assert sum(head.total for head in listed) == len(named)
            assert sum(line.counts.values()) == len(named)
            assert line.last_change == found.last_change
        for fact in facts:
            for event in fact.events:
                assert event == fact.name or ask.fact(event) == Moved(fact.name)


def test_many_threads_ask_while_the_view_is_written(tmp_path: Path) -> None:
    """Each answer is of one position: the facts that it counts are those that it lists."""
    news = entries([reading(f"a{n}", visit(f"a{n}", "NOR", "CHL", f"{1900 + n}-03-04")) for n in range(60)])
    wrong = list[tuple[int, int]]()
    with closing(View.open(tmp_path / "view", kinds())) as view, closing(Ask.open(tmp_path / "view", kinds())) as ask:

        def listen() -> None:
            while (found := ask.country("NOR", 1)).position < len(news):
                if found.visits_paid.total != found.position:
                    wrong.append((found.visits_paid.total, found.position))

        threads = [Thread(target=listen) for _ in range(3)]
        for thread in threads:
            thread.start()
        for entry in news:
            view.apply([entry])
        for thread in threads:
            thread.join()
    assert wrong == []


def test_where_there_is_no_view_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(StaleView):
        Ask.open(tmp_path / "view", kinds())
    (tmp_path / "view").write_bytes(b"no database " * 500)
    with pytest.raises(StaleView):
        Ask.open(tmp_path / "view", kinds())


def test_what_hinders_asking_is_told_in_words_of_our_own(tmp_path: Path) -> None:
    with closing(View.open(tmp_path / "view", kinds())), closing(Ask.open(tmp_path / "view", kinds())) as ask:
        for trouble, expected in [(sqlite3.OperationalError("disk I/O error"), Misplaced), (sqlite3.DatabaseError("malformed"), StaleView)]:
            with pytest.raises(expected, match=str(trouble)) as told, ask.now():
                raise trouble
            assert isinstance(told.value, TrackerError) and told.value.way_out
        with closing(sqlite3.connect(tmp_path / "view")) as meddler:
            meddler.execute("DROP TABLE facts")
        with pytest.raises(Misplaced, match="no such table"):
            ask.facts(FactFilter(), 10)
        assert ask.position() == 0  # the connection is none the worse for it
