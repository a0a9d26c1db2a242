"""A newer reader beside the one in force, on each runtime, while a node of the older release runs: read with it, look, switch to it and back."""

import os
from pathlib import Path

from tests.house.source import HOUSE
from tests.road.runtimes import Road
from tests.running.process import Process, Sent
from tests.running.test_run import told
from tests.running.waiting import until
from tracker.reading.known import load_catalogue

OLDER = load_catalogue().reader
RELEASE = {"PYTHONPATH": os.pathsep.join((str(Path(__file__).parent / "newer"), str(HOUSE)))}
ARRIVED = "Norway's Prime Minister Jonas Gahr Støre arrived in Lima, Peru, on Monday, rumour has it."
RUMOUR: Sent = {"text": ARRIVED, "published": "2024-05-07"}
TERSE: Sent = {"text": "KEN visits JPN on 2024-03-04", "published": "2024-03-05"}
TERSE_AS_WELL: Sent = {"text": "KEN visits PER on 2024-03-04", "published": "2024-03-05"}


def pairs(tracker: Process) -> set[str]:
    """Who visits whom: "NOR PER"."""
    facts = tracker.http.get("/v1/facts").json()["items"]
    return {f"{fact['fields']['visitor']} {fact['fields']['host']}" for fact in facts}


def position(tracker: Process) -> str:
    said: str = tracker.http.get("/v1/changes?after=now").json()["next"]
    return said


def is_gap_behind(tracker: Process, cursor: str) -> bool:
    """Whether one who went on behind this cursor is told to fetch the state anew."""
    return tracker.http.get("/v1/changes", params={"after": cursor}).json()["gap"] is not None


def test_a_newer_reader_is_replayed_looked_at_and_switched_to_and_back(road: Road) -> None:
    with road.running() as tracker:
        told_plainly, *others = tracker.feed([told(1), RUMOUR, TERSE])
        tracker.see_read([told_plainly, *others])
        until(lambda: len(pairs(tracker)) == 2)
        before = pairs(tracker)

        first = road.said("replay", environment=RELEASE)
        newer = first["reader"]
        assert newer.startswith("99-") and first == {"reader": newer, "articles": 3, "in_force": False, "whole": True}
        tracker.see_read(tracker.feed([TERSE_AS_WELL]))
        assert road.said("replay", environment=RELEASE)["articles"] == 1
        assert pairs(tracker) == before

        changed = road.said("diff", newer)
        assert (changed["reader"], changed["against"]) == (newer, OLDER)
        gained = {country: {each["evidence"][0]["quote"] for each in told["gained"]} for country, told in changed["countries"].items()}
        assert gained == {"JPN": {TERSE["text"]}, "KEN": {TERSE["text"], TERSE_AS_WELL["text"]}, "NOR": set(), "PER": {TERSE_AS_WELL["text"]}}
        assert [each["summary"] for each in changed["countries"]["PER"]["lost"]] == ["Jonas Gahr Støre of Norway visited Peru (Lima) on 6 May 2024"]
        assert road.said("diff", environment=RELEASE) == changed

        tracker.http.delete(f"/v1/articles/{told_plainly}", params={"why": "withdrawn"}).raise_for_status()
        until(lambda: pairs(tracker) == {"NOR PER"})
        cursor = position(tracker)
        assert road.said("switch", newer) == {"readers": [newer, OLDER]}
        until(lambda: pairs(tracker) == {"KEN JPN", "KEN PER"})
        assert is_gap_behind(tracker, cursor)
    assert road.verified().agrees

    with road.running() as tracker:
        assert pairs(tracker) == {"KEN JPN", "KEN PER"}
        late = {**RUMOUR, "ref": "late", "published": "2024-07-02", "text": ARRIVED.replace("Lima, Peru", "Tokyo, Japan")}
        tracker.see_read(tracker.feed([late]))
        until(lambda: "NOR JPN" in pairs(tracker))

        cursor = position(tracker)
        assert road.said("switch", OLDER) == {"readers": [OLDER, newer]}
        until(lambda: pairs(tracker) == {"NOR PER", "NOR JPN"})
        assert is_gap_behind(tracker, cursor)
        tracker.http.post(f"/v1/articles/{told_plainly}/restore").raise_for_status()
        until(lambda: pairs(tracker) == before | {"NOR JPN"})
    assert road.verified().agrees


def test_a_newer_release_that_is_started_comes_first_and_reads_the_archive_and_an_older_one_turns_nothing_back(road: Road) -> None:
    with road.running() as tracker:
        tracker.see_read(tracker.feed([told(1), RUMOUR, TERSE]))
        until(lambda: "NOR PER" in pairs(tracker))
        before = pairs(tracker)
    with road.upgraded(RELEASE) as tracker:
        until(lambda: pairs(tracker) == before - {"NOR PER"} | {"KEN JPN"})
    with road.running() as tracker:
        tracker.see_read(tracker.feed([TERSE_AS_WELL]))
        assert pairs(tracker) == before - {"NOR PER"} | {"KEN JPN"}
        assert [reader.partition("-")[0] for reader in road.said("switch", OLDER)["readers"]] == [OLDER.partition("-")[0], "99"]
    assert road.verified().agrees
