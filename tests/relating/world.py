"""
A small world to test relating on: a few countries, travellers and outlets, told of in short invented reports.

In: what a report says.  Out: events, readings and entries as reading and the log would give them; and hypothesis strategies for many of them at once.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tracker.core.event import Count, Event, Evidence, Fields, Person, Value, event_id
from tracker.core.kind import Kind
from tracker.core.reading import Origin, Outcome, Readers, Reading, Record, Restored, Retracted
from tracker.log.contract import Entry
from tracker.log.wire import hash_of, pack_record
from tracker.reading.kinds import load_kinds
from tracker.relating.told import Told, told_by


@cache
def kinds() -> dict[str, Kind]:
    """The kinds as they are declared, by name."""
    return {declared.kind.name: declared.kind for declared in load_kinds().declared}


def report(article: str, kind: str, told: dict[str, Value | None], confidence: float = 0.8) -> Event:
    """An event that an article reports; its quote is its own."""
    fields = Fields(told)
    quote = f"{article} {sorted(told.items(), key=str)}"
    return Event(event_id(article, kinds()[kind], fields), article, kind, fields, (Evidence(article, "text", 0, len(quote), quote),), confidence, ("rule",))


def visit(article: str, visitor: str, host: str, start: str = "", people: Sequence[str] = (), status: str = "completed", **more: Value) -> Event:
    """A visit that an article reports."""
    named = tuple(Person(name) for name in people)
    return report(article, "visit", {"visitor": visitor, "host": host, "start": start, "people": named, "status": status, **more})


def agreement(article: str, parties: str, status: str = "signed", date: str = "", title: str = "", subject: str = "", count: int = 0, **more: Value) -> Event:
    """An agreement that an article reports. parties: "CUB RUS"."""
    told: dict[str, Value | None] = {"parties": tuple(sorted(parties.split())), "status": status, "date": date, "title": title, "subject": subject}
    return report(article, "agreement", {**told, "count": Count(count) if count else None, **more})


def figure(article: str, country: str, partner: str, measure: str, value: float, period: str = "2023", **more: Value) -> Event:
    """A trade figure in US dollars that an article reports."""
    told: dict[str, Value | None] = {
        "country": country,
        "partner": partner,
        "measure": measure,
        "value": value,
        "currency": "USD",
        "status": "reported",
        "period": period,
    }
    return report(article, "trade_figure", {**told, **more})


def ranking(article: str, country: str, partner: str, rank: int, measure: str = "trade", period: str = "2023", **more: Value) -> Event:
    """A rank among a country's partners that an article reports."""
    return report(article, "trade_ranking", {"country": country, "partner": partner, "measure": measure, "rank": rank, "period": period, **more})


def sanction(article: str, step: str = "imposed", date: str = "2024-03-04", **more: Value) -> Event:
    """A sanction of Norway on Chile that an article reports."""
    return report(article, "sanction", {"imposer": "NOR", "target": "CHL", "step": step, "status": "completed", "date": date, **more})


def aid(article: str, value: float, status: str = "completed", date: str = "2024-03-04", **more: Value) -> Event:
    """Aid of Norway to Chile, in US dollars, that an article reports."""
    return report(article, "aid", {"donor": "NOR", "recipient": "CHL", "value": value, "currency": "USD", "status": status, "date": date, **more})


def call(article: str, *names: str, date: str = "2024-03-04", **more: Value) -> Event:
    """A call between Norway and Chile that an article reports."""
    told: dict[str, Value | None] = {"parties": ("CHL", "NOR"), "people": tuple(map(Person, names)), "form": "call", "status": "completed"}
    return report(article, "meeting", {**told, "date": date, **more})


def bid(article: str, subject: str = "", form: str = "bid") -> Event:
    """Norway's support for Chile that an article reports."""
    told: dict[str, Value | None] = {"supporter": "NOR", "supported": "CHL", "form": form, "subject": subject, "status": "stated", "date": "2024-03-04"}
    return report(article, "support", told)


def reading(
    article: str, *events: Event, published: str = "", source: str = "", home: str = "", reader: str = "r1", sketch: Sequence[int] = (), url: str = ""
) -> Reading:
    """A reading that succeeded."""
    origin = Origin(published=published, source=source, home_country=home, sketch=tuple(sketch), url=url)
    return Reading(article, reader, "events" if events else "none", events, origin)


def told(*readings: Reading) -> list[Told]:
    """All that these readings tell."""
    return [each for reading in readings for each in told_by(reading)]


def entries(records: Iterable[Record], behind: int = 0) -> list[Entry]:
    """The records as a log gives them, behind a position."""
    return [
        Entry(at, f"2024-01-01T00:00:{at % 60:02}Z", hash_of(pack_record(record) + bytes(str(at), "ascii")), record)
        for at, record in enumerate(records, behind + 1)
    ]


law = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""How often a law of relating is tried; each example writes a file or two, which on a busy machine takes its time."""

pure_law = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
"""The same for those that write nothing."""

ARTICLES = [f"article-{n}" for n in range(8)]
PEOPLE = ["Ana Sol", "Ána Sol", "Sol", "Berta Mar", "Bert Mar", "Carl Ost"]
DAYS = ["2023-12-28", "2023-12-30", "2024-01-02", "2024-01-04", "2024-01-09", "2023-12", "2024-01", "2024", ""]
pairs = st.sampled_from([("CUB", "RUS"), ("CUB", "RUS"), ("RUS", "CUB")])
"""Few of each, so that the events that are drawn often come near each other."""


def events(article: str) -> st.SearchStrategy[Event]:
    """Events of all kinds that an article may report."""
    day, names = st.sampled_from(DAYS), st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)
    statuses = st.sampled_from(["planned", "ongoing", "completed"])
    steps = st.sampled_from(["negotiating", "agreed", "signed", "in_force", "suspended"])
    titles, subjects = (
        st.sampled_from(["", "Treaty of Havana", "Havana treaty", "Fishing Pact"]),
        st.sampled_from(["", "fishing", "fisheries and ports", "oil"]),
    )
    parties = st.sampled_from(["CUB RUS", "CUB VEN", "CUB RUS VEN", "BLR CUB RUS VEN"])
    period = st.sampled_from(["2022", "2023", ""])
    return st.one_of(
        st.builds(lambda p, d, n, s: visit(article, p[0], p[1], d, n, s), pairs, day, names, statuses),
        st.builds(lambda p, s, d, t, j, c: agreement(article, p, s, d, t, j, c), parties, steps, day, titles, subjects, st.sampled_from([0, 0, 0, 12, 13])),
        st.builds(
            lambda p, m, v, y: figure(article, p[0], p[1], m, v, y),
            pairs,
            st.sampled_from(["trade", "exports", "imports"]),
            st.sampled_from([100, 100.5, 102, 110]),
            period,
        ),
        st.builds(lambda p, r, y: ranking(article, p[0], p[1], r, period=y), pairs, st.integers(1, 2), period),
        st.builds(lambda v, d, f: aid(article, v, date=d, form=f), st.sampled_from([100, 100.5, 102]), day, st.sampled_from(["aid", "food", "loan"])),
        st.builds(lambda n, d, v: call(article, *n, date=d, level=v), names, day, st.sampled_from(["minister", "head_of_state"])),
    )


@st.composite
def crowds(draw: st.DrawFn) -> list[Told]:
    """Reports of visits by some of the same people in the same days, by several outlets."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(DAYS), st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True), st.sampled_from(DAYS)), max_size=7))
    reports = (
        reading(f"a{at}", visit(f"a{at}", "CUB", "RUS", day, names), published=published if len(published) == 10 else "", source=f"Outlet {at % 3}")
        for at, (day, names, published) in enumerate(drawn)
    )
    return told(*reports)


@st.composite
def readings(draw: st.DrawFn, article: str, reader: str = "r1") -> Reading:
    """A reading of an article; whoever reads it, the article's own day and outlet are the same."""
    outcome: Outcome = draw(st.sampled_from(["events", "events", "events", "none", "failed", "unread"]))
    at = ARTICLES.index(article)
    found = tuple(draw(st.lists(events(article), min_size=1, max_size=3))) if outcome == "events" else ()
    origin = Origin(
        published=["2024-01-05", "2023-12-29", "", "2024-01-10T08:00:00Z"][at % 4],
        source=["", "Post", "Mail"][at % 3],
        home_country=["RUS", ""][at % 2],
        url=["", "https://post.example/trip"][at % 2],
        sketch=tuple(range(at // 4 * 10, at // 4 * 10 + 20)),
    )
    return Reading(article, reader, outcome, found, origin, "a bug" if outcome == "failed" else "")


@st.composite
def logs(draw: st.DrawFn) -> list[Record]:
    """A log: readings by two readers, retractions, restorings and switches of readers, in any order."""
    one_of_each = st.one_of(
        *(readings(article, reader) for article in ARTICLES for reader in ("r1", "r2")),
        st.builds(lambda n, article: Retracted(f"retraction-{n}", article, "withdrawn"), st.integers(0, 3), st.sampled_from(ARTICLES)),
        st.builds(lambda n: Restored(f"retraction-{n}"), st.integers(0, 3)),
        st.builds(Readers, st.sampled_from([(), ("r1",), ("r2", "r1"), ("r1", "r2")])),
    )
    records: list[Record] = draw(st.lists(one_of_each, max_size=14))
    return _consistent(records)


def _consistent(records: Iterable[Record]) -> list[Record]:
    """As a log is: one reader gives an article one reading of each outcome, and one retraction takes out one article."""
    first: dict[tuple[str, ...], Record] = {}
    kept: list[Record] = []
    for record in records:
        match record:
            case Reading():
                kept.append(first.setdefault((record.article, record.reader, "read" if record.events else record.outcome), record))
            case Retracted():
                kept.append(first.setdefault((record.id,), record))
            case _:
                kept.append(record)
    return kept
