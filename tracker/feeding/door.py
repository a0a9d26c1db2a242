"""
The door for articles: what a sender feeds is checked here, once.

In: the bytes of one JSON object, or its fields.  Out: an Article with its name, its text to the letter as it was fed.
Never: half an article, a repaired text, or another error than BadArticle. What is wrong names its field and the way out.
"""

import codecs
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.core.article import Article, Source, article_id
from tracker.core.errors import BadArticle, TooLarge
from tracker.feeding.fed import MAX_LINE_LENGTH, Fed, FedSource, instant
from tracker.feeding.page import page
from tracker.log.wire import pack_article

MAX_FED_BYTES: Final = 10_000_000  # the JSON of one article as fed: a page of MAX_PAGE_BYTES with its escapes
MAX_PAGE_BYTES: Final = 5_000_000  # a page before it is reduced to its text
AHEAD: Final = timedelta(days=1)  # in the Pacific it is tomorrow already, and evening editions bear the next day's date

_WAY_OUT: Mapping[str, str] = {
    "": f"send one JSON object with fields of an article: {', '.join(Fed.model_fields)}",
    "text": "send the words of the article",
    "html": "send the HTML of the page",
    "title": f"send text of at most {MAX_LINE_LENGTH:,} characters, or leave it out",
    "published": 'give the whole day, "2023-04-21", or a moment, "2023-04-21T14:30:00+02:00", or leave it out',
    "source": 'give an object such as {"name": "The Example", "home_country": "NOR", "url": "https://news.example"}, or leave it out',
    "home_country": 'give its ISO 3166-1 alpha-3 code, such as "NOR", or leave it out',
    "language": 'give its ISO 639-1 code, such as "en", or leave it out',
    "url": "give an address that begins with http:// or https://, or leave it out",
}
_MEANT: Mapping[str, str] = {  # what others call the fields, in small letters without joints
    **dict.fromkeys(("body", "content", "article", "articlebody", "story", "words", "maintext", "fulltext"), "text"),
    **dict.fromkeys(("page", "rawhtml", "markup"), "html"),
    **dict.fromkeys(("headline", "heading", "head"), "title"),
    **dict.fromkeys(("date", "day", "pubdate", "publishedat", "publishdate", "datepublished", "publicationdate", "time", "timestamp"), "published"),
    **dict.fromkeys(("link", "href", "uri", "address", "permalink"), "url"),
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("publisher", "outlet", "site", "feed"), "source"),
    **dict.fromkeys(("id", "guid", "key"), "ref"),
    **dict.fromkeys(("country", "home"), "home_country"),
}
MANY_FIELDS: Final = 10  # unknown fields that are named; the rest is counted
_PROBLEM: Mapping[str, str] = {"string_type": "is no text", "model_type": "is no object", "string_unicode": "is no Unicode text"}
_JOINTS = dict.fromkeys(map(ord, "_- .:"))
_WAY_OUT_OF: Mapping[str, str] = {"nul": "leave it out; it is no part of any text", "surrogate": "decode the text again from where it came from"}


def admit(fed: bytes | Mapping[str, object], now: datetime) -> Article:
    """
    The article that was fed.

    fed: UTF-8 JSON of one object, or its fields: exactly one of `text` and `html`; `title`, `published`, `source`, `url`, `language`, `ref` where known.
    now: with a zone; a day of publication more than a day ahead of it is refused.
    Of a page the main text is kept, and its metadata fill in what the sender did not tell. The id is that of the fields as fed, so a page keeps its id
    when pages are understood better one day. A large page costs seconds: call it in a thread where others wait.
    Raises BadArticle, or TooLarge, naming the field at fault.
    """
    told = _checked(_object(fed) if isinstance(fed, bytes) else fed)
    if told.published:
        _refuse_what_lies_ahead(told.published, now)
    article = _article(told) if told.text else _article_of_page(told, now)
    pack_article(article)  # as the log will: what it would refuse is refused here
    return article


def admit_many(body: bytes, now: datetime) -> list[Article | BadArticle]:
    """
    Of a JSON list, or of lines of JSON (NDJSON), each article or what is wrong with it, in order; blank lines are left out.

    Raises BadArticle where a list is no JSON at all.
    """
    items = listed(body) if body.lstrip()[:1] == b"[" else [line for line in body.splitlines() if line.strip()]
    return [_admitted(item, now) for item in items]


def listed(body: bytes) -> list[object]:
    """The items of a JSON list, not checked yet. Raises BadArticle where it is none."""
    items = parsed(body)
    if not isinstance(items, list):
        raise BadArticle("", "is no list", "send a JSON list of articles, or one article a line")
    return items


def _admitted(item: object, now: datetime) -> Article | BadArticle:
    try:
        return admit(item if isinstance(item, bytes) else _mapping(item), now)
    except BadArticle as wrong:
        return wrong


def _object(body: bytes) -> Mapping[str, object]:
    if len(body) > MAX_FED_BYTES:
        raise TooLarge("", len(body), MAX_FED_BYTES)
    return _mapping(parsed(body))


