"""
Taking an article out, and taking that back: two records more in the log, and nothing erased.

Before either is decided, the view is brought level with the log, so that who asks twice gets the same answer twice.
In: the id of an article, and why it is taken out.  Out: what it is now, and a cursor to ask behind.
Never: a retraction without a reason; whoever hears that a fact went hears why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.core.errors import NotFound, NotGiven
from tracker.core.reading import Record, Restored, Retracted, retraction_id
from tracker.relating.answers import Retraction
from tracker.relating.ask import Ask
from tracker.serving.articles import Standing, became, known, refuse_foreign
from tracker.serving.node import Node
from tracker.serving.questions import Here
from tracker.serving.replies import json
from tracker.serving.waiting import READY_WAIT_S, level, reached

WHY_LENGTH = 1_000

router = APIRouter(prefix="/v1", tags=["articles"])

Why = Annotated[str, Query(max_length=WHY_LENGTH, description="Why it is taken out; subscribers and those who follow old links are told.")]


@dataclass(frozen=True, slots=True)
class Decided:
    """
    What was decided about an article. duplicate: it was so already, and nothing was appended; why: it is out, null while it is not.

    position: a cursor; the answer to a question with it as `min_position` holds what was decided.
    """

    id: str
    state: Standing
    why: str | None
    duplicate: bool
    position: str
    links: Mapping[str, str]


DECIDED: dict[int | str, dict[str, object]] = {
    200: {"model": Decided},
    202: {"model": Decided, "description": "It is in the log for good, and the view has not come to it yet"},
}


@router.delete("/articles/{id}", dependencies=[Depends(refuse_foreign)], responses=DECIDED)
async def retract(node: Here, id: str, why: Why = "") -> Response:
    """Take an article out, from now on and however often it is read: the facts that rest on it change or go, and subscribers hear it, with the reason."""
    if not why.strip():
        raise NotGiven("why", "say why the article is taken out: ?why=the+outlet+withdrew+it")
    retractions = await _retractions(node, id)
    if standing := [each for each in retractions if each.stands]:
        return await _decided(node, id, standing[0].position, is_duplicate=True)
    return await _append(node, id, [Retracted(retraction_id(id, [each.id for each in retractions]), id, why.strip())])


@router.post("/articles/{id}/restore", dependencies=[Depends(refuse_foreign)], responses=DECIDED)
async def restore(node: Here, id: str) -> Response:
    """Take a retraction back: what the article says counts again."""
    standing = [each for each in await _retractions(node, id) if each.stands]
    if not standing:
        return await _decided(node, id, node.ask.position(), is_duplicate=True)
    return await _append(node, id, [Restored(each.id) for each in standing])


async def _retractions(node: Node, id: str) -> tuple[Retraction, ...]:
    """All retractions of an article that the log holds. Raises NotFound where neither view nor log know it, NotReady where the view lies behind the log."""
    await level(node)
    if found := await run_in_threadpool(known, node.ask, id):
        return found.retractions
    if await node.articles.find(id) is None:
        error = NotFound("article", id)
        error.way_out += "; one that another node took is known here once it was read"
        raise error
    return ()


async def _append(node: Node, id: str, records: list[Record]) -> Response:
    return await _decided(node, id, await node.events.append(records), is_duplicate=False)


async def _decided(node: Node, id: str, position: int, is_duplicate: bool) -> Response:
    is_there = await reached(node, position, READY_WAIT_S) >= position
    return json(await run_in_threadpool(_answer, node.ask, id, position, is_duplicate), 200 if is_there else 202)


def _answer(ask: Ask, id: str, position: int, is_duplicate: bool) -> Decided:
    links = {"self": f"/v1/articles/{id}", "restore": f"/v1/articles/{id}/restore"}
    with ask.now() as view:
        found = known(view, id)
        return Decided(id, became(found), (found.retracted or None) if found else None, is_duplicate, f"{view.generation}-{position}", links)
