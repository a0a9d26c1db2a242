"""
How fast the tracker is, beside the bare work underneath: `make bench`.

Each line gives our figure, the figure of what it stands on, and their ratio, measured in turns in one run. Figures are printed, never asserted:
they are those of the machine at hand.
"""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import orjson

from tests.bench import broker, reading
from tests.bench.rates import percentile, say, side_by_side, timed
from tests.running import made
from tests.running.ports import free_port
from tracker.core.article import Article, article_id
from tracker.log.contract import Entry
from tracker.log.sqlite import SqliteLog
from tracker.log.wire import pack_article
from tracker.reading.known import load_catalogue
from tracker.relating.view import View
from tracker.running.claims import LOG, VIEW

FACTS = 100_000
EVENTS = 20_000
BATCH = 100  # articles in one append


def bench_append(scratch: Path) -> None:
    """Articles a second that are durable, beside bare inserts of the same bytes in the same batches."""
    articles = [_of_size(article, 3_000) for article in made.articles(5_000)]
    batches = [articles[at : at + BATCH] for at in range(0, len(articles), BATCH)]

    def ours(number: int) -> None:
        asyncio.run(_append(scratch / f"ours-{number}.sqlite", batches))

    def bare(number: int) -> None:
        with closing(_bare(scratch / f"bare-{number}.sqlite", "CREATE TABLE articles (position INTEGER PRIMARY KEY, id TEXT UNIQUE, data BLOB)")) as db:
            for batch in batches:
                with db:
                    db.executemany("INSERT INTO articles (id, data) VALUES (?, ?)", [(article.id, pack_article(article)) for article in batch])

    a, b = side_by_side([ours, bare])
    say(f"appending, {BATCH} articles of 3 kB at a time", f"{len(articles) / a:,.0f} articles/s", f"bare inserts {len(articles) / b:,.0f}/s", b / a)


def bench_fold(scratch: Path) -> None:
    """Events a second folded into the view, beside bare inserts of the rows that it then holds."""
    entries = asyncio.run(_entries(scratch / "fold.sqlite", EVENTS))
    kinds = load_catalogue().kinds

    def ours(number: int) -> None:
        with closing(View.open(scratch / f"view-{number}.sqlite", kinds)) as view:
            for batch in _batches(entries):
                view.apply(batch)

    ours(-1)
    with closing(sqlite3.connect(scratch / "view--1.sqlite")) as view:
        schema, rows = _contents(view)

    def bare(number: int) -> None:
        with closing(_bare(scratch / f"rows-{number}.sqlite", schema)) as db, db:
            for insert, values in rows:
                db.executemany(insert, values)

    a, b = side_by_side([ours, bare], rounds=3)
    count = sum(len(values) for _, values in rows)
    say(f"folding {EVENTS:,} events into the view", f"{EVENTS / a:,.0f} events/s", f"bare inserts of {count:,} rows {EVENTS / b:,.0f}/s", b / a)


def bench_serving(scratch: Path) -> None:
    """GET of one country beside an address that answers nothing, and start to first answer, both with FACTS facts in the view."""
    data = scratch / "data"
    data.mkdir()
    asyncio.run(_fill(data))
    starts = [_first_answer(data) for _ in range(5)]
    with running(data) as connection:
        state = orjson.loads(_get(connection, "/v1/countries"))
        paths = [item["links"]["self"] for item in state["items"]]
        first, again, empty = (_gets(connection, each) for each in (paths, paths * 5, ["/healthz"] * 1_000))
        size = len(_get(connection, paths[0]))
    for times, told in ((first, "first time"), (again, "again")):
        for share in (0.5, 0.99):
            a, b = percentile(times, share), percentile(empty, share)
            say(f"GET country ({size / 1000:,.0f} kB) {told}, p{share * 100:.0f}", f"{a * 1000:.2f} ms", f"GET /healthz {b * 1000:.2f} ms", a / b)
    say(f"start to first answer, {len(state['items'])} countries", f"{median(starts):.2f} s", f"longest of {len(starts)}: {max(starts):.2f} s")


@contextmanager
def running(data: Path) -> Iterator[HTTPConnection]:
    """A tracker on this data, and a connection to it once it answers."""
    port = free_port()
    with subprocess.Popen([f"{sys.prefix}/bin/tracker", "run", "--port", str(port), "--data", str(data)], stdout=subprocess.DEVNULL) as process:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                sleep(0.01)
        try:
            yield connection
        finally:
            connection.close()
            process.terminate()


def _first_answer(data: Path) -> float:
    start = perf_counter()
    with running(data) as connection:
        _get(connection, "/v1/countries/FRA")
        return perf_counter() - start


def _get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return body


def _gets(connection: HTTPConnection, paths: Sequence[str]) -> list[float]:
    return [timed(partial(_get, connection, path)) for path in paths]


async def _append(path: Path, batches: list[list[Article]]) -> None:
    async with SqliteLog.open(path) as log:
        for batch in batches:
            await log.articles.append(batch)


async def _entries(path: Path, count: int) -> list[Entry]:
    async with SqliteLog.open(path) as log:
        await log.events.append([made.read(article) for article in made.articles(count, countries=200)])
        return await log.events.read(0, count)


async def _fill(data: Path) -> None:
    """FACTS facts: few of these visits are told twice."""
    for number, entry_batch in enumerate(_batches(await _entries(data / LOG, int(FACTS * 1.02)))):
        if number == 0:
            view = View.open(data / VIEW, load_catalogue().kinds)
        view.apply(entry_batch)
    view.close()


def _batches(entries: list[Entry]) -> list[list[Entry]]:
    return [entries[at : at + 1_000] for at in range(0, len(entries), 1_000)]


def _of_size(article: Article, size: int) -> Article:
    text = (article.text + ". ") * (size // len(article.text) + 1)
    return Article(article_id({"text": text[:size], "url": article.url}), text[:size], url=article.url)


def _bare(path: Path, schema: str) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.executescript(schema)
    return db


def _contents(view: sqlite3.Connection) -> tuple[str, list[tuple[str, list[tuple[object, ...]]]]]:
    """The tables of a view, without indexes, and an insert with all rows for each."""
    tables = view.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    rows = [(name, view.execute(f"SELECT * FROM {name}").fetchall()) for name, _ in tables]
    inserts = [(f"INSERT INTO {name} VALUES ({', '.join('?' * len(values[0]))})", values) for name, values in rows if values]
    return ";".join(sql for _, sql in tables), inserts


def main() -> None:
    """All lines, in the order of the road."""
    reading.main()
    with TemporaryDirectory() as scratch:
        bench_append(Path(scratch))
        bench_fold(Path(scratch))
        bench_serving(Path(scratch))
    broker.main()


if __name__ == "__main__":
    main()
