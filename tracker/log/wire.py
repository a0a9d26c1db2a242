"""
Bytes and back: values of `core` as UTF-8 JSON, exactly.

In: a record, article, event or fact.  Out: one JSON object, which comes back as an equal value; what is untold is left out.
What lies in a log names its format and what it is (`{"format": 1, "record": "reading", ...}`). An older format is raised, one step at a time, by the
pure functions of `RAISED`, each kept for ever with a sample in `tests/log/samples`; another record, an unknown field or damaged bytes are Unreadable, a
newer one is NewerFormat, one of them: what is not understood is never skipped, and what an upgrade will understand waits for it.
Never: meaning. Whether a kind exists or a country is one is asked by those who fold.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from typing import Any, Literal, NamedTuple, TypeVar, assert_never, get_args

import orjson

from tracker.core.article import MAX_ARTICLE_BYTES, Article, Source
from tracker.core.errors import BadArticle, NewerFormat, TooLarge, Unreadable, Unstorable
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value
from tracker.core.fact import Fact
from tracker.core.identity import ID_LENGTH, Plain
from tracker.core.reading import Origin, Outcome, Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Entry

FORMAT = 1
MAX_RECORD_BYTES = 900_000  # as MAX_ARTICLE_BYTES: below Kafka's default message size on both runtimes alike

Raw = dict[str, Any]
T = TypeVar("T")

RAISED: Mapping[int, Callable[[Raw], Raw]] = {}
"""Format -> what makes of such an object the same one in the next format. Empty while format 1 is the only one there ever was."""


class Stored(NamedTuple):
    """A record as its log holds it. position: of the record; received: RFC 3339 in UTC."""

    position: int
    received: str
    data: bytes


def pack_record(record: Record) -> bytes:
    """A record as it lies in the events log. Raises Unstorable for a reading over MAX_RECORD_BYTES or with a number that JSON cannot say."""
    try:
        data = orjson.dumps(_plain_record(record))
    except (orjson.JSONEncodeError, _Misshapen) as odd:
        raise Unstorable(article_of(record), str(odd)) from odd
    if len(data) > MAX_RECORD_BYTES:
        raise Unstorable(article_of(record), f"is larger than {MAX_RECORD_BYTES:,} bytes ({len(data):,})")
    return data


def article_of(record: Record) -> str:
    """The id of the article that a record tells of, "" where it tells of none."""
    return record.article if isinstance(record, Reading | Retracted) else ""


def unpack_record(data: bytes, where: str) -> Record:
    """The record in these bytes. where: log and position, for the message. Raises Unreadable, and nothing else, for any bytes."""
    return _unpacked(data, where, _record)


def pack_article(article: Article) -> bytes:
    """An article as it lies in the articles log. Raises TooLarge over MAX_ARTICLE_BYTES, BadArticle for text that is no Unicode (half of a surrogate pair)."""
    try:
        data = orjson.dumps({"format": FORMAT, "record": "article", **plain_article(article)})
    except orjson.JSONEncodeError as odd:
        raise BadArticle("", f"cannot be written as UTF-8 JSON: {odd}", "send Unicode text, without halves of surrogate pairs") from odd
    if len(data) > MAX_ARTICLE_BYTES:
        raise TooLarge("text", len(data), MAX_ARTICLE_BYTES)
    return data


def unpack_article(data: bytes, where: str) -> Article:
    """The article in these bytes. where: log and place, for the message. Raises NewerFormat where a newer release wrote it, Unreadable for all other bytes."""
    return _unpacked(data, where, _article)


def unpack_entries(stored: Iterable[Stored], log: str) -> list[Entry]:
    """The entries up to the first that is not understood. log: its name, for the message. Raises Unreadable where the very first is not."""
    entries: list[Entry] = []
    for position, received, data in stored:
        try:
            record = unpack_record(data, f"{log} {position}")
        except Unreadable:
            if entries:
                break
            raise
        entries.append(Entry(position, received, hash_of(data), record))
    return entries


def hash_of(data: bytes) -> str:
    """The hash by which a reader knows a record again: hexadecimal, of its bytes as stored."""
    return sha256(data).hexdigest()[:ID_LENGTH]


def moment(at: datetime) -> str:
    """A moment as logs write it: RFC 3339 in UTC, to the millisecond. at: with a time zone."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def pack_event(event: Event) -> bytes:
    """An event as JSON, for a view (no format: a view is made anew)."""
    return orjson.dumps(plain_event(event))


