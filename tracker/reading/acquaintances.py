"""
Acquaintances: the officials whom an article has named, so that a family name later on is known.

In: officials as they are met, and the lexicon's office holders.  Out: what is known of a name.  Never: a person whom neither article nor lexicon explains.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracker.core.date import PartialDate
from tracker.reading.items import Official
from tracker.reading.lexicon import Mention, Office, Person
from tracker.reading.names import PARTICLES
from tracker.reading.tokens import words


@dataclass(slots=True)
class Acquaintances:
    """day: of publication, on which offices are looked up; None where it is not told."""

    day: PartialDate | None
    _by_word: dict[str, Official] = field(default_factory=dict)

    def explain(self, mention: Mention | None, written: str) -> Official:
        """What is known of the person: by this article, by the lexicon, or the name alone."""
        told = self._told(written)
        if told and told.code:
            return replace(told, name=max(written, told.name, key=len))
        offices = [office for person in (mention.people if mention else ()) if (office := self._office(person))]
        if len({office.code for office in offices}) == 1:
            return Official(written, offices[0].role, offices[0].level, offices[0].code, is_presumed=True)
        return replace(told, name=max(written, told.name, key=len)) if told else Official(written)

    def remember(self, person: Official) -> None:
        """Keep what an article tells of a named official; the fuller name and what is known already stay."""
        if not person.name or not (person.code or person.role):
            return
        before = self._told(person.name)
        if before:
            is_fuller = is_called(person.role, before.role)  # first "Minister", now "Foreign Minister"
            person = replace(
                person,
                name=max(before.name, person.name, key=len),
                role=person.role if is_fuller else before.role or person.role,
                level=person.level if is_fuller else before.level or person.level,
                code=before.code or person.code,
                is_presumed=before.is_presumed and person.is_presumed,
            )
        for word in name_words(person.name):
            if before or _is_rather(person, self._by_word.get(word)):
                self._by_word[word] = person

    def named(self, word: str) -> Official | None:
        """The official of whose name this word, in small letters, is a part."""
        return self._by_word.get(word)

    def holder(self, code: str, level: str) -> Official | None:
        """The one official of a country and level whom the article names, None where it names none or several."""
        found = {person.name: person for person in self._by_word.values() if person.code == code and person.level == level}
        return next(iter(found.values())) if len(found) == 1 else None

    def _told(self, name: str) -> Official | None:
        """Whom the article calls so: each word of the name belongs to one person met, or each word of that person's name stands here."""
        words = name_words(name)
        known = next((self._by_word[word] for word in reversed(words) if word in self._by_word), None)
        if known is None:
            return None
        theirs = set(name_words(known.name))
        return known if theirs.issuperset(words) or theirs.issubset(words) else None

    def _office(self, person: Person) -> Office | None:
        """The office of that day, or else the one nearest before it."""
        if self.day is None:
            return person.offices[-1]
        held = person.on(self.day)
        before = [office for office in person.offices if office.start is None or office.start <= self.day]
        return held[-1] if held else before[-1] if before else None


def _is_rather(person: Official, other: Official | None) -> bool:
    """Whether a name that two people share means this one: not where the other holds an office, as he was met before."""
    return other is None or other.level in ("", "other", "delegation")


def is_called(office: str, role: str) -> bool:
    """Whether a holder of that office is called so, too: the foreign minister "the minister", the secretary of state "the secretary"."""
    words = re.split(r" (?:of|for) ", office.lower(), maxsplit=1)[0].split()
    return words[-1:] == [role.lower()] and not {"deputy", "vice", "prime"} & set(words)


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that may stand for the whole: no particles, no initials."""
    return tuple(word for word in words(name) if len(word) > 1 and word[0].isalpha() and word not in PARTICLES)
