"""
Answers made from facts at hand: of one country, of two, of all.

What `lookup` reads from lists that the view keeps for the present, this works out for any set of facts, such as what was known a year ago.
In: facts, in no order.  Out: the values of `answers`.  Never: a look into a file.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.answers import Counterpart, CountryLine, CountryState, FactFilter, FactPage, Head, PairState

FIRST, SECOND = 0, 1  # places in `Fact.countries` of kinds that order their parties
NOT_MADE = frozenset({"planned", "postponed", "cancelled"})
NAMED = frozenset({"visit", "agreement", "trade_ranking", "trade_figure"})  # the kinds that have sections of their own in a country's state


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts to answer from, and what their kinds declare. position: of the view that holds them."""

    facts: Sequence[Fact]
    kinds: Mapping[str, Kind]
    position: int

    def lines(self, last: Mapping[str, int]) -> tuple[CountryLine, ...]:
        """All that have a fact, by code. last: the position of each one's last change."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in self.facts:
            for code in dict.fromkeys(fact.countries):
                counts[code][fact.kind] += 1
        return tuple(CountryLine(code, dict(sorted(counts[code].items())), last.get(code, 0)) for code in sorted(counts))

    def country(self, code: str, first: int, last_change: int) -> CountryState:
        """See `Ask.country`. All facts at hand are of this country."""

        def head(kind: str, place: int | None) -> Head:
            there = [fact for fact in self.facts if fact.kind == kind and (place is None or fact.countries[place] == code)]
            return Head(tuple(self.newest(there)[:first]), len(there))

        return country_state(code, head, {fact.kind for fact in self.facts}, self._counterparts(code), self.position, last_change)

    def pair(self, a: str, b: str, last_change: int) -> PairState:
        """See `Ask.pair`. All facts at hand are of both."""
        timeline = sorted(self.facts, key=lambda fact: (not self.day(fact), self.day(fact), fact.name))
        return pair_state(a, b, self.kinds, timeline, self.position, last_change)

    def page(self, wanted: FactFilter, limit: int, after: tuple[str, str] | None) -> FactPage:
        """See `Ask.facts`. after: day and name of the last fact of the page before."""
        there = self.newest(fact for fact in self.facts if self._passes(wanted, fact))
        behind = [fact for fact in there if after is None or self.day(fact) < after[0] or (self.day(fact) == after[0] and fact.name > after[1])]
        here = behind[:limit]
        return FactPage(tuple(here), f"{self.day(here[-1])}.{here[-1].name}" if len(behind) > limit else "", self.position)

    def newest(self, facts: Iterable[Fact]) -> list[Fact]:
        """Newest first by their kind's date, undated ones last, ties by name."""
        return sorted(sorted(facts, key=lambda fact: fact.name), key=self.day, reverse=True)

    def day(self, fact: Fact) -> str:
        """Its date as its kind has it, "" where untold."""
        return fact.fields.text(self.kinds[fact.kind].date)

    def _counterparts(self, code: str) -> tuple[Counterpart, ...]:
        counts, last = defaultdict[str, Counter[str]](Counter), dict[str, str]()
        for fact in self.facts:
            for other in {*fact.countries} - {code}:
                counts[other][fact.kind] += 1
                last[other] = max(last.get(other, ""), self.day(fact))
        in_order = sorted(counts, key=lambda other: (-counts[other].total(), other))
        return tuple(Counterpart(other, dict(sorted(counts[other].items())), last[other]) for other in in_order)

    def _passes(self, wanted: FactFilter, fact: Fact) -> bool:
        """As `lookup` has it in SQL; a fact told to the month or year passes where any day of it lies between `since` and `until`."""
        day, status = self.day(fact), fact.fields.text(self.kinds[fact.kind].status or "status")
        return (
            wanted.kind in ("", fact.kind)
            and wanted.status in ("", status)
            and wanted.level in ("", fact.fields.text("level"))
            and fact.confidence >= wanted.min_confidence
            and (not wanted.since or (bool(day) and day >= wanted.since[: len(day)]))
            and (not wanted.until or (bool(day) and day[: len(wanted.until)] <= wanted.until))
            and (not wanted.country or wanted.country in fact.countries)
            and (not (wanted.country and wanted.as_first) or self._is_at(FIRST, wanted.country, fact))
            and (not (wanted.country and wanted.as_second) or self._is_at(SECOND, wanted.country, fact))
            and (not (wanted.country and wanted.counterpart) or (wanted.counterpart != wanted.country and wanted.counterpart in fact.countries))
        )

    def _is_at(self, place: int, country: str, fact: Fact) -> bool:
        return len(self.kinds[fact.kind].parties) > 1 and fact.countries[place] == country


def country_state(
    code: str, head: Callable[[str, int | None], Head], kinds: Collection[str], counterparts: tuple[Counterpart, ...], position: int, last_change: int
) -> CountryState:
    """
    The state of a country, section by section.

    head: the first facts of a kind, of those alone in which the country stands at FIRST or SECOND where a place is given; kinds: those of which it has facts.
    """
    return CountryState(
        code=code,
        position=position,
        last_change=last_change,
        visits_paid=head("visit", FIRST),
        visits_received=head("visit", SECOND),
        agreements=head("agreement", None),
        rankings=head("trade_ranking", FIRST),
        ranked=head("trade_ranking", SECOND),
        figures=head("trade_figure", None),
        others={kind: head(kind, None) for kind in sorted({*kinds} - NAMED)},
        counterparts=counterparts,
    )


def pair_state(a: str, b: str, kinds: Mapping[str, Kind], timeline: Sequence[Fact], position: int, last_change: int) -> PairState:
    """How things stand between two, by their facts. timeline: those, oldest first."""

    def day(fact: Fact) -> str:
        return fact.fields.text(kinds[fact.kind].date)

    visits = [fact for fact in timeline if fact.kind == "visit" and fact.fields.text("status") not in NOT_MADE and day(fact)]
    dated_agreements = [fact for fact in timeline if fact.kind == "agreement" and day(fact)]
    return PairState(
        a=a,
        b=b,
        position=position,
        last_change=last_change,
        timeline=timeline,
        counts=dict(Counter(fact.kind for fact in timeline)),
        last_visit_ab=next((fact for fact in reversed(visits) if fact.countries == (a, b)), None),
        last_visit_ba=next((fact for fact in reversed(visits) if fact.countries == (b, a)), None),
        latest_agreement=dated_agreements[-1] if dated_agreements else None,
        ranks=sorted((fact for fact in timeline if fact.kind == "trade_ranking"), key=day, reverse=True),
    )
