"""Merging on the gold articles: one happening is one fact, and what is nearly one is not. Floors, only ever raised."""

import pytest

from tests.relating.gold import Happening, Pair, clusters, near_misses
from tests.relating.world import kinds
from tracker.relating.merge import merge


@pytest.mark.parametrize("pair", near_misses(), ids=lambda pair: pair.why)
def test_what_is_nearly_one_fact_is_told_from_what_is(pair: Pair) -> None:
    assert pair.merged == pair.same


@pytest.mark.parametrize("happenings", clusters(), ids=["Xi in Europe", "Xi in south-east Asia", "Erdogan in the Gulf"])
def test_each_happening_of_a_cluster_is_one_fact(happenings: list[Happening]) -> None:
    of_event = {told.event.id: happening.what for happening in happenings for told in happening.told}
    told = [told for happening in happenings for told in happening.told]
    facts = [fact for kind in kinds().values() for fact in merge(kind, [each for each in told if each.event.kind == kind.name])]
    assert sorted(sorted({of_event[event] for event in fact.events}) for fact in facts) == sorted([happening.what] for happening in happenings)