def unpack_event(data: bytes, where: str) -> Event:
    """The event in these bytes. Raises Unreadable, and nothing else, for any bytes."""
    return _unpacked(data, where, _event)


def pack_fact(fact: Fact) -> bytes:
    """A fact as JSON, for a view (no format: a view is made anew)."""
    return orjson.dumps(plain_fact(fact))


def unpack_fact(data: bytes, where: str) -> Fact:
    """The fact in these bytes. Raises Unreadable, and nothing else, for any bytes."""
    return _unpacked(data, where, _fact)


def unpack_origin(data: bytes, where: str) -> Origin:
    """The origin alone of the reading in these bytes, for a third of the price. Raises Unreadable, and nothing else, for any bytes."""
    return _unpacked(data, where, lambda raw: _origin(raised(raw).get("origin", {})))


def plain_article(article: Article) -> dict[str, Plain]:
    """An article as a JSON object: its fields by their names, what is untold left out."""
    source = article.source
    return {
        "id": article.id,
        "text": article.text,
        **_told(
            title=article.title,
            published=article.published,
            source=_told(name=source.name, home_country=source.home_country, url=source.url),
            url=article.url,
            language=article.language,
            ref=article.ref,
        ),
    }


def plain_event(event: Event) -> dict[str, Plain]:
    """An event as a JSON object: id, article, kind, fields, evidence, confidence, rules."""
    return {
        "id": event.id,
        "article": event.article,
        "kind": event.kind,
        "fields": plain_fields(event.fields),
        "evidence": [plain_evidence(each) for each in event.evidence],
        "confidence": _finite(event.confidence),
        **_told(rules=event.rules),
    }


