"""What the news says about how much and how many: tables of (words, meaning), and the laws that hold for any text."""

from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.currencies import SIGNS, WORDS
from tracker.reading.numbers import Amount, Money, Ordinal, Percent, Quantity, amounts, cardinal, is_year, number, ordinal


def told(text: str) -> list[str]:
    """Each amount as "words = meaning", with "~" where it is approximate."""
    return [f"{text[a.start : a.end]} = {_meaning(a)}" for a in amounts(text)]


def _meaning(amount: Amount) -> str:
    match amount:
        case Money():
            return f"{'~' * amount.is_approximate}{amount.value:.0f} {amount.currency or '?'}"
        case Percent():
            return f"{'~' * amount.is_approximate}{amount.value:g}%"
        case Quantity():
            return f"{'~' * amount.is_approximate}{amount.value}"
        case Ordinal():
            return f"#{amount.value}"
        case _:
            assert_never(amount)


MONEY = [
    ("US$20.71 billion", "20710000000 USD"),
    ("$1,512.5 million", "1512500000 USD"),
    ("more than $50bn", "~50000000000 USD"),
    ("EUR 654m", "654000000 EUR"),
    ("CNY700 million", "700000000 CNY"),
    ("A$5 million", "5000000 AUD"),
    ("HK$3.5B", "3500000000 HKD"),
    ("Rs 5,000 crore", "50000000000 INR"),
    ("Rs 500", "500 ?"),
    ("7,000 crore rupees", "70000000000 INR"),
    ("300 Pakistani rupees", "300 PKR"),
    ("N12,693.62 billion", "12693620000000 NGN"),
    ("260.65 billion USD", "260650000000 USD"),
    ("46 billion euros", "46000000000 EUR"),
    ("6,15 billion euros", "6150000000 EUR"),
    ("some 7.5 billion euros", "~7500000000 EUR"),
    ("one hundred billion dollars", "100000000000 USD"),
    ("one and a half billion dollars", "1500000000 USD"),
    ("half a billion dollars", "500000000 USD"),
    ("500 million U.S. dollars", "500000000 USD"),
    ("2.3 trillion yen", "2300000000000 JPY"),
    ("10 million Swiss francs", "10000000 CHF"),
    ("10 million pesos", "10000000 ?"),
    ("5 million €", "5000000 EUR"),
]
PERCENTAGES = [
    ("21.9 percent", "21.9%"),
    ("14.7 per cent", "14.7%"),
    ("5 %", "5%"),
    ("-5%", "-5%"),
    ("+3.2%", "3.2%"),
    ("nearly thirty-nine percent", "~39%"),
    ("two fifths", "40%"),
    ("two-thirds", "66.7%"),
    ("fivefold", "400%"),
    ("more than doubled", "~100%"),
    ("halved", "-50%"),
]
QUANTITIES = [
    ("29", "29"),
    ("two", "2"),
    ("Thirty-one", "31"),
    ("nearly a dozen", "~12"),
    ("half a dozen", "6"),
    ("just under twenty", "~20"),
    ("more than 30", "~30"),
    ("up to 210", "~210"),
    ("forty five (45)", "45"),
    ("a pair of", "2"),
    ("a couple of", "~2"),
    ("two hundred and six", "206"),
    ("80,000", "80000"),
    ("10\u00a0000", "10000"),
    ("1,23,456", "123456"),
    ("close to a billion", "~1000000000"),
]
ORDINALS = [
    ("third", "#3"),
    ("3rd", "#3"),
    ("thirty-sixth", "#36"),
    ("62nd", "#62"),
    ("No. 1", "#1"),
    ("number two", "#2"),
    ("#3", "#3"),
]
IN_CONTEXT = [
    ("an increase of a third (33.64 percent)", ["a third = 33.3%", "33.64 percent = 33.64%"]),
    ("a third country", ["third = #3"]),
    ("the second-largest", ["second = #2"]),
    ("nearly double the value", ["nearly double = ~100%"]),
    ("avoid double taxation", []),
    ("should double by 2030", []),
    ("trade will double by 2030", ["double = 100%"]),
    ("from 1,6 to about 22 billion dollars", ["1,6 = 1600000000 USD", "22 billion dollars = 22000000000 USD"]),
    ("$2-3 billion", ["$2 = 2000000000 USD", "3 billion = 3000000000 USD"]),
    ("5-7 percent", ["5 = 5%", "7 percent = 7%"]),
    ("90 percent of a $35 billion debt", ["90 percent = 90%", "$35 billion = 35000000000 USD"]),
    ("a 90-day pause, a three-day visit, a $5-billion loan", ["$5-billion = 5000000000 USD"]),
    ("sent 2000 soldiers", ["2000 = 2000"]),
    ("it rose by 12 percentage points", []),
    ("one of the largest, and no one else", []),
    ("in 2014, the 2018 coup, in 2022-23", []),
    ("Resolution 1701 at 1830 GMT", []),
    ("won 27-19 at 09:15 on 18.04.2023 or 2023-04-18, in the 2+2 format", []),
    ("scores of papers, dozens of letters, hundreds of people", []),
    ("5 m wide and 2.5 times as long", []),
]


