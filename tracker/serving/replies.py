"""
How answers travel: JSON with the position that they are of, and nothing at all where the asker already holds them.

What an address answers moves with the position and the day, and with nothing else; so an answer is kept, as it was sent, for who asks the same at both of
them.

In: a question to the view.  Out: a response whose ETag is its cursor, with the day behind it.
Never: the event loop kept waiting; a question is asked and written out in a thread.
"""

from collections.abc import Callable
from threading import Lock
from typing import Protocol

import orjson
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.relating.answers import Stand
from tracker.relating.ask import Ask
from tracker.relating.asof import AsOf
from tracker.relating.lookup import Lookup
from tracker.serving.node import Node
from tracker.serving.waiting import require


class Positioned(Protocol):
    """An answer that says of which position it is."""

    @property
    def position(self) -> str:
        """A cursor."""
        ...


KEPT_BYTES = 32_000_000


class Kept:
    """Answers that were made, by where the view stood and the address (day, path and query), at most KEPT_BYTES of them. Threads share it."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[Stand, str], bytes] = {}
        self._size, self._lock = 0, Lock()

    def get(self, stand: Stand, address: str) -> bytes | None:
        """What this address answered there, None where that is not known any more."""
        return self._bodies.get((stand, address))

    def put(self, stand: Stand, address: str, body: bytes) -> None:
        """Keep an answer. Where there is no room, all others go: the view has left most of them behind."""
        with self._lock:
            if (stand, address) in self._bodies:
                return
            if self._size + len(body) > KEPT_BYTES:
                self._bodies, self._size = {}, 0
            self._bodies[stand, address] = body
            self._size += len(body)


async def state(request: Request, node: Node, min_position: str, as_of: AsOf, make: Callable[[Lookup], Positioned]) -> Response:
    """
    What the view answers, or 304 where `If-None-Match` names the position that it has reached.

    make: asks and shapes, from one position; runs in a thread.
    Raises NotReady where `min_position` is not reached in time, BadQuery for a position in `as_of` that is none here, and what `make` raises.
    """
    await require(node, min_position)
    return await run_in_threadpool(_answered, node.ask, request, as_of, make)


def json(shape: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A shape as a response."""
    return Response(json_bytes(shape), status, headers, "application/json")


def json_bytes(shape: object) -> bytes:
    """A shape, or a plain value, as UTF-8 JSON."""
    return orjson.dumps(shape)


def _answered(ask: Ask, request: Request, as_of: AsOf, make: Callable[[Lookup], Positioned]) -> Response:
    address, kept = f"{as_of.day or ''} {request.url.path}?{request.url.query}", _kept(request)
    with ask.at(as_of) as view:
        position = f"{view.generation}-{view.position}"
        tag = f"{position}.{as_of.day:%Y%m%d}" if as_of.day else position
        if f'"{tag}"' in (given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=_fresh(tag))
        if not (body := kept.get(view.stand, address)):
            body = json_bytes(make(view))
            kept.put(view.stand, address, body)
    return Response(body, headers=_fresh(tag), media_type="application/json")


def _kept(request: Request) -> Kept:
    kept: Kept = request.app.state.kept
    return kept


def _fresh(tag: str) -> dict[str, str]:
    return {"etag": f'"{tag}"', "cache-control": "no-cache"}  # keep it, but ask each time whether it still holds
