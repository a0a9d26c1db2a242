"""
How often each rule of the reader is right, and what its file should say of it.

    python -m tests.gold.rules GOLD_FOLDER ... [--write]

In: gold articles in the form of SCHEMA.md.  Out: of each rule its right and false findings, the precision that its file declares and the one measured; with
--write the files beside the reader say the latter. A finding that several rules told counts for each of them, one of an optional fact for none.
The measured one leans on the declared as on PRIOR findings: a rule that was seen twice says little.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.gold.reader import admitted
from tests.gold.score import MEASURES, Fact, articles_at, pair_up
from tracker.reading import kinds
from tracker.reading.findings import findings
from tracker.reading.known import Lexicon, load
from tracker.reading.read import read

PRIOR = 4
LEAST, MOST = 0.3, 0.99
DECLARED = re.compile(r'(^id = "(?P<id>[^"]+)"$(?:\n(?!\[\[).*)*?\nprecision = )(?P<precision>[\d.]+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its findings. declared: the precision that its file says."""

    id: str
    declared: float
    right: int
    false: int

    @property
    def measured(self) -> float:
        """Its precision, two digits, between LEAST and MOST."""
        return round(min(MOST, max(LEAST, (self.right + PRIOR * self.declared) / (self.right + self.false + PRIOR))), 2)


def rules_of(lexicon: Lexicon, articles: Iterable[Fact]) -> list[Rule]:
    """Every rule that found something, by its id."""
    right, false = Counter[str](), Counter[str]()
    for article in articles:
        reading = read(admitted(article), lexicon)
        found, gold = findings(reading, lexicon.kinds), article["gold"]
        for name, kind in lexicon.kinds.items():
            if measure := MEASURES.get(kind.plural):
                pairing = pair_up(gold.get(kind.plural, []), found[kind.plural], measure)  # type: ignore[attr-defined, arg-type]  # JSON, checked by the schema
                for place, event in enumerate(each for each in reading.events if each.kind == name):
                    (right if place in pairing.proved else false if place not in pairing.taken else Counter[str]()).update(set(event.rules))
    declared = {frame.rule.id: frame.rule.precision for each in lexicon.declared.declared for frame in each.frames}
    return [Rule(id, declared[id], right[id], false[id]) for id in sorted(right.keys() | false.keys()) if id in declared]


def written(text: str, measured: dict[str, float]) -> str:
    """The text of a kind's file with these precisions in it."""
    return DECLARED.sub(lambda found: f"{found[1]}{measured.get(found['id'], float(found['precision'])):.2f}".rstrip("0"), text)


def main(arguments: Sequence[str]) -> None:
    """The command line above."""
    rules = rules_of(load(), articles_at([each for each in arguments if not each.startswith("--")]))
    for each in rules:
        sys.stdout.write(f"{each.id:<44}{each.right:>4} right{each.false:>4} false   declared {each.declared:.2f}  measured {each.measured:.2f}\n")
    if "--write" in arguments:
        measured = {each.id: each.measured for each in rules}
        for file in sorted(Path(kinds.__file__).parent.glob("*.toml")):
            file.write_text(written(file.read_text("utf-8"), measured), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
