"""
Taking an article out of a running tracker, and taking that back.

In: the id of an article, and why.  Out: a sentence, or the interface's JSON.  Never: the log; whoever decides, decides by the interface.
"""

import sys

from tracker.command.answers import Decided
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import OUT, words


def retract(address: str, article: str, why: str) -> bytes:
    """What the interface answers to a retraction. Raises NoServer, BadQuery without a reason, Refused where there is no such article."""
    with Interface(address) as tracker:
        return tracker.delete(path_of("articles", article), why=why)


def restore(address: str, article: str) -> bytes:
    """What the interface answers to taking all retractions of an article back. Raises NoServer, Refused where there is no such article."""
    with Interface(address) as tracker:
        return tracker.post(path_of("articles", article, "restore"))


def tell_people(address: str, answer: bytes) -> None:
    """Print what the article is now."""
    with Interface(address) as tracker:
        decided = tracker.shaped(Decided, answer)
    so_far = "already " if decided.duplicate else ""
    said = f"is {so_far}out: {decided.why}" if decided.state == "retracted" else f"{so_far}counts ({decided.state})"
    OUT.print(words(f"article {decided.id} {said}"), soft_wrap=True)


def tell_as_json(answer: bytes) -> None:
    """Print the interface's JSON."""
    sys.stdout.write(answer.decode() + "\n")
