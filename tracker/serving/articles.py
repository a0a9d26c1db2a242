"""
Articles over HTTP: feeding them, and asking what became of one.

In: bodies, and the ids that receipts gave.  Out: receipts and problems, or one article with its reading.
Never: an article without an answer. It waits, was read, failed, is in a language that nobody reads here, or was taken out.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.core.article import Article
from tracker.core.errors import BadArticle, ForeignPage, Misplaced, NotFound, TooLarge, Unreadable
from tracker.core.kind import Kind
from tracker.feeding.door import MAX_FED_BYTES
from tracker.log.contract import Shelved
from tracker.relating.answers import ArticleState
from tracker.relating.ask import Ask
from tracker.relating.lookup import Lookup
from tracker.serving import shapes
from tracker.serving.description import FED_BODY
from tracker.serving.intake import LINES_TYPES, Many, One, Shelf, Taken, take
from tracker.serving.node import Node
from tracker.serving.problems import NumberedProblem, numbered, problem_of
from tracker.serving.questions import Here, WaitS
from tracker.serving.replies import json
from tracker.serving.shapes import ShownEvent
from tracker.serving.waiting import reached

Standing = Literal["waiting", "read", "failed", "unread", "retracted"]
"""What became of an article; "unread": in a language that no reader here reads."""

UNHEARD_S = 3.0  # what `wait` waits for an article that this node never heard of: on Kafka another may have sent it

router = APIRouter(prefix="/v1", tags=["articles"])


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """The article is stored for good. duplicate: it already was; ref: the sender's own name for it."""

    id: str
    duplicate: bool
    ref: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Receipts:
    """For each article of a list or of lines, in order, a receipt or a problem (with its `number`, counted from 1)."""

    items: Sequence[ShownReceipt | NumberedProblem]
    accepted: int
    duplicates: int
    refused: int


@dataclass(frozen=True, slots=True)
class ShownSource:
    """Who published it; null where untold."""

    name: str | None
    home_country: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """The article as it came in; null where untold. Offsets of quotes are code points of `title` and `text`."""

    text: str
    title: str | None
    published: str | None
    source: ShownSource
    url: str | None
    language: str | None
    ref: str | None
    received: str


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """
    What became of an article. position: a cursor; the answer to a question with it as `min_position` holds this article's events.

    article: null while its log cannot be asked (a broker is away), or where it holds nothing readable.
    reader: who read it; reason, step: why and where reading failed, why it is not read, or why it was taken out.
    """

    id: str
    state: Standing
    position: str | None
    events: Sequence[ShownEvent]
    reader: str | None
    reason: str | None
    step: str | None
    article: ShownArticle | None
    links: Mapping[str, str]


def moment(request: Request) -> datetime:
    """The present moment, of the clock that the application was given."""
    now: datetime = request.app.state.now()
    return now


def refuse_foreign(request: Request) -> None:
    """Raises ForeignPage where a browser sends this for a page of another site: whoever runs a tracker at home must not be fed by any page they open."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignPage(origin)


@router.post(
    "/articles",
    status_code=202,
    dependencies=[Depends(refuse_foreign)],
    responses={202: {"model": ShownReceipt | Receipts}},
    openapi_extra={"requestBody": FED_BODY},
)
async def feed(request: Request, node: Here, now: Annotated[datetime, Depends(moment)]) -> Response:
    """
    Feed one article, a JSON list of them, or lines of JSON (`application/x-ndjson`), which are stored as they come in.

    A single one that cannot be taken is refused (422, 413 for size); in a list or among lines it gets a problem in its place, and the rest goes on.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    length = request.headers.get("content-length", "")
    if content_type not in LINES_TYPES and length.isdecimal() and int(length) > MAX_FED_BYTES:
        raise TooLarge("", int(length), MAX_FED_BYTES)
    match await take(request.stream(), content_type, node.articles, now):
        case One(taken=shelf):
            return json(_receipt(shelf), 202, {"location": f"/v1/articles/{shelf.receipt.id}"})
        case Many(taken=taken):
            return json(_receipts(taken), 202)


@router.get("/articles/{id}", responses={200: {"model": ArticleAnswer}})
async def article(node: Here, id: str, wait: WaitS = 0.0) -> Response:
    """An article and what became of it; `wait` lets the answer wait until it is no longer waiting."""
    return json(await article_answer(node, id, wait))


