"""
Countries: which have facts, what is known of one, and what stands between two.

In: codes or names, in any case.  Out: the view's answers as shapes.
Never: a list without an end; a state shows the first `SHOWN` of each and where all of it lies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from fastapi import APIRouter, Request
from starlette.responses import Response

from tracker.core.country import name_of
from tracker.core.errors import BadQuery
from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.answers import Head, PairState
from tracker.relating.lookup import Lookup
from tracker.serving import shapes
from tracker.serving.questions import Here, MinPosition, When
from tracker.serving.replies import state
from tracker.serving.shapes import Party, Section, ShownCounterpart, ShownCountry, ShownFact
from tracker.serving.sources import origins_of

SHOWN = 25  # facts of one section in a state; each costs about 60 µs to make, and a state has six sections and more
TIMELINE = 200  # facts of a pair's timeline

router = APIRouter(prefix="/v1", tags=["countries"])


@dataclass(frozen=True, slots=True)
class CountryList:
    """All countries and organisations that have a fact, by code."""

    items: Sequence[ShownCountry]
    next: str | None
    position: str


@dataclass(frozen=True, slots=True)
class CountryAnswer:
    """
    What is known of one country.

    rankings: where its partners stand among its partners; ranked: where it stands among those of others; others: facts of all further kinds.
    """

    code: str
    name: str
    position: str
    last_change: str
    visits_paid: Section
    visits_received: Section
    agreements: Section
    rankings: Section
    ranked: Section
    figures: Section
    others: Mapping[str, Section]
    counterparts: Sequence[ShownCounterpart]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TradeAnswer:
    """What is known of one country's trade: how its partners rank, how it ranks among those of others, and figures."""

    code: str
    name: str
    position: str
    rankings: Section
    ranked: Section
    figures: Section


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """
    What is known between two countries. timeline: oldest first, undated facts last; `all` leads to the whole of it, newest first.

    last_visit_ab: the latest visit that a paid to b; last_visit_ba: the other way; ranks: where each stands among the other's partners, newest period first.
    """

    a: Party
    b: Party
    position: str
    last_change: str
    counts: Mapping[str, int]
    last_visit_ab: ShownFact | None
    last_visit_ba: ShownFact | None
    latest_agreement: ShownFact | None
    ranks: Sequence[ShownFact]
    timeline: Section
    links: Mapping[str, str]


@router.get("/countries", responses={200: {"model": CountryList}})
async def countries(request: Request, node: Here, as_of: When, min_position: MinPosition = "") -> Response:
    """All countries and organisations that have a fact, with counts and last change."""
    return await state(request, node, min_position, as_of, lambda view: country_list(view, node.lexicon.kinds))


@router.get("/countries/{country}", responses={200: {"model": CountryAnswer}})
async def country(request: Request, node: Here, country: str, as_of: When, min_position: MinPosition = "") -> Response:
    """One country, by code or name: visits paid and received, agreements, ranking of trade partners, figures, counterparts; each with its quotes."""
    code = node.lexicon.find(country)
    return await state(request, node, min_position, as_of, lambda view: country_answer(view, code, node.lexicon.kinds))


@router.get("/countries/{country}/trade", responses={200: {"model": TradeAnswer}})
async def trade(request: Request, node: Here, country: str, as_of: When, min_position: MinPosition = "") -> Response:
    """One country's trade: rankings and figures."""
    code = node.lexicon.find(country)
    return await state(request, node, min_position, as_of, lambda view: trade_answer(view, code, node.lexicon.kinds))


@router.get("/relations/{a}/{b}", responses={200: {"model": PairAnswer}})
async def relation(request: Request, node: Here, a: str, b: str, as_of: When, min_position: MinPosition = "") -> Response:
    """What stands between two countries: a timeline and how things are now."""
    first, second = node.lexicon.find(a), node.lexicon.find(b)
    if first == second:
        raise BadQuery("b", b, f"it is {name_of(first)} as well: name two different countries")
    return await state(request, node, min_position, as_of, lambda view: pair_answer(view, first, second, node.lexicon.kinds))


