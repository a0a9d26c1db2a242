"""
Errors as HTTP says them: one table from class to status, one shape (problem+json, RFC 9457) for all of them.

A problem says what is wrong (`detail`), where (`field`), and what to do next (`way_out`); the error's other facts are added under their own names.
In: an error.  Out: a status and a JSON document.  Never: a stack trace; what nobody foresaw is logged by `app` and answered in one plain sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.errors import (
    AmbiguousCountry,
    BadArticle,
    BadQuery,
    ForeignPage,
    Gone,
    Misplaced,
    NotAllowed,
    NotFound,
    NotReady,
    Refused,
    Replaced,
    TooLarge,
    TrackerError,
    UnknownCountry,
    Unreadable,
    Unstorable,
)
from tracker.core.identity import Plain

MEDIA_TYPE = "application/problem+json"

SAID: Mapping[type[TrackerError], tuple[int, str]] = {
    Refused: (422, "The request cannot be taken"),
    BadArticle: (422, "The article cannot be taken"),
    TooLarge: (413, "The article is too large"),
    BadQuery: (422, "A parameter is not understood"),
    UnknownCountry: (422, "No country is called so"),
    AmbiguousCountry: (422, "More than one country is called so"),
    NotFound: (404, "There is nothing of this name"),
    NotAllowed: (405, "This address does not do that"),
    ForeignPage: (403, "A page of another site may not feed this tracker"),
    Gone: (410, "It was taken out"),
    Unreadable: (500, "Stored bytes are not understood"),
    Unstorable: (500, "A reading cannot be kept"),
    Replaced: (503, "The log was replaced by another"),
    NotReady: (503, "That position is not reached yet"),
    Misplaced: (503, "The one who runs this tracker must change something"),
}
"""Status and title of each class of errors; one that is not named here is said as the nearest above it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Why a request, or one article among many, was refused.

    type: a name for programs; title: the same in words, alike for all problems of that type; detail: what is wrong this time.
    field: the parameter, or the field of the article, "" for the whole; way_out: what to do next.
    """

    type: str
    title: str
    status: int
    detail: str
    field: str
    way_out: str


@dataclass(frozen=True, slots=True)
class NumberedProblem(Problem):
    """Why one of many articles was refused. number: its place among them, counted from 1."""

    number: int


UNFORESEEN = Problem(
    "urn:tracker:problem:unforeseen",
    "Something went wrong here",
    500,
    "this tracker met an error that nobody foresaw; nothing was stored by half",
    "",
    "ask again; if it stays, look for this request in the log of the tracker and report it",
)


def problem_of(error: TrackerError) -> Problem:
    """The problem that an error is. Raises StopIteration for a branch of the tree that SAID does not know; a test walks the tree."""
    status, title = next(SAID[kind] for kind in type(error).__mro__ if kind in SAID)
    field = getattr(error, "field", "") or getattr(error, "setting", "")
    return Problem(f"urn:tracker:problem:{kebab(type(error).__name__)}", title, status, str(error), field, error.way_out)


def numbered(problem: Problem, number: int) -> NumberedProblem:
    """The problem of one article among many."""
    return NumberedProblem(problem.type, problem.title, problem.status, problem.detail, problem.field, problem.way_out, number)


def document(problem: Problem, facts: Mapping[str, Plain]) -> dict[str, Plain]:
    """
    The problem as JSON says it.

    facts: what else is known (the path as `instance`, the line of a list, the fields of the error); the problem's own words win over them.
    """
    return {
        **facts,
        "type": problem.type,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "field": problem.field,
        "way_out": problem.way_out,
    }


def facts_of(error: TrackerError) -> dict[str, Plain]:
    """The plain facts that an error carries as fields: `given`, `nearest`, `limit`, `wait_s`, `why` and the like."""
    return {name: value for name, value in vars(error).items() if isinstance(value, str | int | float)}


def kebab(name: str) -> str:
    """ "UnknownCountry" as "unknown-country"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
