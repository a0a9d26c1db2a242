"""
Occasions: what happens between the same parties within days, such as a visit or a sanction.

In: the fields of an event whose kind has a window of days.  Out: a claim, and how near two claims are to telling one occasion.
Never: a calendar year. A trip over New Year is one trip, so days are counted, and a year alone tells little.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.core.date import PartialDate, first_day, last_day
from tracker.core.event import Fields, Value, countries
from tracker.core.kind import FieldSpec, Kind
from tracker.relating.told import LAST
from tracker.relating.words import content_words, overlap, same_number, same_person, same_phrase

SOLE = frozenset({"head_of_state", "head_of_government"})  # a state has one: two names for the same office in the same days are two spellings
PLANNED, ONGOING, COMPLETED = "planned", "ongoing", "completed"
HAPPENED = frozenset({ONGOING, COMPLETED})
SAME_STAY_DAYS = 2  # a stay may be told as made while it goes on for these days: "met on Monday", of one that lasts until Wednesday
WORDS_LIKENESS = 0.5  # share of the smaller set of words, in phrases that say what for
UNDATED_REACH_DAYS = 30  # an untold day lies this near to the article's own where a traveller is named; where none is, within the window

Span = tuple[int, int]
"""First and last day, counted from year 1 (`date.toordinal`); the last before the first where nothing tells."""

NEVER: Span = (1, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Occasion:
    """
    What one or more articles say of an occasion in the same words.

    about: its parties, and the required choices that say what sort of thing happens (a sanction lifted is none imposed).
    details: what else identifies it, such as a sum, where told.  is_mutual: its parties act alike, and each report may name the people of another side.
    begins: the days it may begin on; ends: the last day, published: the first article's day, both 0 where untold.
    is_dated: a year at least is told.  is_firm: the day is told. Others join no two occasions: they go to the nearest they fit, or stand alone.
    """

    about: tuple[str, ...]
    details: Mapping[str, Value]
    is_mutual: bool
    names: tuple[str, ...]
    level: str
    begins: Span
    ends: int
    published: int
    status: str
    window: int
    is_dated: bool
    is_firm: bool
    order: tuple[int, int, str, str]
    blocks: frozenset[str]


def occasion(kind: Kind, fields: Fields, first: tuple[str, str], window: int) -> Occasion:
    """The claim that these fields make. first: the day and event by which it was told first (`Told.first`); window: in days."""
    when, end = fields.date(kind.date), fields.date("end")
    about = (*countries(kind, fields), *(fields.text(name) for name, spec in kind.fields.items() if _is_about(kind, name, spec)))
    names = tuple(name for field, spec in kind.fields.items() if spec.type == "people" for name in fields.texts(field))
    published = 0 if first[0] == LAST else first_day(PartialDate(first[0])).toordinal()
    begins = _begins(when, published, UNDATED_REACH_DAYS if names else window)
    coarseness = {10: 0, 7: 1, 4: 2, 0: 3}[len(when or "")]
    return Occasion(
        about=about,
        details={name: _detail(kind.fields[name], fields[name]) for name in kind.identity if name in fields and _is_detail(kind.fields[name])},
        is_mutual=len(kind.parties) == 1,
        names=names,
        level=fields.text("level"),
        begins=begins,
        ends=last_day(end).toordinal() if end else 0,
        published=published,
        status=fields.text(kind.status),
        window=window,
        is_dated=bool(when),
        is_firm=coarseness == 0,
        order=(coarseness, not names, *first),
        blocks=frozenset(f"{kind.name}|{'|'.join(about)}|{month}" for month in _months((begins[0] - window, begins[1] + window))),
    )


def distance(a: Occasion, b: Occasion) -> int | None:
    """
    How far apart two claims of one occasion are, in days.

    None where they tell two: other parties, days, travellers or sums, or one was over before the other was to be.
    """
    if a.about != b.about or a.begins[1] < a.begins[0] or b.begins[1] < b.begins[0]:
        return None
    if _days_differ(a, b) or _travellers_differ(a, b) or _details_differ(a, b):
        return None
    return _days_apart(a, b) + _from_publication(a, b) + _from_publication(b, a)


def go_together(a: Occasion, b: Occasion) -> bool:
    """Whether two that fit a third may both be told with it: their days allow it. They may name two travellers where the third names both."""
    return not _days_differ(a, b)


def _days_differ(a: Occasion, b: Occasion) -> bool:
    return _days_apart(a, b) > (0 if _are_coarse(a, b) else a.window) or _ends_before(a, b) or _ends_before(b, a)


def _days_apart(a: Occasion, b: Occasion) -> int:
    return max(a.begins[0] - b.begins[1], b.begins[0] - a.begins[1], 0)


def _are_coarse(a: Occasion, b: Occasion) -> bool:
    """Whether both tell a month or a year and no day: April is not May, though their ends may touch."""
    return not a.is_firm and not b.is_firm and a.is_dated and b.is_dated


def _begins(when: PartialDate | None, published: int, reach: int) -> Span:
    if when:
        return first_day(when).toordinal(), last_day(when).toordinal()
    return (published - reach, published + reach) if published else NEVER


@lru_cache(maxsize=1 << 14)
def _months(days: Span) -> tuple[str, ...]:
    """The months that these days touch, "-" for none."""
    first, last = (date.fromordinal(max(day, 1)) for day in days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in months) or ("-",)


def _travellers_differ(a: Occasion, b: Occasion) -> bool:
    """Whether both name travellers and share none. An unnamed delegation may be anybody's; of a telephone call each report may name its own side's."""
    if not a.names or not b.names or (a.level == b.level and (a.is_mutual or a.level in SOLE)):
        return False
    return not any(same_person(ours, theirs) for ours in a.names for theirs in b.names)


def _details_differ(a: Occasion, b: Occasion) -> bool:
    """Whether both tell a detail, and not the same."""
    return not all(_agree(a.details[name], b.details[name]) for name in a.details.keys() & b.details.keys())


def _agree(ours: Value, theirs: Value) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return same_number(ours, theirs)
    if isinstance(ours, str) and isinstance(theirs, str):
        return not ours or not theirs or same_phrase(ours, theirs) or overlap(content_words(ours), content_words(theirs)) >= WORDS_LIKENESS
    return ours == theirs


def _is_about(kind: Kind, name: str, spec: FieldSpec) -> bool:
    return spec.type == "choice" and spec.is_required and name != kind.status


def _is_detail(spec: FieldSpec) -> bool:
    return spec.type in ("text", "choice", "number", "count") and not spec.is_required


def _detail(spec: FieldSpec, value: Value) -> Value:
    """The detail as it is compared: the first of some choices says no more than the kind does ("aid"), and so agrees with any."""
    return "" if spec.choices and value == spec.choices[0] else value


def _ends_before(a: Occasion, b: Occasion) -> bool:
    """Whether a is over when b begins as another: b was announced after it, or both took place with days at home between them."""
    over = max(a.ends, a.begins[1])
    if b.begins[0] <= over or a.status not in HAPPENED:
        return False
    if b.status not in HAPPENED:
        return a.status == COMPLETED and b.status == PLANNED and b.published > over
    is_told_made = a.status == COMPLETED and a.begins[0] <= a.published
    return (a.ends > 0 and b.begins[0] > a.ends + 1) or (is_told_made and b.begins[0] > max(a.published, a.begins[1] + SAME_STAY_DAYS))


def _from_publication(vague: Occasion, other: Occasion) -> int:
    """Among the occasions that a claim without a day may mean, that nearest to its article's day is the likeliest."""
    return 0 if vague.is_firm or not vague.published else abs(vague.published - other.begins[0])