def country_list(view: Lookup, kinds: Mapping[str, Kind]) -> CountryList:
    """The countries as a list."""
    found, generation = view.countries(), view.generation
    return CountryList([shapes.shown_country(each, generation, kinds) for each in found.items], None, f"{generation}-{found.position}")


def country_answer(view: Lookup, code: str, kinds: Mapping[str, Kind]) -> CountryAnswer:
    """One country's state, each section as far as `SHOWN`."""
    found, generation = view.country(code, SHOWN), view.generation
    section = partial(_section, view, kinds)
    return CountryAnswer(
        code=code,
        name=name_of(code),
        position=f"{generation}-{found.position}",
        last_change=f"{generation}-{found.last_change}",
        visits_paid=section(found.visits_paid, _list(code, "visits", "visitor")),
        visits_received=section(found.visits_received, _list(code, "visits", "host")),
        agreements=section(found.agreements, _list(code, "agreements")),
        rankings=section(found.rankings, _list(code, "trade_rankings", "country")),
        ranked=section(found.ranked, _list(code, "trade_rankings", "partner")),
        figures=section(found.figures, _list(code, "trade_figures")),
        others={kinds[name].plural: section(facts, _list(code, kinds[name].plural)) for name, facts in found.others.items()},
        counterparts=[shapes.shown_counterpart(code, each, kinds) for each in found.counterparts],
        links=shapes.country_links(code),
    )


def trade_answer(view: Lookup, code: str, kinds: Mapping[str, Kind]) -> TradeAnswer:
    """One country's trade, each section as far as `SHOWN`."""
    found = view.country(code, SHOWN)
    section = partial(_section, view, kinds)
    return TradeAnswer(
        code=code,
        name=name_of(code),
        position=f"{view.generation}-{found.position}",
        rankings=section(found.rankings, _list(code, "trade_rankings", "country")),
        ranked=section(found.ranked, _list(code, "trade_rankings", "partner")),
        figures=section(found.figures, _list(code, "trade_figures")),
    )


def pair_answer(view: Lookup, a: str, b: str, kinds: Mapping[str, Kind]) -> PairAnswer:
    """What stands between two, the timeline as far as its last `TIMELINE` facts."""
    found, generation = view.pair(a, b), view.generation
    late = tuple(found.timeline[-TIMELINE:])
    origins = origins_of(view, chain(late, _standing(found)))
    last_ab, last_ba, latest = (shapes.shown_fact(each, kinds, origins, view.day) if each else None for each in _latest(found))
    return PairAnswer(
        a=shapes.party(a),
        b=shapes.party(b),
        position=f"{generation}-{found.position}",
        last_change=f"{generation}-{found.last_change}",
        counts=shapes.counted(found.counts, kinds),
        last_visit_ab=last_ab,
        last_visit_ba=last_ba,
        latest_agreement=latest,
        ranks=[shapes.shown_fact(each, kinds, origins, view.day) for each in found.ranks],
        timeline=Section(
            [shapes.shown_fact(each, kinds, origins, view.day) for each in late], len(found.timeline), shapes.address("/v1/facts", country=a, counterpart=b)
        ),
        links={"self": f"/v1/relations/{a}/{b}", "page": f"/relations/{a}/{b}", a: f"/v1/countries/{a}", b: f"/v1/countries/{b}"},
    )


def _section(view: Lookup, kinds: Mapping[str, Kind], head: Head, all: str) -> Section:
    return shapes.section(head.first, head.total, all, kinds, origins_of(view, head.first), view.day)


def _latest(found: PairState) -> tuple[Fact | None, ...]:
    return found.last_visit_ab, found.last_visit_ba, found.latest_agreement


def _standing(found: PairState) -> Iterator[Fact]:
    yield from found.ranks
    yield from (each for each in _latest(found) if each)


def _list(code: str, plural: str, side: str = "") -> str:
    return shapes.address(f"/v1/countries/{code}/{plural}", **{"as": side})
