"""Files, folders and standard input: everything in them comes, in order, with its place; what cannot be read is told of, and the rest goes on."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.core.article import Article
from tracker.core.errors import TooLarge
from tracker.feeding.door import MAX_FED_BYTES
from tracker.feeding.files import Place, articles_in

NOW = datetime(2024, 3, 5, 12, tzinfo=UTC)
ONE, TWO = '{"text": "one"}', '{"text": "two"}'


def told(*paths: Path) -> list[tuple[str, str]]:
    """Each place, by the name of its file, with the text that was found there, or else what is wrong."""
    found = articles_in([str(path) for path in paths], NOW)
    return [(_short(each.place), each.article.text if isinstance(each.article, Article) else str(each.article)) for each in found]


def _short(place: Place) -> str:
    return str(Place(Path(place.file).name, place.number))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", ONE, [("a.json", "one")]),
        ("a.json", json.dumps(json.loads(ONE), indent=2), [("a.json", "one")]),
        ("a.json", "\ufeff" + ONE, [("a.json", "one")]),
        ("a.json", f"[{ONE}, {TWO}]", [("a.json:1", "one"), ("a.json:2", "two")]),
        (
            "a.json",
            f'[{ONE}, 5, {{"text": ""}}, {TWO}]',
            [("a.json:1", "one"), ("a.json:2", "is no JSON object"), ("a.json:3", "text: is empty"), ("a.json:4", "two")],
        ),
        ("a.json", f"{ONE}\n{TWO}\n", [("a.json:1", "one"), ("a.json:2", "two")]),
        ("a.json", f"[{ONE},", [("a.json", "is not JSON at column 18: Expecting value")]),
        ("a.json", "", [("a.json", "is empty")]),
        ("a.JSONL", f"{ONE}\n\n  \n{TWO}", [("a.JSONL:1", "one"), ("a.JSONL:4", "two")]),
        (
            "a.ndjson",
            f"nonsense\nmore\n{TWO}\n",
            [
                ("a.ndjson:1", "is not JSON at column 1: Expecting value"),
                ("a.ndjson:2", "is not JSON at column 1: Expecting value"),
                ("a.ndjson:3", "two"),
            ],
        ),
        ("a.txt", "First line\r\nis no title.\n", [("a.txt", "First line\r\nis no title.\n")]),
        ("a.txt", '{"text": "as it is"}', [("a.txt", '{"text": "as it is"}')]),
        ("a.txt", "", [("a.txt", "text: is empty")]),
        ("a.html", "<html><body><p>Norway's prime minister arrived in Santiago.</p>", [("a.html", "Norway's prime minister arrived in Santiago.")]),
        ("a.htm", "<html>", [("a.htm", "html: holds no text of an article")]),
        ("a", ONE, [("a", "one")]),
        ("a", f" \n [{ONE}]", [("a:1", "one")]),
        ("a", f"nonsense\n{ONE}", [("a", f"nonsense\n{ONE}")]),
        ("a.news", f'{{"text":\n{ONE}\n{TWO}', [("a.news:1", "is not JSON at column 9: Expecting value"), ("a.news:2", "one"), ("a.news:3", "two")]),
        ("a.news", "<p>Norway's prime minister arrived in Santiago.</p>", [("a.news", "Norway's prime minister arrived in Santiago.")]),
        ("a.news", "Plain words.", [("a.news", "Plain words.")]),
    ],
)
def test_a_file_holds_what_its_ending_or_its_beginning_says(tmp_path: Path, name: str, content: str, expected: list[tuple[str, str]]) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    assert told(path) == expected


def test_text_of_another_encoding_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("é".encode("latin-1"))
    (tmp_path / "b.txt").write_text("Ålesund", encoding="utf-8")
    assert told(tmp_path) == [("a.txt", "text: is not UTF-8 at byte 0"), ("b.txt", "Ålesund")]


def test_a_folder_is_walked_in_order_and_what_holds_no_articles_passed_over(tmp_path: Path) -> None:
    for name in ("b/c.txt", "b/a.txt", "a.json", "c.md", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ONE, encoding="utf-8")
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    assert [place for place, _ in told(tmp_path)] == ["a.json", "a.txt", "c.txt"]


def test_what_cannot_be_read_is_told_of_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.json").write_text(ONE, encoding="utf-8")
    assert told(tmp_path, tmp_path / "no.txt") == [
        ("a.json", "cannot be read: No such file or directory"),
        ("b.json", "one"),
        ("no.txt", "cannot be read: No such file or directory"),
    ]


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert told(tmp_path) == [(tmp_path.name, "holds no articles")]


def test_a_line_too_long_to_hold_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(ONE.encode() + b"\n" + b"x" * (2 * MAX_FED_BYTES + 7) + b"\n" + TWO.encode())
    found = list(articles_in([str(path)], NOW))
    assert [each.place.number for each in found] == [1, 2, 3]
    assert isinstance(found[1].article, TooLarge)


def test_standard_input_is_read_as_any_file() -> None:
    program = "import sys; from tests.feeding.test_files import told; from pathlib import Path; print(told(Path('-')))"
    said = subprocess.run([sys.executable, "-c", program], input=f"{ONE}\n{TWO}\n", capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[('-:1', 'one'), ('-:2', 'two')]"


@pytest.mark.parametrize(
    ("place", "ref"), [(Place("news/a001.json"), "a001"), (Place("news/all.jsonl", 7), "all:7"), (Place("-"), "stdin"), (Place("-", 2), "stdin:2")]
)
def test_a_place_lends_its_name_to_an_article_without_one(place: Place, ref: str) -> None:
    assert place.ref == ref
