"""How often a rule is right is measured, and what its file says of it follows."""

from importlib.resources import files

from tests.gold.rules import LEAST, MOST, Rule, rules_of, written
from tests.gold.score import Fact
from tracker.reading.known import Lexicon

FRAMES = """
[[frame]]
id = "visit.go"
pattern = "{visitor:actor+} to {host:place}"
precision = 0.9
examples = ["Norway's prime minister flew to Chile. @2024-03-06 => visit NOR CHL"]

[[frame]]
id = "visit.come"
pattern = "precision = 0.1"

[[frame]]
id = "visit.stay"
precision = 0.85
"""
VISIT: Fact = {
    "visitor": "NOR",
    "host": "CHL",
    "people": [],
    "level": "head_of_government",
    "place": None,
    "start": "2024-03-04",
    "end": None,
    "status": "completed",
}


def article(id: str, *visits: object) -> Fact:
    text, gold = "Norway's prime minister arrived in Chile on Monday.", {"visits": list(visits), "agreements": [], "trade_rankings": [], "trade_figures": []}
    source = {"name": "Paper", "home_country": None}
    return {"id": id, "style": "wire", "title": None, "text": text, "published": "2024-03-06", "source": source, "gold": gold}


def test_a_finding_counts_for_its_rules_as_right_or_false_and_one_of_an_optional_fact_for_none(lexicon: Lexicon) -> None:
    told = [article("a", {**VISIT, "optional": False}), article("b"), article("c", {**VISIT, "optional": True})]
    (rule,) = rules_of(lexicon, told)
    assert (rule.right, rule.false) == (1, 1)


def test_a_rule_seen_seldom_keeps_what_was_declared_and_one_seen_often_what_was_measured() -> None:
    assert [Rule("r", 0.8, right, false).measured for right, false in ((0, 0), (1, 0), (40, 40), (400, 0), (0, 400))] == [0.8, 0.84, 0.51, MOST, LEAST]


def test_a_file_says_what_was_measured_and_changes_in_nothing_else() -> None:
    assert written(FRAMES, {"visit.go": 0.7, "visit.stay": 0.92}) == FRAMES.replace("0.9\n", "0.7\n").replace("0.85", "0.92")
    for file in files("tracker.reading.kinds").iterdir():
        if file.name.endswith(".toml"):
            assert written(file.read_text("utf-8"), {}) == file.read_text("utf-8"), file.name
