"""
What asking answers: frozen values, each of one position of the log.

In: rows of the view.  Out: values that the HTTP layer, the command line and `verify` turn into their own forms.  Never: a question; those are in `ask`.
Facts in lists stand newest first by their kind's date, undated ones last, ties by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.core.event import Event
from tracker.core.fact import Fact, What
from tracker.core.reading import Origin, Outcome
from tracker.relating.changes import Heard


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a view stands. last: the hash of the last record applied, "" before the first; in another log, another record may have the same position."""

    generation: str
    position: int
    last: str


@dataclass(frozen=True, slots=True)
class Head:
    """The first facts of a list, and how many it has: a country may have thousands, of which a page shows fifty."""

    first: tuple[Fact, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country that has a fact. counts: facts by kind ("visit": 3); last_change: position of the last change of one of its facts."""

    code: str
    counts: Mapping[str, int]
    last_change: int


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries and organisations that have a fact, by code."""

    items: tuple[CountryLine, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another party of a country's facts. counts: facts by kind that name both; last: the latest date of one ("2023-04-18"), "" when none tells."""

    code: str
    counts: Mapping[str, int]
    last: str


@dataclass(frozen=True, slots=True)
class CountryState:
    """
    What is known of one country; all empty where nothing is.

    rankings: where its partners stand among its partners; ranked: where it stands among those of others.
    others: facts of all further kinds, by kind.  counterparts: those with the most facts first.
    """

    code: str
    position: int
    last_change: int
    visits_paid: Head
    visits_received: Head
    agreements: Head
    rankings: Head
    ranked: Head
    figures: Head
    others: Mapping[str, Head]
    counterparts: tuple[Counterpart, ...]


@dataclass(frozen=True, slots=True)
class PairState:
    """
    What is known between two countries.

    timeline: their facts, oldest first by date, undated ones last; counts: by kind.
    last_visit_ab: the latest visit that a paid to b that is no mere plan and was not called off, None where there is none; last_visit_ba: the other way.
    latest_agreement: the last dated one; ranks: where each stands among the other's partners, newest period first.
    """

    a: str
    b: str
    position: int
    last_change: int
    timeline: Sequence[Fact]
    counts: Mapping[str, int]
    last_visit_ab: Fact | None
    last_visit_ba: Fact | None
    latest_agreement: Fact | None
    ranks: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class FactFilter:
    """
    Which facts to list; "" and 0 let all through.

    kind: a kind's name; status: a word of the kind's status field; since, until: partial dates, both included ("2023" until takes all of 2023);
    as_first: only facts whose first party is `country` (visits paid, its own partners ranked); as_second: only those whose second party is it.
    """

    kind: str = ""
    country: str = ""
    counterpart: str = ""
    status: str = ""
    level: str = ""
    min_confidence: float = 0.0
    since: str = ""
    until: str = ""
    as_first: bool = False
    as_second: bool = False


@dataclass(frozen=True, slots=True)
class FactPage:
    """A page of a list of facts. next: what to give as `after` for the page behind it, "" on the last."""

    items: tuple[Fact, ...]
    next: str
    position: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One event of a fact, as its article tells it. event.fields is that article's side where reports contradict."""

    event: Event
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cause:
    """
    The record that made a version.

    what: an article was read ("report"), retracted or restored, or other readers are in force ("readers").
    article: which, "" for readers; reader: who read it.
    received: RFC 3339, of a report when its article came in, else when it was decided; why: the reason of a retraction, the readers now in force.
    """

    what: Literal["report", "retracted", "restored", "readers"]
    article: str
    reader: str
    received: str
    why: str


@dataclass(frozen=True, slots=True)
class Version:
    """
    One step in a fact's story.

    before: as it stood until then, None where it was not; fact: as it stood from this position on, None once it went; was: names that ended with it.
    """

    position: int
    what: What
    before: Fact | None
    fact: Fact | None
    was: tuple[str, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact, the events it rests on (earliest published first) and its story, oldest version first."""

    fact: Fact
    position: int
    pieces: tuple[Piece, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The id is that of an event which a fact of another name holds now. name: that fact."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """
    Changes behind a position, oldest first; of any position all or none.

    next: give it as `after` to go on; position: of the view; the two are equal on the last page.
    """

    items: tuple[Heard, ...]
    next: int
    position: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """A retraction of an article. position: of its record; stands: it was not undone."""

    id: str
    why: str
    position: int
    stands: bool


@dataclass(frozen=True, slots=True)
class ArticleState:
    """
    What became of an article.

    outcome: of the reading that counts, "" where none does (it waits, or only readers out of force read it); position: of that reading's record.
    reason, step: why and where reading failed.  retractions: all of it, oldest first.  facts: names of those its events are in.
    """

    id: str
    outcome: Outcome | str
    reader: str
    position: int
    reason: str
    step: str
    retractions: tuple[Retraction, ...]
    origin: Origin
    events: tuple[Event, ...]
    facts: tuple[str, ...]

    @property
    def is_retracted(self) -> bool:
        """Whether it is out: a retraction of it stands."""
        return any(each.stands for each in self.retractions)

    @property
    def retracted(self) -> str:
        """Why it was taken out, "" while it counts."""
        return next((each.why for each in self.retractions if each.stands), "")


@dataclass(frozen=True, slots=True)
class Failure:
    """An article of which every reading that could count failed. position: of that reading's record; reason, step: why and where; origin: of the article."""

    article: str
    reader: str
    position: int
    reason: str
    step: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class FailurePage:
    """Failures, oldest first. next: give it as `after` to go on, 0 on the last page; position: of the view."""

    items: tuple[Failure, ...]
    next: int
    position: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the view holds. articles: by outcome, "retracted" among them, each article once; events: those that count."""

    position: int
    facts: int
    events: int
    articles: Mapping[str, int]
