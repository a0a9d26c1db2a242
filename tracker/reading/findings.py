"""
Findings in the form of the gold articles: plain JSON, every declared field, null where untold.

In: a Reading.  Out: {"visits": [...], "agreements": [...], ...}.  Never: the article's id; who asks knows it under a name of their own.
"""

from collections.abc import Mapping

from tracker.core.event import Event, plain
from tracker.core.identity import Plain
from tracker.core.kind import Kind
from tracker.core.reading import Reading


def findings(reading: Reading, kinds: Mapping[str, Kind]) -> dict[str, Plain]:
    """The events of a reading by the plural of their kind, each as a mapping of all its fields with "evidence" (quotes) and "confidence"."""
    return {kind.plural: [_finding(event, kind) for event in reading.events if event.kind == name] for name, kind in kinds.items()}


def _finding(event: Event, kind: Kind) -> dict[str, Plain]:
    told: dict[str, Plain] = {name: plain(event.fields[name]) if name in event.fields else _untold(spec.type) for name, spec in kind.fields.items()}
    return {**told, "confidence": event.confidence, "evidence": [quote.quote for quote in event.evidence]}


def _untold(type: str) -> Plain:
    match type:
        case "people" | "names" | "parties":
            return []
        case "flag":
            return False
        case _:
            return None
