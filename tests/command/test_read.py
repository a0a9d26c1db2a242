"""`tracker read`: the reader tried on articles, for people and as findings; nothing is stored."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.command.conftest import VISIT, Typed
from tracker.core.identity import Plain


def test_each_article_is_a_line_of_findings_under_its_own_name(typed: Typed, news: Path) -> None:
    ran = typed("read", news / "norway.json", news / "quiet.json", "--json")
    assert ran.code == 0
    norway, quiet = ran.lines
    assert (norway["id"], quiet["id"], quiet["outcome"]) == ("norway", "rain", "none")
    assert quiet["visits"] == quiet["agreements"] == quiet["trade_rankings"] == quiet["trade_figures"] == []
    assert norway["visits"] == [{**visit, "visitor": "NOR", "host": "CHL", "start": "2024-03-04", "evidence": [VISIT]} for visit in _visits(norway)]


def _visits(findings: Mapping[str, object]) -> list[dict[str, Plain]]:
    visits = findings["visits"]
    assert isinstance(visits, list) and len(visits) == 1
    return visits


def test_people_see_a_sentence_with_its_quote(typed: Typed, news: Path) -> None:
    ran = typed("read", news / "norway.json")
    assert ran.code == 0
    assert "Jonas Gahr Støre of Norway" in ran.out and f"“{VISIT}”" in ran.out


def test_an_article_that_reports_nothing_says_so(typed: Typed, news: Path) -> None:
    assert "reports nothing between countries" in typed("read", news / "quiet.json").out


def test_a_bad_article_is_told_of_with_its_place_and_the_rest_goes_on(typed: Typed, news: Path) -> None:
    ran = typed("read", news, "--json")
    assert ran.code == 1
    assert [line["id"] for line in ran.lines] == ["norway", "rain"]
    assert f"{news / 'empty.json'}: text: is empty -- send the words of the article" in ran.err


def test_an_article_cannot_speak_to_the_terminal(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "loud.json"
    path.write_text(json.dumps({"text": VISIT, "title": "\x1b[31mred[/] [bold]\u202e\r\nnews"}), encoding="utf-8")
    out = typed("read", path).out
    assert "red[/] [bold] news" in out and "\x1b" not in out and "\u202e" not in out
