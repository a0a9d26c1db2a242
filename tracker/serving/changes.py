"""
Subscribing: what changed behind a cursor, in pages or as a stream (server-sent events), the same messages in both.

A message holds all changes of one position that pass the filter, and names the message before it (`previous`), so that a subscriber can prove that none is
missing. A cursor of another generation gets a `gap`: fetch the state, go on from the position that it names.
In: a cursor and a filter.  Out: messages, oldest first.  Never: a message cut in two, or one held for a slow reader; the view is asked for the next page when
the last was sent.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from tracker.core.errors import BadQuery
from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.ask import Ask
from tracker.relating.changes import Filter, Heard
from tracker.relating.lookup import Lookup
from tracker.serving import shapes
from tracker.serving.cursor import Cursor, cursor
from tracker.serving.node import Node
from tracker.serving.questions import CountryName, Here, KindName, Limit, MinConfidence, WaitS
from tracker.serving.replies import json, json_bytes
from tracker.serving.shapes import ShownChange
from tracker.serving.sources import origins_of
from tracker.serving.waiting import reached

PAGE = 100
HEARTBEAT_S = 15.0  # below the 30 to 60 s after which proxies cut a silent stream
RETRY_MS = 2000
STREAMED = "Server-sent events: `changes` (a Message) and `gap` (a Gap), their `id` the cursor; a comment at least every 15 s"

router = APIRouter(prefix="/v1", tags=["changes"])

Since = Annotated[
    str,
    Query(
        alias="after",
        max_length=100,
        description="A cursor: give what came behind it. Nothing: from the beginning. `now`: only what is still to come.",
    ),
]


@dataclass(frozen=True, slots=True)
class Message:
    """All changes of one position that pass the filter. previous: the position of the message before it under this filter; null for the first of all."""

    position: str
    previous: str | None
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class Gap:
    """The cursor is of another generation of the view: what came behind it cannot be told. position: where to go on after fetching the state."""

    after: str
    position: str
    way_out: str = "fetch the state anew (countries, facts), then go on behind `position`"


@dataclass(frozen=True, slots=True)
class ChangeList:
    """A page of messages. next: the cursor to go on behind, given at the end as well; gap: null unless the cursor was of another generation."""

    items: Sequence[Message]
    next: str
    position: str
    gap: Gap | None


def wanted(node: Here, country: CountryName = "", kind: KindName = "", min_confidence: MinConfidence = 0.0) -> Filter:
    """What a subscriber wants to hear. Raises UnknownCountry, BadQuery for an unknown kind."""
    if kind and kind not in node.lexicon.kinds:
        raise BadQuery("kind", kind, f"give one of {', '.join(node.lexicon.kinds)}")
    return Filter(node.lexicon.find(country) if country else "", kind, min_confidence)


Wanted = Annotated[Filter, Depends(wanted)]
LastEventId = Annotated[str, Header(max_length=100, description="Where to go on; browsers send it when they connect again. It outranks `after`.")]


@router.get("/changes", responses={200: {"model": ChangeList}})
async def changes(node: Here, wanted: Wanted, since: Since = "", limit: Limit = PAGE, wait: WaitS = 0.0) -> Response:
    """What changed behind a cursor; `wait` lets an empty page wait for news. limit: about so many changes, as no message is cut in two."""
    until = asyncio.get_running_loop().time() + wait
    at = _start(node.ask, since)
    while True:
        page = await run_in_threadpool(page_behind, node.ask, at, limit, wanted, node.lexicon.kinds)
        left = until - asyncio.get_running_loop().time()
        if page.items or page.gap or (page.is_last and (left <= 0 or node.closing.is_set())):
            return json(ChangeList(page.items, str(page.next), str(page.position), page.gap))
        at = page.next
        if page.is_last:
            await reached(node, page.next.position + 1, left)


@router.get("/changes/stream", responses={200: {"description": STREAMED, "content": {"text/event-stream": {"schema": {"type": "string"}}}}})
async def stream(node: Here, wanted: Wanted, since: Since = "", last_event_id: LastEventId = "") -> Response:
    """What changes, as it happens, one message a position; go on behind any message by its `id`, also after a restart of the server."""
    at = _start(node.ask, last_event_id or since)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}  # the second asks nginx to pass each message on at once
    return StreamingResponse(_streamed(node, at, wanted), headers=headers, media_type="text/event-stream")


@dataclass(frozen=True, slots=True)
class Page:
    """Messages behind a cursor. next: where to go on; is_last: nothing stood behind it when the view was asked; gap: the cursor was of another generation."""

    items: Sequence[Message]
    next: Cursor
    position: Cursor
    gap: Gap | None = None

    @property
    def is_last(self) -> bool:
        """Whether nothing stood behind these when the view was asked."""
        return self.next.position >= self.position.position


def page_behind(ask: Ask, at: Cursor, limit: int, wanted: Filter, kinds: Mapping[str, Kind]) -> Page:
    """About `limit` changes behind a cursor, as messages. Position 0, the beginning, is the same in all generations."""
    with ask.now() as view:
        here = Cursor(view.generation, view.position)
        if at.generation != here.generation and at.position > 0:
            return Page((), here, here, Gap(str(at), str(here)))
        found = view.changes(at.position, limit, wanted)
        origins = origins_of(view, _facts_of(found.items))
        messages: list[Message] = []
        for position, heard in groupby(found.items, key=lambda each: each.change.position):
            before = messages[-1].position if messages else _previous(view, position, wanted)
            shown = [shapes.shown_change(each, kinds, origins) for each in sorted(heard, key=lambda each: each.change.fact)]
            messages.append(Message(str(Cursor(here.generation, position)), before, shown))
        return Page(messages, Cursor(here.generation, found.next), here)


def _start(ask: Ask, given: str) -> Cursor:
    stand = ask.stand()
    match given:
        case "":
            return Cursor(stand.generation, 0)
        case "now":
            return Cursor(stand.generation, stand.position)
        case _:
            return cursor("after", given)


async def _streamed(node: Node, at: Cursor, wanted: Filter) -> AsyncIterator[bytes]:
    """
    The stream as bytes: where it begins, then page after page, then news as they come.

    A heartbeat carries the cursor up to which all was told, so that who hears nothing for days resumes from there.
    """
    yield f"retry: {RETRY_MS}\nid: {at}\n\n".encode()
    while not node.closing.is_set():
        page = await run_in_threadpool(page_behind, node.ask, at, PAGE, wanted, node.lexicon.kinds)
        if page.gap:
            yield _event("gap", page.gap.position, page.gap)
        for message in page.items:
            yield _event("changes", message.position, message)
        at = page.next
        if page.is_last and await reached(node, at.position + 1, HEARTBEAT_S) <= at.position:
            yield f": all told\nid: {at}\n\n".encode()


def _event(name: str, id: str, shape: Message | Gap) -> bytes:
    return f"event: {name}\nid: {id}\ndata: ".encode() + json_bytes(shape) + b"\n\n"


def _previous(view: Lookup, position: int, wanted: Filter) -> str | None:
    before = view.previous(position, wanted)
    return str(Cursor(view.generation, before)) if before else None


def _facts_of(items: Sequence[Heard]) -> Iterator[Fact | None]:
    for each in items:
        yield each.change.before
        yield each.change.after
