"""
The gold facts of `tests/gold` as events, as if a reader had found them all, and pairs of our own.

In: the gold articles' facts, and `pairs.jsonl`, which was written before the code that it measures.  Out: what merging takes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.relating.world import kinds
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value, event_id, faults
from tracker.core.kind import FieldSpec, Kind
from tracker.core.reading import Origin, Reading
from tracker.relating.merge import merge
from tracker.relating.told import Told

GOLD = Path(__file__).parents[1] / "gold"
CONFIDENCE = 0.8

Json = Mapping[str, object]


@dataclass(frozen=True)
class Pair:
    """Two facts that are nearly one. why: what makes it hard; same: whether they tell one fact."""

    why: str
    kind: Kind
    a: Told
    b: Told
    same: bool

    @property
    def merged(self) -> bool:
        """Whether merging takes them for one."""
        return len(merge(self.kind, [self.a, self.b])) == 1


@dataclass(frozen=True)
class Happening:
    """What several articles of a cluster tell: one real-world fact."""

    what: str
    kind: Kind
    told: tuple[Told, ...]


def near_misses() -> list[Pair]:
    """All pairs of `near_misses.jsonl`: merging was made on them."""
    return _pairs(GOLD / "near_misses.jsonl")


def own_pairs() -> list[Pair]:
    """All pairs of `pairs.jsonl`, half of them one fact."""
    return _pairs(Path(__file__).with_name("pairs.jsonl"))


def wrong_and_missed(pairs: Iterable[Pair]) -> tuple[list[str], list[str]]:
    """Why the pairs are hard that were merged and are two, and those that were not merged and are one."""
    amiss = [pair for pair in pairs if pair.merged != pair.same]
    return [pair.why for pair in amiss if not pair.same], [pair.why for pair in amiss if pair.same]


def clusters() -> list[list[Happening]]:
    """The happenings of each cluster."""
    by_plural = {kind.plural: kind for kind in kinds().values()}
    given = json.loads((GOLD / "clusters.json").read_text("utf-8"))
    return [[_happening(by_plural[each["kind"]], each["what"], each["facts"]) for each in given[name]] for name in given if name != "_note"]


def readings() -> list[Reading]:
    """What a reader that finds everything makes of the articles of all clusters, one reading each."""
    told: dict[str, dict[str, Told]] = {}
    for each in (each for cluster in clusters() for happening in cluster for each in happening.told):
        told.setdefault(each.event.article, {})[each.event.id] = each
    return [Reading(article, "gold", "events", tuple(each.event for each in those.values()), _first(those).origin) for article, those in told.items()]


def _first(told: Mapping[str, Told]) -> Told:
    return next(iter(told.values()))


def _pairs(path: Path) -> list[Pair]:
    return [_pair(number, json.loads(line)) for number, line in enumerate(path.read_text("utf-8").splitlines())]


def _pair(number: int, given: Mapping[str, Json]) -> Pair:
    kind = next(kind for kind in kinds().values() if kind.plural == str(given["kind"]))
    sides = [_told(kind, f"near-{number}-{side}", given[side], Origin(str(given[side]["published"]), source=str(given[side]["source"]))) for side in "ab"]
    return Pair(str(given["why"]), kind, sides[0], sides[1], bool(given["same"]))


def _happening(kind: Kind, what: str, facts: Iterable[tuple[str, int]]) -> Happening:
    return Happening(what, kind, tuple(_told_in(kind, article, at) for article, at in facts))


def _told_in(kind: Kind, article: str, at: int) -> Told:
    given = json.loads((GOLD / "open" / f"{article}.json").read_text("utf-8"))
    origin = Origin(given["published"] or "", source=given["source"]["name"] or "", home_country=given["source"]["home_country"] or "")
    return _told(kind, article, given["gold"][kind.plural][at], origin)


def _told(kind: Kind, article: str, fact: Json, origin: Origin) -> Told:
    fields = Fields({name: _value(spec, fact.get(name)) for name, spec in kind.fields.items()})
    assert not faults(kind, fields), faults(kind, fields)
    quote = Evidence(article, "text", 0, 1, "x")
    return Told(Event(event_id(article, kind, fields), article, kind.name, fields, (quote,), CONFIDENCE), origin)


def _value(spec: FieldSpec, given: object) -> Value | None:
    match spec.type, given:
        case _, None:
            return None
        case "people", list(people):
            return tuple(Person(person["name"], person.get("role") or "") for person in people)
        case (("parties" | "names"), list(names)):
            return tuple(sorted(names)) if spec.type == "parties" else tuple(names)
        case "count", {"value": int(number), "approximate": bool(approximate)}:
            return Count(number, approximate)
        case _:
            return cast(Value, given)
