"""
Pages for people: countries, one country, two of them, facts, articles, and what went wrong; plain HTML without scripts.

The templates lie in `page/` and show the same shapes that the JSON does.
In: the view's answers.  Out: HTML under a policy that lets no script run and nothing be fetched from elsewhere.
Never: a word of an article that is not escaped, or a link to anything but http and https.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from tracker.core.country import COUNTRIES, ORGANISATIONS
from tracker.core.errors import BadQuery, Gone
from tracker.core.kind import Kind
from tracker.relating.answers import FactFilter, Moved
from tracker.relating.ask import Ask
from tracker.relating.asof import AsOf
from tracker.serving import shapes
from tracker.serving.articles import article_answer
from tracker.serving.countries import CountryAnswer, country_answer, country_list, pair_answer
from tracker.serving.facts import LISTED, FactList, Filters, fact_answer, fact_filter, fact_list, kind_of, versions_shown
from tracker.serving.marking import passages
from tracker.serving.problems import Problem
from tracker.serving.questions import After, Here, When
from tracker.serving.shapes import Section

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-cache"}

_STANDING = {
    **dict.fromkeys(("completed", "signed", "ratified", "in_force", "reported"), "done"),
    **dict.fromkeys(("planned", "ongoing", "negotiating", "agreed", "initialled", "target"), "open"),
    **dict.fromkeys(("postponed", "cancelled", "suspended", "terminated", "rejected"), "off"),
}
_SINCE = {"over": "over by now", "unheard": "nothing heard since"}
_FIRST = ("visits", "agreements", "trade_rankings", "trade_figures")  # as the sections of a country's page; further kinds behind them
_NAMES = sorted((COUNTRIES | ORGANISATIONS).values())

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A titled section of a country's page. id: its anchor."""

    id: str
    title: str
    section: Section


@router.get("/")
async def home(node: Here) -> Response:
    """All countries that have a fact."""
    return await run_in_threadpool(_home, node.ask, node.lexicon.kinds)


@router.get("/countries")
async def search(node: Here, name: str = "") -> Response:
    """From the box at the top of each page to the country that is called so."""
    return RedirectResponse(f"/countries/{node.lexicon.find(name.strip())}" if name.strip() else "/", 303)


@router.get("/countries/{country}")
async def country(node: Here, country: str, as_of: When) -> Response:
    """One country."""
    return await run_in_threadpool(_country, node.ask, node.lexicon.find(country), as_of, node.lexicon.kinds)


@router.get("/countries/{country}/{kinds}")
async def listed(request: Request, node: Here, country: str, kinds: str, filters: Filters, as_of: When, after: After = "") -> Response:
    """All facts of one kind that a country has, page by page, newest first."""
    party, kind = shapes.party(node.lexicon.find(country)), kind_of(node, kinds)
    wanted = fact_filter(node, kind, party.code, filters)
    found = await run_in_threadpool(_listed, node.ask, wanted, as_of, after, node.lexicon.kinds)
    further = f"?{request.url.include_query_params(after=found.next).query}" if found.next else ""
    return _page("list.html", country=party, kind=kind, found=found, further=further)


@router.get("/relations/{a}/{b}")
async def relation(node: Here, a: str, b: str, as_of: When) -> Response:
    """What stands between two."""
    first, second = node.lexicon.find(a), node.lexicon.find(b)
    if first == second:
        raise BadQuery("b", b, "name two different countries")
    return await run_in_threadpool(_relation, node.ask, first, second, as_of, node.lexicon.kinds)


@router.get("/facts/{id}")
async def fact(request: Request, node: Here, id: str, as_of: When) -> Response:
    """One fact, down to its sentences."""
    return await run_in_threadpool(_fact, node.ask, id, as_of, request.url.query, node.lexicon.kinds)


