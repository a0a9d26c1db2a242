"""The second reader: it sees how words hang on each other, confirms or adds, never takes back, and is there only where it was asked for."""

import subprocess
import sys

import pytest

from tests.gold.reader import admitted
from tests.gold.score import articles_at
from tests.reading.test_gold import FOLDER
from tracker.core.article import Article
from tracker.core.errors import Misplaced
from tracker.core.event import Event
from tracker.reading import known
from tracker.reading.entities import entities
from tracker.reading.known import Lexicon, load_catalogue
from tracker.reading.plain import plain
from tracker.reading.read import read
from tracker.reading.spans import spans
from tracker.reading.trees import Plain, Tree

GOLD = list(articles_at([str(FOLDER)]))


def tree(lexicon: Lexicon, sentence: str) -> Tree:
    """The tree of a sentence whose words are parted by spaces."""
    assert lexicon.parser
    words = sentence.split()
    return lexicon.parser.parse([Plain(tuple(words), tuple(after not in (",", ".", "'s") for after in [*words[1:], "."]))])[0]


@pytest.mark.parametrize(
    ("sentence", "verb", "subjects", "objects"),
    [
        ("Smith visited France .", "visited", "smith", "france"),
        ("Smith was received by Jones in Paris .", "received", "jones", "smith"),
        ("Smith , who visited France , spoke of fish .", "visited", "smith", "france"),
        ("The treaty which Smith signed was long .", "signed", "smith", "treaty"),
        ("The treaty signed by Smith was long .", "signed", "smith", "treaty"),
        ("Smith flew to Paris and met Jones .", "met", "smith", "jones"),
        ("Smith wants to visit France .", "visit", "smith", "france"),
        ("Jones invited Smith to visit France .", "visit", "smith", "france"),
        ("Arriving in Paris , Smith praised the port .", "arriving", "smith", ""),
    ],
)
def test_who_does_an_act_and_to_whom_it_is_done(lexicon_with_parser: Lexicon, sentence: str, verb: str, subjects: str, objects: str) -> None:
    made = tree(lexicon_with_parser, sentence)
    at = made.words.index(verb)
    assert [made.words[each] for each in made.subjects(at)] == subjects.split()
    assert [made.words[each] for each in made.objects(at)] == objects.split()


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Smith 's visit to France was short .", "smith"),
        ("The visit by Smith to France was short .", "smith"),
        ("Smith paid a visit to France .", "smith"),
        ("Smith left on a visit to France .", "smith"),
        ("Smith , on a visit to France , spoke of fish .", "smith"),
    ],
)
def test_whose_visit_it_is(lexicon_with_parser: Lexicon, sentence: str, owner: str) -> None:
    made = tree(lexicon_with_parser, sentence)
    assert made.words[made.owners(made.words.index("visit"))[0]] == owner


def test_the_parser_gets_one_word_an_item_and_sees_no_name(lexicon: Lexicon) -> None:
    text = "Kenyan President William Ruto and the foreign ministers of Peru and Chile met in New Zealand on 4 March 2024."
    sentence = entities(Article("a", text), spans("", text), lexicon).sentences[0]
    assert " ".join(plain(sentence, text).words) == "Smith and leaders met in France on April ."


def test_without_a_parser_nothing_of_it_is_loaded() -> None:
    program = "import sys; from tracker.reading.known import load; from tracker.reading.read import read; load(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "tracker.reading.walks" in loaded
    assert {"spacy", "numpy", "tracker.reading.parsing"} & set(loaded) == set()


def test_who_reads_with_a_parser_is_another_reader_and_its_catalogue_knows(lexicon: Lexicon, lexicon_with_parser: Lexicon) -> None:
    assert lexicon.reader == load_catalogue().reader
    assert lexicon_with_parser.reader == load_catalogue(has_parser=True).reader
    assert lexicon.reader != lexicon_with_parser.reader


def test_a_parser_that_is_not_installed_is_refused_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "PARSER", ("no-such-parser",))
    for start in (known.load, load_catalogue):
        with pytest.raises(Misplaced, match="no-such-parser is not installed") as refused:
            start(has_parser=True)
        assert "pip install 'tracker[parser]'" in refused.value.way_out


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: str(gold["id"]))
def test_the_second_reader_takes_nothing_back_of_what_the_first_tells(lexicon: Lexicon, lexicon_with_parser: Lexicon, gold: dict[str, object]) -> None:
    article = admitted(gold)
    first, both = read(article, lexicon), read(article, lexicon_with_parser)
    assert [event for event in first.events if not any(_still_tells(other, event) for other in both.events)] == []


def test_the_same_article_gives_the_same_reading(lexicon_with_parser: Lexicon) -> None:
    article = admitted(GOLD[0])
    assert read(article, lexicon_with_parser) == read(article, lexicon_with_parser)


def _still_tells(event: Event, before: Event) -> bool:
    """Whether an event tells all that it told before, perhaps more, or to the day, and no less surely."""
    told = all(event.fields.get(name) == value or str(event.fields.get(name)).startswith(f"{value}-") for name, value in before.fields.items())
    return told and event.kind == before.kind and event.confidence >= before.confidence and set(before.rules) <= set(event.rules)
