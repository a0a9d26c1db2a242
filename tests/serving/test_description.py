"""The interface as it describes itself, beside what it does: schemathesis asks every address in ways that fit the description and in ways that do not."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, cast

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.serving.news import Desk
from tests.serving.served import TODAY, Served, serving
from tracker.reading.known import Catalogue
from tracker.serving.app import make_app
from tracker.serving.guidance import TITLES
from tracker.serving.node import Node
from tracker.serving.waiting import MAX_WAIT_S

load_all_checks()
# Of no node: the description does not ask one. The stream is left out, as it has no end.
schema = schemathesis.openapi.from_dict(dict(make_app(cast(Node, None), lambda: TODAY).openapi())).exclude(path="/v1/changes/stream")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, lexicon: Catalogue) -> Iterator[str]:
    """A tracker with some news in a thread of its own, as schemathesis asks without a loop."""
    ready: Future[tuple[str, asyncio.Event, asyncio.AbstractEventLoop]] = Future()
    thread = Thread(target=lambda: asyncio.run(_serve(tmp_path_factory.mktemp("described"), lexicon, ready)))
    thread.start()
    base, done, loop = ready.result(20)
    yield base
    loop.call_soon_threadsafe(done.set)
    thread.join(20)


async def _serve(folder: Path, lexicon: Catalogue, ready: "Future[tuple[str, asyncio.Event, asyncio.AbstractEventLoop]]") -> None:
    async with serving(folder, lexicon) as tracker:
        await _tell(tracker, Desk(lexicon.kinds))
        done = asyncio.Event()
        ready.set_result((str(tracker.client.base_url), done, asyncio.get_running_loop()))
        await done.wait()


async def _tell(tracker: Served, desk: Desk) -> None:
    await tracker.tell(desk.visit("RUS", "CUB", person="Ivan Petrov"), desk.agreement("RUS", "CUB"), desk.ranking("CUB", "RUS"), desk.figure("CUB", "RUS"))


def test_every_address_has_a_title_and_says_how_it_may_refuse() -> None:
    for path, operations in schema.raw_schema["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] == TITLES[f"{method.upper()} {path}"]
            assert path.startswith("/v1/") == ("422" in operation["responses"]) and all(each["description"] for each in operation["responses"].values())
    assert schema.raw_schema["paths"].keys() >= {name.partition(" ")[2] for name in TITLES}


@pytest.mark.parametrize("name", TITLES)
def test_what_the_examples_ask_is_understood(name: str, address: str) -> None:
    method, _, path = name.partition(" ")
    if method != "GET" or path == "/v1/changes/stream":
        return
    parameters = schema.raw_schema["paths"][path]["get"].get("parameters", [])
    asked = {each["name"]: each["example"] for each in parameters if "example" in each and each["name"] != "wait"}
    inside = {part: asked.pop(part) for part in list(asked) if f"{{{part}}}" in path}
    answer = httpx.get(address + path.format(**inside, id="0"), params=asked)
    assert answer.status_code == (404 if "{id}" in path else 200), answer.text


@schemathesis.serializer("application/x-ndjson")
def lines(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Lines go out as they were made up."""
    return str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: "schemathesis.Case[Any]", _kwargs: dict[str, Any]) -> None:
    """Nobody waits in a test, be the time made up or an example of the description, a number or its digits; what is no time to wait stays as it is."""
    with suppress(KeyError, TypeError, ValueError):
        if 0 < float(case.query["wait"]) <= MAX_WAIT_S:
            case.query["wait"] = 0.01


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_address_does_what_it_says(case: "schemathesis.Case[Any]", address: str) -> None:
    case.call_and_validate(base_url=address, checks=CHECKS)
