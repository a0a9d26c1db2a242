"""
Dates: the words of a text that say when, and the days, months or years they mean.

Each way to write a date is a form: a pattern, and a function that says what it means. One pattern of all forms walks the text once.
In: text, the day of publication, and the date mentioned last before it.  Out: mentions with exact places.
Never: today. Where the day of publication is not known, what counts from it ("on Tuesday", "in May") is left out.

Left out as well, because they tell no day, month or year: decades ("the 1990s"), durations ("within a year", "for ten days"), "a few days later", "recently",
anniversaries, and dates that something is measured against ("more than the year before").
Weeks become the month in which they lie, or the year where they lie in two.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.core.date import PartialDate, day, first_day, is_whole_day
from tracker.reading.numbers import BELOW_100, cardinal, is_year, ordinal
from tracker.reading.reckoning import SEASONS, Choice, Place, choice, common, moved, of, shifted, week, weekday


@dataclass(frozen=True, slots=True)
class DateMention:
    """
    start, end: its place.  first: the date, as fine as told; last: the end of a range ("from 5 to 7 May"), None for a single date.
    is_relative: whether it counts from the day of publication or another date ("last November", "three days later").
    past, future: `(first, last)` as it is meant after a past or a future verb, where the words leave both open ("on Tuesday", "in May", "April 19").
    """

    start: int
    end: int
    first: PartialDate
    last: PartialDate | None = None
    is_relative: bool = False
    past: Place | None = None
    future: Place | None = None

    def towards(self, is_future: bool) -> "DateMention":
        """The same mention as meant beside a future or a past verb; itself where the words leave no choice."""
        meant = self.future if is_future else self.past
        return replace(self, first=meant[0], last=meant[1], past=None, future=None) if meant else self


def dates(text: str, published: PartialDate | None, start: int = 0, end: int | None = None, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """
    The mentions in text[start:end], in order, not overlapping; places are offsets of `text`.

    published: the day of publication, used when it is a whole day; anchor: the date mentioned last before `start`, from which "the next day" counts.
    """
    stop = len(text) if end is None else end
    if not _may_tell(text[start:stop]):
        return ()
    known = _Known(first_day(published) if published and is_whole_day(published) else None)
    if anchor:
        known.note(anchor)
    found: list[DateMention] = []
    for match in _ANY.finditer(text, start, stop):
        form = _FORMS[match.lastgroup or ""]
        again = form.pattern.match(text, match.start(), stop)
        if again and not _COMPARED.search(text, max(start, match.start() - 10), match.start()):
            for mention in form.read(again, known):
                found.append(mention)
                known.note(mention.last or mention.first)
    return tuple(found)


@dataclass(slots=True)
class _Known:
    """What counts: the day of publication, and of the dates mentioned so far the last that tells a year (4 characters), a month (7), a day (10)."""

    published: date | None
    anchors: dict[int, PartialDate] = field(default_factory=dict)

    def note(self, when: PartialDate) -> None:
        """A date was mentioned."""
        self.anchors |= {length: when for length in (4, 7, 10) if len(when) >= length}


# ---- words

_MONTHS = "January February March April May June July August September October November December"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS.split(), 1)}
_WEEKDAY_NUMBER = {name[:3].lower(): number for number, name in enumerate(_WEEKDAYS.split())}

_MONTH = "(?:" + "|".join(rf"{name}\b|{name.upper()}\b|(?:{name[:3]}|{name[:3].upper()})\b\.?" for name in _MONTHS.split()) + r"|Sept\b\.?)"
_NAME_OF_DAY = "(?:" + "|".join(f"{name}|{name.upper()}" for name in _WEEKDAYS.split()) + ")\\b"
_ANY_NAME_OF_DAY = rf"(?:{_NAME_OF_DAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?![\d%])"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_TO = r"(?: ?[-–—] ?| (?:to|until|till|through) )"
_NIGHT = r"(?:(?: |-)(?:morning|afternoon|evening|night))?"
_COUNT = rf"(?:\d{{1,3}}|[Aa]n?|{BELOW_100})"
_UNIT = r"(?P<unit>day|week|month|year)s?\b"
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all)\b"
_OF_YEAR = rf"(?:,? (?:of )?(?P<year>{_YEAR})|,? (?:of |in )?(?P<which>last|this|next|the same|that) year\b)"
_PART = r"(?:(?:the )?(?:[Ee]arly|[Ll]ate|[Mm]id|middle of|end of|start of|beginning of)[ -](?:in )?)?"


def _month(written: str) -> int:
    return _MONTH_NUMBER[written[:3].lower()]


def _day_number(written: str) -> int:
    return int(written) if written.isdecimal() else ordinal(written) or 0


# ---- from words to mentions


def _told(match: re.Match[str], first: PartialDate | None, last: PartialDate | None = None, is_relative: bool = False) -> Iterator[DateMention]:
    if first is not None:
        yield DateMention(match.start(), match.end(), first, last if last != first else None, is_relative)


def _open(match: re.Match[str], chosen: Choice | None, is_relative: bool = False) -> Iterator[DateMention]:
    if chosen:
        first, last = chosen.default
        is_open = chosen.past != chosen.future
        yield DateMention(match.start(), match.end(), first, last, is_relative, chosen.past if is_open else None, chosen.future if is_open else None)


def _year(match: re.Match[str], known: _Known) -> int | None:
    """The year that a form names: in figures, or "last year", "that year"; None where it names none, or none is known."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(match["year"])
    which = groups.get("which") or ""
    if which in ("that", "the same"):
        anchor = known.anchors.get(4)
        return int(anchor[:4]) if anchor else None
    return known.published.year + _OFFSETS[which] if which and known.published else None


