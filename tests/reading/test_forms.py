"""
The everyday forms of news: invented sentences as papers of many regions say them, one a line in `forms/`, each with all the facts that it tells.

Who wrote them knew the rules, so they hold what is read, and do not measure how much of unseen news is; that is for the gold articles.
"""

from pathlib import Path

import pytest

from tests.reading.saying import example, misread
from tracker.reading.known import Lexicon

FORMS = [(file.stem, line) for file in sorted((Path(__file__).parent / "forms").glob("*.txt")) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("about", "written"), FORMS)
def test_what_news_says_in_its_usual_forms_is_read(lexicon: Lexicon, about: str, written: str) -> None:
    assert misread(example(written), lexicon) == "", about
