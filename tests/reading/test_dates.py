"""What the words of the news say about when: tables of (words, meaning), and the laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.date import PartialDate, first_day, last_day, partial_date
from tracker.reading.dates import dates

SUNDAY = PartialDate("2024-05-12")


def told(text: str, published: str = SUNDAY, anchor: str = "") -> list[str]:
    """Each mention as "words = first" or "words = first/last"."""
    mentions = dates(text, PartialDate(published) if published else None, anchor=PartialDate(anchor) if anchor else None)
    return [f"{text[m.start : m.end]} = {m.first}" + (f"/{m.last}" if m.last else "") for m in mentions]


def meant(text: str, is_future: bool, published: str = SUNDAY) -> list[str]:
    """The dates as meant beside a past or a future verb."""
    return [m.towards(is_future).first for m in dates(text, PartialDate(published))]


FULL = [
    ("on 18 April 2023", "18 April 2023 = 2023-04-18"),
    ("on April 18, 2023", "April 18, 2023 = 2023-04-18"),
    ("on 22nd Mar, 2024", "22nd Mar, 2024 = 2024-03-22"),
    ("on 2023-04-18", "2023-04-18 = 2023-04-18"),
    ("on 18.04.2023", "18.04.2023 = 2023-04-18"),
    ("on 25/12/2023", "25/12/2023 = 2023-12-25"),
    ("on 04/05/2023", "04/05/2023 = 2023"),  # May here, April there
    ("the first of September 2023", "first of September 2023 = 2023-09-01"),
    ("Sunday, Nov. 7, 2021", "Sunday, Nov. 7, 2021 = 2021-11-07"),
    ("on Feb 9, 2000 in Oslo", "Feb 9, 2000 = 2000-02-09"),
    ("from 17 to 20 May 2011", "17 to 20 May 2011 = 2011-05-17/2011-05-20"),
    ("October 12th and 13th, 2017", "October 12th and 13th, 2017 = 2017-10-12/2017-10-13"),
    ("from 30 March to 2 April 2023", "30 March to 2 April 2023 = 2023-03-30/2023-04-02"),
    ("December 30 to January 2, 2023", "December 30 to January 2, 2023 = 2022-12-30/2023-01-02"),
    ("in November 2004", "November 2004 = 2004-11"),
    ("at the end of March 2023", "the end of March 2023 = 2023-03"),
    ("in 2023-04", "2023-04 = 2023-04"),
    ("since 2008", "2008 = 2008"),
    ("in early 2024", "early 2024 = 2024"),
    ("the summer of 2019", "summer of 2019 = 2019"),
    ("the 2018 foreign-backed coup", "2018 = 2018"),
    ("between 2018-2022", "2018-2022 = 2018/2022"),
]

PARTS_OF_YEARS = [
    ("in FY2023-24", "FY2023-24 = 2024"),
    ("in FY24", "FY24 = 2024"),
    ("fiscal year 2023/24", "fiscal year 2023/24 = 2024"),
    ("in 2022-23", "2022-23 = 2023"),
    ("the first quarter of 2024", "first quarter of 2024 = 2024"),
    ("in Q3 2023", "Q3 2023 = 2023"),
    ("the first nine months of 2023", "first nine months of 2023 = 2023"),
    ("January-September 2023", "January-September 2023 = 2023-01/2023-09"),
]

WITHOUT_A_YEAR = [
    ("on April 19", "April 19 = 2024-04-19"),
    ("on the 18th of April", "18th of April = 2024-04-18"),
    ("on 1 July", "1 July = 2024-07-01"),
    ("on 20 December", "20 December = 2023-12-20"),
    ("from 8 until 10 of May", "8 until 10 of May = 2024-05-08/2024-05-10"),
    ("July 18–20", "July 18–20 = 2024-07-18/2024-07-20"),
    ("on 8 and 9 November", "8 and 9 November = 2023-11-08/2023-11-09"),
    ("between 3 and 5 June", "3 and 5 June = 2024-06-03/2024-06-05"),
    ("March 30 to April 2", "March 30 to April 2 = 2024-03-30/2024-04-02"),
    ("in mid-September", "mid-September = 2024-09"),
    ("Thursday, 9 May", "Thursday, 9 May = 2024-05-09"),
    ("Tuesday, 9 May", "Tuesday, 9 May = 2023-05-09"),  # the name of the day fits one year only
]

RELATIVE = [
    ("today", "today = 2024-05-12"),
    ("this morning", "this morning = 2024-05-12"),
    ("yesterday evening", "yesterday evening = 2024-05-11"),
    ("the day before yesterday", "the day before yesterday = 2024-05-10"),
    ("tomorrow", "tomorrow = 2024-05-13"),
    ("on Wednesday night", "Wednesday night = 2024-05-08"),
    ("last Sunday", "last Sunday = 2024-05-05"),
    ("this coming Friday", "this coming Friday = 2024-05-17"),
    ("on Thursday of last week", "Thursday of last week = 2024-05-02"),
    ("this week", "this week = 2024-05"),
    ("last week", "last week = 2024"),  # it lies in April and May
    ("last month", "last month = 2024-04"),
    ("next month", "next month = 2024-06"),
    ("earlier this year", "earlier this year = 2024"),
    ("last November", "last November = 2023-11"),
    ("last May", "last May = 2023-05"),
    ("this January", "this January = 2024-01"),
    ("next March", "next March = 2025-03"),
    ("last summer", "last summer = 2023"),
    ("in April of last year", "April of last year = 2023-04"),
    ("on 10 March last year", "10 March last year = 2023-03-10"),
    ("in July next year", "July next year = 2025-07"),
    ("three days ago", "three days ago = 2024-05-09"),
    ("two weeks ago today", "two weeks ago today = 2024-04-28"),
    ("a week ago", "a week ago = 2024-05"),
    ("two months ago", "two months ago = 2024-03"),
    ("sixty years ago", "sixty years ago = 1964"),
    ("thirty days from now", "thirty days from now = 2024-06-11"),
    ("in two weeks' time", "in two weeks' time = 2024-05"),
]

COUNTED_FROM_ANOTHER = [
    ("a year before that", "2014", "a year before that = 2013"),
    ("three days later", "2024-03-30", "three days later = 2024-04-02"),
    ("a year later", "2004-11", "a year later = 2005"),
    ("two months later", "2022-12", "two months later = 2023-02"),
    ("the next day", "2024-02-28", "the next day = 2024-02-29"),
    ("the day before.", "2024-03-01", "the day before = 2024-02-29"),
    ("that evening", "2024-03-01", "that evening = 2024-03-01"),
    ("that year", "2017-06", "that year = 2017"),
    ("in November of that year", "2017-06", "November of that year = 2017-11"),
    ("That June", "2009-03-02", "That June = 2009-06"),
    ("the following February", "2008-08-30", "the following February = 2009-02"),
    ("since the following spring", "2020-12", "the following spring = 2021"),
    ("signed on the 17th instead", "2025-09", "17th = 2025-09-17"),
]

NO_DATE = [
    "They may go. March on!",
    "The Sun and the Times said so.",
    "the prime minister, Theresa May, said",
    "on Sundays, and every Friday",
    "the Good Friday Agreement",
    "in the 1990s",
    "the 62nd anniversary",
    "within a year, for ten days, a few days later",
    "worth $2000, for 2023 people, from 1,6 to 22",
    "Resolution 1701, Vision 2030, at 1830 GMT",
    "on the 17th floor",
    "on 30 February 2023",
    "in 2022-2018",
    "14.7 per cent more than the year before, and less than in 2016",
    "up from a year earlier",
]


@pytest.mark.parametrize(("text", "meaning"), FULL + PARTS_OF_YEARS + WITHOUT_A_YEAR + RELATIVE)
def test_a_date_is_read_as_finely_as_the_words_tell_it(text: str, meaning: str) -> None:
    assert told(text) == [meaning]


@pytest.mark.parametrize(("text", "anchor", "meaning"), COUNTED_FROM_ANOTHER)
def test_some_dates_count_from_the_one_mentioned_before(text: str, anchor: str, meaning: str) -> None:
    assert told(text, anchor=anchor) == [meaning]


@pytest.mark.parametrize("text", NO_DATE)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert told(text, anchor="2015") == []


@pytest.mark.parametrize(("text", "past", "future"), [
    ("on Tuesday", "2024-05-07", "2024-05-14"),
    ("on Sunday", "2024-05-12", "2024-05-12"),
    ("from Friday to Sunday", "2024-05-10", "2024-05-10"),
    ("from Sunday to Wednesday", "2024-05-12", "2024-05-12"),
    ("in December", "2023-12", "2024-12"),
    ("in May", "2024-05", "2024-05"),
    ("on 13 May", "2024-05-13", "2024-05-13"),  # a day of grace: it may be the 13th already where that was written
    ("on 14 May", "2023-05-14", "2024-05-14"),
])  # fmt: skip
def test_the_verb_decides_where_the_words_leave_it_open(text: str, past: str, future: str) -> None:
    assert (meant(text, is_future=False), meant(text, is_future=True)) == ([past], [future])


def test_a_date_that_leaves_no_choice_is_the_same_beside_any_verb() -> None:
    (mention,) = dates("on 18 April 2023", SUNDAY)
    assert mention.towards(True) is mention is mention.towards(False)


def test_two_days_that_do_not_follow_each_other_are_two_dates() -> None:
    assert told("on 8 and 20 November 2023") == ["8 = 2023-11-08", "20 November 2023 = 2023-11-20"]


def test_without_the_day_of_publication_only_dates_with_a_year_are_told() -> None:
    assert told("On Tuesday, in May and on 3 June 2020; a month later; last year", published="") == ["3 June 2020 = 2020-06-03", "a month later = 2020-07"]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_what_lies_beyond_the_calendar_is_left_out(published: str) -> None:
    text = "999 days ago, 999 days from now, yesterday, tomorrow, last week, next week, last year, next year, last Monday, next Monday"
    assert 0 < len(told(text, published)) < 10


def test_a_date_may_count_from_one_in_the_same_text() -> None:
    assert told("He came in 2014. A year before that he stayed at home.") == ["2014 = 2014", "A year before that = 2013"]


def test_only_the_given_part_of_the_text_is_read() -> None:
    assert [m.first for m in dates("in 2001, in 2002, in 2003", None, 9, 16)] == ["2002"]


PIECES = """1 2 17th 31 2014 2022 - – , . 's the of on in from to and between May March 5 Sept. last next this that same following year month week day days
two a ago later before earlier Monday Tuesday weekend spring summer FY Q3 first quarter 0001 9999 18.04.2023 2023-04-18 12/4"""
WORDS = st.sampled_from(PIECES.split())
DAYS = st.dates().map(lambda when: PartialDate(when.isoformat()))


@given(st.lists(WORDS).map(" ".join) | st.text(), st.none() | DAYS, st.none() | DAYS)
def test_any_text_gives_real_dates_in_order_without_overlap(text: str, published: PartialDate | None, anchor: PartialDate | None) -> None:
    place = 0
    for mention in dates(text, published, anchor=anchor):
        assert place <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert partial_date(mention.first)
        assert mention.last is None or first_day(mention.first) <= last_day(mention.last)
        place = mention.end


@given(st.lists(WORDS).map(" ".join), DAYS)
def test_what_stands_before_and_behind_a_part_moves_it_and_changes_nothing(text: str, published: PartialDate) -> None:
    alone = dates(text, published)
    within = dates(f"Well; {text}; well", published, 6, 6 + len(text))
    assert [(m.start + 6, m.end + 6, m.first, m.last) for m in alone] == [(m.start, m.end, m.first, m.last) for m in within]
