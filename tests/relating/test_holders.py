"""Who held which office, as visits tell: by the role that is written, on the days of the visits that were made."""

import pytest

from tests.relating.world import figure, kinds, reading, report, told
from tracker.core.event import Event, Person
from tracker.core.holder import Holder
from tracker.relating.holders import holders
from tracker.relating.merge import merge

ANA, BERT = Person("Ana Sol", "Prime Minister"), Person("Bert Mar", "envoy")


def visit(article: str, day: str, *people: Person, status: str = "completed", visitor: str = "GEO") -> Event:
    return report(article, "visit", {"visitor": visitor, "host": "ARM", "start": day, "people": people, "status": status})


@pytest.mark.parametrize(
    ("why", "events", "expected"),
    [
        (
            "a visit made shows its traveller in office that day",
            [visit("a", "2019-03-04", ANA)],
            [("Ana Sol", "GEO", "prime minister", "2019-03-04", "2019-03-04", 1)],
        ),
        (
            "several visits show the first day and the last",
            [visit("a", "2019-03-04", ANA), visit("b", "2018-07-01", ANA), visit("c", "2018-12-24", ANA)],
            [("Ana Sol", "GEO", "prime minister", "2018-07-01", "2019-03-04", 3)],
        ),
        (
            "articles on one visit count each",
            [visit("a", "2019-03-04", ANA), visit("b", "2019-03-04", ANA)],
            [("Ana Sol", "GEO", "prime minister", "2019-03-04", "2019-03-04", 2)],
        ),
        (
            "of several travellers each holds an office of his own",
            [visit("a", "2019-03-04", ANA, BERT)],
            [("Ana Sol", "GEO", "prime minister", "2019-03-04", "2019-03-04", 1), ("Bert Mar", "GEO", "envoy", "2019-03-04", "2019-03-04", 1)],
        ),
        ("a plan shows nothing: who will go may be in office only then", [visit("a", "2019-03-04", ANA, status="planned")], []),
        ("nor does a visit called off", [visit("a", "2019-03-04", ANA, status="cancelled")], []),
        ("nor a day told to the month", [visit("a", "2019-03", ANA)], []),
        ("nor a name without a role", [visit("a", "2019-03-04", Person("Ana Sol"))], []),
        ("nor a kind that sends nobody", [figure("a", "GEO", "ARM", "trade", 100)], []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_was_seen_in_office(why: str, events: list[Event], expected: list[tuple[str, str, str, str, str, int]]) -> None:
    facts = [fact for kind in kinds().values() for fact in merge(kind, told(*(reading(each.article, each) for each in events if each.kind == kind.name)))]
    assert list(holders(facts, kinds())) == [Holder(*each) for each in expected], why
