"""Names and phrases: spellings that mean the same, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.relating.words import content_words, numbers_differ, overlap, same_person, same_phrase, set_apart

names = st.text(st.sampled_from("abcdé -'"), min_size=1, max_size=12).filter(str.strip)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Miguel Diaz-Canel", "Miguel Díaz-Canel Bermúdez"),
        ("Miguel Díaz-Canal", "Diaz-Canel"),  # a slip of one letter
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("Fumio Kishida", "Kishida Fumio"),
        ("Steve Witkoff", "Steven Witkoff"),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko"),
        ("MBS", "Mohammed bin Salman"),
        ("Pope Francis", "Francis"),
        ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian"),
    ],
)
def test_one_person_spelled_in_two_ways(a: str, b: str) -> None:
    assert same_person(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Lech Kaczyński", "Jarosław Kaczyński"),  # brothers
        ("Kim Jong Un", "Kim Jong Il"),
        ("Wang Yi", "Wang Wenbin"),
        ("Wang Yi", "Wang Yu"),
        ("Joe Biden", "Hunter Biden"),
        ("Qin Gang", "Li Qiang"),
    ],
)
def test_two_persons(a: str, b: str) -> None:
    assert not same_person(a, b)


@given(names, names)
def test_two_names_agree_both_ways_or_not_at_all(a: str, b: str) -> None:
    assert same_person(a, b) == same_person(b, a)
    assert same_person(a, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("LNG", "liquefied natural gas", True),
        ("outside the EU", "among countries that are not members of the European Union", True),
        ("in Africa", "in Asia", False),
        ("wheat", "rice", False),
    ],
)
def test_phrases_for_one_thing(a: str, b: str, expected: bool) -> None:
    assert same_phrase(a, b) == same_phrase(b, a) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("START", "New START", True),
        ("strategic partnership", "comprehensive strategic partnership", True),
        ("free trade agreement", "protocol upgrading the free trade agreement", True),
        ("Convention on the Legal Status of the Caspian Sea", "Caspian convention", False),
    ],
)
def test_a_word_of_succession_sets_a_text_apart(a: str, b: str, expected: bool) -> None:
    assert set_apart(content_words(a), content_words(b)) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Phase One trade deal", "phase two deal on trade", True),
        ("Phase One trade deal", "trade deal", False),
        ("Phase Three", "Phase One", True),
        ("action plan 2024-2026", "action plan 2027-2029", True),
        ("action plan 2024-2026", "plan for 2024", False),
    ],
)
def test_two_numbers_are_two_texts(a: str, b: str, expected: bool) -> None:
    assert numbers_differ(content_words(a), content_words(b)) == numbers_differ(content_words(b), content_words(a)) == expected


def test_words_that_all_agreements_share_tell_nothing() -> None:
    assert overlap(content_words("agreement on cooperation"), content_words("memorandum of cooperation")) == 0
    assert overlap(content_words("climate migration"), content_words("residence for climate migrants")) == 1
