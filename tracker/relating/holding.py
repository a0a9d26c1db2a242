"""
Claims and facts in memory, as far as a batch touches them, over the rows of one view.

A block is read when it is first looked into, a fact's events when it is first opened; what is new or changed is written once, at the end of the batch.
In: blocks, keys, facts.  Out: claims with their places.  Never: a decision which claims are one fact; `fold` makes those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from tracker.core.errors import Unreadable
from tracker.core.event import Event
from tracker.core.fact import Change, Fact
from tracker.core.kind import Kind
from tracker.core.reading import Reading
from tracker.log.wire import pack_event, unpack_event, unpack_record
from tracker.relating.claim import Claim, Key, claim_of, key_of
from tracker.relating.rows import DROP_CLAIM, FILE, PUT_CLAIM, PUT_EVENT, STILL, UNFILE, ClaimRow, Rows
from tracker.relating.stating import fact_of
from tracker.relating.told import Saying, Told, told_by

HELD_CLAIMS = 5_000  # more are let go after a batch, and read again when they are needed; about 10 kB each


class Role(IntEnum):
    """What a claim is in its fact: it leads; it follows a leader told as well as itself; or it is a loose one, the guest of a firm leader."""

    LEADS = 0
    FOLLOWS = 1
    GUEST = 2


@dataclass(slots=True, eq=False)
class Telling:
    """An event that counts now, and its row. reading: the row of its reading; since: the position at which it came into its fact."""

    id: int
    reading: int
    since: int
    told: Told


@dataclass(slots=True, eq=False)
class Held:
    """
    A claim with its place.

    filed: the blocks that rows file it under; tellings: by event id, and saying: what they tell, both here once its fact is open.
    fact: None until it was related for the first time.
    """

    id: int
    kind: Kind
    key: Key
    claim: Claim
    filed: frozenset[str] = frozenset()
    tellings: dict[str, Telling] = field(default_factory=dict)
    saying: Saying | None = None
    fact: "Gathered | None" = None
    role: Role = Role.LEADS


@dataclass(slots=True, eq=False)
class Gathered:
    """The claims of one fact. stored: the fact as its row has it; fact: as it is now; is_open: all its claims and tellings are here."""

    id: int
    kind: Kind
    claims: set[Held] = field(default_factory=set)
    stored: Fact | None = None
    fact: Fact | None = None
    is_open: bool = False

    def stated(self) -> Fact | None:
        """The fact that its tellings make, None where none is left."""
        sayings = [held.saying for held in self.claims if held.saying]
        return fact_of(self.kind, sayings) if sayings else None


class Holding:
    """What is held of one view. Not for two threads at once."""

    def __init__(self, rows: Rows, kinds: Mapping[str, Kind]) -> None:
        self._rows, self._kinds = rows, kinds
        self.forget()

    def forget(self) -> None:
        """Lets go of all that is held, written or not."""
        self._rows.forget()
        self._blocks: dict[str, set[Held]] = {}
        self._by_key: dict[Key, Held] = {}
        self._by_id: dict[int, Held] = {}
        self._facts: dict[int, Gathered] = {}
        self._changed_claims: set[Held] = set()
        self._changed_facts: set[Gathered] = set()
        self._begun: dict[int, tuple[Held, Telling]] = {}
        self._next = {table: self._rows.next_id(table) for table in ("claims", "events", "changes", "facts")}

    def find(self, told: Told) -> Held:
        """The claim that an event makes; where it is new, a new one, in no fact yet and filed nowhere."""
        kind = self._kinds[told.event.kind]
        key = key_of(kind, told)
        if key not in self._by_key:
            claim = claim_of(kind, key[1], told.first)
            self.beside(claim)
            if key not in self._by_key:
                self._by_key[key] = Held(self._new_id("claims"), kind, key, claim)
        return self._by_key[key]

    def beside(self, claim: Claim) -> set[Held]:
        """The claims filed under any of the blocks of this one."""
        if unread := [block for block in claim.blocks if block not in self._blocks]:
            self._blocks.update((block, set()) for block in unread)
            for block, row in self._rows.claims_in(unread):
                self._blocks[block].add(self._known(row))
        return set().union(*(self._blocks[block] for block in claim.blocks))

    def opened(self, fact: Gathered) -> Gathered:
        """The same fact, with all its claims and tellings here."""
        if not fact.is_open:
            for row in self._rows.claims_of(fact.id):
                self._known(row)
            readings: dict[int, dict[str, Told]] = {}
            for event in self._rows.events_of(fact.id):
                if event.reading not in readings:
                    readings[event.reading] = {told.event.id: told for told in told_by(unpack_reading(event.data))}
                self._by_id[event.claim].tellings[event.name] = Telling(event.id, event.reading, event.since, readings[event.reading][event.name])
            for held in fact.claims:
                held.saying = Saying(telling.told for telling in held.tellings.values())
            fact.is_open, fact.stored = True, fact.stated()
            fact.fact = fact.stored
        return fact

    def new_fact(self, kind: Kind) -> Gathered:
        """A fact without claims."""
        fact = Gathered(self._new_id("facts"), kind, is_open=True)
        self._facts[fact.id] = fact
        return fact

    def file(self, held: Held, claim: Claim) -> None:
        """Puts a claim under its blocks; `claim` is what it says now, and it may have said something else before."""
        for block in held.claim.blocks - claim.blocks:
            self._blocks[block].discard(held)
        for block in claim.blocks:
            self._blocks[block].add(held)
        self._by_id[held.id] = held
        self._changed_claims.add(held)
        held.claim = claim

    def drop(self, held: Held) -> None:
        """Takes out a claim that nobody tells any more; its fact is open."""
        for block in held.claim.blocks:
            self._blocks[block].discard(held)
        for block in held.filed:
            self._rows.put(UNFILE, block, held.id)
        if held.fact:
            held.fact.claims.discard(held)
        del self._by_key[held.key], self._by_id[held.id]
        self._changed_claims.discard(held)
        self._rows.put(DROP_CLAIM, held.id)

    def place(self, held: Held, fact: Gathered, role: Role, position: int) -> None:
        """Puts a claim with all its tellings into a fact, from this position on; the fact that it leaves and the one it joins are open."""
        if held.fact is not fact:
            if held.fact:
                held.fact.claims.discard(held)
                for telling in held.tellings.values():
                    self.end(held, telling, position)
                    self._begin(held, telling, position)
            held.fact = fact
            fact.claims.add(held)
        held.role = role
        self._changed_claims.add(held)

    def tell(self, held: Held, reading: int, told: Told, position: int) -> None:
        """An event comes to count."""
        held.tellings[told.event.id] = telling = Telling(0, reading, position, told)
        self._begin(held, telling, position)
        if held.saying:
            held.saying.add(told)
        else:
            held.saying = Saying([told])

    def silence(self, held: Held, event: str, position: int) -> None:
        """An event no longer counts."""
        telling = held.tellings.pop(event)
        self.end(held, telling, position)
        if held.saying and held.tellings:
            held.saying.remove(telling.told)
        else:
            held.saying = None

    def end(self, held: Held, telling: Telling, position: int) -> None:
        """An event is no longer in its fact: its row ends here. One that came at this very position leaves none."""
        self._begun.pop(telling.id, None)
        if telling.since < position and held.fact:
            self._rows.put(PUT_EVENT, telling.id, telling.told.event.id, telling.reading, held.id, held.fact.id, telling.since, position)

    def change(self, change: Change, before: Gathered | None, after: Gathered | None) -> None:
        """Notes a change. before, after: the fact's claims on both sides."""
        self._rows.put_change(self._new_id("changes"), change, before.id if before else 0, after.id if after else 0)

    def restate(self, fact: Gathered) -> None:
        """States a fact again after its claims or tellings changed."""
        fact.fact = fact.stated()
        self._changed_facts.add(fact)

    def write(self) -> None:
        """Writes all that changed since the last time, in the transaction under way."""
        for held in self._changed_claims:
            self._put_claim(held)
        for held, telling in self._begun.values():
            if held.fact:
                self._rows.put(PUT_EVENT, telling.id, telling.told.event.id, telling.reading, held.id, held.fact.id, telling.since, STILL)
        for fact in self._changed_facts:
            self._rows.put_fact(fact.id, fact.kind, fact.stored, fact.fact)
            fact.stored = fact.fact
            if not fact.fact:
                del self._facts[fact.id]
        self._rows.write()
        self._changed_claims, self._changed_facts, self._begun = set(), set(), {}
        if len(self._by_id) > HELD_CLAIMS:
            self.forget()

    def _put_claim(self, held: Held) -> None:
        day, event = held.claim.order[-2:]
        sample = Event(str(event), "", held.kind.name, held.key[1], (), 0.0)
        self._rows.put(PUT_CLAIM, held.id, held.fact.id if held.fact else 0, held.role, str(day), pack_event(sample))
        for block in held.filed - held.claim.blocks:
            self._rows.put(UNFILE, block, held.id)
        for block in held.claim.blocks - held.filed:
            self._rows.put(FILE, block, held.id)
        held.filed = held.claim.blocks

    def _known(self, row: ClaimRow) -> Held:
        """The claim of this row, as it is held already or from the row."""
        if row.id not in self._by_id:
            event = unpack_event(row.data, f"claim {row.id} of the view")
            kind = self._kinds[event.kind]
            claim = claim_of(kind, event.fields, (row.day, event.id))
            held = Held(row.id, kind, (kind.name, event.fields, "" if kind.date in event.fields else row.day[:7]), claim, claim.blocks)
            held.role = Role(row.role)
            held.fact = self._facts.setdefault(row.fact, Gathered(row.fact, kind))
            held.fact.claims.add(held)
            self._by_id[row.id] = self._by_key[held.key] = held
        return self._by_id[row.id]

    def _begin(self, held: Held, telling: Telling, position: int) -> None:
        telling.id, telling.since = self._new_id("events"), position
        self._begun[telling.id] = (held, telling)

    def _new_id(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table] - 1


def unpack_reading(data: bytes) -> Reading:
    """The reading in a row of the view. Raises Unreadable where there is none."""
    record = unpack_record(data, "a reading of the view")
    if not isinstance(record, Reading):
        raise Unreadable("the view", "holds another record where a reading should stand")
    return record
