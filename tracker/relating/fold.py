"""
What `merge` gives, kept up to date: events come and go, and only what they touch is related again.

By the rules of `merge`, what becomes of a firm claim depends on those it fits, those that they fit, and so on; of a loose one, on the firm leaders it fits,
or else on the loose ones that no leader hosts. All of them are found under its blocks, and all others stay as they are.
In: the events that came to count or no longer do by one record.  Out: changes.
Never: a fact that `merge` over all counting events would not give, or a walk through all events of a pair.
"""

from collections.abc import Callable, Iterable

from tracker.core.fact import Change, Fact
from tracker.relating.changes import differences
from tracker.relating.claim import Claim, claim_of, distance
from tracker.relating.holding import Gathered, Held, Holding, Role
from tracker.relating.merge import fitting, led_alike
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
        self._dropped: set[Held] = set()

    def silence(self, told: Told) -> None:
        """An event no longer counts."""
        self._holding.silence(self._touched(told), told.event.id, self._position)

    def tell(self, reading: int, told: Told) -> None:
        """An event comes to count. reading: the row of its reading."""
        self._holding.tell(self._touched(told), reading, told, self._position)

    def relate(self) -> None:
        """Finds the place of every claim whose place may have changed."""
        seeds = {held for moved in [self._moved(held, was) for held, was in self._was.items()] for held in moved} - self._dropped
        if not seeds:
            return
        firm = self._reach((held for held in seeds if held.claim.is_firm), lambda held: held.claim.is_firm)
        leaders = self._led(firm)
        loose = {held for held in [*seeds, *(beside for each in firm for beside in self._alike(each.claim))] if not held.claim.is_firm}
        hosts = {held: host for held in loose if (host := self._host(held, leaders))}

        def has_no_host(held: Held) -> bool:
            return not held.claim.is_firm and held not in hosts and (held in loose or held.role is not Role.GUEST)

        left_behind = (beside for held in hosts if held.role is not Role.GUEST for beside in self._alike(held.claim) if has_no_host(beside))
        left = self._reach([*(loose - hosts.keys()), *left_behind], has_no_host)
        self._place({**leaders, **hosts, **self._led(left)})

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

    def _moved(self, held: Held, was: Claim | None) -> set[Held]:
        """The claims whose place may change with this one's, itself among them; none where it says what it said and since when."""
        if not held.saying:
            beside = self._alike(held.claim)
            self._holding.drop(held)
            self._dropped.add(held)
            return beside
        first = held.saying.told[0].first
        if was and was.order[-2:] == first:
            return set()
        now = claim_of(held.kind, held.key[1], first) if held.claim.order[-2:] != first else held.claim
        beside = {held, *(self._alike(was) if was else ()), *self._alike(now)}
        self._holding.file(held, now)
        return beside

    def _alike(self, claim: Claim) -> set[Held]:
        """The other claims that this one fits, under any of its blocks."""
        return {held for held in self._holding.beside(claim) if held.claim is not claim and distance(held.claim, claim) is not None}

    def _reach(self, seeds: Iterable[Held], wanted: Callable[[Held], bool]) -> set[Held]:
        """The wanted claims that the seeds fit, those that these fit, and so on."""
        reached: set[Held] = set()
        ahead = set(seeds)
        while ahead:
            reached |= ahead
            ahead = {beside for held in ahead for beside in self._alike(held.claim) if beside not in reached and wanted(beside)}
        return reached

    def _led(self, claims: set[Held]) -> dict[Held, Held]:
        held = {each.claim: each for each in claims}
        return {held[claim]: held[leader] for claim, leader in led_alike(held).items()}

    def _host(self, guest: Held, leaders: dict[Held, Held]) -> Held | None:
        """The firm leader that a loose claim is nearest to. leaders: of the claims related just now; others lead if they did before."""
        firm = {held.claim: held for held in self._alike(guest.claim) if held.claim.is_firm}
        found = fitting(guest.claim, [claim for claim, held in firm.items() if (leaders[held] is held if held in leaders else held.role is Role.LEADS)])
        return firm[found[0]] if found else None

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
