"""A data folder has one tracker and a port has one listener; who comes second is told so."""

from contextlib import closing
from pathlib import Path

import pytest

from tracker.core.errors import DataInUse, Misplaced, PortTaken
from tracker.running.claims import LOG, claimed, claimed_beside_broker, listening


def test_a_data_folder_is_made_and_held_by_one_alone(tmp_path: Path) -> None:
    with claimed(tmp_path / "a" / "b"), pytest.raises(DataInUse, match="another tracker is running"), claimed(tmp_path / "a" / "b"):
        pass


def test_a_data_folder_that_was_let_go_can_be_claimed_again(tmp_path: Path) -> None:
    for _ in range(2):
        with claimed(tmp_path):
            pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Misplaced, match="cannot be written"), claimed(tmp_path / "file" / "data"):
        pass


def test_a_view_of_logs_on_a_broker_takes_no_folder_whose_view_is_of_its_own_log(tmp_path: Path) -> None:
    with claimed_beside_broker(tmp_path):
        pass
    (tmp_path / LOG).touch()
    with pytest.raises(Misplaced, match="holds the log of a tracker without a broker"), claimed_beside_broker(tmp_path):
        pass


def test_a_taken_port_is_refused() -> None:
    with closing(listening("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port} is taken"):
            listening("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Misplaced, match="cannot listen"):
        listening(host, 0)
