"""
Which readings count.

Of each article the reading of the first reader in force that succeeded counts, and all others are inert; an article is out while any retraction of it
stands. Both are functions of the set of records: it does not matter in which order they came, or how often.
In: records, or the outcomes among them.  Out: what counts.  Never: what an event means.
"""

from collections.abc import Iterable, Mapping
from itertools import chain

from tracker.core.reading import Outcome, Readers, Reading, Record, Restored, Retracted
from tracker.relating.told import Told, told_by

OUTCOMES: tuple[Outcome, ...] = ("failed", "unread", "none", "events")
"""Of two readings by one reader that with the later outcome here counts: a success outranks a failure, whichever came first."""

SUCCESSES = frozenset[Outcome]({"none", "events"})


def outranks(outcome: Outcome, other: Outcome) -> bool:
    """Whether a reading with this outcome takes the place of one by the same reader with the other; never among equals, so that a record counts once."""
    return OUTCOMES.index(outcome) > OUTCOMES.index(other)


def reader_that_counts(outcomes: Mapping[str, Outcome], preference: tuple[str, ...]) -> str:
    """
    The reader whose reading of an article counts, "" where none does.

    outcomes: of its readings, by reader, each reader's best one; preference: readers in force, the first the dearest.
    The dearest that succeeded counts, even if it found no event where another did; where none succeeded, the dearest that does not read such articles,
    else the dearest. While none is in force all are, the last by its id the dearest: as good an order as any.
    """
    dearest = [reader for reader in preference if reader in outcomes] if preference else sorted(outcomes, reverse=True)
    return max(dearest, key=lambda reader: (outcomes[reader] in SUCCESSES, outcomes[reader] == "unread"), default="")


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
    counting = (
        known[reader]
        for article, known in readings.items()
        if article not in out and (reader := reader_that_counts({each: known[each].outcome for each in known}, preference))
    )
    return tuple(chain.from_iterable(told_by(reading) for reading in counting))
