"""
Pages: what a page of HTML says, without its menus and scripts.

In: HTML, however broken or hostile.  Out: its main text, and what its metadata tell of title, day and language.
Never: a fetch, a script run, or a day guessed from the text.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """text: the main text, paragraphs divided by line ends, "" where the page holds none; the others are "" where its metadata tell nothing."""

    text: str
    title: str = ""
    published: str = ""
    language: str = ""


def page(html: str, now: datetime) -> Page:
    """What a page says. now: a day of publication after it is taken for an error of the page and left out. Raises nothing."""
    raise NotImplementedError


def decoded(raw: bytes) -> str:
    """The HTML of a page's bytes, by its byte order mark, else by its declared charset, else as UTF-8. Raises BadArticle where they do not fit."""
    raise NotImplementedError
