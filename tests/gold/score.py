"""
What a reader found, scored against gold articles.

    python tests/gold/score.py FOUND.jsonl GOLD_FOLDER_OR_FILE ... [--misses] [--json]

In: FOUND, one JSON object a line as `tracker read --json` prints it, and gold files in the form of SCHEMA.md.  Out: a table, a row a kind.
Never: a judgement on optional facts; they are neither required nor penalised.

A fact is found when its core agrees; each found fact takes one gold fact, and a second report of the same one counts as false.
    visit      visitor and host equal, start dates not contradictory (one a prefix of the other, or one of them null)
    agreement  same parties (more than two: Jaccard >= 0.6), the same step (planned, made, ended), dates not contradictory
    ranking    country, partner and measure equal, and rank, or top, equal, or both leading; one that says more than one of these is false
    figure     same two countries and measure (A's exports to B are B's imports from A), and value (within 1 %), change (within 0.1) or record equal
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

Fact = Mapping[str, object]
Agreement = dict[str, bool | None]
"""Of a fact found: which attributes agree, None where the gold does not tell."""

PLANNED, MADE = {"negotiating", "agreed"}, {"initialled", "signed", "ratified", "in_force"}
MIRROR = {"exports": "imports", "imports": "exports"}
SAYS_HOW_HIGH = ("rank", "top", "leading")


@dataclass
class Row:
    """right, false, missed: of required facts; attributes: of those found, how often right and how often told."""

    right: int = 0
    false: int = 0
    missed: int = 0
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)


def score(found: Mapping[str, Mapping[str, Sequence[Fact]]], articles: Sequence[Fact], show: Callable[[str], None] = lambda line: None) -> dict[str, Row]:
    """A row a kind, and "all". found: by the article's id; show: is told every miss and every false finding."""
    table = {kind: Row() for kind in MATCH}
    for article in articles:
        gold_facts = cast("Mapping[str, Sequence[Fact]]", article["gold"])
        for kind, match in MATCH.items():
            gold, given = gold_facts.get(kind, []), found.get(str(article["id"]), {}).get(kind, [])
            hits, taken = _pair_up(gold, given, match)
            _count(table[kind], gold, given, hits, taken)
            for fact in (fact for place, fact in enumerate(gold) if place not in hits and not fact.get("optional")):
                show(f"MISSED {article['id']} {kind} {_told(fact)}")
            for fact in (fact for place, fact in enumerate(given) if place not in taken):
                show(f"FALSE  {article['id']} {kind} {_told(fact)}")
    rows = list(table.values())
    table["all"] = Row(sum(row.right for row in rows), sum(row.false for row in rows), sum(row.missed for row in rows))
    return table


def _pair_up(gold: Sequence[Fact], found: Sequence[Fact], match: Callable[[Fact, Fact], Agreement | None]) -> tuple[dict[int, Agreement], set[int]]:
    """One to one, the best agreement first, required facts before optional ones: of each gold fact how it agrees, and the findings that are taken."""
    pairs = [(place, other, alike) for place, fact in enumerate(gold) for other, given in enumerate(found) if (alike := match(fact, given)) is not None]
    pairs.sort(key=lambda pair: (-sum(map(bool, pair[2].values())), bool(gold[pair[0]].get("optional")), pair[0], pair[1]))
    hits: dict[int, Agreement] = {}
    taken: set[int] = set()
    for place, other, alike in pairs:
        if place not in hits and other not in taken:
            hits[place] = alike
            taken.add(other)
    return hits, taken


def _count(row: Row, gold: Sequence[Fact], found: Sequence[Fact], hits: Mapping[int, Agreement], taken: set[int]) -> None:
    row.false += len(found) - len(taken)
    for place, fact in enumerate(gold):
        if fact.get("optional"):
            continue
        row.right += place in hits
        row.missed += place not in hits
        for name, agrees in hits.get(place, {}).items():
            if agrees is not None:
                right, told = row.attributes.get(name, (0, 0))
                row.attributes[name] = (right + agrees, told + 1)


def _visit(gold: Fact, found: Fact) -> Agreement | None:
    if (gold["visitor"], gold["host"]) != (found["visitor"], found["host"]) or not _may_agree(gold["start"], found.get("start")):
        return None
    people, done = _names(gold["people"]), {"ongoing", "completed"}
    return {
        "date": gold["start"] == found.get("start"),
        "level": gold["level"] == found.get("level"),
        "status": gold["status"] == found.get("status") or {gold["status"], found.get("status")} <= done,
        "person": bool(people & _names(found.get("people"))) if people else None,
        "place": str(gold["place"]).lower() == str(found.get("place")).lower() if gold["place"] else None,
    }


