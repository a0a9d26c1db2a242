"""
A heavier extractor is believed as far as the article bears it out.

Its answers are those of a recorded stand-in (`recorded`), written by hand.
"""

import re
from dataclasses import replace

import pytest

from tests.reading.recorded import ARTICLE, CANDIDATES, EXTRACTOR
from tracker.core.event import Event, Fields
from tracker.reading.candidates import Rejected, check, told_by
from tracker.reading.extractor import Answer, Candidate
from tracker.reading.known import Lexicon
from tracker.reading.read import read

ANSWER = Answer(EXTRACTOR.id, EXTRACTOR.precision, CANDIDATES)
AGREES, AGREES_AGAIN, NEW, *WRONG = ANSWER.candidates


def events(lexicon: Lexicon, *candidates: Candidate) -> dict[str, Event]:
    """The events with these candidates, by kind."""
    return {event.kind: event for event in read(ARTICLE, lexicon, replace(ANSWER, candidates=candidates)).events}


def test_a_candidate_whose_quote_stands_in_the_article_is_an_event_with_that_quote_to_the_letter(lexicon: Lexicon) -> None:
    aid = events(lexicon, NEW)["aid"]
    assert [ARTICLE.text[quote.start : quote.end] for quote in aid.evidence] == ["people there say, was\na cheque of 3 million dollars"]
    assert (aid.fields["donor"], aid.fields["recipient"], aid.confidence, aid.rules) == ("KEN", "PER", 0.6, ("extractor.recorded-1",))


def test_what_both_say_is_one_event_of_which_one_is_surer_and_an_extractor_that_repeats_itself_makes_it_no_surer(lexicon: Lexicon) -> None:
    alone, both, repeated = (events(lexicon, *those)["visit"] for those in ((), (AGREES,), (AGREES, AGREES_AGAIN)))
    assert alone.confidence < both.confidence == repeated.confidence
    assert (both.id, both.evidence[0]) == (alone.id, alone.evidence[0])


def test_an_extractor_adds_what_is_untold_and_changes_nothing(lexicon: Lexicon) -> None:
    other = replace(AGREES, fields={**AGREES.fields, "start": "2024-03-05", "level": "minister"})
    alone, both = events(lexicon)["visit"].fields, events(lexicon, AGREES, other)["visit"].fields
    assert both == Fields({**alone, "occasion": "fish summit"})


@pytest.mark.parametrize(
    ("candidate", "reason"),
    list(
        zip(
            WRONG,
            [
                "quote: .* does not stand in the article",
                "quote: .* shorter than 4 words",
                "visitor: 'Kenya' is no party",
                "status: 'dreamt' is no choice",
                "start: 'last Monday' is no date",
                "^$",  # a date that no reader may tell: reconciling refuses it
                "kind: there is no 'coup'",
            ],
            strict=True,
        )
    ),
    ids=lambda value: value.quote if isinstance(value, Candidate) else value,
)
def test_what_an_extractor_makes_up_is_refused_with_its_reason(lexicon: Lexicon, candidate: Candidate, reason: str) -> None:
    checked = check(candidate, ANSWER, ARTICLE, lexicon.declared)
    assert re.search(reason, checked.reason if isinstance(checked, Rejected) else "")
    assert [event for event in read(ARTICLE, lexicon, replace(ANSWER, candidates=(candidate,))).events if event.rules == ("extractor.recorded-1",)] == []


def test_beside_an_extractor_it_is_another_reader(lexicon: Lexicon) -> None:
    assert read(ARTICLE, lexicon, ANSWER).reader == f"{lexicon.reader}+recorded-1"
    assert read(ARTICLE, lexicon).reader == lexicon.reader


def test_of_an_answer_only_what_holds_is_told(lexicon: Lexicon) -> None:
    assert len(list(told_by(ANSWER, ARTICLE, lexicon.declared))) == 4  # with the visit of 1492, which reconciling finds impossible
