"""
The road of one article: spans, gate, entities, frames, resolve, reconcile.

In: an Article and a Lexicon.  Out: a Reading.  Never: an exception; a bug in a step becomes a failed reading that names the step.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.core.article import Article
from tracker.core.event import Event
from tracker.core.reading import Origin, Reading
from tracker.reading.acquaintances import Acquaintances
from tracker.reading.dates import DateMention, dates
from tracker.reading.frames import ACTOR, Match, matches
from tracker.reading.gate import SILENT, is_worth_reading, reason_not_to_read
from tracker.reading.items import Item, Official, Officials, Sentence
from tracker.reading.kinds import Declared
from tracker.reading.known import Lexicon
from tracker.reading.lexicon import City, Mention, Named
from tracker.reading.names import pieces
from tracker.reading.numbers import amounts
from tracker.reading.officials import UNKNOWN, items
from tracker.reading.reconcile import reconcile
from tracker.reading.resolve import ACT, DEED, Told, tell, topic
from tracker.reading.scene import Scene, is_bilateral, most_named, most_told
from tracker.reading.sketch import sketch
from tracker.reading.spans import Span, spans
from tracker.reading.tokens import tokens


def read(article: Article, lexicon: Lexicon) -> Reading:
    """
    What this reader makes of the article: outcome "events", "none", "unread" (another language) or "failed" (with reason and step).

    `origin` is filled from the article and its sketch; `origin.received` and `origin.place` stay "".
    """
    origin = Origin(article.published, "", article.source.name, article.source.home_country, article.url, article.title, sketch(article.text))
    reason = reason_not_to_read(article)
    if reason:
        return Reading(article.id, lexicon.reader, "unread", origin=origin, reason=reason)
    road = _Road(article, lexicon)
    try:
        events = road.walk()
    except Exception as error:
        return Reading(article.id, lexicon.reader, "failed", origin=origin, reason=f"{type(error).__name__}: {error}", step=road.step)
    return Reading(article.id, lexicon.reader, "events" if events else "none", events, origin)


@dataclass(slots=True)
class _Road:
    """One walk from text to events. step: where it is."""

    article: Article
    lexicon: Lexicon
    step: str = "spans"

    def walk(self) -> tuple[Event, ...]:
        """All steps in their order."""
        found = spans(self.article.title, self.article.text)
        self.step = "entities"
        acquaintances = Acquaintances(self.article.day)
        sentences = introduced(list(self._sentences(found, acquaintances)), acquaintances, self.lexicon)
        self.step = "frames"
        lines = [sentence.items for sentence in sentences]
        counts = most_told(lines)
        often = tuple(code for code, _ in counts)
        scene = Scene(self.lexicon.words, self.article.source.home_country, acquaintances, most_named(lines), often, is_bilateral(counts), often[:2])
        told = list(self._told(sentences, scene))
        self.step = "reconcile"
        return reconcile(told, self.article)

    def _sentences(self, found: Sequence[Span], acquaintances: Acquaintances) -> Iterator[Sentence]:
        """The spans worth reading as sentences; names that they explain are remembered on the way."""
        mentions = {"title": self.lexicon.words.scan(self.article.title), "text": self.lexicon.words.scan(self.article.text)}
        starts = {name: [mention.start for mention in those] for name, those in mentions.items()}
        anchor, here = None, ""
        for span in found:
            text = self.article.title if span.field == "title" else self.article.text
            here = self._here(text, span) or here
            dated = dates(text, self.article.day, span.start, span.end, anchor)
            anchor = dated[-1].first if dated and span.role not in SILENT else anchor
            first, last = bisect_right(starts[span.field], span.start - 1), bisect_right(starts[span.field], span.end - 1)
            if not is_worth_reading(span, text, first < last, self.lexicon.declared.telling):
                continue
            made = self._items(text, span, mentions[span.field][first:last], dated, acquaintances)
            for item in made:
                if isinstance(item.value, Officials):
                    for person in item.value.people:
                        acquaintances.remember(person)
            yield Sentence(span, tuple(made), "", tuple((at, item.value) for at, item in enumerate(made) if isinstance(item.value, DateMention)), here)

    def _items(self, text: str, span: Span, mentions: Sequence[Mention], dated: Sequence[DateMention], acquaintances: Acquaintances) -> list[Item]:
        words = tokens(text, span.start, span.end)
        parts = pieces(
            words,
            mentions,
            dated,
            amounts(text, span.start, span.end),
            self.lexicon.declared.pointers,
            self.lexicon.declared.vocabulary.symbols,
            self.article.day,
        )
        return items(parts, text, acquaintances.explain)

    def _here(self, text: str, span: Span) -> str:
        """The country of a dateline, "" for one without and for other spans; of "ENTEBBE, Uganda" the last."""
        if span.role != "dateline":
            return ""
        mentions = reversed(self.lexicon.words.scan(text[span.start : span.end]))
        return next((sense.code for mention in mentions for sense in mention.senses if isinstance(sense, Named | City)), "")

    def _told(self, sentences: Sequence[Sentence], scene: Scene) -> Iterator[Told]:
        """What the frames of all kinds find, sentence by sentence; the first frame of a kind that tells of an act has told of it."""
        symbols = "\n".join(sentence.symbols for sentence in sentences)
        offsets = [0]
        for sentence in sentences:
            offsets.append(offsets[-1] + len(sentence.symbols) + 1)
        found = {declared.kind.name: [match for frame in declared.frames for match in matches(frame, symbols)] for declared in self.lexicon.declared.declared}
        self.step = "resolve"
        for sentence, offset in zip(sentences, offsets, strict=False):
            scene.go_to(sentence.here)
            for declared in self.lexicon.declared.declared:
                here = [match for match in found[declared.kind.name] if offset <= match.start < offset + len(sentence.symbols) + 1]
                yield from self._told_in(sentence, offset, declared, here, scene)
            scene.hear(sentence.items)

    def _told_in(self, sentence: Sentence, offset: int, declared: Declared, here: Sequence[Match], scene: Scene) -> Iterator[Told]:
        text = self.article.title if sentence.span.field == "title" else self.article.text
        acts = sorted({_act(match) - offset for match in here})
        done: set[int] = set()
        for match in sorted(here, key=_act):  # stable: of the frames that fit one act, the first in the file
            if match.frame.is_topic:
                topic(match, declared, sentence, offset, scene, self.lexicon.declared)
            elif _act(match) not in done:
                for told in tell(match, declared, sentence, offset, acts, scene, self.lexicon.declared, text, self.article.day):
                    done.add(_act(match))
                    scene.note(told.codes, told.officials)
                    yield told


def _act(match: Match) -> int:
    """The place of the word that tells the act, that of the whole match where the frame has none."""
    return next((match.slots[slot][0][0] for slot in (ACT, DEED) if slot in match.slots), match.start)


def introduced(sentences: Sequence[Sentence], acquaintances: Acquaintances, lexicon: Lexicon) -> list[Sentence]:
    """The sentences with every official known whom any of them explains, and their symbols."""
    return [_encoded(replace(sentence, items=tuple(_introduced(item, acquaintances) for item in sentence.items)), lexicon) for sentence in sentences]


def _introduced(item: Item, acquaintances: Acquaintances) -> Item:
    if isinstance(item.value, Officials):
        people = tuple(_completed(person, acquaintances) for person in item.value.people)
        is_known = item.symbol != UNKNOWN or any(person.code or person.role for person in people)
        return item._replace(symbol=ACTOR if is_known and item.symbol == UNKNOWN else item.symbol, value=Officials(people))
    if item.value is not None:
        return item
    known = acquaintances.named(item.word) if item.symbol == "" and item.is_capital else None
    return item._replace(symbol=ACTOR, value=Officials((known,))) if known else item


def _completed(person: Official, acquaintances: Acquaintances) -> Official:
    """The official with the fullest name that the article gives, and with what it tells of them elsewhere."""
    known = acquaintances.explain(None, person.name) if person.name else person
    return replace(
        person, name=max(person.name, known.name, key=len), role=person.role or known.role, level=person.level or known.level, code=person.code or known.code
    )


def _encoded(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    vocabulary = lexicon.declared.vocabulary
    return replace(sentence, symbols="".join(item.symbol or vocabulary.encode(item.word, item.is_capital) for item in sentence.items))
