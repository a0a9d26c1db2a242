"""
Who leads and who follows among claims that are equally well told, kept as `merge.led_alike` would have it.

There each claim in its order joins a leader before it or leads itself; so what becomes of one depends on earlier ones alone. A claim that comes, goes or
changes its place can therefore only move later ones: those that may follow it or no longer can, and those that do not go together with it under its leader.
Only these are looked at again, in their order, and where nothing moves the search ends. A newcomer that is told last moves nobody.
In: claims taken out and put in.  Out: those with another leader than before.  Never: a row, or a fact; `fold` places claims in facts.
"""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

from tracker.relating.claim import Claim, distance, go_together
from tracker.relating.holding import Held, Holding, Role


class Pool:
    """
    Claims that are equally well told. One is for one step: it takes what is held as the state before.

    turned: the claims that began or ceased to lead; placed: those that moved, each with its leader.
    """

    def __init__(self, holding: Holding, has: Callable[[Held], bool]) -> None:
        """has: whether a claim is in this pool; it may change until `settle`."""
        self._holding, self._has = holding, has
        self._leaders: dict[Held, Held | None] = {}
        self._followers: dict[Held, set[Held]] = {}
        self._ahead: set[Held] = set()
        self.turned: list[Claim] = []

    @property
    def placed(self) -> dict[Held, Held]:
        """Those that were placed anew, each with its leader."""
        return {held: leader for held, leader in self._leaders.items() if leader}

    def leads(self, held: Held) -> bool:
        """Whether a claim of this pool leads, as things stand now."""
        return self._leaders[held] is held if held in self._leaders else held.fact is not None and held.role is Role.LEADS

    def take(self, held: Held) -> None:
        """Takes a claim out, as it was before this step; it is still filed under what it said."""
        before = self._leader(held)
        self._leaders[held] = None
        self._ahead.update(self._moved_by(held, before, None))

    def put(self, held: Held) -> None:
        """Puts a claim in, new or with what it says now."""
        self._ahead.add(held)

    def settle(self) -> None:
        """Finds the leader of every claim that may have another one."""
        ahead = [(held.claim.order, held.id, held) for held in self._ahead if self._has(held)]
        ahead.sort()
        queued = set(self._ahead)
        while ahead:
            held = heappop(ahead)[2]
            queued.discard(held)
            before, now = self._leader(held), self._place(held)
            if now is not before:
                self._leaders[held] = now
                for each in self._moved_by(held, before, now):
                    if each not in queued:
                        queued.add(each)
                        heappush(ahead, (each.claim.order, each.id, each))

    def _place(self, held: Held) -> Held:
        """The nearest leader before it that admits it together with those who follow there before it, or itself."""
        earlier = (each for each in self._holding.beside(held.claim) if self._has(each) and each.claim.order < held.claim.order and self.leads(each))
        apart = [(days, each.claim.order, each.id, each) for each in earlier if (days := distance(each.claim, held.claim)) is not None]
        return next((leader for *_, leader in sorted(apart) if self._admits(leader, held)), held)

    def _admits(self, leader: Held, held: Held) -> bool:
        return all(go_together(held.claim, each.claim) for each in self._following(leader) if each.claim.order < held.claim.order)

    def _moved_by(self, held: Held, before: Held | None, now: Held | None) -> set[Held]:
        """The later claims that may move as this one no longer has the one leader, None for none, but the other."""
        moved: set[Held] = set()
        if held in (before, now):
            self.turned.append(held.claim)
            moved.update(self._later(held, held.claim))
        if before and before is not held:
            self._following(before).discard(held)
            moved.update(self._parted(before, held))
        if now and now is not held:
            self._following(now).add(held)
            moved.update(self._parted(now, held))
        return moved

    def _later(self, held: Held, near: Claim) -> Iterator[Held]:
        """The claims behind this one in their order that fit another, or itself."""
        beside: Iterable[Held] = self._holding.beside(near)
        return (
            each for each in beside if each is not held and self._has(each) and each.claim.order > held.claim.order and distance(each.claim, near) is not None
        )

    def _parted(self, leader: Held, held: Held) -> Iterator[Held]:
        """The later claims that this one keeps from following its leader."""
        return (each for each in self._later(held, leader.claim) if each is not leader and not go_together(each.claim, held.claim))

    def _leader(self, held: Held) -> Held | None:
        if held in self._leaders:
            return self._leaders[held]
        if not held.fact or held.role is Role.GUEST:
            return None
        self._holding.beside(held.claim)  # whom it follows shares a block with it
        return next((each for each in held.fact.claims if each.role is Role.LEADS), None)

    def _following(self, leader: Held) -> set[Held]:
        if leader not in self._followers:
            self._holding.beside(leader.claim)  # who follows it shares a block with it
            claims = leader.fact.claims if leader.fact and leader.role is Role.LEADS else set[Held]()
            self._followers[leader] = {each for each in claims if each.role is Role.FOLLOWS and self._leaders.get(each, leader) is leader}
        return self._followers[leader]
