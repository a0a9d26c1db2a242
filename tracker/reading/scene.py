"""
The scene: what an article has told so far, by which "he", "there", "the two countries" and an unnamed minister are understood.

In: items in the order of the article.  Out: officials and codes.  Never: an event; and never a look ahead, but for the officials whom a later sentence names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.reading.acquaintances import Acquaintances
from tracker.reading.items import Item, Official, Officials, Party, Pointer

FRONTING = frozenset({"during", "on", "in", "after", "before", "ahead", "at", "for", "since", "upon", "speaking", "with", "throughout"})
FRONTED = 5  # words within which "his" at the head of a sentence may look ahead

Referent = tuple[str, Official | None, Party | None]
"""A code, with the official or the place by which it was named."""


@dataclass(slots=True)
class Scene:
    """
    home: the country of the outlet; here: that of the dateline, or home; there: the place named last.
    subject: the officials of whom the last sentence spoke first; guest, host: of the last visit told; pair: the two countries last told of together.
    """

    home: str
    here: str
    acquaintances: Acquaintances
    subject: tuple[Official, ...] = ()
    guest: tuple[Official, ...] = ()
    host: str = ""
    there: Party | None = None
    pair: tuple[str, ...] = ()
    topics: dict[tuple[str, str], str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)

    def officials(self, items: Sequence[Item], at: int) -> tuple[Official, ...]:
        """Who the item at that place of a sentence is, each with a code where the scene tells it."""
        match items[at].value:
            case Officials(people=people):
                return tuple(self._placed(person, items[:at]) for person in people)
            case Pointer(to="he" | "his"):
                return self._spoken_of(items, at)[:1]
            case Pointer(to="they"):
                return self._spoken_of(items, at)
            case Pointer(to="guest"):
                return self.guest
            case _:
                return ()

    def referents(self, items: Sequence[Item], at: int) -> tuple[Referent, ...]:
        """The countries and organisations that the item at that place of a sentence stands for."""
        match items[at].value:
            case Party(code=code) as party:
                return ((code, None, party),)
            case Pointer(to="pair"):
                return tuple((code, None, None) for code in self.pair)
            case Pointer(to="here"):
                return ((self.here, None, None),) if self.here else ()
            case Pointer(to="home"):
                return ((self.home, None, None),) if self.home else ()
            case Pointer(to="there"):
                return self._place_before(items, at)
            case Pointer(to="his") if items[at].word in ("its", "their"):
                return self._place_before(items, at)
            case Pointer(to="host"):
                return ((self.host, None, None),) if self.host else ()
            case _:
                return tuple((person.code, person, None) for person in self.officials(items, at) if person.code)

    def hear(self, items: Sequence[Item]) -> None:
        """Take in a sentence that has been read."""
        spoken = [each for at, item in enumerate(items) if isinstance(item.value, Officials) for each in [self.officials(items, at)] if each and each[0].code]
        if spoken:
            self.subject = spoken[0]
        places = [item.value for item in items if isinstance(item.value, Party) and item.symbol in "CT"]
        if places:
            self.there = places[-1]
        codes = tuple(dict.fromkeys(code for code in (*(person.code for each in spoken for person in each), *(party.code for party in places)) if code))
        if len(codes) == 2:
            self.pair = codes
        for each in spoken:
            for person in each:
                if person.role:
                    self.offices[person.role.lower()] = person.code

    def _place_before(self, items: Sequence[Item], at: int) -> tuple[Referent, ...]:
        """The country or town named last before that place, in the sentence or before it."""
        place = next((item.value for item in reversed(items[:at]) if isinstance(item.value, Party)), self.there)
        return ((place.code, None, place),) if place else ()

    def _spoken_of(self, items: Sequence[Item], at: int) -> tuple[Official, ...]:
        """The officials named first in this sentence, after "During his visit," the next ones, or else those of whom the last sentence spoke."""
        for place, item in enumerate(items):
            if isinstance(item.value, Officials):
                is_meant = place < at or (at <= FRONTED and items[0].word in FRONTING)
                return tuple(self._placed(person, items[:place]) for person in item.value.people) if is_meant else self.subject
        return self.subject

    def _placed(self, person: Official, before: Sequence[Item]) -> Official:
        """The official with a country: as told, as the article tells elsewhere, as the holder of that office told of before, else of the outlet's country."""
        if person.code:
            return person
        known = next((told for word in reversed(person.name.lower().replace("-", " ").split()) if (told := self.acquaintances.named(word))), None)
        if known and known.code:
            return replace(person, code=known.code, level=person.level or known.level, role=person.role or known.role)
        if person.whose == "his":
            owners = [each for each in self.subject if each.code] or [Official(code=item.value.code) for item in before if isinstance(item.value, Party)][-1:]
            return replace(person, code=owners[0].code) if owners else person
        if person.whose == "home":
            return replace(person, code=self.home)
        if person.role and person.level not in ("", "other", "delegation"):
            return replace(person, code=self.offices.get(person.role.lower(), self.home))
        return person


def most_told(sentences: Sequence[Sequence[Item]]) -> tuple[str, ...]:
    """The two countries or organisations that the article names most often, () where it names fewer."""
    counts: Counter[str] = Counter()
    for items in sentences:
        for item in items:
            match item.value:
                case Party(code=code):
                    counts[code] += 1
                case Officials(people=people):
                    counts.update(person.code for person in people if person.code)
    return tuple(code for code, _ in counts.most_common(2)) if len(counts) > 1 else ()
