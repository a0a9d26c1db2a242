"""What goes in comes out, and what is not understood says so: the promises of `tracker.log.wire`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log import values
from tracker.core.article import MAX_ARTICLE_BYTES, Article, Source
from tracker.core.errors import BadArticle, NewerFormat, TooLarge, Unreadable, Unstorable
from tracker.core.event import Count, Event, Evidence, Fields, Person
from tracker.core.fact import Fact
from tracker.core.reading import Origin, Readers, Reading, Record, Restored, Retracted
from tracker.log import wire
from tracker.log.wire import FORMAT, MAX_RECORD_BYTES, Stored

SAMPLES = Path(__file__).parent / "samples"

QUOTE = Evidence("a1", "text", 0, 54, "Norway's prime minister arrived in Santiago on Monday.")
VISIT = Event(
    id="e1",
    article="a1",
    kind="visit",
    fields=Fields({"visitor": "NOR", "host": "CHL", "people": (Person("Kari Lie", "prime minister"), Person("Ola Dahl")), "met": ("Ana Rojas",)}),
    evidence=(QUOTE,),
    confidence=0.93,
    rules=("visit.arrived",),
)
AGREEMENTS = Event(
    id="e2",
    article="a1",
    kind="agreement",
    fields=Fields({"parties": ("CHL", "NOR"), "status": "signed", "count": Count(12, approximate=True)}),
    evidence=(Evidence("a1", "title", 0, 41, "Nearly a dozen agreements signed in Chile"),),
    confidence=0.8,
)
FIGURE = Event(
    id="e3",
    article="a1",
    kind="trade_figure",
    fields=Fields({"country": "CHL", "partner": "NOR", "measure": "trade", "value": 35000000000, "change_percent": 21.9, "leading": True}),
    evidence=(QUOTE,),
    confidence=1.0,
)
ORIGIN = Origin("2024-03-04", "2024-03-05T08:00:00.000001Z", "The Fjord Post", "NOR", "https://fjord.example/1", "In Chile", (3, 2**64 - 1), "17")

KEPT_FOR_EVER: list[tuple[str, Record | Article]] = [
    ("reading.1.json", Reading("a1", "english 1 (0a1b)", "events", (VISIT, AGREEMENTS, FIGURE), ORIGIN)),
    ("reading_failed.1.json", Reading("a2", "english 1 (0a1b)", "failed", (), ORIGIN, "the reading process died twice", "frames")),
    ("retracted.1.json", Retracted("r1", "a1", "the outlet withdrew it")),
    ("restored.1.json", Restored("r1")),
    ("readers.1.json", Readers(("english 2 (9c0d)", "english 1 (0a1b)"))),
    (
        "article.1.json",
        Article("a1", "Norway’s 🛳 came.", "In Chile", "2024-03-04", Source("Post", "NOR", "https://fjord.example"), "https://f.example/1", "en", "my-7"),
    ),
]


@pytest.mark.parametrize(("file", "value"), KEPT_FOR_EVER)
def test_what_an_older_release_wrote_still_reads(file: str, value: Record | Article) -> None:
    stored = (SAMPLES / file).read_bytes()
    unpack = wire.unpack_article if isinstance(value, Article) else wire.unpack_record
    assert unpack(stored, file) == value


@pytest.mark.parametrize(("file", "value"), [(file, value) for file, value in KEPT_FOR_EVER if f".{FORMAT}." in file])
def test_a_change_of_what_is_written_needs_a_new_format(file: str, value: Record | Article) -> None:
    written = wire.pack_article(value) if isinstance(value, Article) else wire.pack_record(value)
    assert orjson.loads(written) == orjson.loads((SAMPLES / file).read_bytes())


@given(values.records)
def test_a_record_comes_back_as_it_went_in(record: Record) -> None:
    back = wire.unpack_record(wire.pack_record(record), "")
    assert back == record
    assert repr(back) == repr(record)  # 1 == 1.0 == True, but they are not the same value


@given(values.readings)
def test_an_origin_comes_back_from_its_reading(reading: Reading) -> None:
    assert wire.unpack_origin(wire.pack_record(reading), "") == reading.origin


@given(values.articles)
def test_an_article_comes_back_as_it_went_in(article: Article) -> None:
    assert wire.unpack_article(wire.pack_article(article), "") == article


@given(values.events)
def test_an_event_comes_back_as_it_went_in(event: Event) -> None:
    assert repr(wire.unpack_event(wire.pack_event(event), "")) == repr(event)


@given(values.facts)
def test_a_fact_comes_back_as_it_went_in(fact: Fact) -> None:
    assert repr(wire.unpack_fact(wire.pack_fact(fact), "")) == repr(fact)


def test_what_is_untold_is_left_out() -> None:
    record = orjson.loads(wire.pack_record(Reading("a1", "r1", "none")))
    assert record == {"format": 1, "record": "reading", "article": "a1", "reader": "r1", "outcome": "none"}


# --- what is not understood -----------------------------------------------------------------------------------------------------------------------------

UNPACKERS: list[Callable[[bytes, str], object]] = [wire.unpack_record, wire.unpack_article, wire.unpack_event, wire.unpack_fact, wire.unpack_origin]


@pytest.mark.parametrize("unpack", UNPACKERS)
@given(data=st.binary())
def test_random_bytes_are_unreadable(unpack: Callable[[bytes, str], object], data: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(data, "here")


BOTH_WAYS: dict[type, tuple[Callable[[Any], bytes], Callable[[bytes, str], Any]]] = {
    Article: (wire.pack_article, wire.unpack_article),
    Event: (wire.pack_event, wire.unpack_event),
    Fact: (wire.pack_fact, wire.unpack_fact),
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | values.words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(values.words | st.sampled_from(["name", "value", "role"]), inner, max_size=3),
    max_leaves=6,
)


def places(raw: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to all parts of a JSON value."""
    steps = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [way, *(place for step, part in steps for place in places(part, (*way, step)))]