def _names_year(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("which"))


def _yearless(known: _Known, name_of_day: str | None, *parts: tuple[int, int | None]) -> Choice | None:
    """The choice between the last and the next year for months or days of months; a day's name decides where it fits one year only."""
    if known.published is None:
        return None
    found: list[Place] = []
    for year in range(known.published.year - 1, known.published.year + 2):
        ends = [of(year + (part < parts[0]), *part) for part in parts]  # from December to January
        if ends[0] and ends[-1]:
            found.append((ends[0], ends[-1] if len(parts) > 1 else None))
    if name_of_day:
        fitting = [place for place in found if first_day(place[0]).weekday() == _WEEKDAY_NUMBER[name_of_day[:3].lower()]]
        found = fitting or found
    return choice(found, known.published)


def _read_figures(match: re.Match[str], _: _Known) -> Iterator[DateMention]:
    """2023-04-18, 18.04.2023; 04/05/2023 may be April or May, and tells its year."""
    year, a, b = int(match["year"] or match["year2"]), int(match["m"] or match["a"]), int(match["d"] or match["b"])
    if match["year"]:
        yield from _told(match, of(year, a, b))
    elif b > 12 or (match["sep"] == "/" and a <= 12 and a != b):
        yield from _told(match, of(year, a, b) if b > 12 else of(year))
    else:
        yield from _told(match, of(year, b, a))


