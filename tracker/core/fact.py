"""
Facts, and what becomes of them.

A fact is what the events of many articles amount to; a change says that one came to be, changed, gained evidence, or went.
In: merged events.  Out: frozen values.  Never: a field that no event states.
"""

from dataclasses import dataclass
from typing import Literal

from tracker.core.event import Evidence, Fields, plain
from tracker.core.identity import Plain

What = Literal["new", "changed", "evidence", "gone"]


@dataclass(frozen=True, slots=True)
class Fact:
    """
    name: the id of its earliest-published event (ties by id); events: the ids of all of them, sorted.
    countries: between whom, as the kind orders them; confidence: 0 to 1, rounded to three digits.
    evidence: the quotes of all its events, sorted.
    """

    name: str
    kind: str
    countries: tuple[str, ...]
    fields: Fields
    confidence: float
    evidence: tuple[Evidence, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """
    position: of the record that caused it; fact: its name; was: names that ended with it.
    before, after: the fact on both sides, None where it was not or is no more; why: the reason of a retraction, "" otherwise.
    """

    position: int
    what: What
    fact: str
    before: Fact | None
    after: Fact | None
    was: tuple[str, ...] = ()
    why: str = ""


def state_of(facts: tuple[Fact, ...]) -> Plain:
    """What `verify` hashes: of each fact, sorted by name: kind, fields, confidence, evidence."""
    return [
        {
            "name": fact.name,
            "kind": fact.kind,
            "fields": {name: plain(value) for name, value in fact.fields.items()},
            "confidence": fact.confidence,
            "evidence": [[e.article, e.field, e.start, e.end, e.quote] for e in fact.evidence],
        }
        for fact in sorted(facts, key=lambda fact: fact.name)
    ]
