"""Pages: the main text and what the metadata tell; a hostile page is read in its turn like any other, or refused."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.article import article_id
from tracker.core.errors import BadArticle
from tracker.core.identity import Plain
from tracker.feeding.door import admit
from tracker.feeding.page import Page, decoded, page

LATEST = date(2024, 3, 6)
SENTENCE = "The prime minister of Norway arrived in Santiago on Monday for talks on fishing with the president of Chile."
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head>
  <title>Norway in Chile | The Example</title>
  <meta property="og:title" content="Norway in Chile">
  <meta property="article:published_time" content="2024-03-05T08:30:00+01:00">
  <style>p {{ color: red }}</style><script>if (a < b) document.write("<p>Bolivia visits Peru</p>")</script>
</head><body>
  <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
  <article><h1>Norway in Chile</h1>
    <p>{SENTENCE}</p>
    <!-- <p>Peru visits Bolivia</p> -->
    <p>It is his first visit; exports rose by 5 %, to 3 &lt; 4 billion kroner &amp; more.</p>
  </article>
  <footer>© 2024 The Example</footer>
</body></html>"""


def test_a_page_gives_its_text_and_what_its_metadata_tell() -> None:
    told = page(PAGE, LATEST)
    assert (told.title, told.published, told.language) == ("Norway in Chile", "2024-03-05", "en")
    assert told.text == f"{SENTENCE}\nIt is his first visit; exports rose by 5 %, to 3 < 4 billion kroner & more."


def test_what_the_sender_tells_outranks_the_page_and_the_id_is_that_of_the_fields_as_fed() -> None:
    fed: dict[str, Plain] = {"html": PAGE, "title": "Mine", "published": "2024-03-04"}
    article = admit(fed, datetime(2024, 3, 5, tzinfo=UTC))
    assert (article.title, article.published, article.language) == ("Mine", "2024-03-04", "en")
    assert article.id == article_id(fed)


def test_a_day_that_lies_ahead_is_an_error_of_the_page() -> None:
    assert page(PAGE.replace("2024-03-05", "2034-03-05"), LATEST).published == ""


@pytest.mark.parametrize("told", ["They last met on 5 March 2024 in Oslo.", "It was founded in 2019.", "© 2024 The Example"])
def test_a_day_that_the_sentences_tell_is_not_taken_for_the_day_of_publication(told: str) -> None:
    assert page(f"<html><body><article><p>{SENTENCE}</p><p>{told}</p></article></body></html>", LATEST).published == ""


@pytest.mark.parametrize(
    "told",
    [
        '<meta name="date" content="2024-03-05">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T08:30:00Z"}</script>',
        '<time datetime="2024-03-05T07:15">5 March 2024</time>',
        '<div class="dateline">Tuesday 5 March 2024, 08:30</div>',
    ],
)
def test_the_day_is_taken_from_where_pages_tell_it(told: str) -> None:
    assert page(f"<html><body><article><h1>Norway in Chile</h1>{told}<p>{SENTENCE}</p></article></body></html>", LATEST).published == "2024-03-05"


@pytest.mark.parametrize(
    ("hostile", "reads"),
    [
        ("<script>" + "a<b " * 100_000 + "</script>", True),
        ("<!-- " + "<p>" * 100_000 + " -->", True),
        ('<p class="' + "a" * 1_000_000 + '">', True),
        ("<p " + " ".join(f"a{i}=x" for i in range(200_000)) + ">", True),
        ('<p title="<p a=\'>" ' + "a='>' " * 20_000 + ">", True),
        ("<div>" * 200, True),
        ("&" * 500_000, True),
        ("<!DOCTYPE x [" + "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9)) + "]><p>&a9;</p>", True),
        ('<?xml version="1.0" encoding="windows-1251"?>', True),
        ('<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>", True),
        ("<title>" + "a - " * 100_000 + "</title>", True),
        ("\0\x01\x1b", True),
        ("<p>&#0;&#xd800;&#x110000;</p>", True),
        ("<script>", False),
        ("<!-- ", False),
        ("<div>" * 10_000, False),
        ("<textarea>", True),
        ('<a href="', True),
    ],
    ids=lambda value: re.sub(r"\W+", "-", value[:24]) if isinstance(value, str) else "",
)
def test_a_hostile_page_is_read_or_gives_nothing(hostile: str, reads: bool) -> None:
    told = page(f"<html><body>{hostile}<p>{SENTENCE}</p></body></html>", LATEST)
    assert (SENTENCE in told.text) == reads
    assert not re.search("[\0\ud800-\udfff]", told.text)


@pytest.mark.parametrize("tag", ["<br>", "<p>a", "<table><tr><td>", "<", "<b>", '<a href="x">y</a>'])
def test_a_page_of_more_tags_than_any_article_has_is_refused(tag: str) -> None:
    with pytest.raises(BadArticle, match="html: has more than 30,000 tags"):
        page(tag * 31_000, LATEST)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "</", "/>", "p", "script", "!--", "-->", '"', "'", "=", " ", "a", "&", "\n", "é", "<html", "<p>", "text "]), max_size=40
    )
)
def test_no_page_is_too_broken(pieces: list[str]) -> None:
    assert isinstance(page("".join(pieces), LATEST), Page)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>é</p>".encode(), "<p>é</p>"),
        ('<meta charset="windows-1252"><p>é “x”</p>'.encode("cp1252"), '<meta charset="windows-1252"><p>é “x”</p>'),
        ("<meta content='text/html; charset=koi8-r'>Осло".encode("koi8-r"), "<meta content='text/html; charset=koi8-r'>Осло"),
        ("\ufeff<p>é".encode(), "<p>é"),
        ("<p>é".encode("utf-16"), "<p>é"),
    ],
)
def test_bytes_are_read_as_the_page_says(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


@pytest.mark.parametrize("raw", ["<p>é</p>".encode("latin-1"), b'<meta charset="no-such">', b'<meta charset="hex">', b'<meta charset="ascii">\xff'])
def test_bytes_of_another_encoding_than_the_page_says_are_refused(raw: bytes) -> None:
    with pytest.raises(BadArticle, match="html: is not written in"):
        decoded(raw)
