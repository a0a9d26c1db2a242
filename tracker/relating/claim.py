"""
Claims: what events say, without who says it.

Two thousand reports of one trip in the same words are one claim with two thousand tellings; merging compares claims, and so stays quick.
In: an event.  Out: its claim, of the sort that its kind declares: an occasion (window of days), an undertaking (status, no window), a statement (neither).
Never: the name of a kind. What a kind declares decides, so that a further kind needs no line here.
"""

from tracker.core.event import Fields
from tracker.core.kind import Kind
from tracker.relating import occasion, statement, undertaking
from tracker.relating.occasion import Occasion
from tracker.relating.statement import Statement
from tracker.relating.told import Told
from tracker.relating.undertaking import Undertaking

Claim = Occasion | Undertaking | Statement
"""
order: in which claims are taken, the best told first; is_firm: whether it tells enough to lead a fact of its own before others are looked at.
blocks: two claims that may be one share a block.
"""

Key = tuple[str, Fields, str]
"""What makes two events one claim: kind, all fields, and for an event without a date the month in which it was told."""


def key_of(kind: Kind, told: Told) -> Key:
    """The claim that an event makes."""
    fields = told.event.fields
    return (kind.name, fields, "" if kind.date in fields else told.first[0][:7])


def claim_of(kind: Kind, fields: Fields, first: tuple[str, str]) -> Claim:
    """What is claimed. first: the least `Told.first` of those who tell it."""
    if kind.window_days is not None:
        return occasion.occasion(kind, fields, first, kind.window_days)
    return undertaking.undertaking(kind, fields, first) if kind.status else statement.statement(kind, fields, first)


def distance(a: Claim, b: Claim) -> int | None:
    """How far two claims are from telling one fact, in the measure of their sort; None where they tell two. The same both ways."""
    match a, b:
        case Occasion(), Occasion():
            return occasion.distance(a, b)
        case Undertaking(), Undertaking():
            return undertaking.distance(a, b)
        case Statement(), Statement():
            return statement.distance(a, b)
        case _:
            return None


def go_together(a: Claim, b: Claim) -> bool:
    """Whether two claims that fit the same leader may both follow it. Only of occasions do days part them; the same both ways."""
    return not isinstance(a, Occasion) or not isinstance(b, Occasion) or occasion.go_together(a, b)
