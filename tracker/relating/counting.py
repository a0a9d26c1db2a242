"""
Which readings count.

Of each article the reading of the first reader in force that succeeded counts, and all others are inert; an article is out while any retraction of it
stands. Both are functions of the set of records: it does not matter in which order they came, or how often.
In: records, or the outcomes among them.  Out: what counts.  Never: what an event means.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tracker.core.reading import Origin, Outcome, Readers, Reading, Record, Restored, Retracted
from tracker.relating.told import Told, told_by
from tracker.relating.voices import is_copy

OUTCOMES: tuple[Outcome, ...] = ("failed", "unread", "none", "events")
"""Of two readings by one reader that with the later outcome here counts: a success outranks a failure, whichever came first."""

MARKS = 8
SUCCESSES = frozenset[Outcome]({"none", "events"})


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Whose readings count after some records.

    position: how many records these are; preference: as the last `Readers` has it; named: all whom any `Readers` named; seen: all who read an article.
    """

    position: int = 0
    preference: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()

    @property
    def in_force(self) -> tuple[str, ...]:
        """The readers whose readings count, dearest first."""
        return self.preference or newest_first(self.seen)

    @property
    def known(self) -> tuple[str, ...]:
        """Those in force, then all others, newest first."""
        return (*self.in_force, *newest_first((self.named | self.seen).difference(self.in_force)))

    def after(self, position: int, records: Sequence[Record]) -> "Standing":
        """The same after these further records. position: of the last of them."""
        switches = [record.preference for record in records if isinstance(record, Readers)]
        seen = self.seen.union(record.reader for record in records if isinstance(record, Reading))
        return Standing(position, switches[-1] if switches else self.preference, self.named.union(*switches), seen)

    def with_reader(self, reader: str) -> tuple[str, ...]:
        """
        The readers in force, this one among them, and all that any `Readers` named: where two nodes speak at once, the later word may lack the earlier reader.

        Whoever is not in force yet comes before all that are not of a newer version.
        """
        preference = self.in_force
        for each in reversed(newest_first((self.named | {reader}).difference(preference))):
            preference = listed(each, preference)
        return preference


def newest_first(readers: Iterable[str]) -> tuple[str, ...]:
    """Readers by their ids, the numbers in them as numbers: version 10 comes before version 9."""
    return tuple(sorted(readers, key=lambda id: (_natural(id), id), reverse=True))


def standing(preference: tuple[str, ...], seen: Collection[str]) -> tuple[str, ...]:
    """Those of the readers seen that are in force, dearest first. preference: as the last `Readers` has it; while none is in force all are, newest first."""
    return tuple(reader for reader in preference if reader in seen) if preference else newest_first(seen)


def listed(reader: str, preference: tuple[str, ...]) -> tuple[str, ...]:
    """The preference with this reader, which is not in it, before all that are not of a newer version."""
    at = next((at for at, other in enumerate(preference) if _version(other) <= _version(reader)), len(preference))
    return (*preference[:at], reader, *preference[at:])


def outranks(outcome: Outcome, other: Outcome) -> bool:
    """Whether a reading with this outcome takes the place of one by the same reader with the other; never among equals, so that a record counts once."""
    return OUTCOMES.index(outcome) > OUTCOMES.index(other)


def reader_that_counts(outcomes: Mapping[str, Outcome], preference: tuple[str, ...]) -> str:
    """
    The reader whose reading of an article counts, "" where none does.

    outcomes: of its readings, by reader, each reader's best one; preference: readers in force, the first the dearest.
    The dearest that succeeded counts, even if it found no event where another did; where none succeeded, the dearest that does not read such articles,
    else the dearest. While none is in force all are, the newest by its id the dearest.
    """
    return max(standing(preference, outcomes), key=lambda reader: (outcomes[reader] in SUCCESSES, outcomes[reader] == "unread"), default="")


def is_corrected(reading: Reading, others: Iterable[Reading]) -> bool:
    """
    Whether a later version of this text counts instead: published later at its address, or received later where both tell one moment.

    others: the readings that count of other articles. Another text at an old address (an index page) is another article, and one that could not be read
    corrects none.
    """
    marks = address_marks(reading.origin)
    return any(
        _when(other) > _when(reading)
        and other.outcome in SUCCESSES
        and not marks.isdisjoint(address_marks(other.origin))
        and is_copy(reading.origin.sketch, other.origin.sketch)
        for other in others
    )


def address_marks(origin: Origin) -> frozenset[str]:
    """
    Under which versions of one text are found: its address with each of some hashes of its sketch, so that other texts at that address are not met.

    None without an address, or where the text is too short for a sketch. Of 8 hashes, texts that share half of all share one in some 99.8 %.
    """
    return frozenset(f"{origin.url} {each}" for each in origin.sketch[:MARKS]) if origin.url else frozenset()


def told_in(records: Iterable[Record]) -> tuple[Told, ...]:
    """
    All events that count after these records, counted anew.

    records: in the order of their log; of those order matters for `Readers` alone, of which the last is in force.
    The whole state in a few lines: what a View folds piece by piece must come to the same.
    """
    readings: dict[str, dict[str, Reading]] = {}
    retractions: dict[str, str] = {}
    restored: set[str] = set()
    preference: tuple[str, ...] = ()
    for record in records:
        match record:
            case Reading(article=article, reader=reader):
                known = readings.setdefault(article, {})
                if reader not in known or outranks(record.outcome, known[reader].outcome):
                    known[reader] = record
            case Retracted(id=id, article=article):
                retractions.setdefault(id, article)
            case Restored(retraction=retraction):
                restored.add(retraction)
            case Readers():
                preference = record.preference
    out = {article for id, article in retractions.items() if id not in restored}
    counting = [
        known[reader]
        for article, known in readings.items()
        if article not in out and (reader := reader_that_counts({each: known[each].outcome for each in known}, preference))
    ]
    return tuple(chain.from_iterable(told_by(reading) for reading in counting if not is_corrected(reading, counting)))


def _when(reading: Reading) -> tuple[str, str, str]:
    """What orders the versions of one text; the last part only so that there is an order."""
    return (reading.origin.published, reading.origin.received, reading.article)


def _natural(id: str) -> tuple[str | int, ...]:
    """Words and numbers in turn, beginning with a word, so that any two can be compared."""
    return tuple(int(part) if at % 2 else part for at, part in enumerate(re.split("([0-9]+)", id)))


def _version(reader: str) -> tuple[str | int, ...]:
    """What comes before the digest in a reader's id."""
    return _natural(reader.partition("-")[0])