@pytest.mark.parametrize(("text", "meaning"), MONEY + PERCENTAGES + QUANTITIES + ORDINALS)
def test_an_amount_is_read_with_its_hedge_and_unit(text: str, meaning: str) -> None:
    assert told(f"It says {text}, they say.") == [f"{text} = {meaning}"]


@pytest.mark.parametrize(("text", "meanings"), IN_CONTEXT)
def test_what_stands_around_a_number_decides_what_it_is(text: str, meanings: list[str]) -> None:
    assert told(text) == meanings


@pytest.mark.parametrize(("written", "value"), [
    ("1,512.5", 1512.5), ("65.484", 65.484), ("6,15", 6.15), ("0,125", 0.125), ("1.234.567,8", 1234567.8), ("1.234.567", 1234567), ("12", 12), ("1,600", 1600),
    ("1.2.3", None), ("1,2,3", None), ("9" * 40, None),
])  # fmt: skip
def test_figures_are_english_or_continental_by_their_separators(written: str, value: float | None) -> None:
    assert number(written) == value


@pytest.mark.parametrize(("text", "is_one"), [
    ("in 2014", True), ("2014", True), ("the 2018 talks", True), ("in 2023 exports rose", True), ("sent 2000 soldiers", False), ("some 1900 people", False),
    ("2025 was", True), ("The year 2025 brings", True),
    ("Vision 2030", False), ("width 1920, 19.04.2023", False), ("in 1799", False),
])  # fmt: skip
def test_four_figures_are_a_year_unless_they_count_or_name(text: str, is_one: bool) -> None:
    start = next(at for at, char in enumerate(text) if char.isdigit())
    assert is_year(text, start, start + 4) is is_one


def test_words_and_figures_mean_the_same() -> None:
    assert (cardinal("two hundred and six"), cardinal("forty-five"), cardinal("a few"), ordinal("thirty-sixth"), ordinal("22nd"), ordinal("north")) == (
        206, 45, None, 36, 22, None,
    )  # fmt: skip


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_every_currency_sign_is_read(sign: str) -> None:
    assert [a.currency for a in amounts(f"worth {sign}5 million") if isinstance(a, Money)] == [SIGNS[sign]]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_currency_word_is_read(word: str) -> None:
    assert [a.currency for a in amounts(f"worth 5 million {word}.") if isinstance(a, Money)] == [WORDS[word]]


def test_only_the_given_part_of_the_text_is_read() -> None:
    assert [a.value for a in amounts("10, 20, 30", 4, 6)] == [20]


PIECES = """5 1,6 2000 20 half a an one two twenty hundred thousand dozen million billion bn m crore and to - – % percent per cent points $ US$ EUR Rs N R
euros rupees dollars of more than about nearly (45) third 3rd No. number doubled double fold or so , . 2022-23"""
WORD = st.sampled_from(PIECES.split())


@given(st.lists(WORD).map(" ".join) | st.lists(WORD).map("".join) | st.text())
def test_any_text_gives_amounts_in_order_without_overlap(text: str) -> None:
    place = 0
    for amount in amounts(text):
        assert place <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end].strip() == text[amount.start : amount.end]
        place = amount.end


@given(st.floats(0.01, 999).map(lambda value: f"{value:.2f}"), st.sampled_from(["million", "billion", "trillion"]), st.sampled_from(["$", "€", "£"]))
def test_a_sum_means_the_same_with_a_sign_and_with_a_word(figures: str, multiplier: str, sign: str) -> None:
    word = {"$": "dollars", "€": "euros", "£": "pounds"}[sign]
    (a,), (b,) = amounts(f"{sign}{figures} {multiplier}"), amounts(f"{figures} {multiplier} {word}")
    assert isinstance(a, Money) and isinstance(b, Money)
    assert (a.value, a.currency) == (b.value, b.currency)
