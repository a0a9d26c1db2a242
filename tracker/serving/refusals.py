"""
What happens to an error that leaves an address: it becomes a problem, as JSON for programs and as a page for people.

A library's error is translated here, once.
In: an exception and the request that met it.  Out: a response.  Never: a stack trace in an answer; what nobody foresaw goes to the log.
"""

from collections.abc import Awaitable, Callable, Mapping

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from tracker.core.errors import Misplaced, NotAllowed, NotFound, NotReady, Refused, TrackerError
from tracker.core.identity import Plain
from tracker.serving.pages import problem_page, wants_page
from tracker.serving.problems import MEDIA_TYPE, UNFORESEEN, Problem, document, facts_of, problem_of
from tracker.serving.questions import bad_query
from tracker.serving.replies import json_bytes

MENDED_S = 10.0  # after which to ask again where something is away (a broker) or full (a disk)

log = structlog.get_logger("tracker.serving")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, TrackerError)
    problem = problem_of(error)
    if problem.status >= 500 and not isinstance(error, NotReady):
        log.error("refused", path=request.url.path, error=str(error), way_out=error.way_out)
    headers = {"retry-after": f"{_again_s(error):.0f}"} if isinstance(error, NotReady | Misplaced) else {}
    headers |= {"allow": error.allowed} if isinstance(error, NotAllowed) and error.allowed else {}
    return _answer(request, problem, facts_of(error), headers)


def _again_s(error: NotReady | Misplaced) -> float:
    return error.wait_s if isinstance(error, NotReady) else MENDED_S


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return await _refused(request, bad_query(error))


async def _unrouted(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    match error.status_code:
        case 404:
            return await _refused(request, NotFound("page", request.url.path))
        case 405:
            return await _refused(request, NotAllowed(request.method, request.url.path, (error.headers or {}).get("Allow", "")))
        case _:
            return await _refused(request, Refused(str(error.detail)))


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("unforeseen", path=request.url.path, method=request.method, exc_info=error)
    return _answer(request, UNFORESEEN, {}, {})


async def _gone_away(_request: Request, _error: Exception) -> Response:
    return Response(status_code=499)  # nobody hears it; what was stored before stays, and may be sent again


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    TrackerError: _refused,
    RequestValidationError: _misread,
    HTTPException: _unrouted,
    ClientDisconnect: _gone_away,
    Exception: _unforeseen,
}


def _answer(request: Request, problem: Problem, facts: Mapping[str, Plain], headers: Mapping[str, str]) -> Response:
    if wants_page(request):
        page = problem_page(problem)
        page.headers.update(headers)
        return page
    body = json_bytes(document(problem, {**facts, "instance": request.url.path}))
    return Response(body, problem.status, {**headers, "cache-control": "no-store"}, MEDIA_TYPE)
