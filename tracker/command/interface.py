"""
A running tracker, asked over HTTP.

In: paths and bodies.  Out: answers in their shapes, or an error of `core.errors`: what the tracker answered, or that none did.
Never: a library's error; all of them are translated here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from pydantic import TypeAdapter, ValidationError

from tracker.command.answers import Readiness
from tracker.core.errors import BadQuery, Misplaced, NoServer, NotGiven, NotReady, Refused, TrackerError
from tracker.serving.problems import kebab

ANSWER_WITHIN_S: Final = 60.0  # the longest wait that the interface grants is 30 s
NDJSON: Final = "application/x-ndjson"

T = TypeVar("T")


class Interface:
    """The interface at one address; use it as a context, which closes its connections. Raises Misplaced for what is no address."""

    def __init__(self, address: str) -> None:
        if not _is_address(address):
            raise Misplaced("to", f"{address!r} is no address of a tracker", "give one such as http://127.0.0.1:8765")
        self.address = address.rstrip("/")
        self._http = httpx.Client(base_url=self.address, timeout=ANSWER_WITHIN_S, follow_redirects=True)

    def __enter__(self) -> "Interface":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str, **query: str | int) -> bytes:
        """The JSON at a path. Raises NoServer, BadQuery for what the tracker does not understand, Refused for what else it says no to."""
        with self._translated():
            return _taken(self._http.get(path, params=query))

    def readiness(self) -> Readiness:
        """Whether the tracker goes on with its work, and if not, why. Raises NoServer."""
        with self._translated():
            return self.shaped(Readiness, self._http.get("/readyz").content)

    def post_lines(self, path: str, lines: bytes) -> bytes:
        """The JSON that answers to lines of JSON. Raises as `get`."""
        with self._translated():
            return _taken(self._http.post(path, content=lines, headers={"content-type": NDJSON}))

    def post(self, path: str, **query: str) -> bytes:
        """The JSON that answers to a request without a body. Raises as `get`."""
        with self._translated():
            return _taken(self._http.post(path, params=query))

    def delete(self, path: str, **query: str) -> bytes:
        """The JSON that answers to taking something out. Raises as `get`."""
        with self._translated():
            return _taken(self._http.delete(path, params=query))

    def stream(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[str]:
        """The lines of a stream, as they come, until it ends. Raises as `get`, NoServer also where it breaks off."""
        with self._translated(), self._http.stream("GET", path, params=query, headers=headers) as answer:
            if answer.is_error:
                answer.read()
                _taken(answer)
            yield from answer.iter_lines()

    def shaped(self, shape: type[T], body: bytes) -> T:
        """An answer in its shape. Raises Misplaced where it has another: what answers is no tracker, or one of another release."""
        try:
            return TypeAdapter(shape).validate_json(body)
        except ValidationError as odd:
            raise Misplaced(
                "to", f"what answers at {self.address} does not speak as this tracker does", "name a tracker of the same release with --to"
            ) from odd

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as odd:
            raise NoServer(self.address) from odd


def path_of(*parts: str) -> str:
    """A path of the interface: ("countries", "Côte d'Ivoire"). Raises BadQuery for a part that is empty, or has a slash, which would lead elsewhere."""
    for part in parts:
        if not part.strip():
            raise NotGiven(parts[0], "give a code, a name or an id")
        if "/" in part:
            raise BadQuery(parts[0], part, "give a code, a name or an id, without a slash")
    return "/".join(["/v1", *(quote(part, safe="") for part in parts)])


def _is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _taken(answer: httpx.Response) -> bytes:
    if answer.is_success:
        return answer.content
    raise _refusal(answer)


def _refusal(answer: httpx.Response) -> TrackerError:
    """The problem that was answered, as the error it was there, with its facts."""
    try:
        problem = TypeAdapter(dict[str, str | int | float]).validate_json(answer.content)
        detail, way_out = str(problem.pop("detail")), problem.pop("way_out")
    except (ValidationError, KeyError):
        problem, detail = {}, f"the answer was {answer.status_code} {answer.reason_phrase}"
        way_out = "check that a tracker runs at the address of --to"
    kind = _KINDS.get(str(problem.get("type", "")).rpartition(":")[2], Refused)
    error: TrackerError = TrackerError.__new__(kind)
    facts = {name: fact for name, fact in problem.items() if name not in ("type", "title", "status", "instance")}
    error.args, error.__dict__ = (detail,), {**facts, "way_out": way_out}
    return error


def _refusals(root: type[TrackerError]) -> Iterator[type[TrackerError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _refusals(kind)


_KINDS = {kebab(kind.__name__): kind for kind in (*_refusals(Refused), NotReady)}
"""What the asker must change, by the name that a problem's type ends in; what others must change is merely refused here."""
