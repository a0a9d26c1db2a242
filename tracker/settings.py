"""
Settings: what an operator may choose, gathered once and refused early.

In: what the command line gave, then environment variables (`TRACKER_DATA`, `KAFKA_BOOTSTRAP_SERVERS`, ...), then the defaults. A secret may stand in a
file instead, named by the variable of its name with `_FILE`.
Out: one frozen Settings, and KafkaSettings where there is a broker.  Never: a setting that is looked up later, or elsewhere; a secret in a message.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tracker.core.errors import Misplaced

PREFIX, KAFKA_PREFIX = "TRACKER_", "KAFKA_"

S = TypeVar("S", bound=BaseSettings)


def _spare_cores() -> int:
    return max(1, len(os.sched_getaffinity(0)) - 1)


class Settings(BaseSettings):
    """
    host, port: where the interface listens; data: the folder of logs and view, made when missing.
    readers: how many processes read articles side by side; as many as there are cores, less one for the server.
    lexicon: a file of office holders that `tracker lexicon learn` wrote, None for those of the release alone.
    extractor: a heavier reader to ask, as "module:name"; "" for none.
    parser: whether a second reader reads along over a parser's trees; a choice of its own, as readings must not depend on what happens to be installed.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True)

    host: str = Field("127.0.0.1", min_length=1, description="a name or an address of this machine, such as 127.0.0.1")
    port: int = Field(8765, ge=1, le=65535, description="a whole number from 1 to 65535")
    data: Path = Field(Path(".data"), description="a folder")
    readers: int = Field(default_factory=_spare_cores, ge=1, le=256, description="a whole number from 1 to 256")
    lexicon: Path | None = Field(None, description="a file that `tracker lexicon learn` wrote")
    parser: bool = Field(False, description="true or false")
    extractor: str = Field("", description="module:name of an extractor")


class KafkaSettings(BaseSettings):
    """
    bootstrap_servers: where the brokers are; client_id: how their logs call this process; topic_prefix: what the names of topics and readers' group begin with.
    security_protocol, sasl_*, ssl_*: what the brokers ask for; ssl_ca, ssl_certificate, ssl_key are PEM files.
    partitions, copies, in_sync: of the topics as `tracker topics` makes them; `worker`, `serve` and `relay` take any number of partitions.
    """

    model_config = SettingsConfigDict(env_prefix=KAFKA_PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True)

    bootstrap_servers: str = Field(min_length=1, description="host:port of a broker, or several with commas")
    client_id: str = Field("tracker", min_length=1, description="a name")
    topic_prefix: str = Field("tracker", pattern=r"^[A-Za-z0-9._-]{1,200}$", description="letters, digits, points, dashes and underscores")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field("PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field("PLAIN", description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    sasl_username: str = Field("", description="a name")
    sasl_password: SecretStr = Field(SecretStr(""), description="a password, or name its file in KAFKA_SASL_PASSWORD_FILE")
    ssl_ca: Path | None = Field(None, description="a PEM file")
    ssl_certificate: Path | None = Field(None, description="a PEM file")
    ssl_key: Path | None = Field(None, description="a PEM file")
    ssl_key_password: SecretStr = Field(SecretStr(""), description="a password, or name its file in KAFKA_SSL_KEY_PASSWORD_FILE")
    partitions: int = Field(8, ge=1, le=10_000, description="a whole number from 1 to 10000")
    copies: int = Field(1, ge=1, le=100, description="a whole number from 1 to 100")
    in_sync: int = Field(1, ge=1, le=100, description="a whole number from 1 to 100")


SECRETS = ("sasl_password", "ssl_key_password")


def settle(**given: str | int | Path | None) -> Settings:
    """
    The settings that hold: what is given here, then the environment, then the defaults.

    given: by name, as the command line has them; None where it has nothing to say.
    Raises Misplaced, naming the first setting that is wrong, where it came from and what it takes.
    """
    return _settled(Settings, PREFIX, given)


def settle_kafka(**given: str | int | None) -> KafkaSettings:
    """The settings of the broker that hold, as `settle` finds them. Raises Misplaced as well where no broker is named, or a secret's file cannot be read."""
    return _settled(KafkaSettings, KAFKA_PREFIX, {**{name: _secret_in_file(name) for name in SECRETS}, **given})


def settle_kafka_if_named() -> KafkaSettings | None:
    """As `settle_kafka`, None where the environment names no broker: then both logs lie in the data folder."""
    return settle_kafka() if os.environ.get(f"{KAFKA_PREFIX}BOOTSTRAP_SERVERS") else None


def _settled(kind: type[S], prefix: str, given: Mapping[str, str | int | Path | None]) -> S:
    told = {name: value for name, value in given.items() if value is not None}
    try:
        return kind(**told)  # type: ignore[arg-type]  # checked by pydantic, which is the point of it
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0])
        origin = f"--{name.replace('_', '-')}" if name in told else prefix + name.upper()
        problem = "is not set" if wrong["type"] == "missing" else "is wrong" if name in SECRETS else f"is {wrong['input']!r}"
        raise Misplaced(name, f"{origin} {problem}", f"give {kind.model_fields[name].description}") from None  # the cause may show a secret


def _secret_in_file(name: str) -> str | None:
    """What the file of a secret holds, but for the end of its line; None where the environment names no file."""
    variable = f"{KAFKA_PREFIX}{name.upper()}_FILE"
    if not (path := os.environ.get(variable)):
        return None
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Misplaced(name, f"{variable} is {path!r}, which cannot be read ({type(error).__name__})", "name a text file that this user can read") from error
