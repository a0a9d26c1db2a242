"""Blind rounds: their files hold addresses and gold and no texts, and the command says what is missing."""

import json
from pathlib import Path

import pytest

from tests.reading.blind import __main__ as blind

ROUNDS = sorted(blind.HERE.glob("round*.json"))
ARTICLE = {
    "id": "r9-01",
    "url": "https://news.example/1",
    "outlet": "A Paper",
    "home_country": "NOR",
    "published": "2024-03-06",
    "gold": {"visits": [{"visitor": "PER", "host": "NOR", "people": [], "level": "minister", "place": "Oslo", "start": "2024-03-04", "status": "completed"}]},
}
TEXT = {"id": "r9-01", "title": "", "text": "Peru's trade minister arrived in Oslo on Monday.", "published": "1999-01-01", "gold": {"visits": []}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round of one article, and the folder of its text; both stand apart from the repository."""
    monkeypatch.setattr(blind, "HERE", tmp_path)
    (tmp_path / "round9.json").write_text(json.dumps([ARTICLE]), "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "r9-01.json").write_text(json.dumps(TEXT), "utf-8")
    return tmp_path / "texts"


def test_a_round_is_scored_by_what_its_file_states_and_not_by_what_lies_with_the_text(folder: Path) -> None:
    table = json.loads(blind.main(["9", str(folder), "--json"]))
    assert (table["articles"], table["visits"]["right"], table["all"]["false"]) == (1, 1, 0)


def test_a_missing_text_is_named_with_where_it_is_from(folder: Path) -> None:
    (folder / "r9-01.json").unlink()
    with pytest.raises(ValueError, match=r"r9-01\.json: .*https://news\.example/1"):
        blind.main(["9", str(folder)])


def test_a_round_that_is_not_there_is_named_beside_those_that_are(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"round8\.json: .*round9\.json"):
        blind.main(["8", str(folder)])


def test_a_call_without_round_and_folder_is_told_the_right_one() -> None:
    with pytest.raises(ValueError, match=r"python -m tests\.reading\.blind 1 FOLDER"):
        blind.main(["FOLDER"])


def test_no_round_holds_a_text_and_every_article_is_told_whole() -> None:
    articles = [article for file in ROUNDS for article in json.loads(file.read_text("utf-8"))]
    assert [article["id"] for article in articles if set(article) - {"notes"} != set(ARTICLE)] == []
    assert len({article["id"] for article in articles}) == len(articles)
