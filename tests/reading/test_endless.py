"""
Reading ends, whatever is written: no text makes it run on.

Each text is read in a process of its own, which is killed when it takes a hundred times as long as it should: the limit tells whether reading ends, and not
how fast it is.
"""

import sys
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.article import Article, Source
from tracker.reading.known import Lexicon
from tracker.reading.read import read

WITHIN_S = 60
LONG, SHORT = 40_000, 5_000  # characters

REPEATED = [
    "new ",
    "Abc ",
    "AB'",
    "a-",
    "A.",
    "(",
    '"',
    "1,2",
    "1\u00a0",
    "US$",
    "No. ",
    "two hundred and ",
    "May ",
    "on 5 May 2023 ",
    "3 billion dollars ",
    "Norway, ",
    "Norway and ",
    "the presidents of Kenya and Rwanda and ",
    "Sergei Lavrov, ",
    "Mohammed bin al ",
    "his counterpart, ",
    "a delegation led by ",
    "the head of the Abc and ",
    "the Norwegian National Foreign ",
    "if he visits Norway, where he meets her, ",
    "he visited Norway on Monday and ",
    "Norway and Chile signed an agreement on fish ",
    "followed by Kenya and its largest trading partner ",
    "\nOSLO, Norway (AP) - ",
    "\nthe president of Norway went to Chile on Monday and said that",
    "\nRead also",
    "\r\n",
]


def ends(text: str, lexicon: Lexicon) -> bool:
    """Whether the text is read within the limit, and without failing."""
    article = Article("endless", text, language="en", published="2024-03-06", source=Source(home_country="NOR"))
    process = get_context("fork").Process(target=lambda: sys.exit(read(article, lexicon).outcome == "failed"))
    process.start()
    process.join(WITHIN_S)
    process.kill()
    process.join()
    return process.exitcode == 0


@pytest.mark.parametrize("fragment", REPEATED)
def test_reading_ends_however_often_something_is_repeated(lexicon: Lexicon, fragment: str) -> None:
    assert ends(fragment * (LONG // len(fragment)), lexicon)


@pytest.mark.parametrize(
    "act",
    [
        "Russian President {name} visited Norway. ",
        "President Vladimir Putin visited Norway on {day} May {year}. ",
        "Norway and Chile signed an agreement on {name}. ",
        "Norway was Chile's {day}th largest trading partner in {year}. ",
        "Trade between Norway and Chile reached {number} dollars in {year}. ",
    ],
)
def test_reading_ends_however_many_acts_are_told(lexicon: Lexicon, act: str) -> None:
    names = [chr(65 + n % 26) + chr(97 + n // 26 % 26) + "ov" for n in range(1_000)]
    acts = [act.format(name=name, day=1 + n % 28, year=1900 + n % 120, number=n + 100) for n, name in enumerate(names)]
    assert ends("".join(acts), lexicon)


def words(lexicon: Lexicon) -> st.SearchStrategy[str]:
    """Words that frames know, names of the world, and marks; what a reader goes by."""
    triggers = sorted(lexicon.declared.vocabulary.symbols)
    named = sorted(lexicon.words.tables.senses)
    marks = [*",.;:()\"'-–?!/\n", "'s", "and", "the", "of", "5 May 2023", "$3 billion", "21.9 percent", "1,512", "Abc", "he", "the two countries"]
    return st.one_of(st.sampled_from(marks), st.sampled_from(triggers), st.sampled_from(named), st.sampled_from(named).map(str.title))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_reading_ends_for_any_words_in_any_order(lexicon: Lexicon, data: st.DataObject) -> None:
    told = data.draw(st.lists(words(lexicon), min_size=1, max_size=12))
    text = data.draw(st.sampled_from([" ", ""])).join(told) + data.draw(st.sampled_from([" ", ", ", ". ", "\n", ""]))
    assert ends(text * (SHORT // len(text) + 1), lexicon)
