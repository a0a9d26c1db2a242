"""Reading never raises, reads English only, and names itself by all that decides what it finds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.article import Article, Source
from tracker.core.reading import Origin
from tracker.reading.findings import findings
from tracker.reading.kinds import load_kinds
from tracker.reading.known import VERSION, Lexicon, load_catalogue, reader_id
from tracker.reading.read import read
from tracker.reading.sketch import sketch

DAY = "2024-03-06"
VISIT = "Kenyan President William Ruto visited Portugal in 2019."


def article(text: str, **more: str) -> Article:
    """An article of a Norwegian outlet."""
    return Article("a", text, published=DAY, source=Source("Fjord Post", "NOR"), **more)


def test_a_text_that_tells_an_act_gives_an_event_with_its_sentence(lexicon: Lexicon) -> None:
    reading = read(article(VISIT + " It rained."), lexicon)
    assert (reading.outcome, reading.reader, [quote.quote for quote in reading.events[0].evidence]) == ("events", lexicon.reader, [VISIT])


def test_a_text_that_tells_none_gives_none(lexicon: Lexicon) -> None:
    assert read(article("The ferry to the island was late again, and nobody could say why."), lexicon).outcome == "none"


@pytest.mark.parametrize("last", ["the two countries", "the two sides", "the country", "both countries", "in talks to", "ahead of"])
def test_a_text_may_end_in_any_phrase_without_a_stop(lexicon: Lexicon, last: str) -> None:
    assert read(article(f"{VISIT} Kenya and Portugal spoke of {last}", title=f"Ministers speak of {last}"), lexicon).outcome == "events"


def test_the_origin_is_that_of_the_article(lexicon: Lexicon) -> None:
    given = article(VISIT, title="A visit", url="https://post.example/1")
    assert read(given, lexicon).origin == Origin(DAY, "", "Fjord Post", "NOR", "https://post.example/1", "A visit", sketch(VISIT))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Außenminister reiste am Montag nach Lissabon und traf dort den Präsidenten, wie das Ministerium am Abend mitteilte.", ""),
        ("Le ministre des affaires étrangères est arrivé lundi à Lisbonne où il a rencontré le président, selon le ministère.", ""),
        ("El presidente viajó el lunes a Lisboa para reunirse con su homólogo y firmar un acuerdo sobre la pesca.", ""),
        ("Menteri luar negeri tiba di Lisbon pada hari Senin untuk bertemu dengan presiden dan menandatangani perjanjian.", ""),
        ("O ministro das Relações Exteriores chegou a Lisboa na segunda-feira para um encontro com o presidente e não falou com a imprensa.", ""),
        ("Minister spraw zagranicznych przybył w poniedziałek do Lizbony na rozmowy z prezydentem i nie rozmawiał z dziennikarzami.", ""),
        ("El ministro llegó a Lisboa para la cumbre «The Sea and Us», donde se reunió con su homólogo y habló de la pesca.", ""),
        (VISIT, "fr"),
    ],
)
def test_an_article_in_another_language_is_not_read_and_says_so(lexicon: Lexicon, text: str, language: str) -> None:
    reading = read(article(f"{text} {text}", language=language), lexicon)
    assert (reading.outcome, reading.reason.partition(":")[0]) == ("unread", "language")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Norwegian Foreign Minister Espen Barth Eide on March 4 received Chilean Deputy Foreign Minister Gloria de la Fuente, Fjord News reports citing "
            "Norwegian Foreign Ministry.",
            "",
        ),
        ("Presidents Luiz Inácio Lula da Silva, Gabriel Boric, William Ruto, Yamandú Orsi, Santiago Peña, Daniel Noboa meet in Oslo; kings attend.", ""),
        ("Boric à Oslo: la visite du président, jour un. Chilean President Gabriel Boric arrived in Oslo on Monday.", "en-GB"),
    ],
)
def test_names_and_a_language_that_is_stated_keep_no_english_from_being_read(lexicon: Lexicon, text: str, language: str) -> None:
    assert read(article(text, language=language), lexicon).outcome != "unread"


def test_without_a_day_of_publication_relative_dates_stay_untold(lexicon: Lexicon) -> None:
    undated = Article("a", "Kenyan President William Ruto arrived in Lisbon on Monday.")
    assert "start" not in read(undated, lexicon).events[0].fields


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Kenya and Rwanda signed a memorandum of understanding on tourism on Monday.", "tourism"),
        ("Kenya and Rwanda signed a letter of intent on hydrogen in Kigali on Tuesday.", "hydrogen"),
        ("Kenya and Rwanda signed a new double taxation treaty.", "double taxation"),
        ("Kenya and Rwanda signed three bilateral agreements.", ""),
        ("Kenya, Rwanda sign maritime deal", "maritime"),
    ],
)
def test_an_agreement_is_about_what_its_phrase_or_the_words_before_it_say(lexicon: Lexicon, text: str, subject: str) -> None:
    assert [event.fields.text("subject") for event in read(article(text), lexicon).events] == [subject]


def test_the_same_article_gives_the_same_reading(lexicon: Lexicon) -> None:
    assert read(article(VISIT), lexicon) == read(article(VISIT), lexicon)


def test_findings_have_every_declared_field_and_null_where_it_is_untold(lexicon: Lexicon) -> None:
    reading = read(article(VISIT), lexicon)
    found = findings(reading, lexicon.kinds)
    assert json.loads(json.dumps(found))["visits"] == [
        {
            "visitor": "KEN", "host": "PRT", "people": [{"name": "William Ruto", "role": "President"}], "level": "head_of_state", "place": None,
            "start": "2019", "end": None, "status": "completed", "met": [], "occasion": None, "confidence": reading.events[0].confidence, "evidence": [VISIT],
        }
    ]  # fmt: skip
    assert {kind.plural: found[kind.plural] for kind in lexicon.kinds.values() if found[kind.plural]}.keys() == {"visits"}


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=400), title=st.text(max_size=80), published=st.sampled_from(["", DAY, "0001-01-01", "9999-12-31"]))
def test_no_text_makes_it_raise_or_fail(lexicon: Lexicon, text: str, title: str, published: str) -> None:
    assert read(Article("a", text, title, published), lexicon).outcome != "failed"


WORDS = [
    *[
        "Kenya",
        "Portugal",
        "Lisbon",
        "President",
        "William",
        "Ruto",
        "the",
        "his",
        "two",
        "countries",
        "visit",
        "to",
        "in",
        "on",
        ",",
        ".",
        "4",
        "March",
        "signed",
        "a",
        "treaty",
    ],
    *["and", "arrived", "if", "would", "record", "trade", "“", "”", "'", "'s", "-", "(", ")", "12", "$5", "billion"],
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), published=st.sampled_from(["", DAY]))
def test_no_order_of_telling_words_makes_it_fail_or_misquote(lexicon: Lexicon, words: list[str], published: str) -> None:
    given_article = Article("a", " ".join(words), published=published)
    reading = read(given_article, lexicon)
    assert reading.outcome != "failed", reading.reason
    assert all(given_article.text[quote.start : quote.end] == quote.quote for event in reading.events for quote in event.evidence)


@pytest.mark.parametrize("unit", ["Kenya, ", "the president of Kenya and ", "visit to ", "( ", "Ruto's ", "Kenya and Portugal signed ", "A. ", "$5 billion "])
def test_a_text_without_an_end_of_sentence_is_read_all_the_same(lexicon: Lexicon, unit: str) -> None:
    assert read(article(unit * 3000), lexicon).outcome in ("events", "none", "unread")


def test_a_bug_in_a_step_becomes_a_failed_reading_that_names_the_step(lexicon: Lexicon) -> None:
    broken = article(VISIT)
    object.__setattr__(broken, "title", None)
    reading = read(broken, lexicon)
    assert (reading.outcome, reading.step, bool(reading.reason)) == ("failed", "spans", True)


def test_the_reader_id_changes_with_the_data(lexicon: Lexicon) -> None:
    kinds = load_kinds()
    ids = {reader_id(lexicon.words.digest, kinds.digest), reader_id("other", kinds.digest), reader_id(lexicon.words.digest, "other")}
    assert len(ids) == 3
    assert lexicon.reader in ids
    assert all(id.startswith(f"{VERSION}-") for id in ids)


def test_who_only_asks_knows_the_same_kinds_and_the_same_reader(lexicon: Lexicon) -> None:
    catalogue = load_catalogue()
    assert (catalogue.reader, dict(catalogue.kinds)) == (lexicon.reader, dict(lexicon.kinds))