def parsed(body: bytes) -> object:
    """What UTF-8 JSON says, with a BadArticle in the place of an object that gives a field twice. Raises BadArticle for what is no JSON."""
    if not body.strip():
        raise BadArticle("", "is empty", _WAY_OUT[""])
    try:
        return json.loads(body.removeprefix(codecs.BOM_UTF8).rstrip().decode(), object_pairs_hook=_each_once)
    except UnicodeDecodeError as odd:
        raise BadArticle("", f"is not UTF-8 at byte {odd.start:,}", "encode it as UTF-8") from odd
    except json.JSONDecodeError as odd:
        line = f"line {odd.lineno}, " if b"\n" in body.rstrip() else ""  # among lines of JSON, each is line 1
        raise BadArticle("", f"is not JSON at {line}column {odd.colno}: {odd.msg}", _WAY_OUT[""]) from odd
    except (ValueError, RecursionError) as odd:  # a number of thousands of digits, lists in lists in lists
        raise BadArticle("", "is JSON that can hold no article", _WAY_OUT[""]) from odd


def _each_once(pairs: list[tuple[str, object]]) -> object:
    """An object whose fields are given once each, or else what is wrong with it: of two texts, neither is silently the article's."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        if fault := _fault_in(value):
            return fault
        if name in fields:
            return BadArticle(_shown(name), "is given twice", "give each field once")
        fields[name] = value
    return fields


def _fault_in(value: object) -> BadArticle | None:
    match value:
        case BadArticle():
            return value
        case list():
            return next(filter(None, map(_fault_in, value)), None)
        case _:
            return None


def _mapping(item: object) -> Mapping[str, object]:
    match item:
        case BadArticle():
            raise item
        case Mapping():
            return item
        case _:
            raise BadArticle("", "is no JSON object", _WAY_OUT[""])


def _checked(fields: Mapping[str, object]) -> Fed:
    told = _told(fields)
    try:
        fed = Fed.model_validate(told)
    except ValidationError as wrong:
        raise _unknown_fields(wrong.errors()) or _bad_article(wrong.errors()[0]) from wrong
    given = [name for name in ("text", "html") if name in told]
    if len(given) != 1:
        raise BadArticle("text", "is missing" if not given else "is given beside html", "send the article's text, or a page's html, and only one of the two")
    if (size := len(fed.html.encode())) > MAX_PAGE_BYTES:
        raise TooLarge("html", size, MAX_PAGE_BYTES)
    return fed


def _told(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields without those that are null; null says what leaving out says."""
    return {name: _told(value) if isinstance(value, Mapping) else value for name, value in fields.items() if value is not None}


def _bad_article(wrong: ErrorDetails) -> BadArticle:
    where, what = wrong["loc"] or ("",), wrong["type"]
    return BadArticle(_named(where), _PROBLEM.get(what, wrong["msg"]), _WAY_OUT_OF.get(what) or _WAY_OUT.get(str(where[-1]), _WAY_OUT["title"]))


def _unknown_fields(wrongs: Sequence[ErrorDetails]) -> BadArticle | None:
    """All unknown fields in one complaint, as they often explain what else is wrong; None where there are none."""
    unknown = [wrong["loc"] for wrong in wrongs if wrong["type"] == "extra_forbidden"]
    if not unknown:
        return None
    named = ", ".join(map(_named, unknown[:MANY_FIELDS])) + (f" and {len(unknown) - MANY_FIELDS:,} more" if len(unknown) > MANY_FIELDS else "")
    return BadArticle(named, "unknown field" if len(unknown) == 1 else "unknown fields", _instead_of(unknown[:MANY_FIELDS]))


def _instead_of(unknown: Sequence[tuple[int | str, ...]]) -> str:
    meant = {_named(where): near for where in unknown if (near := _nearest(where))}
    if len(unknown) == len(meant) == 1:
        return f"did you mean {next(iter(meant.values()))!r}?"
    hints = [f"{near!r} for {given}" for given, near in meant.items()]
    known = Fed if any(len(where) == 1 for where in unknown) else FedSource
    said = f"did you mean {', '.join(hints)}? " if hints else ""
    return f"{said}{'the' if not said else 'The'} fields are {', '.join(known.model_fields)}"


def _nearest(where: tuple[int | str, ...]) -> str:
    """The field that was meant, "" where none is near."""
    known: list[str] = list((Fed if len(where) == 1 else FedSource).model_fields)
    plain = str(where[-1])[:40].lower()
    meant = _MEANT.get(plain.translate(_JOINTS), "")
    return meant if meant in known else next(iter(get_close_matches(plain, known, n=1)), "")


def _named(where: tuple[int | str, ...]) -> str:
    return ".".join(_shown(str(part)) for part in where)


def _shown(name: str) -> str:
    """A field's name as it may stand in a message: short, and nothing that a terminal or JSON would trip over."""
    return ascii(name[:60])[1:-1]


def _refuse_what_lies_ahead(published: str, now: datetime) -> None:
    told, limit = instant(published), now + AHEAD
    if (told > limit) if isinstance(told, datetime) else (told > limit.date()):
        raise BadArticle("published", f"{published} lies ahead of today by more than a day", _WAY_OUT["published"])


def _article(told: Fed) -> Article:
    """The article of fields that hold its text. Codes are written as tracker writes them; the id is that of the fields as fed."""
    return Article(
        id=article_id(told.model_dump(exclude_defaults=True)),
        text=told.text,
        title=told.title,
        published=told.published,
        source=Source(told.source.name, told.source.home_country.upper(), told.source.url),
        url=told.url,
        language=told.language[:2].lower(),
        ref=told.ref,
    )


def _article_of_page(told: Fed, now: datetime) -> Article:
    read = page(told.html, (now + AHEAD).date())
    if not read.text:
        raise BadArticle("html", "holds no text of an article", "send the whole page, or its words as text")
    fed = _article(told)
    return replace(
        fed,
        text=read.text,
        title=fed.title or read.title[:MAX_LINE_LENGTH],
        published=fed.published or read.published,
        language=fed.language or read.language,
    )
