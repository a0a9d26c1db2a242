"""
What a reader found, scored against gold articles.

    python tests/gold/score.py FOUND.jsonl GOLD_FOLDER_OR_FILE ... [--misses] [--json]

In: FOUND, one JSON object a line as `tracker read --json` prints it, and gold files in the form of SCHEMA.md.  Out: a table, a row a kind; how reliable the
confidences are; what failed.  Never: a judgement on optional facts; they are neither required nor penalised.

A fact is found when its core agrees; each found fact takes one gold fact, and a second report of the same one counts as false.
    visit      visitor and host equal, start dates not contradictory (one a prefix of the other, or one of them null)
    agreement  same parties (more than two: Jaccard >= 0.6), the same step (planned, made, ended), dates not contradictory
    ranking    country, partner and measure equal, and rank, or top, equal, or both leading; one that says more than one of these is false
    figure     same two countries and measure (A's exports to B are B's imports from A), and value (within 1 %), change (within 0.1) or record equal
Reliability: of the findings in each band of confidence, how many are right; and how many of the required facts are found with SURE or more.
Failures: a false finding is named after the one part of the core in which it differs from a fact of its article ("date"); "repeated" where it differs
in none, "invented" where it is like no fact. A missed fact likewise; "untold" where no finding is like it.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

Fact = Mapping[str, object]
Agreement = dict[str, bool | None]
"""Of a fact found: which attributes agree, None where the gold does not tell."""
Test = Callable[[Fact, Fact], bool]
"""Whether a part of a found fact, given second, agrees with the gold."""

PLANNED, MADE = {"negotiating", "agreed"}, {"initialled", "signed", "ratified", "in_force"}
MIRROR = {"exports": "imports", "imports": "exports"}
SAYS_HOW_HIGH = ("rank", "top", "leading")
BANDS = (0.0, 0.5, 0.8, 0.9)
"""Where the bands of confidence begin."""
SURE = 0.8
"""The confidence from which on a fact is published."""
REPEATED, INVENTED, UNTOLD = "repeated", "invented", "untold"


@dataclass
class Row:
    """
    right, false, missed: of required facts; attributes: of those found, how often right and how often told.

    bands: of each band's beginning, how many findings are right and false; sure: how many required facts were found with SURE or more.
    wrong, lacking: of the false and the missed, what failed and how often.
    """

    right: int = 0
    false: int = 0
    missed: int = 0
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    bands: dict[float, tuple[int, int]] = field(default_factory=dict)
    sure: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)

    @property
    def sure_precision(self) -> float:
        """Of the findings with SURE or more, the share that is right."""
        right, false = (sum(counts[side] for low, counts in self.bands.items() if low >= SURE) for side in (0, 1))
        return right / max(1, right + false)

    @property
    def sure_share(self) -> float:
        """Of the required facts, the share found with SURE or more."""
        return self.sure / max(1, self.right + self.missed)

    def add(self, other: "Row") -> None:
        """Count another row in, but for its attributes: those of two kinds are not alike."""
        self.right, self.false, self.missed, self.sure = self.right + other.right, self.false + other.false, self.missed + other.missed, self.sure + other.sure
        self.wrong, self.lacking = self.wrong + other.wrong, self.lacking + other.lacking
        for low, (right, false) in other.bands.items():
            self.count(low, right, false)

    def count(self, low: float, right: int, false: int) -> None:
        """Count findings of the band that begins at `low`."""
        before = self.bands.get(low, (0, 0))
        self.bands[low] = (before[0] + right, before[1] + false)


@dataclass(frozen=True)
class Measure:
    """core: what must agree for a fact to be found, by name; attributes: how the rest of a found fact agrees."""

    core: Mapping[str, Test]
    attributes: Callable[[Fact, Fact], Agreement]

    def differs(self, gold: Fact, found: Fact) -> list[str]:
        """The parts of the core that do not agree."""
        return [name for name, agrees in self.core.items() if not agrees(gold, found)]

    def match(self, gold: Fact, found: Fact) -> Agreement | None:
        """How the attributes agree; None where the fact is not found."""
        return None if self.differs(gold, found) else self.attributes(gold, found)


@dataclass(frozen=True)
class Pairing:
    """
    Of one article and kind: gold and found facts; hits: place in gold -> how it agrees and how sure it is.

    taken: places in found that hit a fact of the gold; proved: those of them that hit a required one.
    """

    gold: Sequence[Fact]
    found: Sequence[Fact]
    hits: Mapping[int, tuple[Agreement, float]]
    taken: frozenset[int]
    proved: frozenset[int]

    def missed(self) -> list[Fact]:
        """The required facts that were not found."""
        return [fact for place, fact in enumerate(self.gold) if place not in self.hits and not fact.get("optional")]

    def false(self) -> list[Fact]:
        """The findings that are no fact of the gold."""
        return [fact for place, fact in enumerate(self.found) if place not in self.taken]

    def right(self) -> list[tuple[Agreement, float]]:
        """Of each required fact that was found, how it agrees and how sure it is."""
        return [hit for place, hit in self.hits.items() if not self.gold[place].get("optional")]


def score(found: Mapping[str, Mapping[str, Sequence[Fact]]], articles: Sequence[Fact], show: Callable[[str], None] = lambda line: None) -> dict[str, Row]:
    """A row a kind, and "all". found: by the article's id; show: is told every miss and every false finding."""
    table = {kind: Row() for kind in MEASURES}
    for article in articles:
        gold = cast("Mapping[str, Sequence[Fact]]", article["gold"])
        for kind, measure in MEASURES.items():
            pairing = pair_up(gold.get(kind, []), found.get(str(article["id"]), {}).get(kind, []), measure)
            _count(table[kind], pairing)
            _count_failures(table[kind], pairing, measure, show, f"{article['id']} {kind}")
    everything = Row()
    for row in table.values():
        everything.add(row)
    return {**table, "all": everything}


