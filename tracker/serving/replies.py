"""
How answers travel: JSON with the position that they are of, and nothing at all where the asker already holds them.

In: a question to the view.  Out: a response whose ETag is its cursor.  Never: the event loop kept waiting; a question is asked and written out in a thread.
"""

from collections.abc import Callable
from typing import Protocol

import orjson
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.relating.ask import Ask
from tracker.serving.node import Node
from tracker.serving.waiting import require


class Positioned(Protocol):
    """An answer that says of which position it is."""

    @property
    def position(self) -> str:
        """A cursor."""
        ...


async def state(request: Request, node: Node, min_position: str, make: Callable[[Ask], Positioned]) -> Response:
    """
    What the view answers, or 304 where `If-None-Match` names the position that it has reached.

    make: asks and shapes; runs in a thread. Raises NotReady where `min_position` is not reached in time, and what `make` raises.
    """
    await require(node, min_position)
    return await run_in_threadpool(_answered, node.ask, request.headers.get("if-none-match", ""), make)


def json(shape: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A shape as a response."""
    return Response(json_bytes(shape), status, headers, "application/json")


def json_bytes(shape: object) -> bytes:
    """A shape, or a plain value, as UTF-8 JSON."""
    return orjson.dumps(shape)


def _answered(ask: Ask, held: str, make: Callable[[Ask], Positioned]) -> Response:
    now_at = f'"{ask.generation()}-{ask.position()}"'
    if now_at in (tag.strip().removeprefix("W/") for tag in held.split(",")):
        return Response(status_code=304, headers=_fresh(now_at))
    shape = make(ask)
    return json(shape, headers=_fresh(f'"{shape.position}"'))


def _fresh(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": "no-cache"}  # keep it, but ask each time whether it still holds
