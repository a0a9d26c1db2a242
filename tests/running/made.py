"""Articles made for tests and benchmarks, and the reading of each: one visit, told plainly ("RUS visits CUB on 2023-04-18"), often by several articles."""

from random import Random

from tracker.core.article import Article, Source, article_id
from tracker.core.country import COUNTRIES
from tracker.core.event import Event, Evidence, Fields, Person, event_id
from tracker.core.kind import FieldSpec, Kind
from tracker.core.reading import Origin, Reading

READER = "made"
CODES = sorted(COUNTRIES)

# As much of the kind `visit` as names an event; the view has the whole kind from its file.
VISIT = Kind(
    name="visit",
    plural="visits",
    fields={
        "visitor": FieldSpec("party"),
        "host": FieldSpec("party"),
        "start": FieldSpec("date"),
        "status": FieldSpec("choice"),
        "people": FieldSpec("people"),
    },
    parties=("visitor", "host"),
    identity=("visitor", "host", "people", "start"),
    date="start",
    status="status",
    window_days=5,
)


def articles(count: int, countries: int = 20, seed: int = 1) -> list[Article]:
    """Articles that differ in their ids, not always in what they tell. countries: how many visit one another; with few, many tell one fact."""
    dice = Random(seed)
    return [_article(n, dice, CODES[:countries]) for n in range(count)]


def read(article: Article) -> Reading:
    """The reading of such an article; of any other, one without events."""
    match article.text.split():
        case [visitor, "visits", host, "on", start]:
            people = (Person(f"Guest of {visitor}", "minister"),)
            fields = Fields({"visitor": visitor, "host": host, "start": start, "status": "completed", "people": people})
            evidence = (Evidence(article.id, "text", 0, len(article.text), article.text),)
            event = Event(event_id(article.id, VISIT, fields), article.id, "visit", fields, evidence, 0.9, ("made",))
            return Reading(article.id, READER, "events", (event,), Origin(published=article.published, source=article.source.name))
        case _:
            return Reading(article.id, READER, "none", origin=Origin(published=article.published))


def _article(n: int, dice: Random, codes: list[str]) -> Article:
    visitor, host = dice.sample(codes, 2)
    day = f"{dice.randint(2000, 2023)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    text, url = f"{visitor} visits {host} on {day}", f"https://news.example/{n}"
    return Article(article_id({"text": text, "url": url}), text, published=day, source=Source(f"Paper {n % 7}"), url=url)
