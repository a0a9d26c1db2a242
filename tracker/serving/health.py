"""
Whether this tracker lives, and whether it follows its log.

In: a node.  Out: two short answers for those who watch over it.  Never: a question that may hang; a health check that waits is none.
"""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tracker.log.wire import moment
from tracker.relating.ask import Ask
from tracker.serving.questions import Here
from tracker.serving.replies import json

router = APIRouter(tags=["health"])


@dataclass(frozen=True, slots=True)
class Alive:
    """The process answers."""

    status: str = "alive"


@dataclass(frozen=True, slots=True)
class Readiness:
    """
    Whether the view follows its log, and has caught up with it since the process began. Questions are answered either way.

    as_of: the last moment (RFC 3339) at which the view is known to have held all that the log did, null while it has never.
    stopped: why it does not follow, and way_out: what to do; null while it does.
    """

    ready: bool
    position: str
    as_of: str | None
    stopped: str | None
    way_out: str | None


@router.get("/healthz", responses={200: {"model": Alive}})
async def healthz() -> Response:
    """Whether the process answers; restart it where it does not."""
    return json(Alive())


@router.get(
    "/readyz",
    responses={
        200: {"model": Readiness},
        503: {"model": Readiness, "description": "The view stands still or has not caught up yet, or the process is about to end"},
    },
)
async def readyz(node: Here) -> Response:
    """Whether the view follows its log; if not, which record stopped it and what to upgrade."""
    stopped, position = node.stopped, await run_in_threadpool(_position, node.ask)
    is_ready = stopped is None and node.as_of is not None and not node.closing.is_set()
    return json(
        Readiness(is_ready, position, moment(node.as_of) if node.as_of else None, str(stopped) if stopped else None, stopped.way_out if stopped else None),
        200 if is_ready else 503,
    )


def _position(ask: Ask) -> str:
    stand = ask.stand()
    return f"{stand.generation}-{stand.position}"
