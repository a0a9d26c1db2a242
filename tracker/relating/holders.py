"""
Who held which office when, as facts tell: "Georgian Prime Minister Mamuka Bakhtadze" visited on a day, and so held the office on that day.

In: facts.  Out: holders with the first and the last day on which they were seen in office.
Never: a plan or a visit called off (who will go may not be in office by then), or a day on which nobody was seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tracker.core.date import is_whole_day
from tracker.core.event import Person
from tracker.core.fact import Fact
from tracker.core.holder import Holder
from tracker.core.kind import Kind
from tracker.relating.occasion import HAPPENED


def holders(facts: Iterable[Fact], kinds: Mapping[str, Kind]) -> tuple[Holder, ...]:
    """
    The people whom facts name with a role, by name, country and role.

    Taken are facts of kinds whose first party sends the people (a visit's travellers are the visitor's), that happened on a day told to the day.
    """
    seen: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        for person in _people_sent(fact, kinds[fact.kind]):
            seen[person.name, fact.countries[0], person.role.casefold()].append(fact)
    return tuple(_holder(*key, those, kinds) for key, those in sorted(seen.items()))


def _people_sent(fact: Fact, kind: Kind) -> tuple[Person, ...]:
    day = fact.fields.date(kind.date)
    if len(kind.parties) < 2 or day is None or not is_whole_day(day) or fact.fields.text(kind.status) not in HAPPENED:
        return ()
    told = (fact.fields[name] for name, spec in kind.fields.items() if spec.type == "people" and name in fact.fields)
    return tuple(person for people in told if isinstance(people, tuple) for person in people if isinstance(person, Person) and person.role)


def _holder(name: str, country: str, role: str, facts: list[Fact], kinds: Mapping[str, Kind]) -> Holder:
    days = sorted(fact.fields.text(kinds[fact.kind].date) for fact in facts)
    articles = {quote.article for fact in facts for quote in fact.evidence}
    return Holder(name, country, role, days[0], days[-1], len(articles))
