"""
Facts: lists of them by many filters, and one with its story, down to the sentence.

In: ids and filters.  Out: the view's answers as shapes.  Never: a filter that a kind does not know; it is refused with the words that it does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from tracker.core.date import partial_date
from tracker.core.errors import BadQuery, NotFound
from tracker.core.kind import Kind
from tracker.relating.answers import FactFilter, FactState, Moved, Version
from tracker.relating.ask import Ask
from tracker.relating.asof import AsOf
from tracker.relating.lookup import Lookup
from tracker.serving import shapes
from tracker.serving.node import Node
from tracker.serving.questions import After, CountryName, Here, KindName, Limit, MinConfidence, MinPosition, When
from tracker.serving.replies import json, state
from tracker.serving.shapes import ShownEvent, ShownFact, ShownVersion
from tracker.serving.sources import origins_of
from tracker.serving.waiting import require

LISTED = 50

router = APIRouter(prefix="/v1", tags=["facts"])

Day = Annotated[str, Query(max_length=10, description="A partial ISO date: 2023, 2023-04 or 2023-04-18; both ends are included.")]
Word = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class FactList:
    """A page of facts, newest first, undated ones last. next: give it as `after` for the page behind it; null on the last."""

    items: Sequence[ShownFact]
    next: str | None
    position: str


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """A fact; the reports it rests on, earliest published first, each as its article tells it; and its story, oldest version first."""

    fact: ShownFact
    reports: Sequence[ShownEvent]
    versions: Sequence[ShownVersion]
    position: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a list as they were sent, before a kind was asked what they mean."""

    counterpart: str
    status: str
    level: str
    side: str
    min_confidence: float
    since: str
    until: str


def asked(
    counterpart: CountryName = "",
    status: Annotated[Word, Query(description="A word of the kind's status: planned, signed, ...")] = "",
    level: Annotated[Word, Query(description="Of visits: head_of_state, foreign_minister, ...")] = "",
    side: Annotated[str, Query(alias="as", max_length=40, description="As what the country stands in the fact: visitor or host, country or partner.")] = "",
    min_confidence: MinConfidence = 0.0,
    since: Day = "",
    until: Day = "",
) -> Asked:
    """The filters that every list takes."""
    return Asked(counterpart, status, level, side, min_confidence, _day("since", since), _day("until", until))


Filters = Annotated[Asked, Depends(asked)]


@router.get("/facts", responses={200: {"model": FactList}})
async def facts(
    request: Request,
    node: Here,
    filters: Filters,
    as_of: When,
    country: CountryName = "",
    kind: KindName = "",
    limit: Limit = LISTED,
    after: After = "",
    min_position: MinPosition = "",
) -> Response:
    """Facts of all kinds, or of one, newest first."""
    wanted = fact_filter(node, _kind(node, kind) if kind else None, country, filters)
    return await state(request, node, min_position, as_of, lambda view: fact_list(view, wanted, limit, after, node.lexicon.kinds))


@router.get("/countries/{country}/{kinds}", responses={200: {"model": FactList}})
async def facts_of_country(
    request: Request,
    node: Here,
    country: str,
    kinds: str,
    filters: Filters,
    as_of: When,
    limit: Limit = LISTED,
    after: After = "",
    min_position: MinPosition = "",
) -> Response:
    """One country's facts of one kind: visits, agreements, trade_rankings, trade_figures; newest first."""
    wanted = fact_filter(node, kind_of(node, kinds), country, filters)
    return await state(request, node, min_position, as_of, lambda view: fact_list(view, wanted, limit, after, node.lexicon.kinds))


@router.get("/facts/{id}", responses={200: {"model": FactAnswer}, 301: {"description": "The event of this id is told of by the fact in `Location`"}})
async def fact(request: Request, node: Here, id: str, as_of: When, min_position: MinPosition = "") -> Response:
    """One fact with every report, quote and version. The id of any of its events leads here; what was taken out says why (410)."""
    await require(node, min_position)
    answer = await run_in_threadpool(_fact, node.ask, id, as_of, node.lexicon.kinds)
    if isinstance(answer, Moved):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/v1/facts/{answer.name}{query}", 301, {"cache-control": "no-cache"})  # a merge may move it on
    return json(answer)


