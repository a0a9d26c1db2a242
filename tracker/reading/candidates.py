"""
Candidates: what a heavier extractor (a language model, a transformer) says that an article tells, as far as the article bears it out.

A candidate counts where its quote stands in the article, to the letter or but for white space, and where its kind,
countries, dates and words pass what every event must; it then is one more reader's telling, with the precision that its extractor states: it agrees with
what the frames read, or stands beside it, and changes none of it.
In: an Answer, its article, the kinds.  Out: for each candidate a telling, or why it is refused.  Never: a call to the extractor.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.core.article import Article
from tracker.core.event import Count, Fields, Person, Value, countries, faults
from tracker.core.identity import Plain
from tracker.reading.extractor import Answer, Candidate
from tracker.reading.items import Sentence
from tracker.reading.kinds import Kinds
from tracker.reading.resolve import Told
from tracker.reading.spans import Field, Span

NO_PLACE = -1  # of the act's word in the sentence: an extractor does not tell it
MIN_QUOTE_WORDS = 4  # fewer stand in many an article, and prove nothing


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that is not taken, and why."""

    candidate: Candidate
    reason: str


def told_by(answer: Answer, article: Article, kinds: Kinds) -> Iterator[Told]:
    """The candidates that the article bears out, each as a telling of its own reader."""
    for candidate in answer.candidates:
        checked = check(candidate, answer, article, kinds)
        if isinstance(checked, Told):
            yield checked


def check(candidate: Candidate, answer: Answer, article: Article, kinds: Kinds) -> Told | Rejected:
    """The telling that a candidate is, or why it is none; the reason names the field."""
    declared = next((each for each in kinds.declared if each.kind.name == candidate.kind), None)
    if declared is None:
        return Rejected(candidate, f"kind: there is no {candidate.kind!r}")
    found = quoted(candidate.quote, article)
    if found is None:
        return Rejected(candidate, f"quote: {candidate.quote!r} does not stand in the article, or is shorter than {MIN_QUOTE_WORDS} words")
    types = {name: spec.type for name, spec in declared.kind.fields.items()}
    fields = Fields({name: _value(types.get(name, ""), given) for name, given in candidate.fields.items() if given is not None})
    if wrong := faults(declared.kind, fields):
        return Rejected(candidate, "; ".join(wrong))
    codes = countries(declared.kind, fields)
    return Told(declared, fields, Sentence(found, (), ""), NO_PLACE, f"extractor.{answer.id}", answer.precision, codes, (), is_second=True)


def quoted(quote: str, article: Article) -> Span | None:
    """Where the article says so, in its text or else its title: to the letter, or else with other white space; None where it does not."""
    words = quote.split()
    if len(words) < MIN_QUOTE_WORDS:
        return None
    fields: tuple[tuple[Field, str], ...] = (("text", article.text), ("title", article.title))
    for pattern in (re.escape(quote), r"\s+".join(map(re.escape, words))):
        for field, text in fields:
            if found := re.search(pattern, text):
                return Span(field, found.start(), found.end(), "body", 0)
    return None


def _value(type: str, given: Plain) -> Value | None:
    """The value that JSON writes so; what fits no type stays as it is, for `faults` to name it."""
    match type, given:
        case "people", [*people]:
            return tuple(
                Person(str(each.get("name") or ""), str(each.get("role") or "")) if isinstance(each, Mapping) else Person(str(each)) for each in people
            )
        case (("parties" | "names"), [*texts]):
            return tuple(sorted(map(str, texts)) if type == "parties" else map(str, texts))
        case "count", {"value": int(value), **rest}:
            return Count(value, rest.get("approximate") is True)
        case _, str() | int() | float() as told:
            return told
        case _:
            return str(given)