def plain_evidence(evidence: Evidence) -> dict[str, Plain]:
    """A quote as a JSON object: article, field, start, end, quote."""
    return {"article": evidence.article, "field": evidence.field, "start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def plain_fields(fields: Fields) -> dict[str, Plain]:
    """Told fields by name; people as `{"name", "role"}`, a count as `{"value", "approximate"}`, role and approximate only where they are told."""
    return {name: _plain_value(value) for name, value in fields.items()}


def plain_fact(fact: Fact) -> dict[str, Plain]:
    """A fact as a JSON object: name, kind, countries, fields, confidence, evidence, events."""
    return {
        "name": fact.name,
        "kind": fact.kind,
        "countries": fact.countries,
        "fields": plain_fields(fact.fields),
        "confidence": _finite(fact.confidence),
        "evidence": [plain_evidence(each) for each in fact.evidence],
        "events": fact.events,
    }


def raised(raw: Raw, steps: Mapping[int, Callable[[Raw], Raw]] = RAISED, to: int = FORMAT) -> Raw:
    """The same object in format `to`, by one step after another. Raises ValueError for a newer format, or one that no step leads on from."""
    if type(raw) is not dict:
        raise _Misshapen("is no JSON object")
    while type(number := raw.get("format")) is int and number in steps and number < to:
        raw = steps[number](raw)
    if type(number) is int and number > to:
        raise _Newer(number)
    if type(number) is not int or number != to:
        raise _Misshapen(f"has the format {number!r}; known are formats up to {to}")
    return raw


class _Misshapen(ValueError):
    """JSON, but not of the shape that it should have. Becomes Unreadable or Unstorable at the edge of this module."""


class _Newer(ValueError):
    """Of a newer format. Becomes NewerFormat at the edge of this module."""

    def __init__(self, format: int) -> None:
        super().__init__()
        self.format = format


Shape = Mapping[str, type]
"""Field -> the type that JSON must give it."""

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_SLICED: tuple[Literal["title", "text"], ...] = ("title", "text")

_ENVELOPE: Shape = {"format": int, "record": str}
_SOURCE: Shape = {"name": str, "home_country": str, "url": str}
_ARTICLE: Shape = {"id": str, "text": str, "title": str, "published": str, "source": dict, "url": str, "language": str, "ref": str, **_ENVELOPE}
_EVIDENCE: Shape = {"article": str, "field": str, "start": int, "end": int, "quote": str}
_EVENT: Shape = {"id": str, "article": str, "kind": str, "fields": dict, "evidence": list, "confidence": float, "rules": list}
_FACT: Shape = {"name": str, "kind": str, "countries": list, "fields": dict, "confidence": float, "evidence": list, "events": list}
_ORIGIN: Shape = {**dict.fromkeys(("published", "received", "source", "home_country", "url", "title", "place"), str), "sketch": list}
_READING: Shape = {"article": str, "reader": str, "outcome": str, "events": list, "origin": dict, "reason": str, "step": str, **_ENVELOPE}
_RETRACTED: Shape = {"id": str, "article": str, "why": str, **_ENVELOPE}
_RESTORED: Shape = {"retraction": str, **_ENVELOPE}
_READERS: Shape = {"preference": list, **_ENVELOPE}

_WORDS: Mapping[type, str] = {str: "text", int: "whole number", float: "number", list: "list", dict: "object"}
_STR, _INT, _PERSON = frozenset({str}), frozenset({int}), frozenset({"name", "role"})


def _told(**parts: Plain) -> dict[str, Plain]:
    return {name: value for name, value in parts.items() if value}


def _finite(number: float) -> float:
    if not isfinite(number):
        raise _Misshapen(f"{number} is no number that JSON can say")
    return float(number)


def _plain_value(value: Value) -> Plain:
    match value:
        case Count():
            return {"value": value.value, **_told(approximate=value.approximate)}
        case tuple():
            return [{"name": each.name, **_told(role=each.role)} if isinstance(each, Person) else each for each in value]
        case float():
            return _finite(value)
        case _:
            return value


def _plain_record(record: Record) -> dict[str, Plain]:
    match record:
        case Reading():
            return {"format": FORMAT, "record": "reading", **_plain_reading(record)}
        case Retracted():
            return {"format": FORMAT, "record": "retracted", "id": record.id, "article": record.article, "why": record.why}
        case Restored():
            return {"format": FORMAT, "record": "restored", "retraction": record.retraction}
        case Readers():
            return {"format": FORMAT, "record": "readers", "preference": record.preference}
        case _:
            assert_never(record)


def _plain_reading(reading: Reading) -> dict[str, Plain]:
    return {
        "article": reading.article,
        "reader": reading.reader,
        "outcome": reading.outcome,
        **_told(
            events=[plain_event(each) for each in reading.events],
            origin=_plain_origin(reading.origin),
            reason=reading.reason,
            step=reading.step,
        ),
    }


def _plain_origin(origin: Origin) -> dict[str, Plain]:
    return _told(
        published=origin.published,
        received=origin.received,
        source=origin.source,
        home_country=origin.home_country,
        url=origin.url,
        title=origin.title,
        sketch=origin.sketch,
        place=origin.place,
    )


def _unpacked(data: bytes, where: str, make: Callable[[Raw], T]) -> T:
    try:
        return make(orjson.loads(data))
    except _Newer as newer:
        raise NewerFormat(where, newer.format, FORMAT) from newer
    except KeyError as odd:
        raise Unreadable(where, f"lacks the field {odd}") from odd
    except ValueError as odd:  # orjson.JSONDecodeError is one as well
        raise Unreadable(where, str(odd)) from odd


def _record(raw: Raw) -> Record:
    raw = raised(raw)
    match raw.get("record"):
        case "reading":
            return _reading(raw)
        case "retracted":
            _checked(raw, _RETRACTED)
            return Retracted(raw["id"], raw["article"], raw["why"])
        case "restored":
            return Restored(_checked(raw, _RESTORED)["retraction"])
        case "readers":
            return Readers(_texts(_checked(raw, _READERS)["preference"]))
        case other:
            raise _Misshapen(f"{other!r:.60} is no known record")


def _reading(raw: Raw) -> Reading:
    _checked(raw, _READING)
    return Reading(
        raw["article"],
        raw["reader"],
        _one_of(_OUTCOMES, raw["outcome"]),
        tuple([_event(each) for each in raw.get("events", ())]),
        _origin(raw.get("origin", {})),
        raw.get("reason", ""),
        raw.get("step", ""),
    )


def _origin(raw: Raw) -> Origin:
    sketch = _checked(raw, _ORIGIN).get("sketch", [])
    if not _INT.issuperset(map(type, sketch)):
        raise _Misshapen("sketch: is no list of whole numbers")
    return Origin(**{**raw, "sketch": tuple(sketch)})


def _event(raw: Raw) -> Event:
    _checked(raw, _EVENT)
    evidence = tuple([_evidence(each) for each in raw["evidence"]])
    return Event(raw["id"], raw["article"], raw["kind"], _fields(raw["fields"]), evidence, raw["confidence"], _texts(raw.get("rules", [])))


def _fact(raw: Raw) -> Fact:
    _checked(raw, _FACT)
    evidence = tuple([_evidence(each) for each in raw["evidence"]])
    return Fact(raw["name"], raw["kind"], _texts(raw["countries"]), _fields(raw["fields"]), raw["confidence"], evidence, _texts(raw["events"]))


def _evidence(raw: Raw) -> Evidence:
    _checked(raw, _EVIDENCE)
    return Evidence(raw["article"], _one_of(_SLICED, raw["field"]), raw["start"], raw["end"], raw["quote"])


def _article(raw: Raw) -> Article:
    raw = _checked(raised(raw), _ARTICLE)
    if raw["record"] != "article":
        raise _Misshapen(f"{raw['record']!r:.60} is no article")
    told = {name: value for name, value in raw.items() if name not in _ENVELOPE}
    return Article(**{"id": raw["id"], "text": raw["text"], **told, "source": Source(**_checked(raw.get("source", {}), _SOURCE))})


def _fields(raw: Raw) -> Fields:
    return Fields({name: value if type(value) is str else _value(name, value) for name, value in raw.items()})


def _value(name: str, raw: object) -> Value:
    match raw:
        case str() | bool() | int() | float():
            return raw
        case list() if _STR.issuperset(map(type, raw)):
            return tuple(raw)
        case list():
            return tuple([_person(name, each) for each in raw])
        case {"value": int(number), **rest} if not isinstance(number, bool) and rest in ({}, {"approximate": True}):
            return Count(number, bool(rest))
        case _:
            raise _Misshapen(f"fields.{name}: {raw!r:.60} is no value")


def _person(name: str, raw: object) -> Person:
    if type(raw) is not dict or not raw.keys() <= _PERSON or not _STR.issuperset(map(type, raw.values())):
        raise _Misshapen(f"fields.{name}: {raw!r:.60} is no person")
    return Person(raw["name"], raw.get("role", ""))


def _checked(raw: object, shape: Shape) -> Raw:
    """The object itself, checked: a field that no release of this format wrote may change the meaning of all others."""
    if type(raw) is not dict:
        raise _Misshapen(f"{raw!r:.60} is no object")
    for name, value in raw.items():
        if type(value) is not shape.get(name):
            raise _Misshapen(f"{name}: {value!r:.60} is no {_WORDS[shape[name]]}" if name in shape else f"unknown field {name!r:.60}")
    return raw


def _one_of(words: tuple[T, ...], given: object) -> T:
    for word in words:
        if word == given:
            return word
    raise _Misshapen(f"{given!r:.60} is none of {words}")


def _texts(raw: list[Any]) -> tuple[str, ...]:
    if not _STR.issuperset(map(type, raw)):
        raise _Misshapen(f"{raw!r:.60} is no list of texts")
    return tuple(raw)