def _read_two_months(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """30 March to 2 April 2024; March 30 - April 2."""
    first = _month(match["m1"] or match["m3"]), _day_number(match["d1"] or match["d3"])
    last = _month(match["m2"] or match["m4"]), _day_number(match["d2"] or match["d4"])
    year = _year(match, known)
    if year is not None:
        begun, over = of(int(match["year0"] or year - (first > last)), *first), of(year, *last)
        yield from _told(match, begun if over else None, over)
    elif not _names_year(match):
        yield from _open(match, _yearless(known, None, first, last))


def _read_days(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """From 8 until 10 of May, July 18-20, 8 and 9 November; "8 and 20 November" are two dates."""
    month, first, last = _month(match["m1"] or match["m2"]), _day_number(match["d1"] or match["d3"]), _day_number(match["d2"] or match["d4"])
    is_between = _BETWEEN.search(match.string, max(0, match.start() - 8), match.start())
    if (match["to1"] or match["to2"]) == " and " and last != first + 1 and not is_between:
        middle = match.end("to1" if match["to1"] else "to2")
        for mention in (*_day_of(match, known, None, month, first), *_day_of(match, known, None, month, last)):
            is_first = mention.first.endswith(f"-{first:02}")
            yield replace(mention, end=match.end("d1" if match["to1"] else "d3")) if is_first else replace(mention, start=middle)
        return
    year = _year(match, known)
    if year is not None:
        yield from _told(match, of(year, month, first) if of(year, month, last) else None, of(year, month, last))
    elif not _names_year(match):
        yield from _open(match, _yearless(known, None, (month, first), (month, last)))


def _read_day(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """18 April 2023, April 18, the 1st of September, Thursday, 9 May, 10 March last year."""
    yield from _day_of(match, known, match["wd"], _month(match["m1"] or match["m2"]), _day_number(match["d1"] or match["d2"]))


def _day_of(match: re.Match[str], known: _Known, name_of_day: str | None, month: int, number: int) -> Iterator[DateMention]:
    year = _year(match, known)
    if year is not None:
        yield from _told(match, of(year, month, number))
    elif not _names_year(match):
        yield from _open(match, _yearless(known, name_of_day, (month, number)))


def _read_months(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """January-September 2024, from January to May."""
    first, last, year = _month(match["m1"]), _month(match["m2"]), _year(match, known)
    if year is not None:
        yield from _told(match, of(year - (first > last), first), of(year, last))
    elif not _names_year(match):
        yield from _open(match, _yearless(known, None, (first, None), (last, None)))


def _read_month(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """May 2023, mid-September, the end of March 2023, April of last year; alone only where it is surely a month."""
    month, year = _month(match["m"]), _year(match, known)
    if year is not None:
        yield from _told(match, of(year, month), is_relative=match["year"] is None)
    elif not _names_year(match) and (match["part"] or _is_month(match)):
        yield from _open(match, _yearless(known, None, (month, None)))


def _is_month(match: re.Match[str]) -> bool:
    """Whether a bare month is one: "in March", not "March on", "Theresa May", "April Smith", and not "Mar" or "Dec" without their dot."""
    name = match["m"]
    if len(name) == 3 and name not in ("May", "MAY"):
        return False
    if _month(name) in (3, 4, 5, 6, 8) and not _BEFORE_MONTH.search(match.string, max(0, match.start() - 12), match.start()):
        return False
    return not _AFTER_NAME.match(match.string, match.end())


def _read_part_of_year(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """The third quarter of 2023, Q3 2024, the first nine months of this year, the summer of 2019: the year, in which the part ends."""
    year = _year(match, known)
    yield from _told(match, of(year) if year is not None else None, is_relative=match["year"] is None)


def _read_fiscal(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """FY24, fiscal year 2023/24, 2022-23: the year in which it ends; the last one where that is not in doubt."""
    first, last = match["fy"] or match["from"], match["to"] or match["to2"]
    if first is None:
        is_over = known.published is not None and known.published.month >= 7
        yield from _told(match, of(known.published.year) if known.published and is_over else None, is_relative=True)
        return
    year = int(first) + (2000 if len(first) == 2 else 0)
    if last is None:
        yield from _told(match, of(year))
    elif int(last) % 100 == (year + 1) % 100:
        yield from _told(match, of(year + 1))
    elif match["from"]:
        yield from _told(match, of(year, int(last)))  # ISO: 2023-04


def _read_years(match: re.Match[str], _: _Known) -> Iterator[DateMention]:
    """2018-2022, from 2010 to 2015."""
    first, last = match["y1"] or match["y3"], match["y2"] or match["y4"]
    if first < last:
        yield from _told(match, of(int(first)), of(int(last)))


def _read_year(match: re.Match[str], _: _Known) -> Iterator[DateMention]:
    if is_year(match.string, *match.span("y")):
        yield from _told(match, of(int(match["y"])))


def _read_of_week(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """Thursday of last week, Monday next week."""
    if known.published:
        monday = 7 * _OFFSETS[match["which"]] - known.published.weekday()
        yield from _told(match, moved(known.published, monday + _WEEKDAY_NUMBER[match["wd"][:3].lower()]), is_relative=True)


def _read_which(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """Last November, next month, this year, earlier this week, last Friday, this coming Sunday, last spring."""
    if known.published is None:
        return
    offset, published = _OFFSETS[match["which"].lower()], known.published
    if match["unit"]:
        yield from _told(match, _neighbouring(match, published, offset), is_relative=True)
    elif match["m"]:
        month = _month(match["m"])
        is_other_year = (offset < 0 and month >= published.month) or (offset > 0 and month <= published.month)
        yield from _told(match, of(published.year + (offset if is_other_year else 0), month), is_relative=True)
    elif match["season"]:
        yield from _told(match, of(_year_of_season(published, match["season"].lower(), offset)), is_relative=True)
    else:
        yield from _named_day(match, published, offset)


def _neighbouring(match: re.Match[str], published: date, offset: int) -> PartialDate | None:
    """The week, month or year beside that of publication; "in the last year" is a duration."""
    is_duration = offset < 0 and match.string[max(0, match.start() - 4) : match.start()].lower() == "the "
    match match["unit"]:
        case "year":
            return None if is_duration else of(published.year + offset)
        case "month":
            return shifted(day(published), offset, "month")
        case _:
            return None if is_duration else common(*week(published, offset))


def _year_of_season(published: date, season: str, offset: int) -> int:
    """The year of the last spring that is over (-1), this year's (0), or the next that begins (1)."""
    if offset < 0:
        return published.year - (published.month <= SEASONS[season] + 2)
    return published.year + (offset > 0 and published.month >= SEASONS[season])


def _named_day(match: re.Match[str], published: date, offset: int) -> Iterator[DateMention]:
    number = _WEEKDAY_NUMBER[match["wd"][:3].lower()]
    if offset == 0:
        yield from _open(match, weekday(published, number), is_relative=True)
    else:
        ahead = (number - published.weekday() - 1) % 7 + 1
        yield from _told(match, moved(published, ahead if offset > 0 else -((published.weekday() - number - 1) % 7 + 1)), is_relative=True)


def _read_weekdays(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """From Sunday to Wednesday: the last that had begun, or the next that is not over."""
    if known.published is None:
        return
    first, last = (_WEEKDAY_NUMBER[match[name][:3].lower()] for name in ("wd1", "wd2"))
    start, length = first - known.published.weekday(), (last - first) % 7
    ends = [(moved(known.published, start + 7 * n), moved(known.published, start + 7 * n + length)) for n in (-1, 0, 1)]
    yield from _open(match, choice([(a, b) for a, b in ends if a and b], known.published), is_relative=True)


def _read_weekday(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    if known.published and not _NO_DAY_BEFORE.search(match.string, max(0, match.start() - 8), match.start()):
        yield from _open(match, weekday(known.published, _WEEKDAY_NUMBER[match["wd"][:3].lower()]), is_relative=True)


def _read_today(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    if known.published:
        word = match[0].lower()
        days = next(days for said, days in _TODAYS if said in word)
        yield from _told(match, moved(known.published, days), is_relative=True)


def _read_ago(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """Two years ago, three days ago, two weeks ago today, thirty days from now, in two weeks' time."""
    count, unit = _count(match["n"] or match["n2"]), match["unit"] or match["unit2"]
    if count is None or known.published is None:
        return
    count = count if match["n2"] or match["now"] else -count
    if unit == "week" and match["today"]:
        yield from _told(match, moved(known.published, 7 * count), is_relative=True)
    else:
        yield from _told(match, _shifted(day(known.published), count, unit), is_relative=True)


def _read_later(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """Three days later, two months before that, a year earlier: counted from the date mentioned last that is fine enough."""
    count, unit = _count(match["n"]), match["unit"]
    anchor = known.anchors.get(_FINE_ENOUGH[unit])
    is_measure = match["back"] and _MEASURED.search(match.string, max(0, match.start() - 5), match.start())
    if count is not None and anchor and not is_measure:
        yield from _told(match, _shifted(anchor, -count if match["back"] else count, unit), is_relative=True)


def _read_neighbour(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """The next day, that year, the previous month, the year before, the following spring, that June."""
    unit = _UNIT_OF.get(match["unit"] or match["unit2"] or "", match["unit"] or match["unit2"] or "year")
    anchor = known.anchors.get(_FINE_ENOUGH[unit])
    if not anchor:
        return
    step = _STEPS[(match["which"] or match["side"]).lower().removeprefix("the ")]
    if match["m"]:
        month, told = _month(match["m"]), int(anchor[5:7] or 0)
        yield from _told(match, of(int(anchor[:4]) + ((step > 0 and month <= told) or -(step < 0 and month >= told)), month), is_relative=True)
    elif match["season"]:
        yield from _told(match, of(int(anchor[:4]) + (step > 0 and int(anchor[5:7] or 12) >= SEASONS[match["season"].lower()])), is_relative=True)
    elif step or unit != "week":
        yield from _told(match, _shifted(anchor, step, unit), is_relative=True)


def _read_nth(match: re.Match[str], known: _Known) -> Iterator[DateMention]:
    """On the 17th: of the month mentioned last, else of the one that fits the day of publication."""
    number, anchor = _day_number(match["d"]), known.anchors.get(7)
    if anchor:
        yield from _told(match, of(int(anchor[:4]), int(anchor[5:7]), number), is_relative=True)
    elif known.published:
        months = [shifted(day(known.published), n, "month") for n in (-1, 0, 1)]
        days = [of(int(month[:4]), int(month[5:7]), number) for month in months if month]
        yield from _open(match, choice([(found, None) for found in days if found], known.published), is_relative=True)


def _count(written: str) -> int | None:
    return int(written) if written.isdecimal() else 1 if written.lower() in ("a", "an") else cardinal(written)


def _shifted(when: PartialDate, count: int, unit: str) -> PartialDate | None:
    match unit:
        case "day" | "week" | "month" | "year":
            return shifted(when, count, unit)
        case _:
            return None


_OFFSETS = {"last": -1, "this past": -1, "past": -1, "this": 0, "the": 0, "next": 1, "this coming": 1, "the coming": 1, "coming": 1}
_STEPS = {"same": 0, "that same": 0, "that": 0, "next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
_FINE_ENOUGH: Mapping[str, int] = {"day": 10, "week": 10, "month": 7, "year": 4}
_UNIT_OF = {"morning": "day", "afternoon": "day", "evening": "day", "night": "day"}
_TODAYS = (
    ("before yesterday", -2), ("after tomorrow", 2), ("yesterday", -1), ("last night", -1), ("last evening", -1), ("tomorrow", 1),
    ("today", 0), ("tonight", 0), ("this", 0),
)  # fmt: skip


# ---- forms

_GROUP = re.compile(r"[(][?]P<[a-z0-9_]+>")


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a date, and what it means."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], _Known], Iterator[DateMention]]


def _form(pattern: str, read: Callable[[re.Match[str], _Known], Iterator[DateMention]]) -> _Form:
    return _Form(re.compile(pattern), read)


_WORD_DAY = (
    "(?:(?:twenty|thirty)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    "|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?= of )"
)
_PREFIX = rf"(?:(?P<wd>{_ANY_NAME_OF_DAY})(?:,? the|,)? )?"
_BEHIND = rf"(?:{_OF_YEAR})?"
_THAT_TIME = rf"(?:(?P<unit>day|week|month|year|morning|afternoon|evening|night)\b|(?P<m>{_MONTH})(?! \d)|{_SEASON})"
_ENDS = r"(?=[.,;:)]|$| and\b)"

# Of forms that begin alike the longer stands first.
_FORMS: Mapping[str, _Form] = {
    "figures": _form(
        r"(?:(?P<year>(?:1[89]|20)\d\d)[-/.](?P<m>\d\d)[-/.](?P<d>\d\d)|(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<year2>(?:1[89]|20)\d\d))"
        r"(?![.,-]?\d|[-/]\w)",
        _read_figures,
    ),
    "two_months": _form(
        rf"(?:(?P<d1>{_DAY})(?: of)? (?P<m1>{_MONTH})(?:,? (?P<year0>{_YEAR}))?{_TO}(?P<d2>{_DAY})(?: of)? (?P<m2>{_MONTH})"
        rf"|(?P<m3>{_MONTH}) (?P<d3>{_DAY}){_TO}(?P<m4>{_MONTH}) (?P<d4>{_DAY})){_BEHIND}",
        _read_two_months,
    ),
    "days": _form(
        rf"(?:(?P<d1>{_DAY})(?P<to1>{_TO}| and )(?P<d2>{_DAY})(?: of)? (?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d3>{_DAY})(?P<to2>{_TO}| and )(?P<d4>{_DAY}))"
        rf"(?! (?:million|billion)\b){_BEHIND}",
        _read_days,
    ),
    "day": _form(
        rf"{_PREFIX}(?:(?P<d1>{_DAY}|{_WORD_DAY})(?: of |-| |)(?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?! (?:million|billion|per ?cent)\b)){_BEHIND}",
        _read_day,
    ),
    "months": _form(rf"(?P<m1>{_MONTH}){_TO}(?P<m2>{_MONTH}){_BEHIND}", _read_months),
    "month": _form(rf"(?P<part>{_PART})?(?P<m>{_MONTH}){_BEHIND}", _read_month),
    "part_of_year": _form(
        r"(?:(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[Ll]ast) (?:quarter|half|(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven) months)"
        rf"|[QH][1-4]|[1-4][QH]){_OF_YEAR}",
        _read_part_of_year,
    ),
    "fiscal": _form(
        rf"(?:(?:FY|[Ff]iscal(?: year)?|[Ff]inancial year) ?(?P<fy>{_YEAR}|\d\d)(?!\d)(?:[-/–](?P<to>\d\d(?:\d\d)?)(?!\d))?"
        rf"|(?P<from>{_YEAR})[-/–](?P<to2>\d\d)(?![\d–/-])|[Ll]ast (?:\w+ )?(?:fiscal|financial) year\b)",
        _read_fiscal,
    ),
    "years": _form(rf"(?:(?P<y1>{_YEAR})[-–/](?P<y2>{_YEAR})|[Ff]rom (?P<y3>{_YEAR}) (?:to|until) (?P<y4>{_YEAR}))(?!\w)", _read_years),
    "season": _form(rf"{_SEASON}{_OF_YEAR}", _read_part_of_year),
    "year": _form(rf"{_PART}(?P<y>{_YEAR})(?![\w]|[.,:/-]\d)", _read_year),
    "of_week": _form(rf"(?P<wd>{_NAME_OF_DAY}){_NIGHT},? (?:of )?(?P<which>last|this|next) week\b", _read_of_week),
    "which": _form(
        r"(?:[Ee]arlier |[Ll]ater )?(?P<which>[Ll]ast|[Tt]his past|[Nn]ext|[Tt]his coming|[Tt]he coming|[Cc]oming|[Tt]his) "
        rf"(?:(?P<unit>week(?:end)?|month|year)\b|(?P<m>{_MONTH})(?! \d)|(?P<wd>{_NAME_OF_DAY}){_NIGHT}|{_SEASON})",
        _read_which,
    ),
    "weekdays": _form(rf"(?P<wd1>{_NAME_OF_DAY}){_TO}(?P<wd2>{_NAME_OF_DAY})", _read_weekdays),
    "weekday": _form(rf"(?P<wd>{_NAME_OF_DAY}){_NIGHT}(?! (?:Times|Mirror|Telegraph|Express|Post|Agreement)\b)", _read_weekday),
    "today": _form(
        rf"(?:(?:[Yy]esterday|[Tt]oday|[Tt]omorrow){_NIGHT}|[Tt]onight|[Tt]his (?:morning|afternoon|evening)|[Ll]ast (?:night|evening)"
        r"|(?:the )?day (?:before yesterday|after tomorrow))\b",
        _read_today,
    ),
    "ago": _form(
        rf"(?:(?P<n>{_COUNT}) {_UNIT} (?:ago\b(?P<today> today)?|from (?P<now>now)\b)|[Ii]n (?P<n2>{_COUNT}) (?P<unit2>day|week|month|year)s?['’]s? time)",
        _read_ago,
    ),
    "later": _form(
        rf"(?P<n>{_COUNT}) {_UNIT} (?:(?P<back>earlier\b|before (?:that|this|then)\b|before{_ENDS})|later\b|after (?:that|this)\b|after{_ENDS}|afterwards\b)",
        _read_later,
    ),
    "neighbour": _form(
        rf"(?:(?P<which>(?:[Tt]he )?(?:same|next|following|previous|preceding)|[Tt]hat(?: same)?) {_THAT_TIME}"
        rf"|[Tt]he (?P<unit2>day|week|month|year) (?P<side>before|after){_ENDS})",
        _read_neighbour,
    ),
    "nth": _form(
        r"(?:(?<=[Oo]n the )|(?<=until the ))(?P<d>\d{1,2}(?:st|nd|rd|th))(?=[.,;:)]|$| (?:instead|and|at|in|with|when|after|before|for|by|from|of th)\b)",
        _read_nth,
    ),
}
_MAY_BEGIN = (
    r"(?<![\w$€£#])(?<!\d[.,:/-])(?=\d|[A-Z]|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|final|early|earlier|late|later|last|mid|middle|end|start"
    r"|beginning|the|this|that|next|coming|past|spring|summer|autumn|fall|fiscal|financial|from|in|yesterday|today|tomorrow|tonight|day|same|following|previous"
    r"|preceding)\b)"
)
_ANY = re.compile(_MAY_BEGIN + "(?:" + "|".join(f"(?P<{name}>{_GROUP.sub('(?:', form.pattern.pattern)})" for name, form in _FORMS.items()) + ")")

_BEFORE_MONTH = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Aa]nd|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]hrough|[Bb]etween|for|or|was|is),? $|[(]$"
)
_AFTER_NAME = re.compile(r" (?:Revolution|War|Group|Fair)\b")
_NO_DAY_BEFORE = re.compile(r"(?:Good|Black|Bloody|Super|[Ee]very|[Ee]ach) $")
_BETWEEN = re.compile("[Bb]etween $")
_MEASURED = re.compile(r"\b(?:of|from|over|on) $")  # "up from a year earlier"
_COMPARED = re.compile(r"\bthan (?:in |on )?$")

_SIGN = re.compile(
    r"\d|day|DAY|week|month|year|night|ning\b|noon|tomorrow|[Tt]his|pring|ummer|utumn|[Ff]all|\b(?:J(?:an|AN|u[nl]|U[NL])|F(?:eb|EB)|M(?:a[ry]|A[RY])|A(?:pr|PR|ug|UG)"
    r"|S(?:ep|EP)|O(?:ct|CT)|N(?:ov|OV)|D(?:ec|EC))"
)


def _may_tell(text: str) -> bool:
    """Whether any form may stand in the text: a sentence that has neither a figure nor one of these words costs no more than this."""
    return _SIGN.search(text) is not None
