"""Every error has a status and a next step, and all problems have one shape."""

import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from tests.serving.served import Served, serving
from tracker.core import errors
from tracker.core.errors import TrackerError
from tracker.reading.known import Catalogue
from tracker.serving.problems import MEDIA_TYPE, problem_of

SAMPLES = {str: "some", int: 7, float: 0.5, frozenset[int]: frozenset({7})}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def empty(tmp_path_factory: pytest.TempPathFactory, lexicon: Catalogue) -> AsyncIterator[Served]:
    """A tracker that knows of nothing, shared by all that only ask it."""
    async with serving(tmp_path_factory.mktemp("empty"), lexicon) as served:
        yield served


def every_error(root: type[TrackerError] = TrackerError) -> Iterator[type[TrackerError]]:
    for each in root.__subclasses__():
        yield each
        yield from every_error(each)


def made(kind: type[TrackerError]) -> TrackerError:
    """An error of this class, with something in each of its fields."""
    if kind.__init__ is Exception.__init__:
        return kind("some")
    return kind(*(SAMPLES[each.annotation] for each in inspect.signature(kind).parameters.values()))


@pytest.mark.parametrize("kind", sorted({*every_error()}, key=str))
def test_every_error_has_a_status_a_title_and_a_next_step(kind: type[TrackerError]) -> None:
    problem = problem_of(made(kind))
    assert 400 <= problem.status < 600 and problem.title and problem.detail
    assert problem.way_out or kind in (errors.Refused, errors.Misplaced)


ASKED: list[tuple[str, str, int, str]] = [  # method, path, status, field
    ("GET", "/v1/countries/Atlantis", 422, "country"),
    ("GET", "/v1/countries/Atlantis/visits", 422, "country"),
    ("GET", "/v1/countries/CUB/wars", 404, ""),
    ("GET", "/v1/countries/CUB/visits?statsu=planned", 422, "statsu"),
    ("GET", "/v1/countries/CUB/visits?status=dreamt", 422, "status"),
    ("GET", "/v1/countries/CUB/agreements?level=minister", 422, "level"),
    ("GET", "/v1/countries/CUB/agreements?as=host", 422, "as"),
    ("GET", "/v1/countries/CUB/visits?since=yesterday", 422, "since"),
    ("GET", "/v1/countries/CUB/visits?until=2023-02-30", 422, "until"),
    ("GET", "/v1/countries/CUB/visits?counterpart=Narnia", 422, "country"),
    ("GET", "/v1/countries/CUB/visits?limit=0", 422, "limit"),
    ("GET", "/v1/countries/CUB/visits?limit=many", 422, "limit"),
    ("GET", "/v1/countries/CUB/visits?limit=1&limit=2", 422, "limit"),
    ("GET", "/v1/countries/CUB/visits?min_confidence=2", 422, "min_confidence"),
    ("GET", "/v1/countries/CUB/visits?after=nothing-i-gave", 422, "after"),
    ("GET", "/v1/countries?min_position=soon", 422, "min_position"),
    ("GET", "/v1/countries?min_position=0000-1", 422, "min_position"),
    ("GET", "/v1/facts?kind=war", 422, "kind"),
    ("GET", "/v1/facts?status=planned", 422, "kind"),
    ("GET", "/v1/facts/0123456789abcdef0123", 404, ""),
    ("GET", "/v1/articles/0123456789abcdef0123", 404, ""),
    ("GET", "/v1/articles/0123456789abcdef0123?wait=31", 422, "wait"),
    ("GET", "/v1/relations/CUB/Cuba", 422, "b"),
    ("GET", "/v1/changes?after=7", 422, "after"),
    ("GET", "/v1/changes?kind=war", 422, "kind"),
    ("GET", "/v1/changes/stream?country=Atlantis", 422, "country"),
    ("GET", "/v1/nothing", 404, ""),
    ("PUT", "/v1/articles", 405, ""),
    ("DELETE", "/v1/countries", 405, ""),
    ("POST", "/v1/articles", 422, ""),
    ("GET", "/healthz?deep=1", 422, "deep"),
]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("method", "path", "status", "field"), ASKED)
async def test_whatever_is_refused_names_the_field_and_the_way_out(empty: Served, method: str, path: str, status: int, field: str) -> None:
    answer = await empty.client.request(method, path)
    assert answer.status_code == status, answer.text
    assert_is_problem(answer.headers["content-type"], answer.json(), path)
    assert answer.json()["field"] == field


def assert_is_problem(content_type: str, said: dict[str, Any], path: str) -> None:
    assert content_type == MEDIA_TYPE
    assert said["type"].startswith("urn:tracker:problem:")
    assert said["instance"] == path.partition("?")[0]
    assert all(isinstance(said[part], str) and said[part] for part in ("title", "detail", "way_out"))
    assert isinstance(said["status"], int) and isinstance(said["field"], str)


async def test_a_misspelt_parameter_is_answered_with_the_nearest_known_one(tracker: Served) -> None:
    said = await tracker.get("/v1/countries/CUB/visits?conterpart=RUS", 422)
    assert "counterpart" in said["way_out"]


async def test_a_misspelt_country_is_answered_with_the_nearest_known_one(tracker: Served) -> None:
    assert (await tracker.get("/v1/countries/Venezuala", 422))["nearest"].lower() == "venezuela"


async def test_what_nobody_foresaw_is_said_without_a_trace(tracker: Served) -> None:
    tracker.node.ask.close()
    tracker.node.ask = None  # type: ignore[assignment]  # the worst that can happen to a node
    said = await tracker.get("/v1/countries", 500)
    assert said["type"] == "urn:tracker:problem:unforeseen" and "Traceback" not in str(said) and "NoneType" not in str(said)


async def test_a_view_that_stands_still_is_not_ready_and_says_why(tracker: Served) -> None:
    await tracker.caught_up()
    assert (await tracker.get("/readyz"))["ready"]
    tracker.node.trouble = errors.Unreadable("events 7", "has format 9; formats up to 1 are known")
    said = await tracker.get("/readyz", 503)
    assert said["stopped"] == "events 7: has format 9; formats up to 1 are known" and "upgrade" in said["way_out"]
    assert (await tracker.get("/v1/countries"))["items"] == []  # asking goes on
    assert (await tracker.get("/healthz"))["status"] == "alive"
