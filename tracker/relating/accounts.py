"""
What became of each article, and which of its readings counts: every article is accounted for.

In: records, one after another.  Out: what came to count and what no longer does, and rows.
Never: a record that counts twice. A second reading with the same outcome, a second retraction or restoring with the same id change nothing.
An article whose text was published again at its address, corrected, counts no more (`counting.is_corrected`).
"""

from dataclasses import dataclass
from itertools import chain

from tracker.core.reading import Outcome, Readers, Reading, Restored, Retracted
from tracker.log.wire import pack_record
from tracker.relating.counting import address_marks, is_corrected, outranks, reader_that_counts, standing
from tracker.relating.holding import unpack_reading
from tracker.relating.rows import CORRECTED, PUT_ARTICLE, PUT_READING, RETRACTED, STANDING, Rows
from tracker.relating.told import Told, told_by


@dataclass(slots=True)
class Account:
    """One article. best: of each reader the best outcome and the row of that reading; is_out: a retraction stands; counting: the row that counts, or 0."""

    best: dict[str, tuple[Outcome, int]]
    is_out: bool = False
    counting: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What one record turns. gone: events that no longer count; come: those that came to, each with the row of its reading."""

    gone: tuple[Told, ...] = ()
    come: tuple[tuple[int, Told], ...] = ()


class Accounts:
    """The accounts of one view, read when they are first needed in a batch. readers: those in force, dearest first."""

    def __init__(self, rows: Rows, readers: tuple[str, ...]) -> None:
        self.readers = readers
        self._rows = rows
        self.forget()

    def forget(self) -> None:
        """Lets go of all that is held, written or not."""
        self._accounts: dict[str, Account] = {}
        self._fresh: dict[int, Reading] = {}
        self._next = self._rows.next_id("readings")

    def read(self, position: int, reading: Reading) -> Turn:
        """A reader read an article."""
        best = self._account(reading.article).best
        if reading.reader in best and not outranks(reading.outcome, best[reading.reader][0]):
            return Turn()
        row, self._next = self._next, self._next + 1
        self._rows.put(PUT_READING, row, position, reading.article, reading.reader, reading.outcome, pack_record(reading))
        self._fresh[row] = reading
        best[reading.reader] = (reading.outcome, row)
        marks = [(mark, reading.article) for mark in sorted(address_marks(reading.origin))]
        self._rows.connection.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?)", marks)
        return self._turn([reading.article])

    def retract(self, position: int, retracted: Retracted) -> Turn:
        """An article is taken out."""
        self._account(retracted.article)
        put = "INSERT OR IGNORE INTO retractions VALUES (?, ?, ?, ?)"
        self._rows.connection.execute(put, (retracted.id, retracted.article, position, retracted.why))
        return self._stand_anew([retracted.article])

    def restore(self, restored: Restored) -> Turn:
        """A retraction is undone, perhaps one that has not come yet."""
        self._rows.connection.execute("INSERT OR IGNORE INTO restored VALUES (?)", (restored.retraction,))
        found = self._rows.connection.execute("SELECT article FROM retractions WHERE id = ?", (restored.retraction,)).fetchall()
        return self._stand_anew([article for (article,) in found])

    def note(self, position: int, received: str, record: Retracted | Restored | Readers) -> None:
        """Keeps what was decided and when, for the stories of facts. received: RFC 3339."""
        match record:
            case Retracted():
                what, article, why = RETRACTED, record.article, record.why
            case Restored():
                found = self._rows.connection.execute("SELECT article FROM retractions WHERE id = ?", (record.retraction,)).fetchone()
                what, article, why = "restored", found[0] if found else "", ""
            case Readers():
                what, article, why = "readers", "", ", ".join(record.preference)
        self._rows.connection.execute("INSERT INTO decided VALUES (?, ?, ?, ?, ?)", (position, received, what, article, why))

    def prefer(self, readers: tuple[str, ...]) -> Turn:
        """Other readers are in force: every article is counted again, unless those seen so far stand as they stood."""
        self.write()
        seen = self.seen()
        before, self.readers = self.readers, readers
        if standing(before, seen) == standing(readers, seen):
            return Turn()
        return self._turn([article for (article,) in self._rows.connection.execute("SELECT id FROM articles").fetchall()])

    def seen(self) -> frozenset[str]:
        """All who read an article, as far as it is written."""
        return frozenset(reader for (reader,) in self._rows.connection.execute("SELECT DISTINCT reader FROM readings"))

    def write(self) -> None:
        """Writes the rows gathered, in the transaction under way."""
        self._rows.write()
        self._accounts, self._fresh = {}, {}

    def _stand_anew(self, articles: list[str]) -> Turn:
        for article in articles:
            self._account(article).is_out = self._is_out(article)
        return self._turn(articles)

    def _turn(self, articles: list[str]) -> Turn:
        gone: list[Told] = []
        come: list[tuple[int, Told]] = []
        for article in dict.fromkeys(chain.from_iterable((article, *self._beside(article)) for article in articles)):
            before, after = self._count(article)
            if before != after:
                said, says = self._told(before), self._told(after)
                gone += [told for id, told in said.items() if says.get(id) != told]
                come += [(after, told) for id, told in says.items() if said.get(id) != told]
        return Turn(tuple(gone), tuple(come))

    def _count(self, article: str) -> tuple[int, int]:
        """Decides anew which reading of an article counts, and gives the rows that counted before and count now, 0 for none."""
        account = self._account(article)
        outcome, reading = self._own(account)
        is_corrected = reading > 0 and not account.is_out and self._is_corrected(article, reading)
        self._rows.put(PUT_ARTICLE, article, reading, RETRACTED if account.is_out else CORRECTED if is_corrected else outcome)
        before, account.counting = account.counting, 0 if account.is_out or is_corrected else reading
        return before, account.counting

    def _own(self, account: Account) -> tuple[str, int]:
        """The outcome and row of the reading of an article that counts by itself, 0 for none."""
        reader = reader_that_counts({reader: outcome for reader, (outcome, _) in account.best.items()}, self.readers)
        return account.best[reader] if reader else ("", 0)

    def _is_corrected(self, article: str, reading: int) -> bool:
        others = (self._account(each) for each in self._beside(article))
        return is_corrected(self._reading(reading), (self._reading(row) for other in others if not other.is_out and (row := self._own(other)[1])))

    def _beside(self, article: str) -> list[str]:
        """The other articles that may be versions of the text of this one."""
        beside = "SELECT DISTINCT b.article FROM addresses a JOIN addresses b ON b.mark = a.mark WHERE a.article = ? AND b.article <> a.article"
        return [other for (other,) in self._rows.connection.execute(beside, (article,))]

    def _account(self, article: str) -> Account:
        if article not in self._accounts:
            self._accounts[article] = account = Account({})
            found = self._rows.connection.execute("SELECT reading, became FROM articles WHERE id = ?", (article,)).fetchone()
            if found:
                account.best, account.is_out = self._best(article), found[1] == RETRACTED
                account.counting = 0 if found[1] in (RETRACTED, CORRECTED) else found[0]
        return self._accounts[article]

    def _best(self, article: str) -> dict[str, tuple[Outcome, int]]:
        best: dict[str, tuple[Outcome, int]] = {}
        for reader, outcome, id in self._rows.connection.execute("SELECT reader, outcome, id FROM readings WHERE article = ? ORDER BY id", (article,)):
            if reader not in best or outranks(outcome, best[reader][0]):
                best[reader] = (outcome, id)
        return best

    def _is_out(self, article: str) -> bool:
        return self._rows.connection.execute(f"SELECT 1 {STANDING} LIMIT 1", (article,)).fetchone() is not None

    def _told(self, reading: int) -> dict[str, Told]:
        """What a reading tells, by event id."""
        return {told.event.id: told for told in told_by(self._reading(reading))} if reading else {}

    def _reading(self, row: int) -> Reading:
        if row in self._fresh:
            return self._fresh[row]
        return unpack_reading(self._rows.connection.execute("SELECT data FROM readings WHERE id = ?", (row,)).fetchone()[0])
