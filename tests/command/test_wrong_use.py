"""Exit codes and complaints: what is wrong, with the way out, and never a stack trace for what tracker foresaw."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.conftest import Typed
from tests.running.ports import free_port
from tests.serving.served import serving
from tracker.__main__ import EXIT_CODES, exit_code
from tracker.core import errors
from tracker.core.errors import BadArticle, Misplaced, NoServer, PortTaken, TrackerError, UnknownCountry
from tracker.reading.known import load_catalogue


def test_every_error_has_an_exit_code() -> None:
    assert all(
        any(kind in EXIT_CODES for kind in error.__mro__) for error in vars(errors).values() if isinstance(error, type) and issubclass(error, TrackerError)
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [(BadArticle("text", "is empty", ""), 1), (UnknownCountry("Atlantis"), 2), (PortTaken("127.0.0.1", 8765), 2), (NoServer("http://127.0.0.1:8765"), 3)],
)
def test_the_exit_code_says_whose_turn_it_is(error: TrackerError, code: int) -> None:
    assert exit_code(error) == code


@pytest.mark.parametrize("command", [("feed", "{}"), ("show", "CUB"), ("show", "CUB", "RUS"), ("explain", "f1"), ("watch",), ("watch", "CUB", "--json")])
def test_where_no_tracker_answers_the_way_out_is_told(typed: Typed, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("Oslo.", encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}"
    ran = typed(*(word.format(tmp_path / "a.txt") for word in command), "--to", address)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"to: no tracker answers at {address} -- start one with `tracker run`, or name its address with --to\n"


@pytest.mark.parametrize("address", ["localhost:8765", "ftp://127.0.0.1", "http://", "http://[", "http://a:port", "nonsense"])
def test_an_address_that_is_none_is_wrong_use(typed: Typed, address: str) -> None:
    ran = typed("show", "CUB", "--to", address)
    assert (ran.code, ran.out) == (2, "")
    assert "give one such as http://127.0.0.1:8765" in ran.err


@pytest.mark.parametrize("words", [("nonsense",), ("read",), ("show",), ("read", "--jsno", "a"), ("run", "--port", "many"), ("run", "--port", "70000")])
def test_wrong_words_are_wrong_use(typed: Typed, words: tuple[str, ...]) -> None:
    ran = typed(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


async def test_nobody_waits_for_a_tracker_that_stands_still(typed: Typed, news: Path) -> None:
    async with serving(news, load_catalogue()) as tracker:
        tracker.node.trouble = Misplaced("readers", "none of them starts", "run `tracker read` on a file to see why")
        ran = await asyncio.to_thread(typed, "feed", news / "quiet.json", "--wait", "--to", tracker.client.base_url)
    assert (ran.code, ran.out) == (2, "")
    assert "stands still: readers: none of them starts -- run `tracker read` on a file to see why" in ran.err


def test_verify_wants_a_folder_with_a_log(typed: Typed, tmp_path: Path) -> None:
    ran = typed("verify", "--data", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "holds no log of a tracker" in ran.err


def test_the_version_is_told(typed: Typed) -> None:
    ran = typed("--version")
    assert ran.code == 0 and re.fullmatch(r"tracker \d+\.\d+\.\d+\n", ran.out)


def test_help_loads_none_of_the_parts() -> None:
    program = "import sys; from tracker.__main__ import app; print(*(name for name in sys.modules if name.startswith('tracker.')))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) <= {"tracker.__main__", "tracker.core", "tracker.core.errors"}