def pair_up(gold: Sequence[Fact], found: Sequence[Fact], measure: Measure) -> Pairing:
    """One to one, the best agreement first, required facts before optional ones."""
    pairs = [(place, other, alike) for place, fact in enumerate(gold) for other, given in enumerate(found) if (alike := measure.match(fact, given)) is not None]
    pairs.sort(key=lambda pair: (-sum(map(bool, pair[2].values())), bool(gold[pair[0]].get("optional")), pair[0], pair[1]))
    hits: dict[int, tuple[Agreement, float]] = {}
    taken: dict[int, bool] = {}
    for place, other, alike in pairs:
        if place not in hits and other not in taken:
            hits[place] = (alike, _confidence(found[other]))
            taken[other] = not gold[place].get("optional")
    return Pairing(gold, found, hits, frozenset(taken), frozenset(other for other, is_required in taken.items() if is_required))


def _count(row: Row, pairing: Pairing) -> None:
    row.missed += len(pairing.missed())
    for given in pairing.false():
        row.false += 1
        row.count(_band(_confidence(given)), 0, 1)
    for alike, confidence in pairing.right():
        row.right += 1
        row.count(_band(confidence), 1, 0)
        row.sure += confidence >= SURE
        _count_attributes(row, alike)


def _count_attributes(row: Row, alike: Agreement) -> None:
    for name, agrees in alike.items():
        if agrees is not None:
            right, told = row.attributes.get(name, (0, 0))
            row.attributes[name] = (right + agrees, told + 1)


def _count_failures(row: Row, pairing: Pairing, measure: Measure, show: Callable[[str], None], where: str) -> None:
    """Count and show what was missed and what is false, each by what failed."""
    for fact in pairing.missed():
        failure = _failure((measure.differs(fact, given) for given in pairing.false()), UNTOLD)
        row.lacking[failure] += 1
        show(f"MISSED {where} ({failure}) {_told(fact)}")
    for given in pairing.false():
        failure = _failure((measure.differs(fact, given) for fact in pairing.gold), INVENTED)
        row.wrong[failure] += 1
        show(f"FALSE  {where} ({failure}) {_told(given)}")


def _failure(differences: Iterable[list[str]], otherwise: str) -> str:
    """The one part in which a fact differs from the nearest other; `otherwise` where there is none, or each differs in more; REPEATED where one in none."""
    nearest = min(differences, key=len, default=None)
    if nearest is None or len(nearest) > 1:
        return otherwise
    return nearest[0] if nearest else REPEATED


def _equal(name: str) -> Test:
    return lambda gold, found: gold[name] == found.get(name)


def _dated(name: str) -> Test:
    return lambda gold, found: _may_agree(gold[name], found.get(name))


def _visit(gold: Fact, found: Fact) -> Agreement:
    people, done = _names(gold["people"]), {"ongoing", "completed"}
    return {
        "date": gold["start"] == found.get("start"),
        "level": gold["level"] == found.get("level"),
        "status": gold["status"] == found.get("status") or {gold["status"], found.get("status")} <= done,
        "person": bool(people & _names(found.get("people"))) if people else None,
        "place": str(gold["place"]).lower() == str(found.get("place")).lower() if gold["place"] else None,
    }


def _agreement(gold: Fact, found: Fact) -> Agreement:
    count, given = (cast(Fact, fact.get("count") or {}).get("value") for fact in (gold, found))
    told = {name: gold[name] == found.get(name) for name in ("status", "date", "kind")}
    return {**told, "count": count == given if count else None}


def _same_parties(gold: Fact, found: Fact) -> bool:
    a, b = set(cast("list[str]", gold["parties"])), set(cast("list[str]", found["parties"]))
    return a == b if len(a) == 2 else len(a & b) / len(a | b) >= 0.6


def _same_step(gold: Fact, found: Fact) -> bool:
    return _step(gold["status"]) == _step(found.get("status"))


def _ranking(gold: Fact, found: Fact) -> Agreement:
    period = gold["period"] == found.get("period") if gold["period"] else None
    return {"period": period, "scope": bool(found.get("scope")) == bool(gold["scope"]), "goods": bool(found.get("goods")) == bool(gold["goods"])}


