"""The clients of a tracker that runs: what is fed is read, shown, explained and watched, for people and as JSON."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.conftest import VISIT, Typed
from tests.running.process import Process

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture(autouse=True)
def fed(typed: Typed, here: str, news: Path) -> None:
    """The news is known; feeding it again changes nothing."""
    typed("feed", news, "--wait")


def test_feeding_tells_what_became_of_each_article(typed: Typed, news: Path) -> None:
    ran = typed("feed", news, "--wait", "--json")
    empty, norway, rain = ran.lines
    assert ran.code == 1
    assert (empty["problem"], empty["field"], empty["place"]) == ("text: is empty", "text", str(news / "empty.json"))
    assert (norway["duplicate"], norway["state"], norway["events"]) == (True, "read", 1)
    assert (rain["state"], rain["events"]) == ("read", 0)


def test_feeding_tells_people_the_totals_and_what_was_refused(typed: Typed, news: Path) -> None:
    ran = typed("feed", news, "--wait")
    assert ran.code == 1
    assert ran.out == "2 accepted (2 known before), 1 refused; 2 read: 1 events\n"
    assert ran.err == f"{news / 'empty.json'}: text: is empty -- send the words of the article\n"


def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "Oslo."}\nnonsense\n{"text": "Bergen.", "tilte": "x"}\n{"text": "Molde."}\n', encoding="utf-8")
    ran = typed("feed", path)
    assert ran.code == 1
    assert ran.out.startswith("2 accepted") and "2 refused" in ran.out
    assert f"{path}:2: is not JSON" in ran.err and f"{path}:3: tilte: unknown field -- did you mean 'title'?" in ran.err


def test_an_article_over_many_lines_goes_over_whole(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_text(json.dumps({"text": "Oslo.\nMolde.\r\n"}, indent=2), encoding="utf-8")
    [receipt] = typed("feed", path, "--json").lines
    assert typed("feed", path).code == 0 and len(str(receipt["id"])) == 20


def test_a_text_with_a_bare_line_end_is_no_json_and_is_not_repaired_on_the_way(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "bare.json"
    path.write_text('{"text": "Oslo.\nMolde."}', encoding="utf-8")
    ran = typed("feed", path)
    assert (ran.code, ran.out) == (1, "0 accepted, 1 refused\n")
    assert f"{path}: is not JSON at line 1, column 16" in ran.err


def test_a_country_is_shown_with_its_quotes(typed: Typed) -> None:
    ran = typed("show", "chile")
    assert ran.code == 0
    assert "Chile  CHL" in ran.out and "Visits received" in ran.out and f"“{VISIT}”  The Example, 2024-03-05" in ran.out


def test_two_countries_are_shown_as_one_timeline(typed: Typed) -> None:
    ran = typed("show", "Norway", "CHL")
    assert ran.code == 0
    assert "Norway and Chile" in ran.out and "Timeline  1" in ran.out and VISIT in ran.out


def test_a_country_without_facts_says_what_to_do(typed: Typed) -> None:
    assert "feed articles with `tracker feed`" in typed("show", "Tuvalu").out


def test_a_fact_is_explained_down_to_the_letter(typed: Typed) -> None:
    ran = typed("explain", _visit(typed))
    assert ran.code == 0
    assert f"“{VISIT}”" in ran.out and f"text 0-{len(VISIT)} of article" in ran.out and "prime minister" in ran.out.lower()


def test_json_is_what_the_interface_says(typed: Typed, served: Process) -> None:
    for words, path in [
        (("show", "CHL"), "/v1/countries/CHL"),
        (("show", "CHL", "NOR"), "/v1/relations/CHL/NOR"),
        (("explain", _visit(typed)), f"/v1/facts/{_visit(typed)}"),
    ]:
        assert json.loads(typed(*words, "--json").out) == served.http.get(path).json()


def _visit(typed: Typed) -> str:
    [visit] = json.loads(typed("show", "CHL", "--json").out)["visits_received"]["items"]
    return str(visit["id"])


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("show", "Norwy"), 2, "no country is called 'Norwy' -- did you mean 'Norway'?"),
        (("show", "NOR", "norway"), 2, "name two different countries"),
        (("watch", "Norwy"), 2, "no country is called 'Norwy'"),
        (("watch", "--after", "nonsense"), 2, "after"),
        (("explain", "no such fact"), 1, "no fact has the id 'no such fact' -- check the id"),
        (("explain", "no such fact", "--json"), 1, '"type": "urn:tracker:problem:not-found", "title": "There is nothing of this name", "status": 404'),
        (("show", "Norwy", "--json"), 2, '"nearest": "Norway"'),
        (("show", ""), 2, "countries: is needed -- give a code, a name or an id"),
        (("explain", " "), 2, "facts: is needed"),
        (("show", "../facts"), 2, "countries: '../facts' is not understood -- give a code, a name or an id, without a slash"),
    ],
)
def test_what_the_tracker_refuses_is_said_with_the_way_out(typed: Typed, words: tuple[str, ...], code: int, complaint: str) -> None:
    ran = typed(*words)
    assert (ran.code, ran.out) == (code, "")
    assert complaint in ran.err


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_changes_are_watched_from_the_beginning_until_ctrl_c(here: str, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tracker", "watch", "CHL", "--after", "", "--to", here, *words]
    environment = {**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as watching:
        assert watching.stdout and watching.stderr
        first = watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        assert watching.wait(30) == 0
        assert watching.stderr.read() == f"watching what changes about CHL at {here}, from the beginning; Ctrl-C ends\n"
    assert "Jonas Gahr Støre of Norway" in first
    assert not words or json.loads(first)["event"] == "changes"


def test_the_log_and_the_view_agree_beside_the_running_tracker(typed: Typed, served: Process) -> None:
    ran = typed("verify", "--data", served.data, "--json")
    assert ran.code == 0
    [told] = ran.lines
    assert told["agrees"] is True and len(str(told["hash"])) == 64 and told["facts"] == 1


def test_feeding_an_article_that_was_taken_out_does_not_bring_it_back_and_says_so(typed: Typed, news: Path) -> None:
    [receipt] = typed("feed", news / "norway.json", "--json").lines
    typed("retract", receipt["id"], "--why", "a parody")
    ran = typed("feed", news / "norway.json", "--wait")
    typed("restore", receipt["id"])
    assert ran.err == f"{news / 'norway.json'}: article {receipt['id']} was taken out: a parody\n"


def test_an_article_is_taken_out_with_its_reason_and_brought_back(typed: Typed) -> None:
    visit = _visit(typed)
    [quote] = json.loads(typed("explain", visit, "--json").out)["fact"]["evidence"]
    for already in ("", "already "):
        ran = typed("retract", quote["article"], "--why", "a parody")
        assert (ran.code, ran.out) == (0, f"article {quote['article']} is {already}out: a parody\n")
    gone = typed("explain", visit)
    assert (gone.code, gone.out) == (1, "") and "is gone: a parody" in gone.err
    for already in ("", "already "):
        assert typed("restore", quote["article"]).out == f"article {quote['article']} {already}counts (read)\n"
    assert typed("explain", visit).code == 0
    assert (typed("retract", quote["article"]).code, typed("retract", quote["article"], "--why", " ").code) == (2, 2)
    assert typed("retract", "nothing", "--why", "x").code == 1


def test_what_was_known_and_what_held_is_shown_as_of_another_time(typed: Typed) -> None:
    visit = _visit(typed)
    for when in (("--valid-at", "2024-03-01"), ("--known-at", "2020-01-01")):
        assert "nothing is known" in typed("show", "CHL", *when).out and "nothing is known" in typed("show", "CHL", "NOR", *when).out
        assert typed("explain", visit, *when).code == 1
    assert VISIT in typed("show", "CHL", "--valid-at", "2024-03-04", "--known-at", "2099-01-01").out
    ran = typed("show", "CHL", "--valid-at", "soon")
    assert (ran.code, ran.out) == (2, "") and "give a day such as 2024-03-05" in ran.err


def test_a_fact_tells_its_story(typed: Typed) -> None:
    visit = _visit(typed)
    [quote] = json.loads(typed("explain", visit, "--json").out)["fact"]["evidence"]
    typed("retract", quote["article"], "--why", "a parody")
    typed("restore", quote["article"])
    out = typed("explain", visit).out
    for words in (f"article {quote['article']} came in, 20", "was taken out: a parody, 20", f"article {quote['article']} was restored, 20", f"+ “{VISIT}”"):
        assert words in out


def test_where_no_terminal_is_no_line_is_broken(typed: Typed, here: str) -> None:
    command = [sys.executable, "-m", "tracker", "show", "CHL", "--to", here]
    out = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "20"}).stdout.splitlines()
    assert any(line.strip().startswith("2024-03-04  Jonas Gahr Støre of Norway") for line in out)
    assert any(line.endswith(f"tracker explain {_visit(typed)}") for line in out)