@given(st.data(), values.records | values.articles | values.events | values.facts, json_values)
def test_a_damaged_value_reads_as_something_whole_or_is_unreadable(data: st.DataObject, value: Any, other: Any) -> None:
    pack, unpack = BOTH_WAYS.get(type(value), (wire.pack_record, wire.unpack_record))
    raw = {"": orjson.loads(pack(value))}
    *way, last = data.draw(st.sampled_from(places(raw)[1:]))
    part: Any = raw
    for step in way:
        part = part[step]
    part[last] = other
    try:
        back = unpack(orjson.dumps(raw[""]), "here")
    except Unreadable:
        return
    assert repr(unpack(pack(back), "")) == repr(back)


NOT_UNDERSTOOD: list[tuple[bytes, str]] = [
    (b"", ""),
    (b"[]", "no JSON object"),
    (b"\xff\xfe{}", ""),
    (b"{}", "format None"),
    (b'{"record":"restored","retraction":"r1"}', "format None"),
    (b'{"format":2,"record":"restored","retraction":"r1"}', "format 2"),
    (b'{"format":0,"record":"restored","retraction":"r1"}', "format 0"),
    (b'{"format":true,"record":"restored","retraction":"r1"}', "format True"),
    (b'{"format":1,"record":"prophecy"}', "'prophecy' is no known record"),
    (b'{"format":1,"record":"restored"}', "lacks the field 'retraction'"),
    (b'{"format":1,"record":"restored","retraction":"r1","until":"2025"}', "unknown field 'until'"),
    (b'{"format":1,"record":"restored","retraction":7}', "retraction: 7 is no text"),
    (b'{"format":1,"record":"readers","preference":"r1"}', "preference: 'r1' is no list"),
    (b'{"format":1,"record":"reading","article":"a1","reader":"r1","outcome":"perhaps"}', "'perhaps' is none of"),
    (b'{"format":1,"record":"reading","article":"a1","reader":"r1","outcome":"events","events":[7]}', "7 is no object"),
    (b'{"format":1,"record":"reading","article":"a1","reader":"r1","outcome":"none","origin":null}', "origin: None is no object"),
    (b'{"format":1,"record":"reading","article":"a1","reader":"r1","outcome":"none","origin":{"sketch":["x"]}}', "sketch: is no list of whole numbers"),
    (b'{"format":1,"record":"article","id":"a1","text":"x"}', "'article' is no known record"),
    (b"[" * 5000, ""),
]


@pytest.mark.parametrize(("data", "problem"), NOT_UNDERSTOOD)
def test_what_is_not_understood_says_where_and_what(data: bytes, problem: str) -> None:
    with pytest.raises(Unreadable) as caught:
        wire.unpack_record(data, "events 41")
    assert str(caught.value).startswith("events 41: ")
    assert problem.removeprefix("format ") in str(caught.value)
    assert "upgrade" in caught.value.way_out


@pytest.mark.parametrize("unpack", [wire.unpack_record, wire.unpack_article])
@pytest.mark.parametrize(("data", "is_newer"), [(b'{"format":2}', True), (b'{"format":true}', False), (b'{"format":0}', False), (b'{"format":1}', False)])
def test_what_a_newer_release_wrote_is_told_from_what_is_damaged(unpack: Callable[[bytes, str], object], data: bytes, is_newer: bool) -> None:
    with pytest.raises(Unreadable) as caught:
        unpack(data, "here")
    assert isinstance(caught.value, NewerFormat) == is_newer


def test_entries_before_the_first_unreadable_one_are_given_first() -> None:
    stored = [Stored(n, "2024-03-05T08:00:00Z", wire.pack_record(Restored(f"r{n}"))) for n in (1, 2)] + [Stored(3, "", b'{"format":2}')]
    assert [entry.position for entry in wire.unpack_entries(stored, "events")] == [1, 2]
    with pytest.raises(Unreadable, match=r"^events 3: "):
        wire.unpack_entries(stored[2:], "events")


def test_an_older_format_is_raised_step_by_step() -> None:
    steps = {1: lambda raw: {**raw, "format": 2, "why": "untold"}, 2: lambda raw: {**raw, "format": 3, "why": raw["why"].upper()}}
    assert wire.raised({"format": 1}, steps, to=3) == {"format": 3, "why": "UNTOLD"}
    assert wire.raised({"format": 3, "why": "x"}, steps, to=3) == {"format": 3, "why": "x"}


# --- what cannot be stored ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2**64, -(2**63) - 1])
def test_a_number_that_json_cannot_say_is_refused_before_it_is_stored(number: float) -> None:
    event = Event("e1", "a1", "trade_figure", Fields({"value": number}), (QUOTE,), 0.5)
    with pytest.raises(Unstorable, match="the reading of article a1"):
        wire.pack_record(Reading("a1", "r1", "events", (event,)))


def test_a_reading_too_large_for_a_broker_is_refused_on_both_runtimes() -> None:
    with pytest.raises(Unstorable, match="larger than 900,000 bytes"):
        wire.pack_record(Reading("a1", "r1", "failed", reason="x" * MAX_RECORD_BYTES))


def test_an_article_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(TooLarge) as caught:
        wire.pack_article(Article("a1", "é" * (MAX_ARTICLE_BYTES // 2)))
    assert caught.value.size > caught.value.limit == MAX_ARTICLE_BYTES


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(BadArticle, match="UTF-8"):
        wire.pack_article(Article("a1", "\ud83d"))
