"""A tracker that is killed between any two steps, or at any moment, ends in the state of one that never was: nothing lost, nothing doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running.life import BATCHES, STEPS
from tracker.running.verify import Verified, verify


def live(data: Path, dies_after: str) -> int:
    return subprocess.run([sys.executable, "-m", "tests.running.life", str(data), *dies_after.split()], check=False).returncode


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> Verified:
    data = tmp_path_factory.mktemp("unharmed")
    assert live(data, "never 0") == 0
    return verify(data)


def test_the_unharmed_life_reads_every_article_once(unharmed: Verified) -> None:
    assert unharmed.articles["events"] == len({article.id for batch in BATCHES for article in batch}) == sum(unharmed.articles.values())
    assert unharmed.agrees and unharmed.facts > 0


@pytest.mark.parametrize("dies_after", [f"{step} {time}" for step in STEPS for time in (1, 2)])
def test_dying_between_two_steps_loses_and_doubles_nothing(dies_after: str, unharmed: Verified, tmp_path: Path) -> None:
    assert live(tmp_path, dies_after) == -9
    assert live(tmp_path, "never 0") == 0

    again = verify(tmp_path)
    assert (again.hash, again.facts, again.articles, again.agrees) == (unharmed.hash, unharmed.facts, unharmed.articles, True)
