"""Settings: the command line before the environment before the defaults, and whatever is wrong is refused by name."""

import os
from pathlib import Path

import pytest

from tracker.core.errors import Misplaced
from tracker.settings import settle, settle_kafka


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


@pytest.fixture
def broker_alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names a broker and nothing else of Kafka."""
    for name in os.environ:
        if name.startswith("KAFKA_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "b1:9092,b2:9092")
    return monkeypatch


def test_a_broker_is_all_that_kafka_needs(broker_alone: pytest.MonkeyPatch) -> None:
    settings = settle_kafka()

    assert (settings.bootstrap_servers, settings.security_protocol, settings.topic_prefix) == ("b1:9092,b2:9092", "PLAINTEXT", "tracker")


def test_where_no_broker_is_named_the_variable_is(broker_alone: pytest.MonkeyPatch) -> None:
    broker_alone.delenv("KAFKA_BOOTSTRAP_SERVERS")
    broker_alone.setenv("KAFKA_SASL_PASSWORD", "hush")

    with pytest.raises(Misplaced, match="KAFKA_BOOTSTRAP_SERVERS is not set") as refused:
        settle_kafka()
    assert "hush" not in str(refused.value) + repr(refused.value.__cause__)


@pytest.mark.parametrize(
    ("variable", "given", "way_out"),
    [
        ("KAFKA_SECURITY_PROTOCOL", "TLS", "give PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"),
        ("KAFKA_SASL_MECHANISM", "OAUTH", "give PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"),
        ("KAFKA_TOPIC_PREFIX", "two words", "give letters, digits, points, dashes and underscores"),
        ("KAFKA_COPIES", "0", "give a whole number from 1 to 100"),
    ],
)
def test_what_is_wrong_of_kafka_is_refused_in_the_same_way(variable: str, given: str, way_out: str, broker_alone: pytest.MonkeyPatch) -> None:
    broker_alone.setenv(variable, given)

    with pytest.raises(Misplaced, match=f"{variable} is '{given}'") as refused:
        settle_kafka()
    assert refused.value.way_out == way_out


@pytest.mark.parametrize("secret", ["sasl_password", "ssl_key_password"])
def test_a_secret_stands_in_the_environment_or_in_a_file_and_shows_in_neither(secret: str, broker_alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broker_alone.setenv(f"KAFKA_{secret.upper()}", " hush ")
    in_environment = settle_kafka()
    (tmp_path / "secret").write_text(" from a file \n")
    broker_alone.setenv(f"KAFKA_{secret.upper()}_FILE", str(tmp_path / "secret"))
    in_file = settle_kafka()

    assert [getattr(each, secret).get_secret_value() for each in (in_environment, in_file)] == [" hush ", " from a file "]
    assert "hush" not in repr(in_environment) and "from a file" not in repr(in_file)


def test_a_file_of_a_secret_that_cannot_be_read_is_named(broker_alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broker_alone.setenv("KAFKA_SASL_PASSWORD_FILE", str(tmp_path / "none"))

    with pytest.raises(Misplaced, match=r"KAFKA_SASL_PASSWORD_FILE is .* cannot be read"):
        settle_kafka()
