"""
The interface: every address of a tracker, joined into one application.

In: a node and a clock.  Out: an ASGI application.
Never: an answer of its own; each address lives in the module of its concept, each error's status in `problems`.
"""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

from fastapi import Depends, FastAPI

from tracker.serving import articles, changes, countries, description, facts, failures, health, pages, retractions
from tracker.serving.freshness import Freshness
from tracker.serving.guidance import guide
from tracker.serving.node import Node
from tracker.serving.problems import MEDIA_TYPE, Problem
from tracker.serving.questions import refuse_unknown
from tracker.serving.refusals import HANDLERS
from tracker.serving.replies import Kept


class Interface(FastAPI):
    """FastAPI, but for what its description cannot name: the media type of problems, and the form of articles, which are read as they stream in."""

    def openapi(self) -> dict[str, object]:
        """The description; made once."""
        described = super().openapi()
        described["components"]["schemas"].update(description.fed_schemas())
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                content = operation["responses"]["default"]["content"]
                content.setdefault(MEDIA_TYPE, content.pop("application/json", None))
                guide(method.upper(), path, operation)
        return described


def make_app(node: Node, now: Callable[[], datetime]) -> FastAPI:
    """
    The interface of this node. now: the moment with its zone; feeding asks it whether a day of publication lies ahead.

    Starts and ends nothing: the node outlives the application.
    """
    app = Interface(
        title="tracker",
        version=version("tracker"),
        summary="News articles in, dated acts between countries out.",
        description=description.WORDS,
        docs_url=None,
        redoc_url=None,
        responses={"default": {"model": Problem, "description": "What is wrong, where, and the way out (RFC 9457)"}},
    )
    app.state.node, app.state.now, app.state.kept = node, now, Kept()
    app.add_middleware(Freshness, node=node)
    for api in (articles, changes, countries, retractions, facts, failures, health):
        app.include_router(api.router, dependencies=[Depends(refuse_unknown)])
    app.include_router(pages.router)
    app.include_router(description.router)
    app.mount("/docs", description.swagger)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app
