"""
The road of one article: spans, gate, entities, frames, resolve, reconcile.

In: an Article and a Lexicon, perhaps an extractor's Answer.  Out: a Reading.  Never: an exception; a bug in a step becomes a failed reading that names it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tracker.core.article import Article
from tracker.core.event import Event
from tracker.core.reading import Origin, Reading
from tracker.reading.candidates import told_by
from tracker.reading.entities import Entities, entities
from tracker.reading.extractor import Answer, reader_with
from tracker.reading.frames import Lines, Match
from tracker.reading.gate import reason_not_to_read
from tracker.reading.items import Sentence
from tracker.reading.kinds import Declared
from tracker.reading.known import Lexicon
from tracker.reading.plain import plain
from tracker.reading.reconcile import reconcile
from tracker.reading.resolve import Told, tell, topic
from tracker.reading.scene import Scene, is_bilateral, most_named, most_told
from tracker.reading.sketch import sketch
from tracker.reading.spans import spans

ASIDE = frozenset({"caption"})
"""Lines that the next sentence does not go on from."""


def read(article: Article, lexicon: Lexicon, answer: Answer | None = None) -> Reading:
    """
    What this reader makes of the article: outcome "events", "none", "unread" (another language) or "failed" (with reason and step).

    answer: what an extractor says of the article, which makes this another reader; None where none is asked.
    `origin` is filled from the article and its sketch; `origin.received` and `origin.place` stay "".
    """
    origin = Origin(article.published, "", article.source.name, article.source.home_country, article.url, article.title, sketch(article.text))
    reader = reader_with(lexicon.reader, answer)
    reason = reason_not_to_read(article)
    if reason:
        return Reading(article.id, reader, "unread", origin=origin, reason=reason)
    road = _Road(article, lexicon, answer)
    try:
        events = road.walk()
    except Exception as error:
        return Reading(article.id, reader, "failed", origin=origin, reason=f"{type(error).__name__}: {error}", step=road.step)
    return Reading(article.id, reader, "events" if events else "none", events, origin)


def is_alone(told: Told) -> bool:
    """Whether what should happen between two countries is told of one alone: who comes home visits nobody."""
    return len(told.declared.kind.parties) > 1 and len(told.codes) == 1


def contradicts(told: Told, journeys: Sequence[Told]) -> bool:
    """Whether a journey is told with another date than the sentence, which names but one, tells of it elsewhere."""
    date = told.declared.kind.date
    dates = {each.fields.get(date) for each in journeys if each.codes == told.codes} - {None, ""}
    return bool(dates) and told.fields.get(date) not in (*dates, None, "")


@dataclass(slots=True)
class _Road:
    """One walk from text to events. step: where it is."""

    article: Article
    lexicon: Lexicon
    answer: Answer | None
    step: str = "spans"

    def walk(self) -> tuple[Event, ...]:
        """All steps in their order."""
        found = spans(self.article.title, self.article.text)
        self.step = "entities"
        known = entities(self.article, found, self.lexicon)
        self.step = "frames"
        matched = self._matched(known.sentences)
        self.step = "walks"
        walked = self._walked(known.sentences)
        self.step = "resolve"
        told = list(self._told(known, matched, walked))
        self.step = "candidates"
        told += told_by(self.answer, self.article, self.lexicon.declared) if self.answer else ()
        self.step = "reconcile"
        return reconcile(told, self.article)

    def _matched(self, sentences: Sequence[Sentence]) -> list[list[tuple[Declared, Match]]]:
        """For each sentence where the frames fit, of the kinds and in a kind as their files are ordered."""
        lines = Lines.of([sentence.symbols for sentence in sentences])
        found: list[list[tuple[Declared, Match]]] = [[] for _ in sentences]
        for declared in self.lexicon.declared.declared:
            for frame in declared.frames:
                for number, match in lines.matches(frame):
                    found[number].append((declared, match))
        return found

    def _walked(self, sentences: Sequence[Sentence]) -> list[list[tuple[Declared, Match]]]:
        """The same for the walks over the trees of those sentences where one may begin; nothing where there is no parser."""
        found: list[list[tuple[Declared, Match]]] = [[] for _ in sentences]
        if self.lexicon.parser is None:
            return found
        walks = [(declared, walk) for declared in self.lexicon.declared.declared for walk in declared.walks]
        gated = [number for number, sentence in enumerate(sentences) if any(walk.may_begin(sentence.symbols) for _, walk in walks)]
        trees = self.lexicon.parser.parse([plain(sentences[number], self._text(sentences[number])) for number in gated])
        offsets = list(accumulate((len(sentence.symbols) + 1 for sentence in sentences), initial=0))
        for number, tree in zip(gated, trees, strict=True):
            for declared, walk in walks:
                found[number] += [(declared, match) for match in walk.matches(sentences[number].symbols, tree, offsets[number])]
        return found

    def _text(self, sentence: Sentence) -> str:
        return self.article.title if sentence.span.field == "title" else self.article.text

    def _told(self, known: Entities, matched: Sequence[Sequence[tuple[Declared, Match]]], walked: Sequence[Sequence[tuple[Declared, Match]]]) -> Iterator[Told]:
        """What the matches tell, sentence by sentence, as the scene unfolds; what walks tell leaves it as it is."""
        scene = self._scene(known)
        offset = 0
        for sentence, found, beside in zip(known.sentences, matched, walked, strict=True):
            scene.go_to(sentence.here)
            yield from self._told_in(sentence, offset, found, scene)
            if beside:
                yield from (replace(told, is_second=True) for told in self._told_in(sentence, offset, beside, scene.aside()))
            if sentence.span.role not in ASIDE:
                scene.hear(sentence.items)
            offset += len(sentence.symbols) + 1

    def _told_in(self, sentence: Sentence, offset: int, found: Sequence[tuple[Declared, Match]], scene: Scene) -> Iterator[Told]:
        """
        The acts in a sentence, in its order, what hangs on others after them, and loose frames last.

        Of the frames of a kind that fit one act, the first in the file that makes sense tells of it, and so of those that say it in the same words
        (others may share a subject and its verb); a sum or a share tells of one act. Loose frames tell of two countries only what no other frame
        has told of them in the sentence.
        """
        text = self._text(sentence)
        done: set[tuple[str, int]] = set()
        between: set[tuple[str, frozenset[str]]] = set()
        journeys: dict[str, list[Told]] = {}
        for declared, match in sorted(found, key=lambda each: (each[1].rule.is_loose, each[1].rule.hangs_on_told, each[1].act)):
            takes = {(declared.kind.name, place) for place in match.takes}
            if match.rule.is_topic:
                topic(match, declared, sentence, offset, scene, self.lexicon.declared)
            elif not done & takes:
                acts = sorted({other.act - offset for kind, other in found if kind is declared and not other.rule.is_loose})
                for told in tell(match, declared, sentence, offset, acts, scene, self.lexicon.declared, text, self.article.day):
                    pair = declared.kind.name, frozenset(told.codes)
                    others = journeys.setdefault(declared.kind.name, [])
                    if is_alone(told) or (match.rule.is_loose and pair in between) or contradicts(told, others):
                        continue
                    done |= takes | {(declared.kind.name, match.act)}
                    between.add(pair)
                    if told.officials and len(sentence.dates) < 2:
                        others.append(told)
                    if not match.rule.is_loose:
                        scene.note(told.codes, told.officials, told.fields.get(declared.kind.date))
                    yield told

    def _scene(self, known: Entities) -> Scene:
        lines = [sentence.items for sentence in known.sentences]
        counts = most_told(lines)
        often = tuple(code for code, _ in counts)
        return Scene(self.lexicon.words, self.article.source.home_country, known.acquaintances, most_named(lines), often, is_bilateral(counts), pair=often[:2])
