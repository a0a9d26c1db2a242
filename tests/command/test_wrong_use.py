"""Exit codes and complaints: what is wrong, with the way out, and never a stack trace for what tracker foresaw."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.command.conftest import Typed
from tests.house.source import HOUSE
from tests.running.ports import free_port
from tests.serving.news import reading
from tests.serving.served import TODAY, serving
from tracker.__main__ import EXIT_CODES, exit_code
from tracker.core import errors
from tracker.core.errors import BadArticle, Misplaced, NoServer, PortTaken, TrackerError, UnknownCountry
from tracker.feeding.door import admit
from tracker.reading.known import load_catalogue


@contextmanager
def answering_once() -> Iterator[str]:
    """The address of what takes one request's articles as a tracker does, and is gone."""
    receipts = [{"id": f"{number:020}", "duplicate": False} for number in range(200)]
    body = json.dumps({"items": receipts, "accepted": 200, "duplicates": 0, "refused": 0}).encode()

    class Once(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(202)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Once) as server:
        server.timeout = 20

        def once() -> None:
            server.handle_request()
            server.server_close()

        thread = Thread(target=once)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        thread.join()


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


@pytest.mark.parametrize("command", [("feed", "{}"), ("show", "CUB"), ("show", "CUB", "RUS"), ("explain", "f1"), ("watch",), ("watch", "CUB")])
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


def test_the_readme_tells_each_exit_code() -> None:
    table = re.findall(r"^\| (\d) \| ", (HOUSE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(code) for code in table] == sorted({0, *EXIT_CODES.values()})


def test_with_json_what_goes_wrong_is_a_problem_document(typed: Typed) -> None:
    ran = typed("show", "CUB", "--json", "--to", "nonsense")
    assert (ran.code, ran.out) == (2, "")
    expected = {
        "type": "urn:tracker:problem:misplaced",
        "title": "The one who runs this tracker must change something",
        "status": 503,
        "detail": "to: 'nonsense' is no address of a tracker",
        "field": "to",
        "way_out": "give one such as http://127.0.0.1:8765",
    }
    assert expected.items() <= json.loads(ran.err).items()


async def test_who_waits_while_nobody_reads_is_told_once(typed: Typed, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.command.feed.WAIT_S", 0)
    async with serving(news, load_catalogue()) as tracker:

        async def give_up() -> None:
            await asyncio.sleep(2)
            tracker.node.trouble = Misplaced("readers", "none of them starts", "look")

        ran, _ = await asyncio.gather(asyncio.to_thread(typed, "feed", news, "--wait", "--to", tracker.client.base_url), give_up())
    assert ran.err.count("still waits to be read") == 1 and "tracker worker" in ran.err


async def test_an_article_that_is_not_read_says_why(typed: Typed, news: Path) -> None:
    async with serving(news, load_catalogue()) as tracker:
        told_by = admit((news / "quiet.json").read_bytes(), TODAY)
        await tracker.tell((told_by, reading(told_by, outcome="unread", reason="language no")))
        ran = await asyncio.to_thread(typed, "feed", news / "quiet.json", "--wait", "--to", tracker.client.base_url)
    assert (ran.code, ran.out) == (0, "1 accepted (1 known before); 1 unread: 0 events\n")
    assert ran.err == f"{news / 'quiet.json'}: article {told_by.id} is not read: language no\n"


def test_a_tracker_that_goes_away_while_it_is_fed_leaves_an_account(typed: Typed, tmp_path: Path) -> None:
    news = tmp_path / "some.jsonl"
    news.write_text("\n".join(json.dumps({"text": f"It rained for {day} days."}) for day in range(450)), encoding="utf-8")
    with answering_once() as address:
        ran = typed("feed", news, "--to", address)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"the tracker went away: 200 accepted so far, the last answer was for {news}:200; feeding all again is harmless\n")
    assert f"no tracker answers at {address}" in ran.err


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
