"""
Numbers: money, percentages, quantities and ordinals that a text states.

In: text.  Out: amounts with exact places, a closed union.  Never: what they are about, or whether something rose or fell; that is for the frames.

Where a date covers an amount ("18 April"), the date holds: the caller drops the amount. A bare number between 1800 and 2100 is a year and no Quantity,
unless it is counted: a plural follows ("2000 soldiers") and no word before it makes it a year ("in 2000 sales rose"). `dates` asks the same `is_year`,
so that a number is never both. "One" alone is no Quantity ("one of the largest", "no one"), and neither is the figure of a compound ("a 90-day pause").
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from tracker.reading.currencies import SIGNS, WORDS


@dataclass(frozen=True, slots=True)
class Money:
    """start, end: its place, with its hedge ("more than").  value: in whole units.  currency: ISO 4217, "" where the word fits several ("pesos")."""

    start: int
    end: int
    value: float
    currency: str
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """value: 21.9 for "21.9 percent", 33.3 for "a third", 100 for "doubled"; below zero only with a written minus or "halved" (-50)."""

    start: int
    end: int
    value: float
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number, in figures or words: "29", "forty five (45)", "nearly a dozen" (12, approximate)."""

    start: int
    end: int
    value: int
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in an order: "third", "3rd", the "second" of "second-largest", "No. 1", "number two"."""

    start: int
    end: int
    value: int


Amount = Money | Percent | Quantity | Ordinal


def amounts(text: str, start: int = 0, end: int | None = None) -> tuple[Amount, ...]:
    """The amounts in text[start:end], in order, not overlapping; places are offsets of `text`."""
    stop = len(text) if end is None else end
    if not _MAY_COUNT.search(text, start, stop):
        return ()
    found: list[Amount] = []
    for match in _ANY.finditer(text, start, stop):
        form = _FORMS[match.lastgroup or ""]
        again = form.pattern.match(text, match.start(), stop)
        found += [amount for amount in form.read(again) if not found or amount.start >= found[-1].end] if again else ()
    return tuple(found)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four figures text[start:end] are a year: between 1800 and 2100, and not counted or named ("2000 soldiers", "Resolution 1701")."""
    if not (end - start == 4 and "1800" <= text[start:end] <= "2100"):
        return False
    if is_label(text, start, end):
        return False
    return bool(_MAKES_A_YEAR.search(text, max(0, start - 12), start)) or not _COUNTED.match(text, end)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether figures name or time something, and neither count nor date it: "Resolution 1701", "Vision 2030", "1830 GMT", the width of a picture."""
    return bool(_NAMES_BY_NUMBER.search(text, max(0, start - 24), start) or _CLOCK.match(text, end))


def number(written: str) -> float | None:
    """
    What figures mean, None for what is no number ("1.2.3").

    "1,512.5" is English; "1.234.567,8" and "6,15" are continental, told by their digits: a comma before three figures groups thousands, a single dot
    before any figures is decimal ("65.484 billion").
    """
    plain = written.translate(_NO_SPACES)
    if len(plain) > MAX_FIGURES:
        return None
    if _ENGLISH.fullmatch(plain):
        return float(plain.replace(",", ""))
    if _CONTINENTAL.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", "."))
    return None


def cardinal(words: str) -> int | None:
    """What a number in words means: "forty-five", "two hundred and six", "a hundred"; None for what is none."""
    total = part = 0
    for word in words.lower().replace("-", " ").split():
        if word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = (part or 1) * 1000, 0
        elif word in _SMALL:
            part += _SMALL[word]
        elif word not in ("and", "a", "an"):
            return None
    return total + part or None


def ordinal(word: str) -> int | None:
    """What a place in words or figures means: "third", "thirty-sixth", "3rd"; None for what is none."""
    if word[:1].isdigit():
        return int(re.sub(r"\D", "", word)[:MAX_FIGURES])
    tens, _, unit = word.lower().replace(" ", "-").rpartition("-")
    if unit in _ORDINALS:
        return _SMALL.get(tens, 0) + _ORDINALS[unit]
    return None


# ---- words

MAX_FIGURES = 18  # more are no number that anyone reads

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = {word: n for n, word in enumerate(f"{_UNITS}|{_TEENS}".split("|"), 1)} | {word: 10 * n for n, word in enumerate(_TENS.split("|"), 2)}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_ORDINALS = {_IRREGULAR.get(word, word[:-1] + "ieth" if n >= 20 else word + "th"): n for word, n in _SMALL.items()}
_MULTIPLIERS: Mapping[str, float] = {
    "dozen": 12, "pair of": 2, "couple of": 2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "crores": 1e7,
    "billion": 1e9, "trillion": 1e12, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
    "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "b": 1e9, "B": 1e9, "T": 1e12,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_FOLDS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
_HEDGES = frozenset(
    """more than|less than|fewer than|no fewer than|no less than|not less than|at least|at most|up to|as much as|as many as|well over|just over|just under
