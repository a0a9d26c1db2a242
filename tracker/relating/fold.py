"""
What `merge` gives, kept up to date: events come and go, and only what they touch is related again.

By the rules of `merge`, what becomes of a firm claim depends on earlier ones that it fits (`placing`); of a loose one, on the firm leaders it fits, or else on
the earlier loose ones that no leader hosts. All of them are found under its blocks, and all others stay as they are.
In: the events that came to count or no longer do by one record.  Out: changes.
Never: a fact that `merge` over all counting events would not give, or a walk through all events of a pair.
"""

from collections.abc import Iterable, Iterator

from tracker.core.fact import Change, Fact
from tracker.relating.changes import differences
from tracker.relating.claim import Claim, claim_of, distance
from tracker.relating.holding import Gathered, Held, Holding, Role
from tracker.relating.merge import fitting
from tracker.relating.placing import Pool
from tracker.relating.told import Told


def retell(holding: Holding, position: int, gone: Iterable[Told], come: Iterable[tuple[int, Told]], why: str) -> tuple[Change, ...]:
    """
    Relates again after some events stopped counting and others, each with the row of its reading, came to.

    why: the reason of a retraction, "" otherwise.  Gives the changes by name; they are noted in `holding` as well.
    """
    step = Step(holding, position)
    for told in gone:
        step.silence(told)
    for reading, told in come:
        step.tell(reading, told)
    step.relate()
    return step.changes(why)


class Step:
    """One record's work: events fall silent or are told, claims are related, changes are told; in this order, each once."""

    def __init__(self, holding: Holding, position: int) -> None:
        self._holding, self._position = holding, position
        self._before: dict[Gathered, Fact | None] = {}  # facts that are touched, as they stood
        self._was: dict[Held, Claim | None] = {}  # claims whose tellings change, as they stood; None for a new one
        self._hosts: dict[Held, Held | None] = {}  # loose claims that were looked at, each with the firm leader that hosts it, or None

    def silence(self, told: Told) -> None:
        """An event no longer counts."""
        self._holding.silence(self._touched(told), told.event.id, self._position)

    def tell(self, reading: int, told: Told) -> None:
        """An event comes to count. reading: the row of its reading."""
        self._holding.tell(self._touched(told), reading, told, self._position)

    def relate(self) -> None:
        """Finds the place of every claim whose place may have changed."""
        moved = {held for held, was in self._was.items() if self._is_moved(held, was)}
        firm = Pool(self._holding, lambda held: held.claim.is_firm)
        left = Pool(self._holding, self._is_left)
        for held in moved:
            self._file(held, firm if held.claim.is_firm else left)
        firm.settle()
        loose = {held for held in moved if held.saying and not held.claim.is_firm}
        loose.update(held for claim in firm.turned for held in self._alike(claim) if not held.claim.is_firm)
        for held in loose:
            self._host(held, firm, left, held in moved)
        left.settle()
        self._place({**firm.placed, **{guest: host for guest, host in self._hosts.items() if host}, **left.placed})

    def changes(self, why: str) -> tuple[Change, ...]:
        """What became of the facts that were touched, by name; noted in the holding."""
        for each in self._before:
            self._holding.restate(each)
        stood = {fact.name: each for each, fact in self._before.items() if fact}
        stands = {each.fact.name: each for each in self._before if each.fact}
        found = differences(self._position, (fact for fact in self._before.values() if fact), (each.fact for each in self._before if each.fact), why)
        for change in found:
            self._holding.change(change, stood[change.before.name] if change.before else None, stands[change.after.name] if change.after else None)
        return found

    def _touched(self, told: Told) -> Held:
        held = self._holding.find(told)
        if held.fact:
            self._open(held.fact)
        self._was.setdefault(held, held.claim if held.fact else None)
        return held

    def _open(self, fact: Gathered) -> Gathered:
        self._before.setdefault(self._holding.opened(fact), fact.fact)
        return fact

    def _is_moved(self, held: Held, was: Claim | None) -> bool:
        """Whether a claim whose tellings changed is told by nobody now, or is new, or told since another day."""
        return not held.saying or was is None or was.order[-2:] != held.saying.told[0].first

    def _file(self, held: Held, pool: Pool) -> None:
        """Takes a claim out of its pool as it was, and files it as it is. A loose one is put in where no firm leader hosts it."""
        if held.fact and held.role is not Role.GUEST:
            pool.take(held)
        if not held.saying:
            self._holding.drop(held)
            return
        first = held.saying.told[0].first
        self._holding.file(held, claim_of(held.kind, held.key[1], first) if held.claim.order[-2:] != first else held.claim)
        if held.claim.is_firm:
            pool.put(held)

    def _alike(self, claim: Claim) -> Iterator[Held]:
        """The other claims that this one fits, under any of its blocks."""
        return (held for held in self._holding.beside(claim) if held.claim is not claim and distance(held.claim, claim) is not None)

    def _host(self, guest: Held, firm: Pool, left: Pool, is_moved: bool) -> None:
        """Gives a loose claim to the firm leader that it is nearest to; where there is none, it leads or follows among its like."""
        leaders = {held.claim: held for held in self._holding.beside(guest.claim) if held.claim.is_firm and firm.leads(held)}
        nearest = next(iter(fitting(guest.claim, leaders)), None)
        was_left = not is_moved and self._is_left(guest)
        if was_left and nearest:
            left.take(guest)
        self._hosts[guest] = leaders[nearest] if nearest else None
        if not was_left and not nearest:
            left.put(guest)

    def _is_left(self, held: Held) -> bool:
        """Whether a loose claim has no host."""
        if held in self._hosts:
            return self._hosts[held] is None
        return not held.claim.is_firm and held.fact is not None and held.role is not Role.GUEST

    def _place(self, leaders: dict[Held, Held]) -> None:
        facts = self._facts_of(leaders)
        for held, leader in leaders.items():
            role = Role.LEADS if leader is held else Role.GUEST if leader.claim.is_firm and not held.claim.is_firm else Role.FOLLOWS
            fact = facts.get(leader, leader.fact)
            if fact and (held.fact is not fact or held.role is not role):
                for each in (held.fact, fact):
                    if each:
                        self._open(each)
                self._holding.place(held, fact, role, self._position)

    def _facts_of(self, leaders: dict[Held, Held]) -> dict[Held, Gathered]:
        """
        The fact of each leader among these: the one that it led before, or that a follower led which it now takes over from, or a new one.

        Which row a fact keeps shows nowhere; keeping it spares writing its events anew.
        """
        leading = sorted((held for held, leader in leaders.items() if leader is held), key=lambda held: held.claim.order)
        facts = {held: held.fact for held in leading if held.fact and held.role is Role.LEADS}
        free = {leader: held.fact for held, leader in leaders.items() if held is not leader and held.fact and held.role is Role.LEADS}
        return {held: facts.get(held) or free.get(held) or self._holding.new_fact(held.kind) for held in leading}
