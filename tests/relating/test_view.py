"""The view: what the log amounts to, whoever folds it, in whatever batches, however often it is begun again."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relating.world import entries, kinds, law, logs, reading, visit
from tracker.core.errors import StaleView, Unreadable
from tracker.core.event import Event, Fields
from tracker.core.fact import Change, Fact
from tracker.core.reading import Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Entry
from tracker.relating.ask import Ask
from tracker.relating.counting import told_in
from tracker.relating.merge import merge
from tracker.relating.view import View

TRIP = visit("a", "NOR", "CHL", "2024-03-04", ["Alice Berg"])
READ = reading("a", TRIP, published="2024-03-05")


@contextmanager
def folded(batches: Sequence[Sequence[Entry]], reopened: bool = False) -> Iterator[tuple[Ask, list[Change]]]:
    """A view of these entries, and the changes that they made. reopened: closed and opened again before each batch."""
    with TemporaryDirectory() as folder:
        path, changes = Path(folder) / "view", list[Change]()
        view = View.open(path, kinds())
        for batch in batches:
            if reopened:
                view.close()
                view = View.open(path, kinds())
            changes += view.apply(batch)
        with closing(view), closing(Ask.open(path, kinds())) as ask:
            yield ask, changes


def facts_of(changes: Sequence[Change]) -> tuple[Fact, ...]:
    """The facts that one holds who heard all changes, by name."""
    held: dict[str, Fact] = {}
    for change in changes:
        for ended in (*change.was, change.fact):
            held.pop(ended, None)
        if change.after:
            held[change.fact] = change.after
    return tuple(held[name] for name in sorted(held))


def merged(records: Sequence[Record]) -> tuple[Fact, ...]:
    """All facts that these records amount to, counted anew, by name."""
    told = told_in(records)
    found = [fact for kind in kinds().values() for fact in merge(kind, [each for each in told if each.event.kind == kind.name])]
    return tuple(sorted(found, key=lambda fact: fact.name))


def cut(whole: Sequence[Entry], at: Sequence[int]) -> list[Sequence[Entry]]:
    ends = sorted({0, len(whole), *(min(each, len(whole)) for each in at)})
    return [whole[start:end] for start, end in pairwise(ends)]


@law
@given(logs())
def test_who_hears_every_change_holds_what_the_whole_log_amounts_to(records: list[Record]) -> None:
    with folded([[entry] for entry in entries(records)]) as (_, changes):
        for position in range(len(records) + 1):
            assert facts_of([change for change in changes if change.position <= position]) == merged(records[:position])


def trip(article: str, start: str, *people: str, published: str = "2024-03-20") -> Reading:
    return reading(article, visit(article, "NOR", "CHL", start, people), published=published)


THREE = (trip("a", "2024-03-05", "Ana", "Bert", published="2024-03-05"), trip("b", "2024-03-05", "Ana"), trip("c", "2024-03-05", "Bert"))


@pytest.mark.parametrize(
    ("why", "records", "expected"),
    [
        (
            "a guest is left without a host, for an earlier report leads now",
            [trip("a", "2024-03-08", "Ana", "Bert"), trip("b", "2024-03", "Bert"), trip("c", "2024-03-07", "Ana", published="2024-03-07")],
            [["a", "c"], ["b"]],
        ),
        (
            "a loose claim finds a host, and leaves one that it led",
            [trip("a", "2024-03", "Ana", "Bert"), trip("b", "2024-03", "Bert"), trip("c", "2024-03-05", "Ana")],
            [["a", "c"], ["b"]],
        ),
        (
            "a guest stays where it is when a loose claim comes that it fits",
            [trip("a", "2024-03-05", "Ana"), trip("b", "2024-03", "Ana", "Bert"), trip("c", "2024-03", "Bert", published="2024-03-01")],
            [["a", "b"], ["c"]],
        ),
        (
            "and so does one that a claim without a host fits",
            [trip("a", "2024-03-05", "Ana"), trip("b", "2024-03", "Ana", "Carl"), trip("c", "2024-03", "Carl", "Bert"), trip("d", "2024-03", "Bert")],
            [["a", "b"], ["c", "d"]],
        ),
        (
            "who follows has to go, for an earlier report follows now that does not go with it",
            [trip("a", "2024-03-05", "Ana", published="2024-03-01"), trip("b", "2024-03-09", "Ana"), trip("c", "2024-03-01", "Ana", published="2024-03-10")],
            [["a", "c"], ["b"]],
        ),
        (
            "who led is retracted, and who followed part",
            [*THREE, Retracted("t", "a", "")],
            [["b"], ["c"]],
        ),
        (
            "and is restored, and they come together again",
            [*THREE, Retracted("t", "a", ""), Restored("t")],
            [["a", "b", "c"]],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_what_is_touched_is_related_again_and_yet_all_is_as_if_anew(why: str, records: list[Record], expected: list[list[str]]) -> None:
    with folded([[entry] for entry in entries(records)]) as (ask, changes):
        found = facts_of(changes)
        assert found == merged(records)
        assert [each.change for each in ask.changes(0, 1000).items] == changes
        assert sorted(sorted(quote.article for quote in fact.evidence) for fact in found) == expected, why


def version(article: str, start: str, published: str, url: str = "https://post.example/trip", text: int = 0, received: str = "") -> Reading:
    """A reading of a version of an article. text: of one text all versions are nearly alike."""
    event = visit(article, "NOR", "CHL", start, ["Ana"])
    read = reading(article, event, published=published, source="Post", url=url, sketch=range(text * 100 + int(published[-1]), text * 100 + 64))
    return replace(read, origin=replace(read.origin, received=received))


@pytest.mark.parametrize(
    ("why", "records", "expected"),
    [
        ("a corrected version counts alone", [version("a", "2024-03-04", "2024-03-05"), version("b", "2024-03-06", "2024-03-07")], [["b"]]),
        ("whichever comes first", [version("b", "2024-03-06", "2024-03-07"), version("a", "2024-03-04", "2024-03-05")], [["b"]]),
        ("the last of three", [version(name, f"2024-03-0{day}", f"2024-03-0{day}") for name, day in (("c", 5), ("a", 6), ("b", 4))], [["a"]]),
        (
            "of one moment, that received last",
            [version("a", "2024-03-04", "2024-03-05", received="T2"), version("b", "2024-03-06", "2024-03-05", received="T1")],
            [["a"]],
        ),
        (
            "another text at the address is another article",
            [version("a", "2024-03-04", "2024-03-05"), version("b", "2024-03-04", "2024-03-07", text=1)],
            [["a", "b"]],
        ),
        (
            "a copy at another address is another article",
            [version("a", "2024-03-04", "2024-03-05"), version("b", "2024-03-04", "2024-03-07", url="https://mail.example/trip")],
            [["a", "b"]],
        ),
        (
            "a version that tells no visit takes it back",
            [version("a", "2024-03-04", "2024-03-05"), replace(version("b", "2024-03-04", "2024-03-07"), outcome="none", events=())],
            [],
        ),
        (
            "one that could not be read takes nothing back",
            [version("a", "2024-03-04", "2024-03-05"), replace(version("b", "2024-03-04", "2024-03-07"), outcome="failed", events=())],
            [["a"]],
        ),
        (
            "where the correction is taken out, the first version counts again",
            [version("a", "2024-03-04", "2024-03-05"), version("b", "2024-03-06", "2024-03-07"), Retracted("t", "b", "")],
            [["a"]],
        ),
        (
            "and is corrected again when it is restored",
            [version("a", "2024-03-04", "2024-03-05"), version("b", "2024-03-06", "2024-03-07"), Retracted("t", "b", ""), Restored("t")],
            [["b"]],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_of_the_versions_of_one_text_at_one_address_the_last_counts(why: str, records: list[Record], expected: list[list[str]]) -> None:
    with folded([[entry] for entry in entries(records)], reopened=True) as (_, changes):
        found = facts_of(changes)
        assert found == merged(records)
        assert sorted(sorted(quote.article for quote in fact.evidence) for fact in found) == expected, why


@law
@given(logs(), st.lists(st.integers(0, 14)), st.booleans())
def test_batches_and_restarts_change_neither_state_nor_history(records: list[Record], at: list[int], reopened: bool) -> None:
    whole = entries(records)
    with folded([whole]) as (one, changes), folded(cut(whole, at), reopened) as (many, same):
        assert changes == same
        assert one.state_hash() == many.state_hash()
        assert [each.change for each in one.changes(0, 1000).items] == [each.change for each in many.changes(0, 1000).items] == changes
        assert (one.countries(), one.tally()) == (many.countries(), many.tally())


@law
@given(logs(), st.data())
def test_the_order_of_the_records_does_not_matter(records: list[Record], data: st.DataObject) -> None:
    last = next((record for record in reversed(records) if isinstance(record, Readers)), Readers(()))  # of switches the order is what counts
    others: list[Record] = [record for record in records if not isinstance(record, Readers)]
    shuffled = data.draw(st.permutations(others))
    with folded([entries([last, *others])]) as (one, _), folded([entries([last, *shuffled])]) as (other, _):
        assert one.state_hash() == other.state_hash()


@law
@given(logs())
def test_hearing_it_twice_changes_nothing(records: list[Record]) -> None:
    others = [record for record in records if not isinstance(record, Readers)]
    with folded([entries(others), entries(others + others)]) as (_, changes):
        assert all(change.position <= len(others) for change in changes)


@law
@given(logs(), st.integers(0, 7))
def test_a_retraction_leaves_what_would_have_been_without_the_article(records: list[Record], at: int) -> None:
    article = f"article-{at}"
    without = [record for record in records if getattr(record, "article", "") != article]
    with folded([entries([*records, Retracted("last", article, "withdrawn")])]) as (one, _), folded([entries(without)]) as (other, _):
        assert one.state_hash() == other.state_hash()


@law
@given(logs(), st.integers(0, 7))
def test_a_restoring_gives_back_what_was(records: list[Record], at: int) -> None:
    with folded([entries(records)]) as (one, _), folded([entries([*records, Retracted("last", f"article-{at}", ""), Restored("last")])]) as (other, _):
        assert one.state_hash() == other.state_hash()


@pytest.mark.parametrize(
    ("why", "event"),
    [
        ("a kind that is not known", replace(TRIP, kind="eclipse")),
        ("a field that is not known", Event("x", "a", "visit", Fields({**TRIP.fields, "weather": "rain"}), TRIP.evidence, 0.8)),
        ("a field that is missing", Event("x", "a", "visit", Fields({"visitor": "NOR"}), TRIP.evidence, 0.8)),
        ("a day that does not exist", Event("x", "a", "visit", Fields({**TRIP.fields, "start": "2024-02-30"}), TRIP.evidence, 0.8)),
    ],
)
def test_what_is_not_understood_stops_the_fold_and_keeps_what_came_before(why: str, event: Event, tmp_path: Path) -> None:
    first, second, third = entries([READ, reading("b", event), reading("c", visit("c", "NOR", "PER", "2024-03-09"))])
    with closing(View.open(tmp_path / "view", kinds())) as view, closing(Ask.open(tmp_path / "view", kinds())) as ask:
        with pytest.raises(Unreadable, match="events log 2"):
            view.apply([first, second, third])
        assert (view.position, view.is_of(first), ask.position(), ask.tally().facts) == (1, True, 1, 1), why
        with pytest.raises(Unreadable, match="events log 2"):
            view.apply([second])
        assert view.position == 1


def test_a_record_that_is_missing_stops_the_fold(tmp_path: Path) -> None:
    first, _, third = entries([READ, Readers(("r1",)), Restored("t")])
    with closing(View.open(tmp_path / "view", kinds())) as view:
        with pytest.raises(Unreadable, match="does not follow 1"):
            view.apply([first, third])
        assert view.position == 1


def test_entries_that_come_again_are_passed_over(tmp_path: Path) -> None:
    whole = entries([READ, Readers(("r1",))])
    with closing(View.open(tmp_path / "view", kinds())) as view:
        assert len(view.apply(whole)) == 1
        assert view.apply(whole) == []
        assert view.position == 2


def test_a_view_knows_its_log_by_the_last_record(tmp_path: Path) -> None:
    (entry,) = entries([READ])
    with closing(View.open(tmp_path / "view", kinds())) as view:
        assert view.is_of(None) and view.is_of(entry)
        view.apply([entry])
        assert view.is_of(entry)
        assert not view.is_of(replace(entry, hash="another")) and not view.is_of(replace(entry, received="later")) and not view.is_of(None)


def test_a_generation_is_that_of_the_log_the_merge_and_the_readers_in_force(tmp_path: Path) -> None:
    with closing(View.open(tmp_path / "view", kinds())) as view, closing(Ask.open(tmp_path / "view", kinds())) as ask:
        seen = [view.generation]
        for entry in entries([READ, reading("b"), Readers(("r2", "r1"))]):
            view.apply([entry])
            assert view.generation == ask.generation()
            seen.append(view.generation)
    assert seen[1] == seen[2]
    assert len({seen[0], seen[1], seen[3]}) == 3


def test_a_cleared_view_is_as_a_new_one_for_those_who_ask_it_as_well(tmp_path: Path) -> None:
    """Also its history: whatever was told before belongs to another log."""
    first: list[Record] = [READ, Readers(("r1",))]
    second: list[Record] = [reading("b", visit("b", "NOR", "CHL", "2024-03-05", ["Alice Berg"]))]
    with closing(View.open(tmp_path / "view", kinds())) as view, closing(Ask.open(tmp_path / "view", kinds())) as ask:
        view.apply(entries(first))
        view.clear()
        assert (view.position, ask.position(), ask.tally().facts, ask.countries().items) == (0, 0, 0, ())
        view.apply(entries(second))
        with closing(View.open(tmp_path / "new", kinds())) as new, closing(Ask.open(tmp_path / "new", kinds())) as asked:
            new.apply(entries(second))
            assert (ask.generation(), ask.state_hash(), ask.countries(), ask.changes(0, 10)) == (
                asked.generation(),
                asked.state_hash(),
                asked.countries(),
                asked.changes(0, 10),
            )


def test_a_view_of_other_kinds_another_release_or_damaged_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "view"
    View.open(path, kinds()).close()
    with pytest.raises(StaleView, match="other kinds"):
        View.open(path, {name: replace(kind, window_days=9) for name, kind in kinds().items()})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StaleView, match="another release"):
        View.open(path, kinds())
    path.write_bytes(b"This is no database at all, but a few words." * 100)
    with pytest.raises(StaleView, match="damaged"):
        View.open(path, kinds())


def test_a_fold_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    first, second = entries([READ, reading("b", visit("b", "NOR", "CHL", "2024-03-05", ["Alice Berg"]))])
    path = tmp_path / "view"
    with closing(View.open(path, kinds())) as view, closing(sqlite3.connect(path)) as other:
        view.apply([first])
        other.execute("CREATE TRIGGER full BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
        with pytest.raises((StaleView, sqlite3.Error)):
            view.apply([second])
        other.execute("DROP TRIGGER full")
        assert view.position == 1
        (change,) = view.apply([second])
        assert (change.what, len(change.after.events) if change.after else 0) == ("changed", 2)
