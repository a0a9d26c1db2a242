"""The command line as it is typed, in this process: its exit code, and what it says on either output."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running.process import Process, running
from tracker.__main__ import main
from tracker.command.terminal import OUT
from tracker.core.identity import Plain

Typed = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Plain]]:
        """Its output, where it is JSON, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command: `typed("read", "a.txt", "--json")`."""

    def run(*words: object) -> Ran:
        monkeypatch.setattr(OUT, "width", 200)
        monkeypatch.setattr("sys.argv", ["tracker", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """A tracker that runs, for all tests of a module."""
    with running(tmp_path_factory.mktemp("data")) as process:
        yield process


@pytest.fixture
def here(served: Process, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its address, which the commands are told."""
    address = f"http://127.0.0.1:{served.port}"
    monkeypatch.setenv("TRACKER_TO", address)
    return address


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of news: two good articles, and one without words."""
    articles = {
        "norway.json": {"text": VISIT, "published": "2024-03-05", "source": {"name": "The Example", "home_country": "NOR"}},
        "quiet.json": {"text": "It rained in Bergen.", "ref": "rain"},
        "empty.json": {"text": ""},
    }
    for name, article in articles.items():
        (tmp_path / name).write_text(json.dumps(article), encoding="utf-8")
    return tmp_path


VISIT = "Norway's Prime Minister Jonas Gahr Støre arrived in Santiago, Chile, on Monday for talks on fishing."
