"""The door: a good article passes to the letter, and whatever else is sent is refused by the name of its field, with the way out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.core.article import MAX_ARTICLE_BYTES, Article, Source, article_id
from tracker.core.errors import BadArticle, TooLarge
from tracker.core.identity import Plain
from tracker.feeding.door import MAX_FED_BYTES, MAX_PAGE_BYTES, admit, admit_many

NOW = datetime(2024, 3, 5, 12, tzinfo=UTC)
TEXT = "Norway's prime minister arrived in Santiago on Monday."
FULL: dict[str, Plain] = {
    "text": TEXT,
    "title": "Norway in Chile",
    "published": "2024-03-05",
    "source": {"name": "The Example", "home_country": "NOR", "url": "https://news.example"},
    "url": "https://news.example/1",
    "language": "en",
    "ref": "mine-1",
}


def test_an_article_passes_with_all_that_was_told() -> None:
    assert admit(json.dumps(FULL).encode(), NOW) == Article(
        id=article_id(FULL),
        text=TEXT,
        title="Norway in Chile",
        published="2024-03-05",
        source=Source("The Example", "NOR", "https://news.example"),
        url="https://news.example/1",
        language="en",
        ref="mine-1",
    )


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip))
def test_a_text_is_kept_to_the_letter(text: str) -> None:
    assert admit(json.dumps({"text": text}).encode(), NOW).text == text


def test_the_bytes_and_their_fields_are_one_article() -> None:
    assert admit(json.dumps(FULL, indent=2).encode(), NOW) == admit(FULL, NOW)


@pytest.mark.parametrize("untold", [{"title": None}, {"title": ""}, {"source": None}, {"source": {}}, {"source": {"name": None}}, {"ref": "another"}])
def test_what_is_untold_and_the_senders_own_name_make_no_other_article(untold: dict[str, object]) -> None:
    assert admit({"text": TEXT, **untold}, NOW).id == admit({"text": TEXT}, NOW).id


def test_no_day_of_publication_is_fine() -> None:
    assert admit({"text": TEXT}, NOW).day is None


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"language": "en-GB"}, {"language": "en"}),
        ({"language": "EN"}, {"language": "en"}),
        ({"source": {"home_country": "cub"}}, {"source": Source(home_country="CUB")}),
        ({"source": {"home_country": "EU"}}, {"source": Source(home_country="EU")}),
        ({"published": "2024-03-06"}, {"published": "2024-03-06"}),
        ({"published": "2024-03-06T11:59:59Z"}, {"published": "2024-03-06T11:59:59Z"}),
        ({"published": "2016-12-31T23:59:60Z"}, {"published": "2016-12-31T23:59:60Z"}),
        ({"published": "2024-03-05T10:00:00.123456789+05:30"}, {"published": "2024-03-05T10:00:00.123456789+05:30"}),
    ],
)
def test_codes_are_taken_in_any_case_and_moments_as_rfc_3339_has_them(told: dict[str, object], kept: dict[str, object]) -> None:
    article = admit({"text": TEXT, **told}, NOW)
    assert {name: getattr(article, name) for name in kept} == kept


@pytest.mark.parametrize(
    ("told", "field", "problem", "way_out"),
    [
        ({}, "text", "is missing", "or a page's html"),
        ({"text": ""}, "text", "is empty", "send the words"),
        ({"text": " \n\t "}, "text", "is empty", "send the words"),
        ({"html": ""}, "html", "is empty", "send the HTML"),
        ({"html": "<p>"}, "html", "holds no text", "as text"),
        ({"html": "<p>x" * 40_000}, "html", "more than 30,000 tags", "as text"),
        ({"text": TEXT, "html": "<p>"}, "text", "beside html", "only one"),
        ({"text": TEXT, "tilte": "x"}, "tilte", "unknown field", "did you mean 'title'?"),
        ({"text": TEXT, "Published": "x"}, "Published", "unknown field", "did you mean 'published'?"),
        ({"text": TEXT, "zzz": 1}, "zzz", "unknown field", "the fields are text, html, title"),
        ({"text": TEXT, "source": {"nme": "x"}}, "source.nme", "unknown field", "did you mean 'name'?"),
        ({"text": TEXT, "source": {"country": "x"}}, "source.country", "unknown field", "did you mean 'home_country'?"),
        ({"body": TEXT}, "body", "unknown field", "did you mean 'text'?"),
        ({"content": TEXT}, "content", "unknown field", "did you mean 'text'?"),
        ({"text": TEXT, "pubDate": "x"}, "pubDate", "unknown field", "did you mean 'published'?"),
        ({"text": TEXT, "published_at": "x"}, "published_at", "unknown field", "did you mean 'published'?"),
        ({"text": TEXT, "link": "x"}, "link", "unknown field", "did you mean 'url'?"),
        ({"text": TEXT, "lang": "x"}, "lang", "unknown field", "did you mean 'language'?"),
        (
            {"headline": "x", "body": 1, "zzz": 1, "published": 2},
            "headline, body, zzz",
            "unknown fields",
            "did you mean 'title' for headline, 'text' for body? The",
        ),
        (
            {"text": TEXT, **{f"x{number}": 1 for number in range(12)}},
            ", ".join(f"x{number}" for number in range(10)) + " and 2 more",
            "unknown fields",
            "the fields are text, html",
        ),
        ({"text": TEXT, "\x1b[31m": 1}, "\\x1b[31m", "unknown field", "the fields are"),
        ({"text": 5}, "text", "is no text", "send the words"),
        ({"text": ["a"]}, "text", "is no text", "send the words"),
        ({"text": TEXT, "title": "x" * 2_001}, "title", "longer than 2,000", "at most 2,000"),
        ({"text": TEXT, "source": "Reuters"}, "source", "is no object", '"home_country"'),
        ({"text": TEXT, "source": {"home_country": "Cuba"}}, "source.home_country", "no code of a country", '"NOR"'),
        ({"text": TEXT, "source": {"url": "javascript:alert(1)"}}, "source.url", "no address", "https://"),
        ({"text": TEXT, "url": "news.example/1"}, "url", "no address", "https://"),
        ({"text": TEXT, "language": "english"}, "language", "no code of a language", '"en"'),
        ({"text": TEXT, "published": "2024-03-07"}, "published", "lies ahead", "the whole day"),
        ({"text": TEXT, "published": "2024-03-06T12:00:01Z"}, "published", "lies ahead", "the whole day"),
        ({"text": TEXT, "published": "2024-03-07T01:00:00+12:00"}, "published", "lies ahead", "the whole day"),
        ({"text": TEXT, "published": "2024-02-30"}, "published", "neither a day nor a moment", "the whole day"),
        ({"text": TEXT, "published": "2024-03"}, "published", "tells no day", "the whole day"),
        ({"text": TEXT, "published": "2024"}, "published", "tells no day", "the whole day"),
        ({"text": TEXT, "published": "5 March 2024"}, "published", "neither a day nor a moment", "the whole day"),
        ({"text": TEXT, "published": "2024-03-05T10:00:00"}, "published", "offset from UTC", "+02:00"),
        ({"text": "Oslo\0"}, "text", "NUL character at 4", "leave it out"),
        ({"text": TEXT, "title": "a\0"}, "title", "NUL character at 1", "leave it out"),
        ({"text": "Oslo\ud800"}, "text", "half of a surrogate pair", "decode the text again"),
        ({"text": TEXT, "ref": "\udfff"}, "ref", "half of a surrogate pair", "decode the text again"),
    ],
)
def test_a_bad_article_is_refused_by_field_with_the_way_out(told: dict[str, object], field: str, problem: str, way_out: str) -> None:
    with pytest.raises(BadArticle) as refused:
        admit(json.dumps(told).encode(), NOW)
    assert refused.value.field == field
    assert problem in refused.value.problem
    assert way_out in refused.value.way_out


@pytest.mark.parametrize(
    ("body", "field", "problem"),
    [
        (b"", "", "is empty"),
        (b" \n", "", "is empty"),
        (b"Oslo, Monday", "", "is not JSON at column 1"),
        (b'{"text": "a"', "", "is not JSON"),
        (b"[]", "", "is no JSON object"),
        (b'"text"', "", "is no JSON object"),
        (b'{"text": NaN}', "text", "is no text"),
        (b'{"text": "a", "text": "b"}', "text", "is given twice"),
        (b'{"text": "a", "source": {"name": "a", "name": "b"}}', "name", "is given twice"),
        ('{"text": "\u00e9"}'.encode("latin-1"), "", "is not UTF-8 at byte 10"),
        ('{"text": "a"}'.encode("utf-16"), "", "is not UTF-8 at byte 0"),
        (b'{"text": "a\\u0000"}', "text", "NUL character at 1"),
        (b'{"text": "a\0"}', "", "is not JSON"),
        (b'{"text": "\\ud83d"}', "text", "half of a surrogate pair at 0"),
        (b'{"text":' + b"9" * 5_000 + b"}", "", "can hold no article"),
        (b'{"text":' * 100_000, "", "can hold no article"),
    ],
)
def test_bytes_that_are_no_article_are_refused(body: bytes, field: str, problem: str) -> None:
    with pytest.raises(BadArticle, match=problem) as refused:
        admit(body, NOW)
    assert refused.value.field == field
    assert refused.value.way_out


@pytest.mark.parametrize(
    ("told", "field", "limit"),
    [
        ({"text": "a" * 20_000_000}, "", MAX_FED_BYTES),
        ({"text": "a" * MAX_ARTICLE_BYTES}, "text", MAX_ARTICLE_BYTES),
        ({"text": "\u00e9" * (MAX_ARTICLE_BYTES // 2)}, "text", MAX_ARTICLE_BYTES),
        ({"html": "a" * (MAX_PAGE_BYTES + 1)}, "html", MAX_PAGE_BYTES),
        ({"html": "<html><body><p>" + "word " * 200_000}, "text", MAX_ARTICLE_BYTES),
    ],
)
def test_too_large_is_said_with_the_limit(told: dict[str, object], field: str, limit: int) -> None:
    with pytest.raises(TooLarge) as refused:
        admit(json.dumps(told, ensure_ascii=False).encode(), NOW)
    assert (refused.value.field, refused.value.limit) == (field, limit)


def test_a_byte_order_mark_is_no_part_of_an_article() -> None:
    assert admit(b'\xef\xbb\xbf{"text": "a"}', NOW).text == "a"


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode))
@example(b"{}")
@example(b"[")
@example(b'{"text": {}}')
def test_any_bytes_are_an_article_or_a_bad_one(body: bytes) -> None:
    _is_judged(body)


Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from([*FULL, "html", "home_country", "name"])


@settings(deadline=None)
@given(st.dictionaries(FIELDS | st.text(max_size=3), Json | st.dictionaries(FIELDS, Json, max_size=3), max_size=5))
def test_any_fields_are_an_article_or_a_bad_one(fields: dict[str, object]) -> None:
    _is_judged(fields)


def _is_judged(fed: bytes | Mapping[str, object]) -> None:
    try:
        admit(fed, NOW)
    except BadArticle as refused:
        assert refused.problem and refused.way_out
        str(refused).encode()


@pytest.mark.parametrize(
    "body",
    [
        b'[{"text": "a"}, {"text": ""}, 5, {"text": "b", "x": 1}, {"text": "c"}, {"text": "d", "text": "e"}]',
        b'{"text": "a"}\n{"text": ""}\r\n\n5\n{"text": "b", "x": 1}\n{"text": "c"}\n{"text": "d", "text": "e"}\n',
    ],
    ids=["list", "lines"],
)
def test_one_bad_article_among_many_does_not_touch_the_others(body: bytes) -> None:
    told = [each.text if isinstance(each, Article) else str(each) for each in admit_many(body, NOW)]
    assert told == ["a", "text: is empty", "is no JSON object", "x: unknown field", "c", "text: is given twice"]


def test_a_list_that_is_no_json_is_refused_whole() -> None:
    with pytest.raises(BadArticle, match="is not JSON"):
        admit_many(b'[{"text": "a"},', NOW)


def test_many_may_be_none() -> None:
    assert admit_many(b"[]", NOW) == admit_many(b"\n", NOW) == []
