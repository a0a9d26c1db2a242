"""
Undertakings: what comes about in steps that may lie years apart, such as an agreement.

In: the fields of an event whose kind has a status and no window.  Out: a claim, and how near two claims are to telling one undertaking.
Never: a window in days. Title, subject, count, kind and parties tell; and no step comes twice, or before one that leads to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from tracker.core.date import PartialDate, first_day, last_day
from tracker.core.event import Count, Fields, countries
from tracker.core.kind import Kind
from tracker.relating.told import LAST
from tracker.relating.words import Words, content_words, numbers_differ, overlap, set_apart

ONGOING = frozenset({"negotiating"})  # a state: two reports of it may lie years apart
ENDS = frozenset({"suspended", "terminated", "rejected"})  # may come before or after any step
LOOSE_FORMS = frozenset({"", "deal", "agreement"})  # what the news calls any text
SAME_STEP_DAYS = 31  # one step of one text, told with days this far apart (signed on the day, reported by the month)
SAME_BUNDLE_DAYS = 31  # announced for a visit, signed on it
COUNT_LIKENESS = 0.75  # "about 20" announced, 17 signed
PARTIES_LIKENESS = 0.6  # Jaccard, as the scorer of the gold articles has it
WORDS_LIKENESS = 0.5  # share of the smaller set of words
PART_LIKENESS = 0.75  # the same, where only some of the parties are named

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Undertaking:
    """
    What one or more articles say of an undertaking in the same words.

    step: where its status stands among the steps, -1 for an end; days: of that step, None where untold; published: the first article's day, 0 where untold.
    form: what sort of text, "" for any; count: of a bundle, 0 for one text.
    is_firm: title, subject or count tell it from others.
    """

    parties: frozenset[str]
    title: Words
    words: Words
    form: str
    count: int
    status: str
    step: int
    days: Span | None
    published: int
    is_firm: bool
    order: tuple[int, int, str, str]
    blocks: frozenset[str]


def undertaking(kind: Kind, fields: Fields, first: tuple[str, str]) -> Undertaking:
    """The claim that these fields make. first: the day and event by which it was told first (`Told.first`)."""
    when, status, count = fields.date(kind.date), fields.text(kind.status), fields.get("count")
    title = content_words(fields.text("title"))
    words = title | content_words(fields.text("subject"))
    number = count.value if isinstance(count, Count) else 0
    published = 0 if first[0] == LAST else first_day(PartialDate(first[0])).toordinal()
    parties = countries(kind, fields)
    return Undertaking(
        parties=frozenset(parties),
        title=title,
        words=words,
        form=fields.text("kind"),
        count=number,
        status=status,
        step=-1 if status in ENDS else kind.choices(kind.status).index(status),
        days=(first_day(when).toordinal(), last_day(when).toordinal()) if when else None,
        published=published,
        is_firm=bool(words or number),
        order=(0 if title else 1 if words or number else 2, 0, *first),
        blocks=_blocks(kind.name, parties, "#" if number else "", words, when),
    )


def distance(a: Undertaking, b: Undertaking) -> int | None:
    """0 where two claims tell one undertaking by title or count, 1 by subject, 2 by day alone; None where they tell two."""
    if _comes_twice(a, b) or bool(a.count) != bool(b.count) or _parties_differ(a, b) or _forms_differ(a, b) or _runs_backwards(a, b) or _runs_backwards(b, a):
        return None
    if a.count:
        return 0 if min(a.count, b.count) >= COUNT_LIKENESS * max(a.count, b.count) and _apart(_moment(a), _moment(b)) <= SAME_BUNDLE_DAYS else None
    if a.is_firm and b.is_firm:
        return _told_by_words(a, b)
    return 2 if a.days and b.days and a.status == b.status and _apart(a.days, b.days) == 0 and a.parties == b.parties else None


def _told_by_words(a: Undertaking, b: Undertaking) -> int | None:
    """By titles where both have one, else by all words; a word of succession makes another text, and so does another number."""
    ours, theirs = (a.title, b.title) if a.title and b.title else (a.words, b.words)
    wanted = WORDS_LIKENESS if a.parties == b.parties else PART_LIKENESS
    if overlap(ours, theirs) < wanted or numbers_differ(a.words, b.words) or (a.title and b.title and set_apart(a.title, b.title)):
        return None
    return 0 if a.title and b.title else 1


def _parties_differ(a: Undertaking, b: Undertaking) -> bool:
    if a.parties == b.parties:
        return False
    common = len(a.parties & b.parties)
    is_part = common >= 2 and common == min(len(a.parties), len(b.parties))
    return not is_part and common < max(2, PARTIES_LIKENESS * len(a.parties | b.parties))


def _forms_differ(a: Undertaking, b: Undertaking) -> bool:
    return not a.count and a.form != b.form and not {a.form, b.form} & LOOSE_FORMS


def _comes_twice(a: Undertaking, b: Undertaking) -> bool:
    """Whether both tell the same step, at days too far apart to be one: a text is signed once."""
    return a.status == b.status and a.status not in ONGOING and bool(a.days and b.days) and _apart(a.days, b.days) > SAME_STEP_DAYS


def _runs_backwards(early: Undertaking, late: Undertaking) -> bool:
    """Whether `early` has come further than `late`, and yet before it: what is in force is not negotiated afterwards."""
    if not early.days or early.step < 0 or late.step < 0 or early.step <= late.step:
        return False
    told = late.days or (_moment(late) if late.status in ONGOING else None)
    return told is not None and told[0] > early.days[1] + SAME_STEP_DAYS


def _moment(of: Undertaking) -> Span | None:
    """When it was: the day of its step, or else that of its first article."""
    return of.days or ((of.published, of.published) if of.published else None)


def _apart(a: Span | None, b: Span | None) -> int:
    """The fewest days between two; more than any limit where one is untold."""
    return max(a[0] - b[1], b[0] - a[1], 0) if a and b else 1 << 30


def _blocks(kind: str, parties: Iterable[str], bundle: str, words: Words, when: PartialDate | None) -> frozenset[str]:
    """Under each pair of parties, by each word (bundles as one), and by the year for those who tell nothing but a day."""
    marks = {bundle} if bundle else {*words, *([f"@{when[:4]}"] if when else [])}
    return frozenset(f"{kind}|{a}|{b}|{mark}" for a, b in combinations(sorted(parties), 2) for mark in marks or {"-"})