|close to|a little over|a little under|a little more than|slightly more than|slightly less than|slightly over|slightly under|upwards of|in excess of
|an estimated|estimated|approximately|roughly|around|about|nearly|almost|over|under|some|circa|ca.""".replace("\n", "").split("|")
)


# ---- forms


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest that fits, also with a capital at the start."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" if w[0].islower() else re.escape(w) for w in ordered) + ")"


_NO_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009'’"))
_ENGLISH = re.compile(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?")  # the last is Indian: 1,23,456
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d+")

_FIGURES = r"(?>\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*)"
_SPACE = "[ \u00a0\u202f]"
_EDGE = r"(?<![\w.,:/$€£+–-])"
_SIGN = "|".join(re.escape(sign) + (rf"(?={_SPACE}?\d)" if len(sign) > 1 or not sign.isalpha() else r"(?=\d)") for sign in sorted(SIGNS, key=len, reverse=True))
BELOW_100 = rf"(?:{any_of(_TENS.split('|'))}(?:[- ](?:{_UNITS})\b)?|{any_of(_TEENS.split('|'))}|{any_of(_UNITS.split('|'))})"
_BELOW_1000 = rf"(?:(?:{BELOW_100}|[Aa]n?) hundred\b(?:(?: and)? {BELOW_100}\b)?|{BELOW_100})"
_CARDINAL = rf"{_BELOW_1000}\b(?: thousand\b(?: and)? {_BELOW_1000}\b)?"
_BIG = r"(?:dozen|million|billion|trillion)\b"
_TIMES = rf"(?:(?:{_SPACE}|-|(?<=[ \d-])){any_of(_MULTIPLIERS)}(?!\w))"
_AMOUNT = (
    rf"{_EDGE}(?P<minus>[-−+](?=[\d$€£]))?(?:(?=[^\w\s.,]|[A-Z][A-Za-z.]{{0,4}}\$? ?\d)(?P<sign>{_SIGN}){_SPACE}?)?"
    rf"(?:(?P<low>{_FIGURES})(?P<dash>[-–—]| to (?:about |around )?)(?:[$€£](?=\d))?)?"
    rf"(?:(?P<figures>{_FIGURES})|(?P<half>[Hh]alf[ -](?:an? )?(?={_BIG}))|(?P<words>{_CARDINAL})|(?P<an>[Aa]n? (?=(?:pair of|couple of|thousand|{_BIG})\b)))"
    rf"(?P<and_half> and a half)?+(?P<again>{_SPACE}\(\d+\))?+(?P<times>{_TIMES}{{1,2}}+)?+(?![\w+]|[.,:/'’]\d|[-–]\d)"
)
_PLACE = (
    rf"(?:\b[Nn]o\.? ?|№ ?|#|\b[Nn]umber )(?P<numbered>\d{{1,4}}\b(?![.,]?\d)|(?<=umber )(?:{_UNITS})\b)"
    rf"|(?<![\w.,-])(?P<place>\d{{1,4}}(?:st|nd|rd|th)|(?:{any_of(_TENS.split('|'))}[- ])?{any_of(_ORDINALS)})(?!\w)"
)
_NAMES = "|".join(_PARTS)
_FRACTION = (
    rf"\b(?:(?P<many>{any_of(_UNITS.split('|')[1:])})[ -](?P<parts>{_NAMES})s\b"
    rf"|(?:[Aa]|[Oo]ne)[ -](?P<part>{_NAMES})\b(?= (?:of|more|less|higher|lower|up|down)\b(?! a century)| ?\()|(?<=by )(?:a|one)[ -](?P<by>{_NAMES})\b"
    rf"|[Hh]alf(?= of\b)|(?<=by )half\b)"
)
_FOLD = (
    r"\b(?:(?P<fold>(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing)|double(?= (?:the|that|those)\b))\b"
    r"|(?:to|will|would|could|may) (?P<verb>double|triple|treble|quadruple|halve)\b(?! tax)"
    rf"|(?P<times>{any_of(_SMALL)}[- ]?fold)\b)"
)


# ---- from a form to its amounts


def _read_amount(match: re.Match[str]) -> Iterator[Amount]:
    """Money, a percentage or a quantity, and two of them for a range: "2 to 3 billion euros"."""
    value, factor = _value(match), _factor(match["times"])
    if value is None:
        return
    unit, end = _unit(match)
    start, is_hedged = _hedge(match.string, match.start())
    is_approximate = is_hedged or "couple" in (match["times"] or "") or bool(_OR_SO.match(match.string, end))
    low = number(match["low"]) if match["low"] else None
    if low is not None and (low < value or match["dash"] not in "-–—"):
        yield from _amount(match, start, match.end("low"), low * factor, unit, is_approximate)
        start = match.end("dash")
    elif match["low"]:
        return  # a score, a season
    yield from _amount(match, start, end, value * factor, unit, is_approximate)


def _amount(match: re.Match[str], start: int, end: int, value: float, unit: str | None, is_approximate: bool) -> Iterator[Amount]:
    """The one amount that a value is, by its unit; none for points, and for what counts nothing."""
    value = round(float(value), 6 if value < 1000 else 2)  # 260.65 * 1e9 is 260649999999.99997
    if unit == _PERCENT:
        yield Percent(start, end, -value if match["minus"] in ("-", "−") else value, is_approximate)
    elif unit is None and value.is_integer() and not _counts_nothing(match, start, end):
        yield Quantity(start, end, int(value), is_approximate or bool(match["low"]))
    elif unit not in (None, _POINTS):
        yield Money(start, end, value, unit or "", is_approximate)


def _counts_nothing(match: re.Match[str], start: int, end: int) -> bool:
    """Whether it is "one" alone, metres ("5 m"), a compound ("90-day"), a season ("2022-23"), a label or a year."""
    text = match.string
    if text[start:end] in ("one", "One") or _MONEY_UNIT.search(match["times"] or "") or _COMPOUND.match(text, match.end()):
        return True
    if match["low"] and match["figures"] and _SEASON.fullmatch(match["low"] + match["figures"]):
        return True
    return is_year(text, start, end) or is_label(text, start, end)


def _hedge(text: str, start: int) -> tuple[int, bool]:
    """Where the words that make a number approximate begin ("just under" twenty), and whether there are any."""
    if start and text[start - 1] == " ":
        words = text[max(0, start - 26) : start - 1].lower().split(" ")
        for count in (4, 3, 2, 1):
            said = " ".join(words[-count:])
            if (
                said in _HEDGES
                and not (said == "up to" and _WENT.search(text[max(0, start - 14) : start - 6]))
                and not text[start - 2 - len(said) : start - 1 - len(said)].isalnum()
            ):
                return start - 1 - len(said), True
    return start, False


def _unit(match: re.Match[str]) -> tuple[str | None, int]:
    """What the number is of, an ISO 4217 code ("" for several), _PERCENT, _POINTS or None, and where that ends."""
    text, end = match.string, match.end()
    share = _SHARE.match(text, end)
    if share:
        return _POINTS if share["points"] else _PERCENT, share.end()
    code, end = _currency(text, end)
    if match["sign"]:
        code = SIGNS[match["sign"]] or code or ""
    return "INR" if code == "" and _INDIAN.search(match["times"] or "") else code, end


def _currency(text: str, at: int) -> tuple[str | None, int]:
    """The currency named at this place ("billion *US dollars*"), the longest that is one, and where it ends."""
    named = _NAMED.match(text, at)
    words = named["words"].split(" ") if named else []
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count])
        for phrase in (said, said.lower(), said.rstrip(".")):
            if named and phrase in WORDS:
                return WORDS[phrase], named.start("words") + len(phrase)
    return None, at


def _value(match: re.Match[str]) -> float | None:
    if match["figures"]:
        value = number(match["figures"])
    elif match["words"]:
        value = cardinal(match["words"])
    else:
        value = 0.5 if match["half"] else 1.0
    return value + 0.5 if value is not None and match["and_half"] else value


def _factor(times: str | None) -> float:
    return prod((_MULTIPLIERS.get(word, _MULTIPLIERS.get(word.lower(), 1.0)) for word in _TIMES_WORD.findall(times or "")), start=1.0)


def _read_place(match: re.Match[str]) -> Iterator[Amount]:
    written = match["numbered"] or match["place"]
    value = int(written) if written.isdecimal() else cardinal(written) or ordinal(written)
    if value:
        yield Ordinal(match.start(), match.end(), value)


def _read_fraction(match: re.Match[str]) -> Iterator[Amount]:
    many = (cardinal(match["many"]) if match["many"] else 0) or 1
    part = match["parts"] or match["part"] or match["by"] or "half"
    start, is_hedged = _hedge(match.string, match.start())
    yield Percent(start, match.end(), round(100 * many / _PARTS[part], 1), is_hedged)


def _read_fold(match: re.Match[str]) -> Iterator[Amount]:
    name = "times" if match["times"] else "verb" if match["verb"] else "fold"
    word = match[name].lower()
    times = next((n for stem, n in _FOLDS.items() if word.startswith(stem)), 0.0) or float(cardinal(word.removesuffix("fold").rstrip("- ")) or 1)
    start, is_hedged = _hedge(match.string, match.start(name))
    yield Percent(start, match.end(name), 100 * (times - 1), is_hedged)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write an amount, and what it means."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Amount]]


_FORMS: Mapping[str, _Form] = {
    "fraction": _Form(re.compile(_FRACTION), _read_fraction),
    "fold": _Form(re.compile(_FOLD), _read_fold),
    "place": _Form(re.compile(_PLACE), _read_place),
    "amount": _Form(re.compile(_AMOUNT), _read_amount),
}
_MAY_BEGIN = (
    rf"(?<!\w)(?=\d|[^\w\s,;:()\"'.!?“”—]|[A-Z][A-Za-z.]{{0,4}}\$?{_SPACE}?\d|[Aa]n?[ -]|[Oo]ne|[Tt](?:wo|hr|en|el|we|hi|ri|re|o [dthq])|[Ff](?:ou|or|i[fvr])"
    r"|[Ss](?:ix|ev|ec)|[Ee](?:ig|le)|[Nn](?:in|o\b|umber)|[Hh]al|[Dd]ou|[Qq]u[ai]|(?:will|would|could|may) [dthq])"
)
_ANY = re.compile(
    f"{_MAY_BEGIN}(?:" + "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', form.pattern.pattern)})" for name, form in _FORMS.items()) + ")"
)
"""One pattern of all forms; where none can begin is passed over at a glance."""
_MAY_COUNT = re.compile(
    r"\d|\b(?:[Oo]ne|[Tt](?:wo|hree|en|eleven|welve|welf|hir|wenty)|[Ee]leven|[Ff](?:our|i[vf]|irst|ort)|[Ss](?:ix|even|econd)|[Ee]igh|[Nn]in"
    r"|[Dd]o(?:zen|ubl)|[Hh](?:undred|al)|[Tt]r[ie]|[Qq]u[ai]|[a-z]*illion|thousand|pair of|couple of)"
)
_TIMES_WORD = re.compile(any_of(_MULTIPLIERS))
_PERCENT, _POINTS = "%", "points"
_SHARE = re.compile(r"[ \u00a0\u202f-]?(?:%|per ?cent(?:age)?\b|pct\b|pp\b)(?P<points>(?<=pp)|(?<=age) points?)?")
_NAMED = re.compile(r"[ \u00a0\u202f-]?(?:of )?(?P<words>[€$£](?! ?\d)|[\w.]+(?: [\w.]+){0,2})")
_WENT = re.compile(r"(?:ed|went|go|goes|going|rose|grew|adds?) $")  # "up to" tells a way, not a bound
_OR_SO = re.compile(" or (?:so|more)\\b")
_MONEY_UNIT = re.compile(r"(?:^|\d|[ -])[kKmMbBT]$")
_INDIAN = re.compile("crore|lakh")
_COMPOUND = re.compile(r"[-–]\w")
_SEASON = re.compile(r"(?:19|20)\d\d\d\d")  # "2022-23"

_MAKES_A_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Tt]he|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|[Uu]ntil|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]f|[Yy]ear)[ -]$|'s $|’s $")
_NAMES_BY_NUMBER = re.compile(r"(?:[Rr]esolution|[Vv]ision|[Aa]genda|[Ee]xpo|[Dd]ecree|[Ff]light|[Rr]oom|[Rr]oute|[Pp]age|[Nn]o\.?|[Nn]umber|Boeing|[$€£¥]) ?$")
_CLOCK = re.compile(r" ?(?:GMT|UTC|hrs|hours|h\b|local time)|, \d\d\.\d\d\.\d{4}")  # the last: the width of a picture in a credit
_COUNTED = re.compile(
    r"[ \u00a0-](?:[a-z]{3,}[^\Wsu]s|people|men|women|children|troops|percent|per cent|million|billion|thousand|km|m|kg|tons?|tonnes)\b(?! [A-Z])"
)
