"""
What the description says of each address beside what the code does: a title in words, an example for each parameter, and how it may refuse.

In: the operations of OpenAPI, as FastAPI makes them.  Out: the same, told more plainly.
Never: a promise that the code does not keep; a test asks each address.
"""

from collections.abc import Mapping
from typing import Final

from tracker.serving.problems import MEDIA_TYPE

TITLES: Final[Mapping[str, str]] = {
    "POST /v1/articles": "Feed articles",
    "GET /v1/articles/{id}": "An article, and what became of it",
    "DELETE /v1/articles/{id}": "Take an article out",
    "POST /v1/articles/{id}/restore": "Bring an article back",
    "POST /v1/articles/{id}/redrive": "Read an article again",
    "GET /v1/changes": "What changed, page by page",
    "GET /v1/changes/stream": "What changes, as it happens",
    "GET /v1/countries": "All countries that have a fact",
    "GET /v1/countries/{country}": "What is known of a country",
    "GET /v1/countries/{country}/trade": "A country's trade",
    "GET /v1/countries/{country}/{kinds}": "A country's facts of one kind",
    "GET /v1/relations/{a}/{b}": "What stands between two",
    "GET /v1/facts": "Facts, by many filters",
    "GET /v1/facts/{id}": "One fact, down to its sentences",
    "GET /v1/failures": "What could not be read",
    "POST /v1/failures/redrive": "Read again what could not be read",
    "GET /healthz": "Whether the process answers",
    "GET /readyz": "Whether the view follows its log",
}

EXAMPLES: Final[Mapping[str, str | int | float]] = {
    "country": "Cuba",
    "counterpart": "RUS",
    "a": "CUB",
    "b": "Russia",
    "kinds": "visits",
    "kind": "visit",
    "status": "completed",
    "level": "foreign_minister",
    "as": "host",
    "since": "2023-04-18",
    "until": "2023",
    "valid_at": "2023-04-20",
    "known_at": "2024-01-31",
    "min_confidence": 0.8,
    "limit": 20,
    "wait": 10,
    "why": "the outlet withdrew it",
    "cause": "died twice",
}

REFUSALS: Final[Mapping[str, str]] = {
    "403": "A page of another site asked for it",
    "404": "There is nothing of this id or name, or it was not known then",
    "410": "What had this id was taken out; `why` says the reason",
    "413": "The article is too large",
    "422": "A parameter, or the article, is not understood; `field` says which, `way_out` what would be taken",
    "503": "Not now: the position asked for is not reached, or a log is away; ask again after `Retry-After`",
}


def refusals_of(method: str, path: str) -> set[str]:
    """The statuses with which an address may refuse, health aside."""
    found = {"503"} if path.startswith("/v1/") else set[str]()
    found |= {"422"} if found else set()
    found |= {"403"} if method in ("POST", "DELETE") else set()
    found |= {"404"} if "{id}" in path or "{kinds}" in path else set()
    found |= {"410"} if path == "/v1/facts/{id}" else set()
    return found | ({"413"} if (method, path) == ("POST", "/v1/articles") else set())


def guide(method: str, path: str, operation: dict[str, object]) -> None:
    """Adds to an operation its title, examples and refusals. Raises KeyError for an address without a title."""
    operation["summary"] = TITLES[f"{method} {path}"]
    parameters, responses = operation.get("parameters", []), operation["responses"]
    assert isinstance(parameters, list) and isinstance(responses, dict)
    for parameter in parameters:
        if parameter["name"] in EXAMPLES:
            parameter["example"] = EXAMPLES[parameter["name"]]
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in sorted(refusals_of(method, path)):
        responses.setdefault(status, {"description": REFUSALS[status], "content": problem})
