"""
Pages: what a page of HTML says, without its menus and scripts.

A page is first written anew by our own tokeniser, and only that is parsed: tags with the few attributes that tell what is text, and linked data.
So nothing that a page can hold (scripts, entities that explode, a tag of a million attributes) reaches a parser; as they came, some took minutes [tried].
In: HTML, however broken or hostile.  Out: its main text, and what its metadata and dateline tell of title, day and language.
Never: a fetch, a script run, or a day of publication taken from a sentence.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Final

from tracker.core.errors import BadArticle

MAX_TAGS: Final = 30_000  # the longest live reports have about 10,000; some steps of the extraction grow with the square of it
MAX_VALUE_LENGTH: Final = 2_000  # characters of an attribute

_TELLS_WHAT_IS_TEXT = {"aria-hidden", "class", "href", "hreflang", "id", "itemprop", "lang", "rel", "role", "style", "title"}
_TELLS_OF_THE_PAGE = {"content", "datetime", "itemtype", "name", "property", "pubdate", "type"}
_KEPT = _TELLS_WHAT_IS_TEXT | _TELLS_OF_THE_PAGE

# HTML's grammar of tags. Each branch succeeds on whatever follows, so a page is read once from left to right, whatever it holds.
_ATTRIBUTE = re.compile(r"""[\s/]*+ (?P<key>[^\s/>][^\s/>=]*+) (?:\s*+ = \s*+ (?P<value>"[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+))?+""", re.VERBOSE)
_PIECE = re.compile(
    r"""
      <!-- .*? (?:-->|\Z)
    | <[!?] [^>]*+ >?
    | <(?P<raw>script|style)\b (?P<about>[^>]*+) >? (?P<body>.*?) (?:</(?P=raw)[^>]*+>?|\Z)
    | <(?P<tag>/?[a-z][a-z0-9]*+) (?P<attributes>(?:[\s/]*+ [^\s/>][^\s/>=]*+ (?:\s*+ = \s*+ (?:"[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+))?+)*+) [\s/]*+ >?
    | <
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"""<html[^>]{0,200}?\slang\s*=\s*["']?([a-z]{2})\b""", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """text: the main text, paragraphs divided by line ends, "" where the page holds none; the others are "" where its metadata tell nothing."""

    text: str = ""
    title: str = ""
    published: str = ""
    language: str = ""


def page(html: str, latest: date) -> Page:
    """
    What a page says; a page of no text, or one that the extraction fails on, gives an empty Page.

    latest: a day of publication after it is an error of the page, and left out.
    Raises BadArticle for a page of more than MAX_TAGS tags.
    Source: main text and metadata by trafilatura; of the five pages among the gold articles it keeps every sentence that states a fact.
    """
    text, title, published = _extracted()("<html>" + "".join(_anew(html)), latest)
    if not text:
        return Page()
    language = _LANGUAGE.search(html[:4096])
    return Page(text.removeprefix(title + "\n"), title, published, language.group(1).lower() if language else "")


def decoded(raw: bytes) -> str:
    """The HTML of a page's bytes, by its byte order mark, else by its declared charset, else as UTF-8. Raises BadArticle where they do not fit."""
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    declared = _CHARSET.search(raw[:4096])
    charset = next((name for mark, name in marks.items() if raw.startswith(mark)), declared.group(1).decode("ascii", "replace") if declared else "utf-8")
    try:
        return raw.decode(charset)
    except (LookupError, ValueError) as odd:
        raise BadArticle("html", f"is not written in {charset}", "encode it as UTF-8, and let the page say so") from odd


# The one import of the product that is put off: trafilatura's takes 0.2 s, which each start of a tracker would wait for, and most are fed texts.
@cache
def _extracted() -> Callable[[str, date], tuple[str, str, str]]:
    found: Callable[[str, date], tuple[str, str, str]] = import_module("tracker.feeding.extraction").extracted
    return found


def _anew(html: str) -> Iterator[str]:
    """The page in pieces that any parser takes in its stride; what is no tag stays as it is. Raises BadArticle for too many of them."""
    at, tags = 0, 0
    for piece in _PIECE.finditer(html):
        yield html[at : piece.start()]
        at, tags = piece.end(), tags + 1
        if tags > MAX_TAGS:
            raise BadArticle("html", f"has more than {MAX_TAGS:,} tags", "send the words of the article as text")
        yield _piece_anew(piece)
    yield html[at:]


def _piece_anew(piece: re.Match[str]) -> str:
    if piece["tag"]:
        return f"<{piece['tag']}{_attributes_anew(piece['attributes'])}>"
    if piece["raw"] and "ld+json" in piece["about"]:
        return f'<script type="application/ld+json">{piece["body"]}</script>'
    return "&lt;" if piece[0] == "<" else " "


def _attributes_anew(attributes: str) -> str:
    told = {each["key"].lower(): each["value"] or "" for each in _ATTRIBUTE.finditer(attributes)}
    return "".join(f' {key}="{_value_anew(told[key])}"' for key in told if key in _KEPT)


def _value_anew(value: str) -> str:
    bare = value[1:-1] if value[:1] in {'"', "'"} else value
    return bare[:MAX_VALUE_LENGTH].replace('"', "&quot;").replace("<", "&lt;")
