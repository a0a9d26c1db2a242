"""
Trying the reader on articles, here and now; nothing is stored.

In: paths.  Out: the events of each article with their quotes, for people, or as findings in the form of the gold articles.  Never: a server or a log.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from tracker.command.terminal import OUT, complain, heading, indented, words
from tracker.core.article import Article
from tracker.core.errors import BadArticle
from tracker.core.event import Event
from tracker.core.kind import Kind
from tracker.core.reading import Reading
from tracker.feeding.files import Place, articles_in
from tracker.reading.findings import findings
from tracker.running.extracting import read_beside
from tracker.running.lexicon import extractor_named, lexicon_with
from tracker.serving.saying import say
from tracker.settings import settle

Kinds = Mapping[str, Kind]


def read_for_people(paths: Sequence[str], has_parser: bool | None) -> bool:
    """
    Print the events of each article. Whether every one was read. has_parser: None to let the settings decide.

    Raises Misplaced where a setting is wrong, or a parser is asked for and not installed.
    """
    return _read(paths, has_parser, _show)


def read_as_json(paths: Sequence[str], has_parser: bool | None) -> bool:
    """Print the findings of each article, one JSON object a line; "id" is its `ref`, or else the name of its file. For the rest see `read_for_people`."""
    return _read(paths, has_parser, _write)


def _read(paths: Sequence[str], has_parser: bool | None, tell: Callable[[Place, Article, Reading, Kinds], None]) -> bool:
    settings = settle(parser=has_parser)
    lexicon, extractor, are_read = lexicon_with(settings.lexicon, settings.parser), extractor_named(settings.extractor), True
    for taken in articles_in(paths, datetime.now(UTC)):
        if isinstance(taken.article, BadArticle):
            complain(taken.article, str(taken.place))
            are_read = False
        else:
            reading = read_beside(extractor, taken.article, lexicon)
            tell(taken.place, taken.article, reading, lexicon.kinds)
            are_read = are_read and reading.outcome != "failed"
    return are_read


def _write(place: Place, article: Article, reading: Reading, kinds: Kinds) -> None:
    found = {"id": article.ref or place.ref, "article": article.id, "outcome": reading.outcome, **findings(reading, kinds)}
    if reading.reason:
        found["reason"] = reading.reason
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def _show(place: Place, article: Article, reading: Reading, kinds: Kinds) -> None:
    remark = ", ".join(part for part in (article.source.name, article.published, str(place)) if part)
    OUT.print(heading(article.title or article.ref or place.ref, remark))
    for event in reading.events:
        _show_event(event, kinds[event.kind])
    if not reading.events:
        OUT.print(indented(words(_instead_of_events(reading), "yellow" if reading.reason else "dim")))


def _show_event(event: Event, kind: Kind) -> None:
    OUT.print(indented(words(say(kind, event.fields)) + words(f"  {event.confidence:.0%} sure, {', '.join(event.rules)}", "dim")))
    for quote in event.evidence:
        OUT.print(indented(words(f"“{quote.quote.strip()}”", "italic dim"), by=4))


def _instead_of_events(reading: Reading) -> str:
    match reading.outcome:
        case "failed":
            return f"reading failed at {reading.step}: {reading.reason}"
        case "unread":
            return f"not read: {reading.reason}"
        case _:
            return "reports nothing between countries"
