"""Office holders learned from the news: a file like people.tsv, with which a reader is another one."""

import pytest

from tracker.core.date import PartialDate
from tracker.core.errors import Unreadable
from tracker.core.holder import Holder
from tracker.reading.known import load, load_catalogue
from tracker.reading.lexicon.learned import HEAD, learned, role_called

WORDS = load().words
ROW = "Lado Testadze\t\t\tGEO prime minister 2018-07-01..2019-03-04\n"


def holder(name: str = "Lado Testadze", role: str = "prime minister", country: str = "GEO", articles: int = 2) -> Holder:
    return Holder(name, country, role, "2018-07-01", "2019-03-04", articles)


@pytest.mark.parametrize(
    ("why", "holders", "expected"),
    [
        ("a holder whom two articles tell of is learned", [holder()], ROW),
        ("one article alone may be misread", [holder(articles=1)], ""),
        ("a role that the lexicon does not know is left out", [holder(role="keeper of the lamps")], ""),
        ("so is one that only begins with a known word", [holder(role="prime minister of the day")], ""),
        ("a name of one word is nobody's whole name", [holder("Testadze")], ""),
        ("who is known to have held that office then is not new", [holder("Mamuka Bakhtadze")], ""),
        ("in another office he is", [holder("Mamuka Bakhtadze", "foreign minister")], "Mamuka Bakhtadze\t\t\tGEO foreign minister 2018-07-01..2019-03-04\n"),
        (
            "offices of one name stand on one line",
            [holder(), holder(role="foreign minister")],
            "Lado Testadze\t\t\tGEO prime minister 2018-07-01..2019-03-04|GEO foreign minister 2018-07-01..2019-03-04\n",
        ),
        ("what a line cannot hold is left out", [holder("Lado|Testadze Junior"), holder("# Lado Testadze"), holder("Lado\tTestadze")], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_is_learned(why: str, holders: list[Holder], expected: str) -> None:
    assert learned(holders, WORDS) == HEAD + expected, why


@pytest.mark.parametrize(
    ("given", "role"), [("Foreign Minister", "foreign minister"), ("foreign ministers", ""), ("former president", ""), ("president", "president")]
)
def test_a_role_is_known_by_its_whole_name(given: str, role: str) -> None:
    assert role_called(given, WORDS) == role


def test_who_was_learned_is_known_on_those_days_and_makes_another_reader() -> None:
    plain, with_more = load(), load(HEAD + ROW)
    offices = with_more.words.holders_named("Testadze", PartialDate("2018-12-24"))
    assert [(office.code, office.role) for office in offices] == [("GEO", "prime minister")]
    assert not with_more.words.holders_named("Testadze", PartialDate("2021"))
    assert with_more.reader != plain.reader and with_more.reader == load_catalogue(HEAD + ROW).reader


def test_a_line_that_does_not_fit_is_named() -> None:
    with pytest.raises(Unreadable, match=r"learned\.tsv, line 2"):
        load(HEAD + "Lado Testadze\t\t\tGEO keeper of the lamps 2018..2019\n")
