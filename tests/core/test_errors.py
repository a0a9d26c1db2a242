"""Errors say whose turn it is and what to do next."""

import pytest

from tracker.core.errors import (
    AmbiguousCountry,
    BadArticle,
    BadQuery,
    DataInUse,
    ForeignPage,
    Gone,
    MadeAnew,
    Misplaced,
    NewerFormat,
    NoBroker,
    NoServer,
    NotAllowed,
    NotFound,
    NotGiven,
    NotReady,
    NotThen,
    OtherMerge,
    PortTaken,
    Replaced,
    StaleView,
    TooLarge,
    TrackerError,
    UnknownCountry,
    Unreadable,
    Unstorable,
)

ONE_OF_EACH: list[TrackerError] = [
    BadArticle("published", "is no day", "give a day such as 2023-04-21"),
    TooLarge("text", 1_000_000, 900_000),
    BadQuery("limit", "many", "a whole number from 1 to 1000"),
    UnknownCountry("Atlantis"),
    AmbiguousCountry("Congo", "DR Congo (COD) or Republic of Congo (COG)"),
    NotFound("fact", "0f"),
    Gone("fact", "0f", "the article was withdrawn"),
    Unreadable("events 17", "format 9"),
    NotGiven("why", "say why"),
    NotThen("fact", "0f", "was not known then"),
    OtherMerge("view"),
    NewerFormat("articles 17", 9, known=1),
    NotAllowed("PUT", "/v1/facts", "GET"),
    ForeignPage("http://elsewhere.example"),
    StaleView("view.sqlite", "was folded by another release"),
    Unstorable("0f", "the reading is larger than a record may be"),
    Replaced("events", 17, "the log ends at 3"),
    MadeAnew("articles", frozenset({2})),
    NoBroker("127.0.0.1:9092"),
    NotReady("a-2", "a-1", 1.5),
    Misplaced("readers", "0 is too few", "give 1 or more"),
    DataInUse("data"),
    PortTaken("127.0.0.1", 8765),
    NoServer("http://127.0.0.1:8765"),
]


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_every_error_has_a_message_and_a_way_out(error: TrackerError) -> None:
    assert str(error)
    assert error.way_out


def test_every_error_of_the_tree_that_is_raised_stands_in_this_table() -> None:
    def leaves(root: type[TrackerError]) -> set[type[TrackerError]]:
        return {root}.union(*(leaves(child) for child in root.__subclasses__()))

    abstract = {"TrackerError", "Refused"}
    assert {error.__name__ for error in leaves(TrackerError)} - abstract == {type(error).__name__ for error in ONE_OF_EACH}


def test_an_unknown_country_is_named_with_the_nearest_known_one() -> None:
    error = UnknownCountry("Cubba", nearest="Cuba")

    assert str(error) == "no country is called 'Cubba'"
    assert error.way_out == "did you mean 'Cuba'?"
