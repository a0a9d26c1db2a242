"""
What may be fed: the form of an article at the door, with a check for every field.

In: fields by name.  Out: the same fields, checked, to the letter.  Never: a change of a value, or a look at the clock.
"""

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from tracker.core.country import is_party

MAX_LINE_LENGTH: Final = 2_000  # characters of a title, an address or a name: all that is no text, for it goes into records and lists

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
_NO_DAY = "is neither a day nor a moment with its offset from UTC"
_LANGUAGE = re.compile(r"[A-Za-z]{2}([-_][A-Za-z0-9]{1,8}){0,4}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def instant(published: str) -> datetime | date:
    """The day or moment of a `published`. Raises ValueError where it is neither a day nor an RFC 3339 moment, or no such day exists."""
    if not _MOMENT.fullmatch(published):
        raise ValueError(published)
    if len(published) == len("2023-04-21"):
        return date.fromisoformat(published)
    return datetime.fromisoformat(published.upper().replace(":60", ":59"))  # RFC 3339 knows leap seconds, Python does not


def _plain_text(given: str) -> str:
    if "\0" in given:
        raise PydanticCustomError("nul", f"holds a NUL character at {given.index(chr(0))}")
    if half := _HALF_PAIR.search(given):
        raise PydanticCustomError("surrogate", f"holds half of a surrogate pair at {half.start()}, which is no character")
    return given


def _told(given: str) -> str:
    if not given.strip():
        raise PydanticCustomError("empty", "is empty")
    return given


def _line(given: str) -> str:
    if len(given) > MAX_LINE_LENGTH:
        raise PydanticCustomError("long", f"is longer than {MAX_LINE_LENGTH:,} characters ({len(given):,})")
    return given


def _published(given: str) -> str:
    try:
        instant(given)
    except ValueError:
        part = 'tells no day, from which the article\'s "on Tuesday" is counted' if _PARTIAL.fullmatch(given) else _NO_DAY
        raise PydanticCustomError("day", part) from None
    return given


def _party(given: str) -> str:
    if not is_party(given.upper()):
        raise PydanticCustomError("party", "is no code of a country or organisation")
    return given


def _language(given: str) -> str:
    if not _LANGUAGE.fullmatch(given):
        raise PydanticCustomError("language", "is no code of a language")
    return given


def _address(given: str) -> str:
    if not _ADDRESS.fullmatch(given):
        raise PydanticCustomError("address", "is no address of the web")
    return given


Words = Annotated[str, AfterValidator(_plain_text), AfterValidator(_told)]
Line = Annotated[str, AfterValidator(_plain_text), AfterValidator(_line)]
Published = Annotated[Line, AfterValidator(_published)]
Party = Annotated[Line, AfterValidator(_party)]
Language = Annotated[Line, AfterValidator(_language)]
Address = Annotated[Line, AfterValidator(_address)]


class FedSource(BaseModel):
    """Who published it. home_country: the outlet's own country, ISO 3166-1 alpha-3, or an organisation such as EU."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Line = Field(default="", examples=["The Example"])
    home_country: Party = Field(default="", examples=["NOR"])
    url: Address = Field(default="", examples=["https://news.example"])


class Fed(BaseModel):
    """An article as fed: `text` or `html`; all others may be left out. published: a day or an RFC 3339 moment; ref: the sender's own name for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: Words = Field(default="", examples=["Norway's prime minister arrived in Santiago on Monday."])
    html: Words = ""
    title: Line = Field(default="", examples=["Norway in Chile"])
    published: Published = Field(default="", examples=["2024-03-05"])
    source: FedSource = FedSource()
    url: Address = Field(default="", examples=["https://news.example/1"])
    language: Language = Field(default="", examples=["en"])
    ref: Line = ""
