"""
How well and how fast events are related: `python -m tests.bench.relating [LARGEST]`, or `make relate-bench`.

How well: facts per happening on the clusters of the gold articles, wrong and missed merges on the near misses and on pairs of our own.
How fast: events folded into a view that grows to LARGEST facts (100,000 unless told) of all countries and a tenth of it of one pair, and reports of one
trip, in the same words and in many; beside bare inserts of the rows that come out. Times are of the processor, as the machine may be shared.
"""

import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time

from tests.relating.gold import clusters, near_misses, own_pairs, wrong_and_missed
from tests.relating.world import agreement, entries, figure, kinds, ranking, reading, visit
from tracker.core.country import COUNTRIES
from tracker.core.event import Event
from tracker.core.reading import Reading
from tracker.relating.merge import merge
from tracker.relating.view import View

BATCH = 1_000
LARGEST = 100_000
BARE = 100_000  # of larger views the rows are not copied: they are held in memory meanwhile
ONE_TRIP = 2_000
IN_OTHER_WORDS = 500
FIRST_DAY, DAYS = date(1990, 1, 1), 12_000
SUBJECTS = ("fishing", "oil", "taxation", "space", "railways", "visas", "climate", "customs")


def say(what: str, *figures: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:<44}{''.join(f'{figure:>26}' for figure in figures)}\n")
    sys.stdout.flush()


def how_well() -> None:
    """Merging, on what is one and what is nearly one."""
    found = happenings = 0
    for cluster in clusters():
        happenings += len(cluster)
        for kind in kinds().values():
            found += len(merge(kind, [told for happening in cluster if happening.kind is kind for told in happening.told]))
    say("facts per happening", f"{found / happenings:.3f}", f"{found} facts", f"{happenings} happenings")
    for what, pairs in (("near misses", near_misses()), ("our own pairs", own_pairs())):
        wrong, missed = wrong_and_missed(pairs)
        say(what, f"{len(wrong)} wrongly merged", f"{len(missed)} not merged", f"{len(pairs)} pairs")


def world(dice: random.Random, count: int, pair: tuple[str, str] | None = None) -> Iterator[Reading]:
    """Readings of one event each, nearly each a fact of its own, of one pair or of all countries."""
    for number in range(count):
        a, b = pair or tuple(dice.sample(sorted(COUNTRIES), 2))
        day = (FIRST_DAY + timedelta(dice.randrange(DAYS))).isoformat()
        event = dice.choice([_visit, _visit, _agreement, _figure, _ranking])(dice, f"{number:020x}", a, b, day)
        sketch = tuple(sorted(dice.randrange(1 << 32) for _ in range(64)))
        yield reading(event.article, event, published=day, source=f"Outlet {dice.randrange(500)}", sketch=sketch)


def one_trip(dice: random.Random, count: int, words: int = 1) -> Iterator[Reading]:
    """As many reports of one trip, in so many different words."""
    for number in range(count):
        event = visit(f"{number:020x}", "NOR", "CHL", "2024-03-04", ["Alice Berg"], place=f"Town {number % words}")
        yield reading(event.article, event, published="2024-03-05", source=f"Outlet {dice.randrange(500)}")


def how_fast(what: str, readings: Iterator[Reading], count: int) -> None:
    """Folding these, with a line at each power of ten and at the last, and bare inserts of the rows that come out."""
    took, applied = 0.0, 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "view"
        with closing(View.open(path, kinds())) as view:
            while batch := entries(islice(readings, BATCH), applied):
                start = process_time()
                view.apply(batch)
                last = process_time() - start
                took, applied = took + last, applied + len(batch)
                if applied == count or applied in (1_000, 10_000, 100_000):
                    size = f"{path.stat().st_size / 2**20:,.0f} MB"
                    say(f"{what}: {applied:,}", f"{applied / took:,.0f} events/s", f"last {len(batch):,}: {last / len(batch) * 1e3:.2f} ms each", size)
        if count <= BARE:
            bare = _bare(path, Path(folder) / "bare")
            say("  bare inserts of its rows", f"{count / bare:,.0f} events/s", f"{bare / took:.2f}")


def _bare(view: Path, copy: Path) -> float:
    """How long bare inserts of all rows of a view take, in one transaction, into the same tables."""
    with closing(sqlite3.connect(view)) as full, closing(sqlite3.connect(copy, isolation_level=None)) as empty:
        schema = [sql for (sql,) in full.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC")]
        tables = [name for (name,) in full.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: full.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL"):
            empty.execute(f"PRAGMA {pragma}")
        for sql in schema:
            empty.execute(sql)
        start = process_time()
        empty.execute("BEGIN")
        for table, those in rows.items():
            if those:
                empty.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(those[0]))})", those)
        empty.execute("COMMIT")
        return process_time() - start


Tell = Callable[[random.Random, str, str, str, str], Event]


def _visit(dice: random.Random, article: str, a: str, b: str, day: str) -> Event:
    return visit(article, a, b, day, [f"{_name(dice)} {_name(dice)}"], place="Town", level="minister")


def _agreement(dice: random.Random, article: str, a: str, b: str, day: str) -> Event:
    return agreement(article, f"{a} {b}", date=day, subject=f"{dice.choice(SUBJECTS)} and {_name(dice)}")


def _figure(dice: random.Random, article: str, a: str, b: str, day: str) -> Event:
    return figure(article, a, b, "exports", dice.randrange(10**10), day[:4])


def _ranking(dice: random.Random, article: str, a: str, b: str, day: str) -> Event:
    return ranking(article, a, b, dice.randrange(1, 50), period=day[:4])


def _name(dice: random.Random) -> str:
    return "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(8)).title()


if __name__ == "__main__":
    dice, largest = random.Random(1), int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    how_well()
    how_fast("facts of all countries", world(dice, largest), largest)
    how_fast("facts of one pair", world(dice, largest // 10, ("NOR", "CHL")), largest // 10)
    how_fast("reports of one trip", one_trip(dice, ONE_TRIP), ONE_TRIP)
    how_fast("reports of one trip, each in its own words", one_trip(dice, IN_OTHER_WORDS, IN_OTHER_WORDS), IN_OTHER_WORDS)
    say("memory at most", f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
