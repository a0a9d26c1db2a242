"""How a text falls into sentences, and what each line of it is."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.sentences import sentences
from tracker.reading.spans import spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def roles(text: str, title: str = "A title") -> list[str]:
    """Each span of the text as "role: words"."""
    return [f"{span.role}: {text[span.start : span.end]}" for span in spans(title, text) if span.field == "text"]


ONE_SENTENCE = [
    "President V. Putin met Mr. Lee in the U.S. Capitol on Jan. 5 at No. 10.",
    "Ma. Theresa Cruz and Juan Perez Jr. signed it with Gen. Smith of Acme Inc. and others.",
    "It rose 14.7 per cent to 6.15 billion dollars, i.e. more than expected.",
    "He said: “We will sign…” and left.",
    '"Why not?" asked the minister.',
    "On 18. April the guest arrived.",
    "1. The two sides will meet.",
    "It was signed at 9 a.m. in Oslo.",
]
TWO_SENTENCES = [
    ("It is done. He left.", ["It is done.", "He left."]),
    ("He called it an “old friend.” Then he left.", ["He called it an “old friend.”", "Then he left."]),
    ('"Is it a treaty?" No.', ['"Is it a treaty?"', "No."]),
    ("She lives in the U.S. The talks go on.", ["She lives in the U.S.", "The talks go on."]),
    ("They signed in Nov. The text is secret.", ["They signed in Nov.", "The text is secret."]),
    ("The vote came in 2017. Chile joined.", ["The vote came in 2017.", "Chile joined."]),
    ("No, he said no. They asked.", ["No, he said no.", "They asked."]),
    ("The talks failed... Nobody spoke.", ["The talks failed...", "Nobody spoke."]),
    ("(It was late.) All went home.", ["(It was late.)", "All went home."]),
    ("The deal was signed.The guests left.", ["The deal was signed.", "The guests left."]),
    ("It opened at 9 a.m. Guests came.", ["It opened at 9 a.m.", "Guests came."]),
    ("Will he? Won't he!", ["Will he?", "Won't he!"]),
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_not_every_stop_ends_a_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(("text", "parts"), TWO_SENTENCES)
def test_a_stop_before_a_new_beginning_ends_a_sentence(text: str, parts: list[str]) -> None:
    assert split(text) == parts


DATELINES = [
    "OSLO, May 2 (Fjord Press) -",
    "Oslo, 2 May:",
    "Oslo, May 11 (NRK)--",
    "OSLO -",
    "OSLO, Friday -",
    "OSLO, 2 May -",
    "OSLO, 23 January 2008 -",
    "OSLO, 4 September.",
    "OSLO.",
    "SALEM, Oregon, March 26 -",
    "N'DJAMENA -",
    "HANOI, 12/4 -",
    "OSLO (Reuters) -",
    "Oslo, Norway (Fjord.no) --",
    "(NTB – 22nd Mar, 2024)",
    "22.05 -",
    "9:15 a.m. |",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_stands_apart_from_the_first_sentence(dateline: str) -> None:
    assert roles(f"{dateline} The minister arrived. He left.") == [f"dateline: {dateline}", "body: The minister arrived.", "body: He left."]


@pytest.mark.parametrize(
    "text", ["LHASA? No, said an editor.", "Xi flies home. He left.", "NATO met.", "The Union - all of it - agreed.", "In May 2024 he came."]
)
def test_what_only_looks_like_a_dateline_belongs_to_the_sentence(text: str) -> None:
    assert all(role.startswith("body: ") for role in roles(text))


CAPTIONS = [
    ("The minister in Oslo, Norway.  - Fjord Agency, 1920, 19.04.2023", "- Fjord Agency, 1920, 19.04.2023"),
    ("A port at dusk. Photo: J. Berg / archive", "Photo: J. Berg / archive"),
    ("A port, seen in March 2022. © Picture library", "© Picture library"),
    ("Cranes at the port. File photo, 14 June 2022. Credit: M. Holm", "File photo, 14 June 2022. Credit: M. Holm"),
    ("File picture: two kings in Oslo. Credit: Pool, 14 May 2022", "Credit: Pool, 14 May 2022"),
    ("Two kings shake hands. [Photo/Agency]", "[Photo/Agency]"),
    ("Two kings shake hands in Oslo. (Photo by Ann Holm/Getty Images)", "(Photo by Ann Holm/Getty Images)"),
]


@pytest.mark.parametrize(("line", "credit"), CAPTIONS)
def test_a_caption_stands_apart_from_its_credit(line: str, credit: str) -> None:
    assert roles(f"He came.\n\n{line}\n\nHe left.")[1:-1] == [f"caption: {line[: -len(credit)].strip()}", f"credit: {credit}"]


@pytest.mark.parametrize(("line", "role"), [
    ("Photo: Reuters", "credit"),
    ("By our staff in Oslo", "credit"),
    ("Photo: Flags on a bridge, 10/4.", "caption"),
    ("The king (L) and the queen (R) wave.", "caption"),
    ("Read also: Who owns the ports?", "related"),
    ("What the figures do not say", "related"),
    ("King: Oslo and Rome Have No Relations", "related"),
    ("12 August 2025", "dateline"),
    ("Tuesday 2 December 2025, 08:30", "dateline"),
    ("21:05", "dateline"),
    ("• trade and customs", "body"),
    ("We were the first in Europe?", "body"),
    ("The two sides agreed on:", "body"),
    ("Q: Is that all?", "body"),
])  # fmt: skip
def test_a_line_of_its_own_has_a_role(line: str, role: str) -> None:
    assert roles(f"He came.\n\n{line}\n\nHe left.") == ["body: He came.", f"{role}: {line}", "body: He left."]


def test_links_are_related_until_the_text_goes_on() -> None:
    text = "He came.\nRelated:\nWho owns the ports?\nA king in Rome\nHe left, and nobody saw him go.\nEnd."
    assert [role.partition(":")[0] for role in roles(text)] == ["body", "related", "related", "related", "body", "body"]


def test_an_agency_signs_behind_the_last_sentence() -> None:
    assert roles("He came. He left. (ANI)") == ["body: He came.", "body: He left.", "credit: (ANI)"]


def test_the_title_repeated_in_the_text_is_a_headline() -> None:
    assert roles("KING IN ROME\nHe came.", title="King in Rome") == ["headline: KING IN ROME", "body: He came."]


def test_the_first_line_is_the_headline_where_no_title_is_given() -> None:
    assert roles("King in Rome\nHe came.", title="") == ["headline: King in Rome", "body: He came."]


def test_a_text_that_was_cut_off_still_ends_with_its_sentence() -> None:
    assert roles("He came.\nThe two sides then signed a paper on") == ["body: He came.", "body: The two sides then signed a paper on"]


def test_a_text_without_any_stop_is_body() -> None:
    assert roles("Minister arrives in Oslo") == ["body: Minister arrives in Oslo"]


def test_lines_cut_to_a_width_are_one_paragraph() -> None:
    text = "The minister of foreign affairs arrived in\nOslo on Monday and met the king of Norway\nat the palace before he left again."
    assert roles(text) == [f"body: {text}"]


def test_paragraphs_are_counted_from_one_and_the_title_is_none() -> None:
    assert [(span.field, span.paragraph) for span in spans("T", "A b. C d.\n\nE f.")] == [("title", 0), ("text", 1), ("text", 1), ("text", 2)]


PIECES = [
    "Oslo",
    "OSLO",
    "U.S.",
    "Mr.",
    "a",
    ".",
    "?",
    "…",
    '"',
    "”",
    "(",
    ")",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u00a0",
    ",",
    " - ",
    "Photo: ",
    "©",
    "Read also:",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "2 May", "22.05", "(AP)", "1. ", "• ", ", left, ", "By us"])).map("".join) | st.text()


@given(TEXTS, TEXTS)
def test_every_character_but_white_space_is_in_exactly_one_span(title: str, text: str) -> None:
    seen = {"title": [0] * len(title), "text": [0] * len(text)}
    for span in spans(title, text):
        for at in range(span.start, span.end):
            seen[span.field][at] += 1
    assert all(
        count == 1 or (count == 0 and char.isspace())
        for field, given in (("title", title), ("text", text))
        for char, count in zip(given, seen[field], strict=True)
    )


@given(TEXTS, TEXTS)
def test_spans_are_in_order_and_have_no_white_space_around_them(title: str, text: str) -> None:
    found = spans(title, text)
    assert list(found) == sorted(found, key=lambda span: (span.field == "text", span.start))
    for span in found:
        words = (title if span.field == "title" else text)[span.start : span.end]
        assert words and words == words.strip()
    assert [span.paragraph for span in found] == sorted(span.paragraph for span in found)


HOSTILE = [
    "a. ",
    ".",
    '"',
    "(",
    "A",
    "A, ",
    "A-",
    "1,",
    "Photo: ",
    "U.S. ",
    "one ",
    "5 to ",
    "1 May ",
    "2014, the next day ",
    "last ",
    "more than ",
    "-",
    "\n",
    "x\n",
    "(L) ",
    "$",
]


def test_no_text_makes_the_time_explode() -> None:
    """250 kB of each hostile piece; where time grew with the square of the length, one alone would take hours."""
    script = (
        "from tracker.reading.spans import spans; from tracker.reading.dates import dates; from tracker.reading.numbers import amounts\n"
        f"for piece in {HOSTILE!r}:\n"
        "    text = piece * (250_000 // len(piece)); spans('', text); dates(text, '2024-05-12'); amounts(text)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=300)
