"""
Settings: what an operator may choose, gathered once and refused early.

In: what the command line gave, then environment variables (`TRACKER_DATA`, `TRACKER_PORT`, ...), then the defaults.
Out: one frozen Settings.  Never: a setting that is looked up later, or elsewhere.
"""

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tracker.core.errors import Misplaced

PREFIX = "TRACKER_"


def _spare_cores() -> int:
    return max(1, len(os.sched_getaffinity(0)) - 1)


class Settings(BaseSettings):
    """
    host, port: where the interface listens; data: the folder of logs and view, made when missing.
    readers: how many processes read articles side by side; as many as there are cores, less one for the server.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True)

    host: str = Field("127.0.0.1", min_length=1, description="a name or an address of this machine, such as 127.0.0.1")
    port: int = Field(8765, ge=1, le=65535, description="a whole number from 1 to 65535")
    data: Path = Field(Path(".data"), description="a folder")
    readers: int = Field(default_factory=_spare_cores, ge=1, le=256, description="a whole number from 1 to 256")


def settle(**given: str | int | Path | None) -> Settings:
    """
    The settings that hold: what is given here, then the environment, then the defaults.

    given: by name, as the command line has them; None where it has nothing to say.
    Raises Misplaced, naming the first setting that is wrong, where it came from and what it takes.
    """
    told = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**told)  # type: ignore[arg-type]  # checked by pydantic, which is the point of it
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0])
        origin = f"--{name}" if name in told else PREFIX + name.upper()
        raise Misplaced(name, f"{origin} is {wrong['input']!r}", f"give {Settings.model_fields[name].description}") from error