def _fact(ask: Ask, id: str, as_of: AsOf, kinds: Mapping[str, Kind]) -> FactAnswer | Moved:
    with ask.at(as_of) as view:
        found = view.fact(id)
        return found if isinstance(found, Moved) else fact_answer(view, found, kinds)


def fact_list(view: Lookup, wanted: FactFilter, limit: int, after: str, kinds: Mapping[str, Kind]) -> FactList:
    """A page of facts."""
    found = view.facts(wanted, limit, after)
    origins = origins_of(view, found.items)
    return FactList([shapes.shown_fact(each, kinds, origins, view.day) for each in found.items], found.next or None, f"{view.generation}-{found.position}")


def fact_answer(view: Lookup, found: FactState, kinds: Mapping[str, Kind]) -> FactAnswer:
    """One fact, down to its reports."""
    name = found.fact.name
    origins = {piece.event.article: piece.origin for piece in found.pieces}
    return FactAnswer(
        fact=shapes.shown_fact(found.fact, kinds, origins, view.day),
        reports=[shapes.shown_event(piece.event, name, kinds, origins) for piece in found.pieces],
        versions=versions_shown(view, found.versions, kinds),
        position=f"{view.generation}-{found.position}",
    )


def versions_shown(view: Lookup, versions: Sequence[Version], kinds: Mapping[str, Kind]) -> Sequence[ShownVersion]:
    """A fact's story."""
    origins = origins_of(view, (side for version in versions for side in (version.before, version.fact)))
    return [shapes.shown_version(each, view.generation, kinds, origins) for each in versions]


def fact_filter(node: Node, kind: Kind | None, country: str, filters: Asked) -> FactFilter:
    """
    What the view is asked for. kind: None for all.

    Raises UnknownCountry, and BadQuery for a status, level or side that the kind does not know.
    """
    if kind is None and (word := filters.status or filters.level or filters.side):
        raise BadQuery("kind", "", f"say of which kind, so that {word!r} can be understood: {', '.join(node.lexicon.kinds)}")
    if filters.side and not country:
        raise BadQuery("as", filters.side, "say which `country`")
    sides = kind.parties if kind and len(kind.parties) == 2 else ()
    side = _one_of("as", filters.side, sides) if filters.side else ""
    return FactFilter(
        kind=kind.name if kind else "",
        country=node.lexicon.find(country) if country else "",
        counterpart=node.lexicon.find(filters.counterpart) if filters.counterpart else "",
        status=_choice(kind, "status", filters.status),
        level=_choice(kind, "level", filters.level),
        min_confidence=filters.min_confidence,
        since=filters.since,
        until=filters.until,
        as_first=side in sides[:1],
        as_second=side in sides[1:],
    )


def _choice(kind: Kind | None, field: str, word: str) -> str:
    if not word or kind is None:
        return word
    known = kind.choices(field) if field in kind.fields else ()
    return _one_of(field, word, known)


def _one_of(field: str, word: str, known: Sequence[str]) -> str:
    if word not in known:
        raise BadQuery(field, word, f"give one of {', '.join(known)}" if known else f"facts of this kind have no {field}: leave it out")
    return word


def _kind(node: Node, name: str) -> Kind:
    return node.lexicon.kinds[_one_of("kind", name, list(node.lexicon.kinds))]


def kind_of(node: Node, plural: str) -> Kind:
    """The kind that a list's address names. Raises NotFound with the lists that there are."""
    for kind in node.lexicon.kinds.values():
        if kind.plural == plural:
            return kind
    error = NotFound("list", plural)
    error.way_out = f"a country has the lists {', '.join(kind.plural for kind in node.lexicon.kinds.values())} and trade"
    raise error


def _day(field: str, given: str) -> str:
    try:
        return partial_date(given) if given else ""
    except ValueError as odd:
        raise BadQuery(field, given, "give a partial ISO date: 2023, 2023-04 or 2023-04-18") from odd