@router.get("/articles/{id}")
async def article(node: Here, id: str) -> Response:
    """One article in its own words, those marked that facts rest on."""
    told = await article_answer(node, id, 0)
    title, text = (told.article.title or "", told.article.text) if told.article else ("", "")
    numbers = {event.id: number for number, event in enumerate(told.events, 1)}
    return _page("article.html", told=told, title=passages(title, "title", told.events), text=passages(text, "text", told.events), numbers=numbers)


def problem_page(problem: Problem) -> Response:
    """What went wrong, and the way out, for people."""
    return _page("problem.html", problem.status, problem=problem)


def wants_page(request: Request) -> bool:
    """Whether a person asked: a browser, outside of the addresses that speak JSON."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def parts_of(country: CountryAnswer) -> list[Part]:
    """The sections of a country's page, in their order."""
    return [
        Part("received", "Visits received", country.visits_received),
        Part("paid", "Visits paid", country.visits_paid),
        Part("agreements", "Agreements", country.agreements),
        Part("partners", "Trade partners", country.rankings),
        Part("ranked", "As a partner of others", country.ranked),
        Part("figures", "Trade and money in figures", country.figures),
        *(Part(plural, _words(plural).capitalize(), section) for plural, section in country.others.items()),
    ]


def _home(ask: Ask, kinds: Mapping[str, Kind]) -> Response:
    with ask.now() as view:
        tally, rows = view.tally(), country_list(view, kinds).items
    read = sum(tally.articles.get(outcome, 0) for outcome in ("events", "none"))
    by_name = sorted(rows, key=lambda row: row.name)
    return _page("countries.html", rows=by_name, plurals=_plurals(kinds), facts=tally.facts, read=read)


def _country(ask: Ask, code: str, as_of: AsOf, kinds: Mapping[str, Kind]) -> Response:
    with ask.at(as_of) as view:
        answer = country_answer(view, code, kinds)
    return _page("country.html", country=answer, sections=parts_of(answer))


def _listed(ask: Ask, wanted: FactFilter, as_of: AsOf, after: str, kinds: Mapping[str, Kind]) -> FactList:
    with ask.at(as_of) as view:
        return fact_list(view, wanted, LISTED, after, kinds)


def _relation(ask: Ask, a: str, b: str, as_of: AsOf, kinds: Mapping[str, Kind]) -> Response:
    with ask.at(as_of) as view:
        return _page("relation.html", pair=pair_answer(view, a, b, kinds))


def _fact(ask: Ask, id: str, as_of: AsOf, query: str, kinds: Mapping[str, Kind]) -> Response:
    with ask.at(as_of) as view:
        try:
            found = view.fact(id)
        except Gone as gone:
            versions = versions_shown(view, view.story(id), kinds)
            last = next((each.fact for each in reversed(versions) if each.fact), None)
            return _page("gone.html", 410, gone=gone, versions=versions, last=last)
        if isinstance(found, Moved):
            return RedirectResponse(f"/facts/{found.name}" + (f"?{query}" if query else ""), 301, {"cache-control": "no-cache"})
        return _page("fact.html", told=fact_answer(view, found, kinds))


def _plurals(kinds: Mapping[str, Kind]) -> Sequence[str]:
    plurals = [kind.plural for kind in kinds.values()]
    return sorted(plurals, key=lambda plural: _FIRST.index(plural) if plural in _FIRST else len(_FIRST))


def _page(template: str, status: int = 200, **shown: object) -> Response:
    return Response(_templates.get_template(template).render(names=_NAMES, **shown), status, HEADERS, "text/html")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def _templates_of(package: str, folder: str) -> Environment:
    made = Environment(loader=PackageLoader(package, folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    filters: Mapping[str, Callable[..., str]] = {
        "words": _words,
        "sentence": _sentence,
        "many": _many,
        "standing": lambda word: _STANDING.get(word, ""),
        "since": lambda word: _SINCE[word],
    }
    made.filters.update(filters)
    made.tests["web"] = _is_web
    return made


_templates = _templates_of("tracker.serving", "page")
