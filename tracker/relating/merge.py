"""
Facts, from the set of events that tell of them.

Claims are taken in a fixed order, the best told first. A firm claim joins the nearest fact whose leading claim it fits, and with whose other claims it
may go together, else it leads a fact of its own: no chain of neighbours joins what lies far apart, on either side of the leader. A loose claim (a year, a
month, no day, no subject) comes after all firm ones and joins no two facts: it goes to the nearest it fits; those that fit none are taken among themselves
in the same way. So what becomes of a claim depends on claims it fits and on those that they fit, and on no others: `fold` relates a claim again without
the rest.

In: the events of one kind, any number, in no order.  Out: facts, each with its evidence.
Never: a clock, storage, or the order of arrival: the same set gives the same facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tracker.core.fact import Fact
from tracker.core.kind import Kind
from tracker.relating.claim import Claim, Key, claim_of, distance, go_together, key_of
from tracker.relating.stating import fact_of
from tracker.relating.told import Saying, Told

MERGE_VERSION = "5"  # part of a view's generation: raise it with every change of what events amount to


def merge(kind: Kind, told: Iterable[Told]) -> tuple[Fact, ...]:
    """
    The facts that these events amount to, by name.

    told: events of this kind, each once; two outlets may give the same trip different days, and the same treaty different names.
    Raises nothing: an Event was checked when it was read.
    Source: DESIGN "Merging"; the measures of `occasion`, `undertaking` and `statement` were set on the clusters and near misses of the gold articles.
    """
    by_key: dict[Key, list[Told]] = defaultdict(list)
    for each in told:
        by_key[key_of(kind, each)].append(each)
    sayings = {claim_of(kind, key[1], min(each.first for each in same)): Saying(same) for key, same in by_key.items()}
    groups: dict[Claim, list[Saying]] = defaultdict(list)
    for claim, leader in led(sayings).items():
        groups[leader].append(sayings[claim])
    return tuple(sorted((fact_of(kind, group) for group in groups.values()), key=lambda fact: fact.name))


def led(claims: Iterable[Claim]) -> dict[Claim, Claim]:
    """Each claim and the one that leads its fact; a leader leads itself."""
    claims = list(claims)
    firm = led_alike(claim for claim in claims if claim.is_firm)
    leaders = [claim for claim, leader in firm.items() if claim is leader]
    guests = hosted((claim for claim in claims if not claim.is_firm), leaders)
    left = led_alike(claim for claim in claims if not claim.is_firm and claim not in guests)
    return {**firm, **guests, **left}


def led_alike(claims: Iterable[Claim]) -> dict[Claim, Claim]:
    """The same for claims that are equally well told: in their order, each joins the nearest leader that it and those who follow it admit, or leads."""
    leader_of: dict[Claim, Claim] = {}
    leaders: dict[str, list[Claim]] = defaultdict(list)
    followers: dict[Claim, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda each: each.order):
        admitting = (leader for leader in fitting(claim, _beside(claim, leaders)) if all(go_together(claim, each) for each in followers[leader]))
        leader_of[claim] = leader = next(admitting, claim)
        if leader is claim:
            _shelve(claim, leaders)
        else:
            followers[leader].append(claim)
    return leader_of


def hosted(guests: Iterable[Claim], leaders: Iterable[Claim]) -> dict[Claim, Claim]:
    """Those guests that fit a leader, each with the nearest."""
    shelves: dict[str, list[Claim]] = defaultdict(list)
    for leader in leaders:
        _shelve(leader, shelves)
    return {guest: hosts[0] for guest in guests if (hosts := fitting(guest, _beside(guest, shelves)))}


def fitting(claim: Claim, leaders: Iterable[Claim]) -> list[Claim]:
    """The leaders that the claim fits, the nearest first, ties by their order."""
    apart = {leader: days for leader in leaders if (days := distance(leader, claim)) is not None}
    return sorted(apart, key=lambda leader: (apart[leader], leader.order))


def _beside(claim: Claim, shelves: Mapping[str, list[Claim]]) -> set[Claim]:
    return {each for block in claim.blocks for each in shelves.get(block, ())}


def _shelve(claim: Claim, shelves: dict[str, list[Claim]]) -> None:
    for block in claim.blocks:
        shelves[block].append(claim)
