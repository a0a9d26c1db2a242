"""The files of the kinds: every example in them holds, they name no country or person in a rule, and a wrong one is refused by name."""

import re
from importlib.resources import files

import pytest

from tests.reading.saying import example, misread
from tracker.core.country import COUNTRIES
from tracker.reading.frames import IT, compile_position
from tracker.reading.kinds import kinds_of, load_kinds
from tracker.reading.known import Lexicon
from tracker.reading.read import read
from tracker.reading.vocabulary import Vocabulary, symbol_of_stranger

FILES = {file.name: file.read_text("utf-8") for file in files("tracker.reading.kinds").iterdir() if file.name.endswith(".toml")}
EXAMPLES = [(declared.kind.name, frame.rule.id, written) for declared in load_kinds().declared for frame in declared.frames for written in frame.rule.examples]

WALKED = [(declared.kind.name, walk.rule.id, written) for declared in load_kinds().declared for walk in declared.walks for written in walk.rule.examples]


@pytest.mark.parametrize(("kind", "frame", "written"), EXAMPLES)
def test_every_example_in_a_kind_file_holds(lexicon: Lexicon, kind: str, frame: str, written: str) -> None:
    assert misread(example(written), lexicon, kind) == ""


@pytest.mark.parametrize(("kind", "walk", "written"), WALKED)
def test_every_example_of_a_walk_holds_where_a_parser_reads_along(lexicon_with_parser: Lexicon, kind: str, walk: str, written: str) -> None:
    assert misread(example(written), lexicon_with_parser, kind) == ""
    assert walk in {rule for event in read(example(written).article, lexicon_with_parser).events for rule in event.rules}


def test_an_example_that_tells_too_little_or_too_much_is_noticed(lexicon: Lexicon) -> None:
    told = "Kenyan President William Ruto visited Portugal in 2019. @2024-03-06 =>"
    assert misread(example(told), lexicon).startswith("found, but not told")
    assert misread(example(told + " visit KEN PRT 2018"), lexicon).startswith("not found")


@pytest.mark.parametrize("name", FILES)
def test_no_rule_names_a_country_or_a_person(lexicon: Lexicon, name: str) -> None:
    rules = re.sub(r"^examples = \[.*?^\]|^examples = .*?$|#.*?$", "", FILES[name], flags=re.MULTILINE | re.DOTALL)
    found = [rules[mention.start : mention.end] for mention in lexicon.words.scan(rules) if set(mention.codes) & set(COUNTRIES) or mention.people]
    assert found == []


NEAREST = "{it:state} _ <be> _ @"


@pytest.mark.parametrize(
    ("position", "symbols", "found"),
    [
        (NEAREST, "C is @", "C"),
        (NEAREST, "C x , T is x @", "T"),  # the nearest subject
        (NEAREST, "C of T is @", "C"),  # what a preposition governs is none
        (NEAREST, "C ' x is @", ""),  # nor is who owns it
        (NEAREST, "C is N x @", ""),  # another stands between
        (NEAREST, "C is x but x @", ""),  # another clause begins
        ("@ of {it:state}", "@ of C", "C"),
        ("@ of {it:state}", "@ x of C", ""),
        ("{it:state+} <be> @", "C , T & N is @", "C,T&N"),  # the whole list
    ],
)
def test_a_position_finds_the_nearest_party_that_may_be_meant(position: str, symbols: str, found: str) -> None:
    vocabulary = Vocabulary()
    vocabulary.declare({"be": ["is"], "between": ["also"]})
    place = compile_position(position, vocabulary, "")
    alphabet = vocabulary.alphabet()
    line = "".join(
        word if word.isupper() or word == "@" else alphabet.get(word) or symbol_of_stranger(word, False) for word in symbols.replace("'", "'s").split()
    )
    at = line.index("@")
    slots = place.slots(line, (0, len(line)), (at, at + 1))
    assert "".join(line[start:end] for name, (start, end), _ in slots if name == IT) == found


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [("{visitor:actor} %", "cannot be read"), ("{visitor:nobody} in {host:place}", "nobody"), ("<no_such_class>", "no_such_class")],
)
def test_a_frame_that_cannot_be_compiled_stops_the_start_and_names_its_file(pattern: str, problem: str) -> None:
    broken = FILES | {"visit.toml": FILES["visit.toml"] + f'\n[[frame]]\nid = "visit.broken"\npattern = "{pattern}"\n'}
    with pytest.raises(ValueError, match=rf"visit\.toml: .*{problem}"):
        kinds_of(broken)


@pytest.mark.parametrize(
    ("walk", "problem"),
    [
        ("{visitor:actor} to {host:place}", "does not begin"),
        ("{act:travel} subject visitor", "cannot be read"),
        ("{act:travel} subject {visitor:nobody}", "nobody"),
        ("{act:no_such_class} subject {visitor:actor}", "no_such_class"),
    ],
)
def test_a_walk_that_cannot_be_compiled_stops_the_start_and_names_its_file(walk: str, problem: str) -> None:
    broken = FILES | {"visit.toml": FILES["visit.toml"] + f'\n[[walk]]\nid = "visit.broken"\nwalk = "{walk}"\n'}
    with pytest.raises(ValueError, match=rf"visit\.toml: .*{problem}"):
        kinds_of(broken)
