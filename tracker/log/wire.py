"""
Bytes and back: values of `core` as UTF-8 JSON, exactly.

In: a record, article, event or fact.  Out: one JSON object, which comes back as an equal value; what is untold is left out.
What lies in a log names its format and what it is (`{"format": 1, "record": "reading", ...}`). An older format is raised, one step at a time, by the
pure functions of `RAISED`, each kept for ever with a sample in `tests/log/samples`; a newer one, another record, an unknown field or damaged bytes are
Unreadable: what is not understood stops, and is never skipped.
Never: meaning. Whether a kind exists or a country is one is asked by those who fold.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar, cast, get_args

import orjson

from tracker.core.article import MAX_ARTICLE_BYTES, Article, Source
from tracker.core.errors import BadArticle, TooLarge, Unreadable, Unstorable
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value
from tracker.core.fact import Change, Fact, What
from tracker.core.identity import ID_LENGTH, Plain
from tracker.core.reading import Origin, Outcome, Reading, Readers, Record, Restored, Retracted
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
    raise NotImplementedError


def unpack_record(data: bytes, where: str) -> Record:
    """The record in these bytes. where: log and position, for the message. Raises Unreadable, and nothing else, for any bytes."""
    raise NotImplementedError


def pack_article(article: Article) -> bytes:
    """An article as it lies in the articles log. Raises TooLarge over MAX_ARTICLE_BYTES, BadArticle for text that is no Unicode (half of a surrogate pair)."""
    raise NotImplementedError


def unpack_article(data: bytes, where: str) -> Article:
    """The article in these bytes. where: log and place, for the message. Raises Unreadable, and nothing else, for any bytes."""
    raise NotImplementedError


def unpack_entries(stored: Iterable[Stored], log: str) -> list[Entry]:
    """The entries up to the first that is not understood. log: its name, for the message. Raises Unreadable where the very first is not."""
    raise NotImplementedError


def hash_of(data: bytes) -> str:
    """The hash by which a reader knows a record again: hexadecimal, of its bytes as stored."""
    raise NotImplementedError


def pack_event(event: Event) -> bytes:
    """An event as JSON, for a view (no format: a view is made anew)."""
    raise NotImplementedError


def unpack_event(data: bytes, where: str) -> Event:
    """The event in these bytes. Raises Unreadable, and nothing else, for any bytes."""
    raise NotImplementedError


def pack_fact(fact: Fact) -> bytes:
    """A fact as JSON, for a view (no format: a view is made anew)."""
    raise NotImplementedError


def unpack_fact(data: bytes, where: str) -> Fact:
    """The fact in these bytes. Raises Unreadable, and nothing else, for any bytes."""
    raise NotImplementedError


def plain_article(article: Article) -> dict[str, Plain]:
    """An article as a JSON object: its fields by their names, what is untold left out."""
    raise NotImplementedError


def plain_event(event: Event) -> dict[str, Plain]:
    """An event as a JSON object: id, article, kind, fields, evidence, confidence, rules."""
    raise NotImplementedError


def plain_evidence(evidence: Evidence) -> dict[str, Plain]:
    """A quote as a JSON object: article, field, start, end, quote."""
    raise NotImplementedError


def plain_fields(fields: Fields) -> dict[str, Plain]:
    """Told fields by name; people as `{"name", "role"}`, a count as `{"value", "approximate"}`, role and approximate only where they are told."""
    raise NotImplementedError


def plain_fact(fact: Fact) -> dict[str, Plain]:
    """A fact as a JSON object: name, kind, countries, fields, confidence, evidence, events."""
    raise NotImplementedError


def plain_change(change: Change) -> dict[str, Plain]:
    """A change as a JSON object: position, what, fact, before, after, was, why."""
    raise NotImplementedError
