"""Merging on the gold articles: one happening is one fact, and what is nearly one is not. Floors, only ever raised."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from tests.relating.gold import Happening, Pair, clusters, near_misses, own_pairs, readings, wrong_and_missed
from tests.relating.world import entries, kinds
from tracker.core.fact import state_of
from tracker.core.identity import digest
from tracker.relating.ask import Ask
from tracker.relating.merge import MERGE_VERSION, merge
from tracker.relating.view import View


@pytest.mark.parametrize("pair", near_misses(), ids=lambda pair: pair.why)
def test_what_is_nearly_one_fact_is_told_from_what_is(pair: Pair) -> None:
    assert pair.merged == pair.same


def test_of_our_own_pairs_few_are_told_apart_wrongly() -> None:
    wrong, missed = wrong_and_missed(own_pairs())
    assert not wrong and len(missed) <= 2, (wrong, missed)


@pytest.mark.parametrize("happenings", clusters(), ids=["Xi in Europe", "Xi in south-east Asia", "Erdogan in the Gulf"])
def test_each_happening_of_a_cluster_is_one_fact(happenings: list[Happening]) -> None:
    of_event = {told.event.id: happening.what for happening in happenings for told in happening.told}
    told = [told for happening in happenings for told in happening.told]
    facts = [fact for kind in kinds().values() for fact in merge(kind, [each for each in told if each.event.kind == kind.name])]
    assert sorted(sorted({of_event[event] for event in fact.events}) for fact in facts) == sorted([happening.what] for happening in happenings)


def test_clusters_fed_in_ten_orders_are_one_state(tmp_path: Path) -> None:
    hashes = set()
    for seed in range(10):
        shuffled = random.Random(seed).sample(readings(), len(readings()))
        with closing(View.open(tmp_path / str(seed), kinds())) as view, closing(Ask.open(tmp_path / str(seed), kinds())) as ask:
            view.apply(entries(shuffled))
            hashes.add(ask.state_hash())
    assert len(hashes) == 1


def test_a_merge_that_finds_something_else_has_another_version() -> None:
    """Nodes of two releases must not take each other's positions for their own: where this fails, raise MERGE_VERSION and pin the new digest."""
    of_clusters = [fact for cluster in clusters() for happening in cluster for fact in merge(happening.kind, happening.told)]
    of_pairs = [fact for pair in near_misses() for fact in merge(pair.kind, [pair.a, pair.b])]
    assert (MERGE_VERSION, digest(state_of((*of_clusters, *of_pairs)))) == ("5", "2c70883e03e424fd8ff5")
