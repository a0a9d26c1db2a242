"""
What may be asked with: the parameters that several addresses share, and the refusal of those that none knows.

In: a request.  Out: checked values, or BadQuery that names the parameter and the way out.  Never: a parameter passed over in silence; a misspelt filter would
answer another question than the one that was asked.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from tracker.core.errors import BadQuery
from tracker.log.wire import moment
from tracker.relating.asof import AsOf, Moment, Prefix
from tracker.serving.cursor import cursor, is_cursor
from tracker.serving.node import Node
from tracker.serving.waiting import MAX_WAIT_S

MAX_LIMIT = 500
A_DAY = timedelta(days=1, milliseconds=-1)  # from a day's beginning to its end
A_MOMENT = "give a day such as 2024-03-05, or a moment such as 2024-03-05T12:00:00Z"


def node_of(request: Request) -> Node:
    """The node that this application serves."""
    node: Node = request.app.state.node
    return node


def refuse_unknown(request: Request) -> None:
    """Raises BadQuery for a parameter that the address does not take, naming the nearest it does, and for one that is given twice."""
    route = request.scope.get("route")
    known = _names(route.dependant) if isinstance(route, APIRoute) else ()
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            raise BadQuery(name, request.query_params[name], _instead(name, known))
        if given.count(name) > 1:
            raise BadQuery(name, ", ".join(request.query_params.getlist(name)), "give it once")


def bad_query(error: RequestValidationError) -> BadQuery:
    """FastAPI's word about the first wrong parameter, as ours."""
    first = error.errors()[0]
    where, said = first["loc"], str(first["msg"])
    return BadQuery(str(where[-1]), str(first.get("input", "")), said.replace("Input should", "it should", 1).replace("String should", "it should", 1))


def point(field: str, given: str) -> datetime:
    """A day (its beginning) or a moment, of UTC where it names no zone. field: where it stood. Raises BadQuery where it is neither."""
    try:
        at = datetime.fromisoformat(given)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadQuery(field, given, A_MOMENT) from None


def as_of(
    request: Request,
    valid_at: Annotated[str, Query(max_length=40, description="A day of the world (2024-03-05): only what held on it, as it then was.")] = "",
    known_at: Annotated[
        str,
        Query(
            max_length=100,
            description="What was known by then. A day or a moment: what the articles received by it amount to, read and kept as today. "
            "A cursor: what was told at that position, with the retractions and readers of then.",
        ),
    ] = "",
) -> AsOf:
    """As of when to answer. Raises BadQuery for a day, moment or cursor that is none."""
    now: datetime = request.app.state.now()
    return AsOf(_day("valid_at", valid_at) if valid_at else None, _known(known_at) if known_at else None, now.date())


def _day(field: str, given: str) -> date:
    try:
        return date.fromisoformat(given if len(given) == len("2024-03-05") else "")
    except ValueError:
        raise BadQuery(field, given, "give a day such as 2024-03-05") from None


def _known(given: str) -> Prefix | Moment:
    if is_cursor(given):
        wanted = cursor("known_at", given)
        return Prefix(wanted.generation, wanted.position)
    try:
        begins = point("known_at", given)
        return Moment(moment(begins + A_DAY if len(given) == len("2024-03-05") else begins))
    except (BadQuery, OverflowError):
        raise BadQuery("known_at", given, f"{A_MOMENT}, or a cursor such as an answer's `position`") from None


Here = Annotated[Node, Depends(node_of)]
When = Annotated[AsOf, Depends(as_of)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description=f"How many to give at most, 1 to {MAX_LIMIT}.")]
After = Annotated[str, Query(max_length=200, description="`next` of the page before this one.")]
MinPosition = Annotated[
    str, Query(max_length=100, description="A cursor: wait until the answer holds at least what lies before it, and say 503 where that takes too long.")
]
MinConfidence = Annotated[float, Query(ge=0, le=1, description="Leave out facts of less confidence than this, 0 to 1.")]
WaitS = Annotated[float, Query(alias="wait", ge=0, le=MAX_WAIT_S, description=f"Seconds to wait for news before answering without, 0 to {MAX_WAIT_S:g}.")]
CountryName = Annotated[str, Query(max_length=100, description="A country or organisation: its ISO 3166-1 alpha-3 code or a name, in any case.")]
KindName = Annotated[str, Query(max_length=40, description="A kind of fact: visit, agreement, trade_ranking, trade_figure.")]


def _names(dependant: Dependant) -> Sequence[str]:
    return [each.alias for each in dependant.query_params] + [name for inner in dependant.dependencies for name in _names(inner)]


def _instead(name: str, known: Sequence[str]) -> str:
    if not known:
        return "this address takes no parameters"
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"this address takes {', '.join(known)}"
