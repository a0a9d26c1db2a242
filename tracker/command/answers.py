"""
What the interface answers, as far as the commands show it; the shapes of facts are those that serving gives out.

In: JSON of the interface, where a later release may say more.  Out: frozen values.  Never: a guess; JSON of another shape is refused by `interface`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.serving.shapes import Party, Section, ShownChange, ShownCounterpart, ShownEvent, ShownFact, ShownVersion


@dataclass(frozen=True, slots=True)
class Country:
    """One country's state: the first facts of each list."""

    code: str
    name: str
    position: str
    visits_paid: Section
    visits_received: Section
    agreements: Section
    rankings: Section
    ranked: Section
    figures: Section
    others: Mapping[str, Section]
    counterparts: Sequence[ShownCounterpart]


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands between two countries, oldest first."""

    a: Party
    b: Party
    position: str
    counts: Mapping[str, int]
    ranks: Sequence[ShownFact]
    timeline: Section


@dataclass(frozen=True, slots=True)
class Story:
    """One fact with its reports and versions."""

    fact: ShownFact
    reports: Sequence[ShownEvent]
    versions: Sequence[ShownVersion]


@dataclass(frozen=True, slots=True)
class Item:
    """Of one article that was fed: a receipt (`id`), or a problem (`detail`, `field`, `way_out`)."""

    id: str = ""
    duplicate: bool = False
    detail: str = ""
    field: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class Receipts:
    """What became of each article of a request, in order."""

    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: waiting, read, failed, unread or retracted; reason: why it failed or is not read."""

    id: str
    state: str
    events: Sequence[ShownEvent]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about an article. why: it is out; duplicate: it was so already."""

    id: str
    state: str
    why: str | None
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Message:
    """All changes of one position."""

    position: str
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class Gap:
    """The cursor was of another generation: what came behind it cannot be told. position: where it goes on."""

    after: str
    position: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the tracker goes on with its work. stopped: what keeps it from it, and way_out: what to do; null while nothing does."""

    ready: bool
    stopped: str | None
    way_out: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: at which step, and why."""

    article: str
    step: str
    reason: str
    title: str | None
    source: str | None
    received: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Failures:
    """A page of failures. next: what leads to the next one, null on the last."""

    items: Sequence[Failure]
    next: str | None


@dataclass(frozen=True, slots=True)
class Redriven:
    """articles: those that are read again; lost: those whose bytes are nowhere."""

    articles: Sequence[str]
    lost: Sequence[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What an article says."""

    text: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Dead:
    """An article with what became of it. article: null where its bytes are none, or its log cannot be asked."""

    id: str
    state: str
    step: str | None
    reason: str | None
    reader: str | None
    article: Words | None