async def article_answer(node: Node, id: str, wait_s: float) -> ArticleAnswer:
    """An article and what became of it, once it is no longer waiting or after some seconds. Raises NotFound where neither log nor view know of it."""
    found = await _settled(node, id, wait_s if wait_s <= UNHEARD_S or await _is_heard_of(node, id) else UNHEARD_S)
    shelved = await _shelved(node, id, found)
    return await run_in_threadpool(_answer, node.ask, id, shelved, found, node.lexicon.kinds)


async def _is_heard_of(node: Node, id: str) -> bool:
    try:
        return await run_in_threadpool(known, node.ask, id) is not None or await node.articles.find(id) is not None
    except (Misplaced, Unreadable):
        return True


async def _shelved(node: Node, id: str, found: ArticleState | None) -> Shelved | None:
    """
    The article itself, None where its log cannot give it now. Raises NotFound where neither log nor view know of it.

    A record about it tells its place; before there is one, the log finds what this node sent.
    """
    try:
        if found and found.origin.place:
            with suppress(Unreadable):  # in a log that was copied, nothing or another may lie there
                if (there := await node.articles.at(found.origin.place)).article.id == id:
                    return there
        sent = await node.articles.find(id)
    except (Misplaced, Unreadable):
        return None
    if sent is None and found is None:
        raise NotFound("article", id)
    return sent


async def _settled(node: Node, id: str, wait_s: float) -> ArticleState | None:
    """What the view knows of an article, asked again at each news until that is its last word or time is out; None where no record names it."""
    loop = asyncio.get_running_loop()
    until = loop.time() + wait_s
    while True:
        position = await run_in_threadpool(node.ask.position)
        found = await run_in_threadpool(known, node.ask, id)
        left = until - loop.time()
        if became(found) != "waiting" or left <= 0 or node.closing.is_set():
            return found
        await reached(node, position + 1, left)


def known(ask: Ask | Lookup, id: str) -> ArticleState | None:
    """What the view knows of an article, None where no record names it."""
    try:
        return ask.article(id)
    except NotFound:
        return None


def became(found: ArticleState | None) -> Standing:
    """In one word, what the view knows of an article; None where no record names it."""
    match found:
        case None:
            return "waiting"
        case ArticleState(is_retracted=True):
            return "retracted"
        case ArticleState(outcome="events" | "none"):
            return "read"
        case ArticleState(outcome="failed"):
            return "failed"
        case ArticleState(outcome="unread"):
            return "unread"
        case _:
            return "waiting"


def _answer(ask: Ask, id: str, shelved: Shelved | None, found: ArticleState | None, kinds: Mapping[str, Kind]) -> ArticleAnswer:
    with ask.now() as view:
        origins = {found.id: found.origin} if found else {}
        events = [shapes.shown_event(each, view.holder(each.id), kinds, origins) for each in found.events] if found else []
        generation = view.generation
    return ArticleAnswer(
        id=id,
        state=became(found),
        position=f"{generation}-{found.position}" if found and found.position else None,
        events=events,
        reader=(found.reader or None) if found else None,
        reason=(found.retracted or found.reason or None) if found else None,
        step=(found.step or None) if found else None,
        article=_shown(shelved.article, shelved.received) if shelved else None,
        links={"self": f"/v1/articles/{id}"},
    )


def _shown(article: Article, received: str) -> ShownArticle:
    source = article.source
    return ShownArticle(
        text=article.text,
        title=article.title or None,
        published=article.published or None,
        source=ShownSource(source.name or None, source.home_country or None, source.url or None),
        url=article.url or None,
        language=article.language or None,
        ref=article.ref or None,
        received=received,
    )


def _receipt(shelf: Shelf) -> ShownReceipt:
    id = shelf.receipt.id
    return ShownReceipt(id, shelf.receipt.is_duplicate, shelf.ref or None, {"self": f"/v1/articles/{id}"})


def _receipts(taken: Sequence[Taken]) -> Receipts:
    refused = sum(isinstance(each, BadArticle) for each in taken)
    duplicates = sum(isinstance(each, Shelf) and each.receipt.is_duplicate for each in taken)
    items = [numbered(problem_of(each), number) if isinstance(each, BadArticle) else _receipt(each) for number, each in enumerate(taken, 1)]
    return Receipts(items, len(taken) - refused, duplicates, refused)
