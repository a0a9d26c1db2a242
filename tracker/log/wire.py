"""
Bytes and back: values of `core` as UTF-8 JSON, exactly.

In: a record, article, event or fact.  Out: one JSON object, which comes back as an equal value; what is untold is left out.
What lies in a log names its format and what it is (`{"format": 1, "record": "reading", ...}`). An older format is raised, one step at a time, by the
pure functions of `RAISED`, each kept for ever with a sample in `tests/log/samples`; a newer one, another record, an unknown field or damaged bytes are
Unreadable: what is not understood stops, and is never skipped.
Never: meaning. Whether a kind exists or a country is one is asked by those who fold.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from typing import Any, Literal, NamedTuple, TypeVar, assert_never, get_args

import orjson

from tracker.core.article import MAX_ARTICLE_BYTES, Article, Source
from tracker.core.errors import BadArticle, TooLarge, Unreadable, Unstorable
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value
from tracker.core.fact import Change, Fact
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
    article = record.article if isinstance(record, Reading | Retracted) else ""
    try:
        data = orjson.dumps(_plain_record(record))
    except (orjson.JSONEncodeError, _Misshapen) as odd:
        raise Unstorable(article, str(odd)) from odd
    if len(data) > MAX_RECORD_BYTES:
        raise Unstorable(article, f"is larger than {MAX_RECORD_BYTES:,} bytes ({len(data):,})")
    return data


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
    """The article in these bytes. where: log and place, for the message. Raises Unreadable, and nothing else, for any bytes."""
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


def plain_change(change: Change) -> dict[str, Plain]:
    """A change as a JSON object: position, what, fact, before, after, was, why."""
    return {
        "position": change.position,
        "what": change.what,
        "fact": change.fact,
        **_told(
            before=plain_fact(change.before) if change.before else None,
            after=plain_fact(change.after) if change.after else None,
            was=change.was,
            why=change.why,
        ),
    }


def raised(raw: Raw, steps: Mapping[int, Callable[[Raw], Raw]] = RAISED, to: int = FORMAT) -> Raw:
    """The same object in format `to`, by one step after another. Raises ValueError for a newer format, or one that no step leads on from."""
    while type(number := raw.get("format")) is int and number in steps and number < to:
        raw = steps[number](raw)
    if type(number) is not int or number != to:
        raise _Misshapen(f"has the format {number!r}; known are formats up to {to}")
    return raw


class _Misshapen(ValueError):
    """JSON, but not of the shape that it should have. Becomes Unreadable or Unstorable at the edge of this module."""


def _names(of: type[Article | Source | Event | Evidence | Fact | Reading | Origin | Retracted | Restored | Readers], *more: str) -> frozenset[str]:
    return frozenset({*(each.name for each in fields_of(of)), *more})


_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_SLICED: tuple[Literal["title", "text"], ...] = ("title", "text")
_ARTICLE, _SOURCE = _names(Article, "format", "record"), _names(Source)
_READING, _ORIGIN, _EVENT, _EVIDENCE, _FACT = _names(Reading, "format", "record"), _names(Origin), _names(Event), _names(Evidence), _names(Fact)
_RETRACTED, _RESTORED, _READERS = (_names(record, "format", "record") for record in (Retracted, Restored, Readers))


def _told(**parts: Plain) -> dict[str, Plain]:
    return {name: value for name, value in parts.items() if value}


def _finite(number: float) -> float:
    if not isfinite(number):
        raise _Misshapen(f"{number} is no number that JSON can say")
    return number


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


def _unpacked(data: bytes, where: str, shape: Callable[[Raw], T]) -> T:
    try:
        raw = orjson.loads(data)
        if type(raw) is not dict:
            raise _Misshapen("is no JSON object")
        return shape(raw)
    except ValueError as odd:  # orjson.JSONDecodeError is one as well
        raise Unreadable(where, str(odd)) from odd


def _record(raw: Raw) -> Record:
    raw = raised(raw)
    match raw.get("record"):
        case "reading":
            return _reading(_only(raw, _READING))
        case "retracted":
            _only(raw, _RETRACTED)
            return Retracted(_text(raw, "id"), _text(raw, "article"), _text(raw, "why"))
        case "restored":
            return Restored(_text(_only(raw, _RESTORED), "retraction"))
        case "readers":
            return Readers(_texts(_only(raw, _READERS), "preference"))
        case other:
            raise _Misshapen(f"{other!r} is no known record")


def _reading(raw: Raw) -> Reading:
    return Reading(
        article=_text(raw, "article"),
        reader=_text(raw, "reader"),
        outcome=_one_of(_OUTCOMES, raw, "outcome"),
        events=tuple(_event(each) for each in _objects(raw, "events")),
        origin=_origin(raw["origin"]) if "origin" in raw else Origin(),
        reason=_text(raw, "reason", ""),
        step=_text(raw, "step", ""),
    )


def _origin(raw: Raw) -> Origin:
    _only(raw, _ORIGIN)
    sketch = raw.get("sketch", [])
    if type(sketch) is not list or not all(type(each) is int for each in sketch):
        raise _Misshapen("sketch: is no list of whole numbers")
    return Origin(sketch=tuple(sketch), **{name: _text(raw, name) for name in raw if name != "sketch"})


def _event(raw: Raw) -> Event:
    _only(raw, _EVENT)
    return Event(
        id=_text(raw, "id"),
        article=_text(raw, "article"),
        kind=_text(raw, "kind"),
        fields=_fields(raw),
        evidence=tuple(_evidence(each) for each in _objects(raw, "evidence")),
        confidence=_number(raw, "confidence"),
        rules=_texts(raw, "rules"),
    )


def _fact(raw: Raw) -> Fact:
    _only(raw, _FACT)
    return Fact(
        name=_text(raw, "name"),
        kind=_text(raw, "kind"),
        countries=_texts(raw, "countries"),
        fields=_fields(raw),
        confidence=_number(raw, "confidence"),
        evidence=tuple(_evidence(each) for each in _objects(raw, "evidence")),
        events=_texts(raw, "events"),
    )


def _evidence(raw: Raw) -> Evidence:
    _only(raw, _EVIDENCE)
    return Evidence(_text(raw, "article"), _one_of(_SLICED, raw, "field"), _whole(raw, "start"), _whole(raw, "end"), _text(raw, "quote"))


def _article(raw: Raw) -> Article:
    raw = _only(raised(raw), _ARTICLE)
    if raw.get("record") != "article":
        raise _Misshapen(f"{raw.get('record')!r} is no article")
    source = _only(raw.get("source", {}), _SOURCE)
    told = {name: _text(raw, name) for name in raw if name not in ("format", "record", "source")}
    return Article(**{"id": _text(raw, "id"), "text": _text(raw, "text"), **told}, source=Source(**{name: _text(source, name) for name in source}))


def _fields(raw: Raw) -> Fields:
    told = raw.get("fields")
    if type(told) is not dict:
        raise _Misshapen("fields: is no object")
    return Fields({name: _value(name, value) for name, value in told.items()})


def _value(name: str, raw: object) -> Value:
    match raw:
        case str() | bool() | int() | float():
            return raw
        case {"value": int(number), **rest} if not isinstance(number, bool) and rest in ({}, {"approximate": True}):
            return Count(number, bool(rest))
        case list() if all(isinstance(each, str) for each in raw):
            return tuple(raw)
        case list():
            return tuple(_person(name, each) for each in raw)
        case _:
            raise _Misshapen(f"fields.{name}: {raw!r} is no value")


def _person(name: str, raw: object) -> Person:
    match raw:
        case {"name": str(called), **rest} if rest.keys() <= {"role"} and isinstance(role := rest.get("role", ""), str):
            return Person(called, role)
        case _:
            raise _Misshapen(f"fields.{name}: {raw!r} is no person")


def _only(raw: Raw, names: frozenset[str]) -> Raw:
    """The object itself, checked: a field that no release of this format wrote may change the meaning of all others."""
    if type(raw) is not dict:
        raise _Misshapen(f"{raw!r} is no object")
    if not raw.keys() <= names:
        raise _Misshapen(f"unknown field {min(raw.keys() - names)!r}")
    return raw


def _text(raw: Raw, name: str, untold: str | None = None) -> str:
    value = raw.get(name, untold)
    if type(value) is not str:
        raise _Misshapen(f"{name}: {value!r} is no text")
    return value


def _whole(raw: Raw, name: str) -> int:
    value = raw.get(name)
    if type(value) is not int:
        raise _Misshapen(f"{name}: {value!r} is no whole number")
    return value


def _number(raw: Raw, name: str) -> float:
    value = raw.get(name)
    if type(value) is not float and type(value) is not int:
        raise _Misshapen(f"{name}: {value!r} is no number")
    return value


def _one_of(words: tuple[T, ...], raw: Raw, name: str) -> T:
    value = raw.get(name)
    for word in words:
        if word == value:
            return word
    raise _Misshapen(f"{name}: {value!r} is none of {words}")


def _texts(raw: Raw, name: str) -> tuple[str, ...]:
    value = raw.get(name, [])
    if type(value) is not list or not all(type(each) is str for each in value):
        raise _Misshapen(f"{name}: is no list of texts")
    return tuple(value)


def _objects(raw: Raw, name: str) -> list[Raw]:
    value = raw.get(name, [])
    if type(value) is not list:
        raise _Misshapen(f"{name}: is no list")
    return value
