"""
What could not be read, and reading it again: by hand, one by one or all of a cause, as when a reader was mended or a disk has room again.

In: words of the cause, a moment.  Out: failures without a later success; receipts for those that are read again.
Never: a failure that is taken back: it stands until a reading succeeds, and then that counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.core.errors import BadQuery, Unreadable
from tracker.log.wire import moment
from tracker.relating.answers import Failure
from tracker.relating.ask import Ask
from tracker.relating.asof import NOW
from tracker.relating.lookup import Lookup
from tracker.serving.articles import refuse_foreign
from tracker.serving.cursor import cursor
from tracker.serving.node import Node
from tracker.serving.questions import After, Here, Limit, MinPosition, point
from tracker.serving.replies import json, state

PAGE = 500  # failures that are looked up together

Cause = Annotated[str, Query(max_length=200, description="Only failures with these words in their step or reason, in any case.")]
Since = Annotated[str, Query(max_length=40, description="Only articles received at this moment or later: 2024-03-05, or 2024-03-05T12:00:00Z.")]

router = APIRouter(prefix="/v1", tags=["articles"])


@dataclass(frozen=True, slots=True)
class ShownFailure:
    """An article that could not be read. step, reason: where and why; reader: whose reading it is; position: a cursor, of its record."""

    article: str
    step: str
    reason: str
    reader: str
    title: str | None
    source: str | None
    published: str | None
    received: str | None
    url: str | None
    position: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failures:
    """Failures without a later success, oldest first."""

    items: Sequence[ShownFailure]
    next: str | None
    position: str


@dataclass(frozen=True, slots=True)
class Redriven:
    """articles: those that are read again; lost: those whose bytes lie nowhere in this tracker's log of articles: feed them again."""

    articles: Sequence[str]
    lost: Sequence[str]


@router.get("/failures", responses={200: {"model": Failures}})
async def failures(
    request: Request, node: Here, cause: Cause = "", since: Since = "", limit: Limit = 50, after: After = "", min_position: MinPosition = ""
) -> Response:
    """What could not be read and has no later success."""
    begin, received = (cursor("after", after).position if after else 0), _since(since)
    return await state(request, node, min_position, NOW, lambda view: _page(view, limit, begin, cause, received))


@router.post("/failures/redrive", status_code=202, dependencies=[Depends(refuse_foreign)], responses={202: {"model": Redriven}})
async def redrive_failures(node: Here, cause: Cause = "", since: Since = "") -> Response:
    """Read again all that could not be read, or those of a cause or since a moment."""
    found = await run_in_threadpool(_all, node.ask, cause, _since(since))
    return json(await _redriven(node, found), 202)


@router.post("/articles/{id}/redrive", status_code=202, dependencies=[Depends(refuse_foreign)], responses={202: {"model": Redriven}})
async def redrive(node: Here, id: str) -> Response:
    """Read one article again that could not be read."""
    found = await run_in_threadpool(_of, node.ask, id)
    return json(await _redriven(node, [found]), 202)


async def _redriven(node: Node, failures: Sequence[Failure]) -> Redriven:
    again: list[str] = []
    lost: list[str] = []
    for failure in failures:
        try:
            await node.articles.again(failure.origin.place)
        except Unreadable:
            lost.append(failure.article)
        else:
            again.append(failure.article)
    return Redriven(again, lost)


def _page(view: Lookup, limit: int, after: int, cause: str, since: str) -> Failures:
    page, generation = view.failures(limit, after, cause, since), view.generation
    items = [_shown(each, generation) for each in page.items]
    return Failures(items, f"{generation}-{page.next}" if page.next else None, f"{generation}-{page.position}")


def _all(ask: Ask, cause: str, since: str) -> list[Failure]:
    found: list[Failure] = []
    after = 0
    while True:
        page = ask.failures(PAGE, after, cause, since)
        found += page.items
        if not (after := page.next):
            return found


def _of(ask: Ask, id: str) -> Failure:
    """Raises NotFound where no article has this id, BadQuery where it did not fail."""
    state = ask.article(id)
    if state.outcome != "failed" or state.is_retracted:
        raise BadQuery("id", id, "only articles that could not be read are read again: see /v1/failures")
    return Failure(id, state.reader, state.position, state.reason, state.step, state.origin)


def _since(given: str) -> str:
    """The moment as logs write it, "" where none is given."""
    return moment(point("since", given)) if given else ""


def _shown(failure: Failure, generation: str) -> ShownFailure:
    origin = failure.origin
    return ShownFailure(
        article=failure.article,
        step=failure.step,
        reason=failure.reason,
        reader=failure.reader,
        title=origin.title or None,
        source=origin.source or None,
        published=origin.published or None,
        received=origin.received or None,
        url=origin.url or None,
        position=f"{generation}-{failure.position}",
        links={"self": f"/v1/articles/{failure.article}", "redrive": f"/v1/articles/{failure.article}/redrive"},
    )