def _agreement(gold: Fact, found: Fact) -> Agreement | None:
    a, b = set(cast("list[str]", gold["parties"])), set(cast("list[str]", found["parties"]))
    alike = a == b if len(a) == 2 else len(a & b) / len(a | b) >= 0.6
    if not alike or _step(gold["status"]) != _step(found.get("status")) or not _may_agree(gold["date"], found.get("date")):
        return None
    count, given = (cast(Fact, fact.get("count") or {}).get("value") for fact in (gold, found))
    told = {name: gold[name] == found.get(name) for name in ("status", "date", "kind")}
    return {**told, "count": count == given if count else None}


def _ranking(gold: Fact, found: Fact) -> Agreement | None:
    if any(gold[name] != found.get(name) for name in ("country", "partner", "measure")) or sum(bool(found.get(name)) for name in SAYS_HOW_HIGH) != 1:
        return None
    if not any(gold[name] and gold[name] == found.get(name) for name in SAYS_HOW_HIGH):
        return None
    period = gold["period"] == found.get("period") if gold["period"] else None
    return {"period": period, "scope": bool(found.get("scope")) == bool(gold["scope"]), "goods": bool(found.get("goods")) == bool(gold["goods"])}


def _figure(gold: Fact, found: Fact) -> Agreement | None:
    if {gold["country"], gold["partner"]} != {found["country"], found["partner"]}:
        return None
    is_mirrored = gold["country"] == found["partner"] and MIRROR.get(str(gold["measure"])) == found.get("measure")
    if gold["measure"] != found.get("measure") and not is_mirrored:
        return None
    by_value = _is_close(gold["value"], found.get("value"), 0.01 * abs(cast(float, gold["value"] or 0)))
    by_record = gold["record"] is not None and gold["record"] == found.get("record")
    if not (by_value or _is_close(gold["change_percent"], found.get("change_percent"), 0.1) or by_record):
        return None
    return {
        "period": gold["period"] == found.get("period") if gold["period"] else None,
        "currency": gold["currency"] == found.get("currency") if gold["value"] else None,
        "status": gold["status"] == found.get("status"),
    }


MATCH: Mapping[str, Callable[[Fact, Fact], Agreement | None]] = {
    "visits": _visit,
    "agreements": _agreement,
    "trade_rankings": _ranking,
    "trade_figures": _figure,
}


def _step(status: object) -> str:
    return "planned" if status in PLANNED else "made" if status in MADE else "ended"


def _may_agree(a: object, b: object) -> bool:
    return a is None or b is None or str(a).startswith(str(b)) or str(b).startswith(str(a))


def _is_close(a: object, b: object, tolerance: float) -> bool:
    return isinstance(a, int | float) and isinstance(b, int | float) and abs(a - b) <= tolerance


def _names(people: object) -> set[str]:
    written = [each["name"] if isinstance(each, dict) else each for each in cast("list[object]", people or [])]
    return {word.lower() for name in written for word in str(name).replace("-", " ").split() if len(word) > 1}


def _told(fact: Fact) -> dict[str, object]:
    return {name: value for name, value in fact.items() if value and name != "optional"}


def articles_at(paths: Sequence[str]) -> Iterator[Fact]:
    """The gold articles of folders, and of files that hold a list of them."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from (json.loads(file.read_text("utf-8")) for file in sorted(path.rglob("*.json")))
        else:
            yield from json.loads(path.read_text("utf-8"))


def shown(table: Mapping[str, Row]) -> str:
    """The table for people, a line a kind."""
    return "\n".join(
        f"{kind:15} P {row.precision:.2f}  R {row.recall:.2f}  F1 {row.f1:.2f}  ({row.right} right, {row.false} false, {row.missed} missed)  "
        + "  ".join(f"{name} {right}/{told}" for name, (right, told) in sorted(row.attributes.items()))
        for kind, row in table.items()
    )


def main(arguments: Sequence[str]) -> None:
    """The command line above."""
    paths = [each for each in arguments if not each.startswith("--")]
    lines = [line for line in Path(paths[0]).read_text("utf-8").splitlines() if line.strip()]
    found = {each["id"]: each for each in map(json.loads, lines)}
    show = (lambda line: print(line)) if "--misses" in arguments else (lambda line: None)  # noqa: T201
    table = score(found, list(articles_at(paths[1:])), show)
    rows = {kind: {"precision": row.precision, "recall": row.recall, "f1": row.f1} for kind, row in table.items()}
    sys.stdout.write((json.dumps(rows) if "--json" in arguments else shown(table)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
