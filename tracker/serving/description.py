"""
What the interface says of itself: OpenAPI, a page to try it on, and the files of all pages. Everything comes from this machine; nothing is fetched elsewhere.

In: nothing.  Out: files.  Never: a file outside of `page/` and of the Swagger UI that is installed beside.
"""

from importlib.resources import files

from fastapi import APIRouter
from pydantic.json_schema import models_json_schema
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from tracker.core.errors import NotFound
from tracker.feeding.fed import Fed

WORDS = """
Feed articles, ask what they say of the acts between countries, and subscribe to what changes.

Every fact leads to its quotes, every quote to its article. A *cursor* (`position`, `next`, an ETag, the `id` of a streamed message) is opaque: hand it back as
it came. What is wrong is answered as a problem (RFC 9457) that names the `field` and the `way_out`.
"""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

FED_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Fed"}, {"type": "array", "items": {"$ref": "#/components/schemas/Fed"}}]}},
        "application/x-ndjson": {"schema": {"type": "string", "description": "Lines, each the JSON of one article"}},
    },
}

ASSETS = {"style.css": "text/css", "favicon.svg": "image/svg+xml", "docs.js": "text/javascript"}

router = APIRouter(include_in_schema=False)
swagger = StaticFiles(packages=[("fastapi_offline", "static")])

_PAGE = files("tracker.serving") / "page"


def fed_schemas() -> dict[str, object]:
    """The form of an article as fed, by the names that FED_BODY refers to."""
    _, schemas = models_json_schema([(Fed, "validation")], ref_template="#/components/schemas/{model}")
    return dict(schemas["$defs"])


@router.get("/docs")
def docs() -> Response:
    """Swagger UI, started by a file of ours, as its page may run no script inside it. It sets styles by itself; those are let through on this page only."""
    return Response((_PAGE / "docs.html").read_bytes(), headers={"content-security-policy": POLICY}, media_type="text/html")


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """A file of the pages."""
    if name not in ASSETS:
        raise NotFound("file", name)
    return Response((_PAGE / name).read_bytes(), headers={"cache-control": "max-age=3600"}, media_type=ASSETS[name])
