"""
Statements: what holds for a period, such as a rank or a figure.

In: the fields of an event whose kind has neither a status that moves nor a window.  Out: a claim, and whether two claims say the same.
Never: a likeness. Two statements are one when all that identifies them agrees: numbers to 1 %, phrases in other words, mirrored ones turned round.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.date import PartialDate, may_be_the_same
from tracker.core.event import Count, Fields, Value
from tracker.core.kind import Kind
from tracker.relating.told import LAST
from tracker.relating.words import same_number, same_phrase

Amount = str | int | float | bool


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """
    What one or more articles state in the same words.

    about: parties and required choices, seen from one side (`Kind.mirror`); phrases: its texts by field, "" where untold; amounts: what it says of them.
    years: those it may hold for, the article's and the one before where no period is told.  is_firm: the period is told.
    """

    about: tuple[str, ...]
    phrases: tuple[str, ...]
    amounts: Mapping[str, Amount]
    is_measured: bool
    period: PartialDate | None
    is_firm: bool
    order: tuple[int, int, str, str]
    blocks: frozenset[str]


def statement(kind: Kind, fields: Fields, first: tuple[str, str]) -> Statement:
    """The claim that these fields make. first: the day and event by which it was told first (`Told.first`)."""
    period = fields.date(kind.date)
    years = {period[:4]} if period else _years_to(first[0])
    about = _about(kind, fields)
    measures = [name for name in kind.identity if kind.fields[name].type not in ("party", "parties", "text", "date") and not kind.fields[name].is_required]
    return Statement(
        about=about,
        phrases=tuple(fields.text(name) for name in kind.identity if kind.fields[name].type == "text"),
        amounts={name: _amount(fields[name]) for name in measures if name in fields},
        is_measured=bool(measures),
        period=period,
        is_firm=bool(period),
        order=(not period, 0, *first),
        blocks=frozenset("|".join((kind.name, *about, year)) for year in years),
    )


def distance(a: Statement, b: Statement) -> int | None:
    """0 where two claims say the same, None where they do not. Of the amounts, those that both tell must agree, and one at least."""
    if a.about != b.about or not a.blocks & b.blocks or (a.period and b.period and not may_be_the_same(a.period, b.period)):
        return None
    if not all(ours == theirs or (ours and theirs and same_phrase(ours, theirs)) for ours, theirs in zip(a.phrases, b.phrases, strict=True)):
        return None
    told_by_both = a.amounts.keys() & b.amounts.keys()
    agrees = all(_agree(a.amounts[name], b.amounts[name]) for name in told_by_both)
    return 0 if agrees and (told_by_both or not a.is_measured) else None


def _about(kind: Kind, fields: Fields) -> tuple[str, ...]:
    """Parties and required choices; of the two sides of a mirrored one, that which comes first by its text."""
    parties = tuple(code for name in kind.parties for code in fields.texts(name))
    words = tuple(fields.text(name) for name, spec in kind.fields.items() if spec.type == "choice" and spec.is_required)
    if not any(word in kind.mirror for word in words):
        return (*parties, *words)
    turned = (*reversed(parties), *(kind.mirror.get(word, word) for word in words))
    return min((*parties, *words), turned)


def _years_to(day: str) -> set[str]:
    """The year of an article and the one before, "-" where its day is untold."""
    return {day[:4], f"{int(day[:4]) - 1:04}"} if day != LAST else {"-"}


def _amount(value: Value) -> Amount:
    match value:
        case Count():
            return value.value
        case tuple():
            return " ".join(str(each) for each in value)
        case _:
            return value


def _agree(a: Amount, b: Amount) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return same_number(a, b)
