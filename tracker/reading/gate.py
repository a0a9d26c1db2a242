"""
The gate: which articles this reader can read, and which of their spans can tell an act.

Which language a text is in, its small words tell: those of English against those of its neighbours. Names tell nothing, and news is full of them.
In: an article's spans and what the lexicon found in them.  Out: a reason not to read, or the spans worth reading.  Never: a word looked at twice; a doubt
of a language that the sender states.
Source of the lists: the most frequent function words of each language; what English shares with another stands in SHARED.
"""

import re

from tracker.core.article import Article
from tracker.reading.spans import Span

_ENGLISH = """
    the of and to is that for was with by from has its will have after who are his her their this which been were be not it he she they said an or but
    during between first against
"""
_FOREIGN = """
    de la el los las del que y con por para una su se al lo más le les des du et une dans pour sur est qui au aux avec ses ce il elle di che della dei nel
    alla per non si sono gli der die das und den von zu mit dem ein eine ist im auf für nach bei sich auch het een van en op te zijn voor met dat og det som
    til av er med ikke har och på för är inte da do em não os uma dos das no na com ao w z się nie jest i je u za od su yang dan dengan untuk dari ini itu ke
    pada akan ve bir bu için ile olarak ang ng sa mga ya wa kwa katika ja ei oli että és egy hogy nem și în cu să din pe
"""
ENGLISH, FOREIGN = frozenset(_ENGLISH.split()), frozenset(_FOREIGN.split())
SHARED = frozenset({"in", "on", "as", "at"})
WORDS = re.compile(r"[^\W\d_]+")
SMALL_WORDS = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_]*(?![^\W_])(?!(?:[\s-]+[a-z]{1,3})?[\s-]+[A-Z])")
"""Words in small letters; none before a capital, where it may be part of a name: "Mario de la Torre"."""
SAMPLE = 2000  # characters that tell the language
SHORT = 60  # words; that few may be mere names, and one small word tells enough
MIN_WORDS = 20
MIN_SHARE = 0.05  # of English among the words of a longer text; English news has 0.2 to 0.4
SILENT = frozenset({"credit", "dateline"})


def reason_not_to_read(article: Article) -> str:
    """Why the article is not read: it says or shows that it is in another language; "" where it is read."""
    if article.language:
        is_english = article.language.lower().partition("-")[0] in ("en", "eng", "english")
        return "" if is_english else f"language: the article is in {article.language!r}, and this reader reads English"
    return "" if _looks_english(article.text[:SAMPLE]) else "language: the text does not look like English"


def _looks_english(text: str) -> bool:
    """Whether small words of English outnumber those of other languages, and are not missing altogether."""
    words = WORDS.findall(text.lower())
    english = sum(word in ENGLISH for word in words)
    foreign = sum(word in FOREIGN for word in SMALL_WORDS.findall(text))
    if len(words) < MIN_WORDS:
        return foreign <= english + 1
    if len(words) < SHORT:
        return english > foreign or (not foreign and not SHARED.isdisjoint(words))
    return english > foreign and english >= MIN_SHARE * len(words)


def is_worth_reading(span: Span, text: str, has_names: bool, telling: frozenset[str]) -> bool:
    """
    Whether a span can tell an act: not who took a picture and not when and where it was written; and it names somebody or something.

    telling: words in small letters of which one may do instead of a name ("Four agreements were signed").
    """
    if span.role in SILENT:
        return False
    return has_names or not telling.isdisjoint(WORDS.findall(text[span.start : span.end].lower()))
