"""
Watching: what changes, as it happens, until Ctrl-C.

The stream may break off at any time, a restart of the tracker included; it is taken up again behind the last message that was printed, and none is missed.
In: a cursor and a country.  Out: a line for each change, or the interface's messages as JSON.  Never: a message told before it is whole.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tracker.command.answers import Gap, Message
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import ERR, OUT, changed, indented, marked, quoted, words
from tracker.core.errors import NoServer

AGAIN_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A server-sent event. id: the cursor behind it; data is "" where it carries the cursor alone."""

    id: str
    name: str
    data: str


def watch(address: str, country: str, after: str) -> None:
    """Print each change. country: "" for all; after: a cursor, "now", or "" for the beginning. Raises NoServer where none answers at first."""
    with Interface(address) as tracker:
        _follow(tracker, country, after, lambda sent: _show(tracker, sent))


def watch_as_json(address: str, country: str, after: str) -> None:
    """Print each message as one line of JSON, with the name of its event. country, after, raises: as `watch`."""
    with Interface(address) as tracker:
        _follow(tracker, country, after, _write)


def events(lines: Iterable[str]) -> Iterator[Sent]:
    """The events of a stream, each as soon as it is whole; what was cut off in the middle is left out."""
    id = name = ""
    data: list[str] = []
    for line in lines:
        field, _, value = line.partition(":")
        match field, value.removeprefix(" "):
            case "", "" if not line:
                yield Sent(id, name, "\n".join(data))
                name, data = "", []
            case "id", told:
                id = told
            case "event", told:
                name = told
            case "data", told:
                data.append(told)


def _follow(tracker: Interface, country: str, after: str, tell: Callable[[Sent], None]) -> None:
    at, is_first = "", True
    while True:
        try:
            query = {"after": after, **({"country": country} if country else {})}
            for sent in events(tracker.stream(path_of("changes", "stream"), query, {"last-event-id": at} if at else {})):
                if is_first:
                    ERR.print(words(_begun(tracker, country, after, sent.id), "dim"))
                if sent.data:
                    tell(sent)
                at, is_first = sent.id or at, False
        except NoServer:
            if is_first:
                raise
            ERR.print(words("the tracker went away; asking again", "dim"))
        time.sleep(AGAIN_S)


def _begun(tracker: Interface, country: str, after: str, position: str) -> str:
    begin = {"now": f"from now on (behind {position})", "": "from the beginning"}.get(after, f"behind {after}")
    return f"watching what changes about {country or 'all countries'} at {tracker.address}, {begin}; Ctrl-C ends"


def _write(sent: Sent) -> None:
    sys.stdout.write(json.dumps({"event": sent.name, **json.loads(sent.data)}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _show(tracker: Interface, sent: Sent) -> None:
    if sent.name == "gap":
        gap = tracker.shaped(Gap, sent.data.encode())
        ERR.print(words(f"a gap: what came behind {gap.after} cannot be told; {gap.way_out}", "yellow"))
        return
    for change in tracker.shaped(Message, sent.data.encode()).changes:
        fact = change.after or change.before
        if fact:
            OUT.print(marked(change.what) + words(f"  {fact.summary}") + words(f"  tracker explain {fact.id}", "dim"))
            for line in (*map(changed, change.changed), *([f"because: {change.why}"] if change.why else [])):
                OUT.print(indented(words(line)))
            OUT.print(*(indented(quoted(each)) for each in fact.evidence[:1]))
