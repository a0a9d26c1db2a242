"""Settings: the command line before the environment before the defaults, and whatever is wrong is refused by name."""

from pathlib import Path

import pytest

from tracker.core.errors import Misplaced
from tracker.settings import settle


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "DATA", "READERS"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)


def test_nothing_has_to_be_set() -> None:
    settings = settle()

    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8765, Path(".data"))
    assert settings.readers >= 1


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATA", "of-the-environment")
    monkeypatch.setenv("TRACKER_PORT", "9001")

    settings = settle(data=Path("of-the-command-line"), port=None)

    assert (settings.data, settings.port) == (Path("of-the-command-line"), 9001)


@pytest.mark.parametrize(
    ("name", "given", "way_out"),
    [
        ("PORT", "80a", "give a whole number from 1 to 65535"),
        ("PORT", "70000", "give a whole number from 1 to 65535"),
        ("READERS", "0", "give a whole number from 1 to 256"),
        ("HOST", "", "give a name or an address of this machine, such as 127.0.0.1"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name_and_with_a_way_out(name: str, given: str, way_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"TRACKER_{name}", given)

    with pytest.raises(Misplaced, match=f"TRACKER_{name} is '{given}'") as refused:
        settle()

    assert (refused.value.setting, refused.value.way_out) == (name.lower(), way_out)


def test_a_wrong_argument_is_called_as_it_was_typed() -> None:
    with pytest.raises(Misplaced, match="--port is 0"):
        settle(port=0)
