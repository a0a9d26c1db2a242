"""
Numbers: money, percentages, quantities and ordinals that a text states.

In: text.  Out: amounts with exact places, a closed union.  Never: what they are about, or whether something rose or fell; that is for the frames.
Where a date covers an amount ("18 April"), the date holds: the caller drops the amount. A plain year is no Quantity (`is_year`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """value: in whole units of the currency; currency: ISO 4217, "" where the word fits several ("rupees", "pesos"); its place includes hedges ("more than")."""

    start: int
    end: int
    value: float
    currency: str
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """value: 21.9 for "21.9 percent", 33.3 for "a third", 100 for "doubled"; negative only with a written minus or "halved" (-50)."""

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
    raise NotImplementedError