def _same_height(gold: Fact, found: Fact) -> bool:
    says_one = sum(bool(found.get(name)) for name in SAYS_HOW_HIGH) == 1
    return says_one and any(gold[name] and gold[name] == found.get(name) for name in SAYS_HOW_HIGH)


def _figure(gold: Fact, found: Fact) -> Agreement:
    return {
        "period": gold["period"] == found.get("period") if gold["period"] else None,
        "currency": gold["currency"] == found.get("currency") if gold["value"] else None,
        "status": gold["status"] == found.get("status"),
    }


def _same_two(gold: Fact, found: Fact) -> bool:
    return {gold["country"], gold["partner"]} == {found["country"], found["partner"]}


def _same_measure(gold: Fact, found: Fact) -> bool:
    is_mirrored = gold["country"] == found["partner"] and MIRROR.get(str(gold["measure"])) == found.get("measure")
    return gold["measure"] == found.get("measure") or is_mirrored


def _same_number(gold: Fact, found: Fact) -> bool:
    by_value = _is_close(gold["value"], found.get("value"), 0.01 * abs(cast(float, gold["value"] or 0)))
    by_record = gold["record"] is not None and gold["record"] == found.get("record")
    return by_value or _is_close(gold["change_percent"], found.get("change_percent"), 0.1) or by_record


MEASURES: Mapping[str, Measure] = {
    "visits": Measure({"visitor": _equal("visitor"), "host": _equal("host"), "date": _dated("start")}, _visit),
    "agreements": Measure({"parties": _same_parties, "step": _same_step, "date": _dated("date")}, _agreement),
    "trade_rankings": Measure({**{name: _equal(name) for name in ("country", "partner", "measure")}, "rank": _same_height}, _ranking),
    "trade_figures": Measure({"countries": _same_two, "measure": _same_measure, "number": _same_number}, _figure),
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


def _confidence(found: Fact) -> float:
    """How sure a finding is; one that does not say is quite sure."""
    given = found.get("confidence", 1.0)
    return given if isinstance(given, int | float) else 1.0


def _band(confidence: float) -> float:
    return max(low for low in BANDS if low <= confidence)


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
    """The table for people: a line a kind for what was found, for how reliable it is, and for what failed."""
    return "\n".join(
        [
            *(_found_line(kind, row) for kind, row in table.items()),
            "",
            f"precision by confidence (right of all), and the share of required facts at {SURE} or more",
            *(_reliability_line(kind, row) for kind, row in table.items()),
            "",
            "what failed, false and missed",
            *(f"{kind:15} false: {_counted(row.wrong)}   missed: {_counted(row.lacking)}" for kind, row in table.items() if kind != "all"),
        ]
    )


def _found_line(kind: str, row: Row) -> str:
    counts = f"({row.right} right, {row.false} false, {row.missed} missed)"
    attributes = "  ".join(f"{name} {right}/{told}" for name, (right, told) in sorted(row.attributes.items()))
    return f"{kind:15} P {row.precision:.2f}  R {row.recall:.2f}  F1 {row.f1:.2f}  {counts}  {attributes}".rstrip()


def _reliability_line(kind: str, row: Row) -> str:
    bands = [(low, *row.bands.get(low, (0, 0))) for low in BANDS]
    told = "  ".join(f"{low:.1f}+ {f'{right / (right + false):.2f}' if right + false else '  - '} ({right}/{right + false})" for low, right, false in bands)
    return f"{kind:15} {told}  |  P {f'{row.sure_precision:.2f}' if row.sure else ' -  '}  share {row.sure_share:.2f}"


def _counted(failures: Counter[str]) -> str:
    return ", ".join(f"{name} {many}" for name, many in failures.most_common()) or "none"


def plainly(table: Mapping[str, Row]) -> dict[str, dict[str, object]]:
    """The table as JSON says it, rounded to three digits."""
    return {
        kind: {
            **{name: round(getattr(row, name), 3) for name in ("precision", "recall", "f1", "sure_precision", "sure_share")},
            **{name: getattr(row, name) for name in ("right", "false", "missed")},
            "bands": {str(low): list(row.bands.get(low, (0, 0))) for low in BANDS},
            "wrong": dict(sorted(row.wrong.items())),
            "lacking": dict(sorted(row.lacking.items())),
            "attributes": {name: list(counts) for name, counts in sorted(row.attributes.items())},
        }
        for kind, row in table.items()
    }


def main(arguments: Sequence[str]) -> None:
    """The command line above."""
    paths = [each for each in arguments if not each.startswith("--")]
    lines = [line for line in Path(paths[0]).read_text("utf-8").splitlines() if line.strip()]
    found = {each["id"]: each for each in map(json.loads, lines)}
    show = (lambda line: print(line)) if "--misses" in arguments else (lambda line: None)  # noqa: T201
    table = score(found, list(articles_at(paths[1:])), show)
    sys.stdout.write((json.dumps(plainly(table)) if "--json" in arguments else shown(table)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
