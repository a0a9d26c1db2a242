"""News made by hand: articles, and readings of them as a reader would have made them."""

from collections.abc import Mapping
from dataclasses import replace

from tracker.core.article import Article, Source
from tracker.core.event import Event, Evidence, Fields, Person, Value, event_id
from tracker.core.identity import digest
from tracker.core.kind import Kind
from tracker.core.reading import Origin, Outcome, Reading

READER = "1-byhand"


def article(text: str, title: str = "", published: str = "2024-03-05", url: str = "", ref: str = "") -> Article:
    source = Source("The Example Times", "NOR", "https://times.example")
    return Article(digest({"text": text, "title": title, "published": published, "url": url}), text, title, published, source, url, "en", ref)


def event(kind: Kind, told_by: Article, quote: str, told: Mapping[str, Value | None], confidence: float = 0.9) -> Event:
    fields, start = Fields(told), told_by.text.index(quote)
    evidence = Evidence(told_by.id, "text", start, start + len(quote), quote)
    return Event(event_id(told_by.id, kind, fields), told_by.id, kind.name, fields, (evidence,), confidence, ("by_hand",))


def reading(of: Article, *events: Event, outcome: Outcome | None = None, reason: str = "", step: str = "", reader: str = READER) -> Reading:
    origin = Origin(of.published, "2024-03-06T08:00:00Z", of.source.name, of.source.home_country, of.url, of.title)
    return Reading(of.id, reader, outcome or ("events" if events else "none"), events, origin, reason, step)


class Desk:
    """Writes readings of invented news in the kinds of a lexicon."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds

    def visit(
        self, visitor: str, host: str, start: str = "2024-03-04", person: str = "", published: str = "2024-03-05", confidence: float = 0.9, **more: Value
    ) -> tuple[Article, Reading]:
        quote = f"{person or 'A delegation'} of {visitor} went to {host} on {start}"
        told_by = article(f"{quote}. It rained.", f"{visitor} in {host}", published, f"https://times.example/{visitor}-{host}-{start}-{published}".lower())
        people = (Person(person, "foreign minister"),) if person else ()
        told = {"visitor": visitor, "host": host, "start": start, "people": people, "status": "completed", **more}
        return told_by, reading(told_by, event(self.kinds["visit"], told_by, quote, told, confidence))

    def agreement(self, *parties: str, date: str = "2024-03-04", status: str = "signed", subject: str = "fishing") -> tuple[Article, Reading]:
        quote = f"{' and '.join(parties)} {status} a treaty on {subject}"
        told_by = article(f"{quote} in {date}.", f"A treaty on {subject}")
        told: dict[str, Value | None] = {"parties": tuple(sorted(parties)), "kind": "treaty", "subject": subject, "status": status, "date": date}
        return told_by, reading(told_by, event(self.kinds["agreement"], told_by, quote, told))

    def ranking(self, country: str, partner: str, rank: int = 3, period: str = "2023") -> tuple[Article, Reading]:
        quote = f"{partner} was number {rank} among the partners of {country} in {period}"
        told_by = article(f"{quote}.")
        told: dict[str, Value | None] = {"country": country, "partner": partner, "measure": "trade", "rank": rank, "period": period}
        return told_by, reading(told_by, event(self.kinds["trade_ranking"], told_by, quote, told))

    def figure(self, country: str, partner: str, value: int = 35_000_000_000, period: str = "2023") -> tuple[Article, Reading]:
        quote = f"Trade between {country} and {partner} came to {value} in {period}"
        told_by = article(f"{quote}.")
        told: dict[str, Value | None] = {
            "country": country,
            "partner": partner,
            "measure": "trade",
            "value": value,
            "currency": "USD",
            "status": "reported",
            "period": period,
        }
        return told_by, reading(told_by, event(self.kinds["trade_figure"], told_by, quote, told))


def worded(told_by: Article, title: str, quote: str) -> Article:
    """The same article with another title and another sentence in it."""
    return replace(told_by, id=digest({"title": title, "quote": quote}), title=title, text=f"{quote} And so on.")
