"""
The notation of examples: a text, the day of publication, and the facts it tells.

    Norway's prime minister arrived in Santiago. @2024-03-06 NOR => visit NOR CHL 2024-03 completed; ...

After @: the day of publication ("-" for none) and perhaps the outlet's country. A fact: its kind, its countries in the order of the kind, and values
of its fields in any order, a field's name before it where the value alone says little ("top 10"); "-" says that its date is untold.
"""

from dataclasses import dataclass

from tracker.core.article import Article, Source
from tracker.core.event import Event, countries, plain
from tracker.core.reading import Reading
from tracker.reading.known import Lexicon
from tracker.reading.read import read


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the facts it must give, each as its words."""

    article: Article
    facts: tuple[tuple[str, ...], ...]


def example(written: str) -> Example:
    """The example that a line of the notation writes. Raises ValueError for a line of another form."""
    told, _, facts = written.rpartition("=>")
    text, _, about = told.rpartition("@")
    day, _, home = about.strip().partition(" ")
    article = Article("example", text.strip(), published="" if day == "-" else day, source=Source(home_country=home))
    return Example(article, tuple(tuple(fact.split()) for fact in facts.split(";") if fact.strip()))


def misread(given: Example, lexicon: Lexicon, kind: str = "") -> str:
    """What is wrong with the reading of an example, "" when nothing is. kind: that alone is looked at, beside those that its facts name; "" for all."""
    reading = read(given.article, lexicon)
    looked_at = {kind} | {fact[0] for fact in given.facts}
    left = [event for event in reading.events if not kind or event.kind in looked_at]
    for fact in given.facts:
        found = next((event for event in left if says(event, fact, lexicon)), None)
        if found is None:
            return f"not found: {' '.join(fact)}; read: {shown(reading)}"
        left.remove(found)
    return f"found, but not told: {[dict(event.fields) for event in left]}" if left else ""


def says(event: Event, fact: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether the event tells what the words of a fact say."""
    kind = lexicon.kinds[event.kind]
    parties = countries(kind, event.fields)
    values = {str(value) for value in _values(event)} | set(event.fields) | ({"-"} if kind.date not in event.fields else set())
    return (fact[0], *fact[1 : 1 + len(parties)]) == (event.kind, *parties) and set(fact[1 + len(parties) :]) <= values


def shown(reading: Reading) -> list[dict[str, object]]:
    """The events of a reading as plain mappings, for messages."""
    return [{"kind": event.kind, **event.fields} for event in reading.events]


def _values(event: Event) -> list[object]:
    found: list[object] = []
    for value in map(plain, event.fields.values()):
        match value:
            case dict():
                found += value.values()
            case list():
                found += [part for each in value for part in (each.values() if isinstance(each, dict) else [each])]
            case _:
                found.append(value)
    return found
