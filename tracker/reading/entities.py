"""
Entities: from the spans of an article to sentences whose names, dates and amounts are known.

In: an article, its spans, and the lexicon.  Out: sentences as items and symbols, and the officials met on the way.
Never: an act; and nothing that a later sentence explains stays unexplained in an earlier one, since all are gone over twice.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.core.article import Article
from tracker.reading.acquaintances import Acquaintances, is_called
from tracker.reading.dates import DateMention, dates
from tracker.reading.frames import ACTOR
from tracker.reading.gate import SILENT, is_worth_reading
from tracker.reading.institutions import with_institutions
from tracker.reading.items import Item, Official, Officials, Sentence
from tracker.reading.known import Lexicon
from tracker.reading.lexicon import City, Mention, Named
from tracker.reading.names import pieces
from tracker.reading.numbers import amounts
from tracker.reading.officials import UNKNOWN, items
from tracker.reading.spans import Span
from tracker.reading.tokens import tokens
from tracker.reading.vocabulary import symbol_of_stranger

LONGEST = 250  # items; a longer sentence is no prose, and is read piece by piece, so that time grows in line with its length


@dataclass(frozen=True, slots=True)
class Entities:
    """What an article consists of."""

    sentences: tuple[Sentence, ...]
    acquaintances: Acquaintances


def entities(article: Article, spans: Sequence[Span], lexicon: Lexicon) -> Entities:
    """The spans worth reading as sentences, each official known whom any of them explains."""
    acquaintances = Acquaintances(article.day)
    met = list(_sentences(article, spans, lexicon, acquaintances))
    alphabet = lexicon.declared.vocabulary.alphabet()
    return Entities(tuple(_encoded(sentence, acquaintances, alphabet) for sentence in met), acquaintances)


def _sentences(article: Article, spans: Sequence[Span], lexicon: Lexicon, acquaintances: Acquaintances) -> Iterator[Sentence]:
    """The spans worth reading; whom they name is remembered on the way."""
    mentions = {"title": lexicon.words.scan(article.title), "text": lexicon.words.scan(article.text)}
    starts = {name: [mention.start for mention in those] for name, those in mentions.items()}
    anchor, here = None, ""
    for span in spans:
        text = article.title if span.field == "title" else article.text
        inside = mentions[span.field][bisect_left(starts[span.field], span.start) : bisect_left(starts[span.field], span.end)]
        here = _dateline(span, inside) or here
        dated = dates(text, article.day, span.start, span.end, anchor)
        anchor = dated[-1].first if dated and span.role not in SILENT else anchor
        if is_worth_reading(span, text, bool(inside), lexicon.declared.telling):
            made = _items(article, text, span, inside, dated, lexicon, acquaintances)
            for start in range(0, len(made), LONGEST):
                yield _sentence(span, made[start : start + LONGEST], here)


def _dateline(span: Span, inside: Sequence[Mention]) -> str:
    """The country of a dateline, "" for one without and for other spans; of "ENTEBBE, Uganda" the last."""
    if span.role != "dateline":
        return ""
    return next((sense.code for mention in reversed(inside) for sense in mention.senses if isinstance(sense, Named | City)), "")


def _items(
    article: Article, text: str, span: Span, inside: Sequence[Mention], dated: Sequence[DateMention], lexicon: Lexicon, acquaintances: Acquaintances
) -> list[Item]:
    words, declared = tokens(text, span.start, span.end), lexicon.declared
    starts, ends = [span.start, *(each.end for each in dated)], [*(each.start for each in dated), span.end]
    counted = [amount for start, end in zip(starts, ends, strict=True) for amount in amounts(text, start, end)]  # where a date stands, there is no amount
    made = items(pieces(words, inside, dated, counted, declared.pointers, declared.vocabulary.symbols, article.day), text, acquaintances.explain)
    for item in made:
        if isinstance(item.value, Officials):
            for person in item.value.people:
                acquaintances.remember(person)
    return with_institutions(made)


def _sentence(span: Span, made: Sequence[Item], here: str) -> Sentence:
    return Sentence(span, tuple(made), "", tuple((at, item.value) for at, item in enumerate(made) if isinstance(item.value, DateMention)), here)


def _encoded(sentence: Sentence, acquaintances: Acquaintances, alphabet: Mapping[str, str]) -> Sentence:
    """The sentence with its symbols, once all acquaintances are made."""
    known = tuple([item if item.value is None and not item.is_capital else _introduced(item, acquaintances) for item in sentence.items])
    symbols = "".join([item.symbol or alphabet.get(item.word) or symbol_of_stranger(item.word, item.is_capital) for item in known])
    return Sentence(sentence.span, known, symbols, sentence.dates, sentence.here)


def _introduced(item: Item, acquaintances: Acquaintances) -> Item:
    """The item with what another sentence tells of it: an official's full name and office, or that a capitalised word is an official's name."""
    if isinstance(item.value, Officials):
        people = tuple([_completed(person, acquaintances) for person in item.value.people])
        is_known = item.symbol != UNKNOWN or any(person.code or person.role for person in people)
        return item._replace(symbol=ACTOR if is_known and item.symbol == UNKNOWN else item.symbol, value=Officials(people))
    if item.value is None and item.symbol == "" and item.is_capital and (known := acquaintances.named(item.word)):
        return item._replace(symbol=ACTOR, value=Officials((known,)))
    return item


def _completed(person: Official, acquaintances: Acquaintances) -> Official:
    """The official with the fullest name that the article gives, and with what it tells of them elsewhere."""
    known = acquaintances.explain(None, person.name) if person.name else person
    if known == person:
        return person
    name = max(person.name, known.name, key=len)
    if is_called(known.role, person.role):
        return replace(person, name=name, role=known.role, level=known.level or person.level, code=person.code or known.code)
    return replace(person, name=name, role=person.role or known.role, level=person.level or known.level, code=person.code or known.code)
