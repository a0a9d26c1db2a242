"""What the README tells people to type exists."""

import re
import shlex
import subprocess
import sys

from tests.house.source import HOUSE

README = (HOUSE / "README.md").read_text(encoding="utf-8")


def commands(text: str, program: str) -> list[str]:
    """What stands behind this program in the code blocks of a text: ["run", "show"] for `tracker run` and `tracker show CUB`."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks for line in re.split(r"[\n|]|&&", block) if line.strip().lstrip("$ ").startswith(program)]
    return sorted({words[1] for words in lines if len(words) > 1 and words[1][0].isalpha()})


def test_commands_are_found_in_code_blocks_alone() -> None:
    assert commands("make tea\n```sh\nmake run  # here\nls | tracker read -\n```\n", "make") == ["run"]
    assert commands("```sh\nls | tracker read - && tracker show CUB\n```\n", "tracker") == ["read", "show"]


def test_each_tracker_command_of_the_readme_exists() -> None:
    for command in commands(README, "tracker"):
        told = subprocess.run([f"{sys.prefix}/bin/tracker", command, "--help"], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr


def test_each_make_target_of_the_readme_exists() -> None:
    for target in commands(README, "make"):
        planned = subprocess.run(["make", "--dry-run", target], cwd=HOUSE, capture_output=True, text=True, check=False)
        assert planned.returncode == 0, planned.stderr
