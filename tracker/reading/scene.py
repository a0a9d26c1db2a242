"""
The scene: what an article has told so far, by which "he", "there", "the two countries" and an unnamed minister are understood.

In: items in the order of the article.  Out: officials and codes.  Never: an event; and never a look ahead, but for the officials whom a later sentence names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.core.date import PartialDate, days_between, first_day, is_whole_day, last_day
from tracker.core.event import Value
from tracker.reading.acquaintances import Acquaintances, is_called, name_words
from tracker.reading.dates import DateMention
from tracker.reading.frames import EPITHET, ORGANISATION, OWNER, PRONOUN
from tracker.reading.items import Item, Official, Officials, Party, Pointer
from tracker.reading.lexicon import Words
from tracker.reading.vocabulary import QUOTES

FRONTING = frozenset({"during", "on", "in", "after", "before", "ahead", "at", "for", "since", "upon", "speaking", "with", "throughout"})
OFTEN = 5  # countries of an article that may be "the two countries"
FAR_MORE = 1.5  # times
SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Levels at which a country has one official at a time."""
ANY_TITLE = frozenset({"leader", "head of state", "head of government", "premier", "pm", "fm", "top diplomat", "chief diplomat"})
"""What holders of an office are called, whatever its title."""
SEATS = frozenset({"minister", "secretary", "undersecretary", "president", "premier", "chancellor", "ambassador", "envoy", "adviser", "advisor"})
OBJECTS = frozenset({"of", "by", "with", "from", "to", "for", "against", "between"})
RECENT_DAYS = 10  # before publication, of which the news tells as it happened
LONG_AGO_DAYS = 60
LIST_REACH = 10  # sentences after which a list is over
LISTED, LISTED_REACH = "country", 2  # the field of whom a list is about, and the sentences within which "the country" means it
FRONTED = 5  # words within which "his" at the head of a sentence may look ahead

OPEN_ENDS = frozenset({"until", "till", "since"})
"""Before a date, they say that it is an end, or since when nothing was."""
AHEAD = frozenset({"will", "due", "expected", "scheduled", "tomorrow", "next", "plans", "'ll"})
"""A sentence with one of these does not say when the others happened."""

Referent = tuple[str, Official | None, Party | None]
"""A code, with the official or the place by which it was named."""


@dataclass(slots=True)
class Scene:
    """
    words: who holds which office; home: the country of the outlet; here: that of the dateline, or home; there, bloc: the place and the organisation named last.
    subject: the officials of whom the last sentence spoke first; guest, host: of the last visit told; visitor: of the last one of these days.
    often: the countries told of most; is_bilateral: two of them far more than others; pair: the two last told of together.
    protagonist: the official whom the article names most often; named: those with an office, the one named last at the end.
    offices: the country of whoever was last called by a role, unnamed: without a name.
    day: that of which the last sentence with a date told, where it is a recent one.
    last: the parties of the act told last; topics: the values of fields that were told last, for the rows of a list that do not tell them again, each with
    the number of the sentence; heard: how many sentences there were; told: the acts of this sentence by their places.
    """

    words: Words
    home: str
    acquaintances: Acquaintances
    protagonist: tuple[Official, ...] = ()
    often: tuple[str, ...] = ()
    is_bilateral: bool = False
    pair: tuple[str, ...] = ()
    here: str = ""
    subject: tuple[Official, ...] = ()
    guest: tuple[Official, ...] = ()
    visitor: tuple[Official, ...] = ()
    host: str = ""
    there: Party | None = None
    bloc: str = ""
    day: PartialDate | None = None
    last: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: list[Official] = field(default_factory=list)
    topics: dict[str, tuple[Value, int]] = field(default_factory=dict)
    heard: int = 0
    told: list[tuple[int, Mapping[str, Value | None]]] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)
    unnamed: dict[str, str] = field(default_factory=dict)

    def go_to(self, here: str) -> None:
        """A new sentence; under a new dateline, the places and people of the story above are left."""
        self.told.clear()
        if here and here != self.here:
            self.named.clear()
            self.offices.clear()
            self.unnamed.clear()
        self.here = here or self.here or self.home

    def aside(self) -> "Scene":
        """A copy, for a second reader: what it takes in changes nothing for the first."""
        return replace(self, last=dict(self.last), topics=dict(self.topics), told=list(self.told))

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
                return self.visitor or self.protagonist
            case _:
                return ()

    def referents(self, items: Sequence[Item], at: int, others: frozenset[str] = frozenset()) -> tuple[Referent, ...]:
        """The countries and organisations that the item at that place of a sentence stands for; others: whom it cannot mean, as they are told beside it."""
        match items[at].value:
            case Party(code=code) as party:
                return ((code, None, party),)
            case Pointer(to="pair"):
                return tuple((code, None, None) for code in self.two())
            case Pointer(to="here"):
                return ((self.here, None, None),) if self.here else ()
            case Pointer(to="home"):
                ours = self.subject[0].code if self.subject and _is_quoted(items, at) else self.home
                return ((ours, None, None),) if ours else ()
            case Pointer(to="there"):
                return self._place_before(items, at, others)
            case Pointer(to="his") if items[at].word == "its" or (items[at].word == "their" and len(self.subject) < 2):
                return self._place_before(items, at, others)
            case Pointer(to="bloc"):
                return ((self.bloc, None, None),) if self.bloc else ()
            case Pointer(to="epithet"):
                named = {item.value.code for item in [each for each in items[:at] if isinstance(each.value, Party)][-1:] if isinstance(item.value, Party)}
                codes = (self.there.code if self.there else "", *self.pair, self.here, self.home)
                return tuple((code, None, None) for code in codes if code and code not in named | others)[:1]
            case Pointer(to="host"):
                return ((self.host, None, None),) if self.host else ()
            case _:
                return tuple((person.code, person, None) for person in self.officials(items, at) if person.code)

    def two(self) -> tuple[str, ...]:
        """The two countries: those that the whole article is about, or else the two told of together last."""
        return self.often[:2] if self.is_bilateral else self.pair

    def keep(self, field: str, value: Value) -> None:
        """Remember what a field was told to be."""
        self.topics[field] = value, self.heard

    def topic(self, field: str, within: int = LIST_REACH) -> Value | None:
        """What a field was told to be last, None where that was more than so many sentences ago."""
        value, heard = self.topics.get(field, (None, 0))
        return value if self.heard - heard <= within else None

    def told_near(self, place: int, field: str, is_after_too: bool = False) -> Value | None:
        """What the act told last before a place of this sentence, or else first after it, tells of a field; None for nothing."""
        acts = [act for act in self.told if is_after_too or act[0] < place]
        near = min(acts, key=lambda act: (act[0] >= place, abs(act[0] - place)), default=None)
        return near[1].get(field) if near else None

    def then(self, referent: Referent, day: PartialDate | None) -> Referent:
        """The referent as of the day of an act: whom only the lexicon explains held, perhaps, another office then."""
        code, person, place = referent
        if person and not person.name and person.role and (named := self.acquaintances.holder(code, person.level)):
            return code, replace(named, code=code), place
        if person is None or not person.is_presumed or day is None:
            return referent
        held = self.words.holders_named(person.name, day)
        if len({office.code for office in held}) != 1:
            return referent
        return held[-1].code, replace(person, code=held[-1].code, role=held[-1].role, level=held[-1].level), place

    def hear(self, items: Sequence[Item]) -> None:
        """Take in a sentence that has been read."""
        self.heard += 1
        telling = [(at, item) for at, item in enumerate(items) if item.value is not None]
        dated = [item.value.towards(False).first for at, item in telling if isinstance(item.value, DateMention) and items[at - 1].word not in OPEN_ENDS]
        if dated and not any(item.word in AHEAD for item in items):
            self.day = max(filter(self._is_recent, dated), default=None)
        speaking = [at for at, item in telling if isinstance(item.value, Officials) or item.symbol in (EPITHET, PRONOUN)]
        spoken = [each for at in speaking if items[at].symbol != PRONOUN for each in [self.officials(items, at)] if each and each[0].code]
        if spoken and items[speaking[0]].symbol != PRONOUN:
            doing = [at for at in speaking if not _is_object(items, at)]
            self.subject = next((each for at in doing for each in [self._row(items, at)] if each and each[0].code), spoken[0])
        places = [item.value for _, item in telling if isinstance(item.value, Party) and item.symbol in "CT"]
        if places:
            self.there = places[-1]
        self.bloc = next((item.value.code for _, item in reversed(telling) if isinstance(item.value, Party) and item.symbol == ORGANISATION), self.bloc)
        codes = tuple(dict.fromkeys(code for code in (*(person.code for each in spoken for person in each), *(party.code for party in places)) if code))
        if len(codes) == 2 and set(codes) <= set(self.often):
            self.pair = codes
        for each in spoken:
            for person in each:
                self._remember_office(person)
                if person.name and person.role:
                    self.named = [*(other for other in self.named if other.name != person.name), person]

    def _is_recent(self, date: PartialDate) -> bool:
        published = self.acquaintances.day
        return published is not None and is_whole_day(published) and is_whole_day(date) and date <= published and days_between(date, published) <= RECENT_DAYS

    def note(self, codes: tuple[str, ...], guest: tuple[Official, ...], date: Value | None) -> None:
        """Take in an act between these countries, the first of which sent these officials; a journey of long ago leaves "the visitor" who it was."""
        self.pair = codes[:2]
        if guest:
            self.guest, self.host = guest, codes[-1]
            self.visitor = self.visitor if self._is_long_ago(date) else guest

    def leave(self, fields: Iterable[str]) -> None:
        """Take in an act of others than states: what is told of it further on has no parties here."""
        self.last |= dict.fromkeys(fields, ())

    def _is_long_ago(self, date: Value | None) -> bool:
        published = self.acquaintances.day
        return isinstance(date, str) and date != "" and published is not None and (first_day(published) - last_day(PartialDate(date))).days > LONG_AGO_DAYS

    def _remember_office(self, person: Official) -> None:
        for office in {person.role.lower(), person.level} - {"", "other", "delegation", "minister"}:
            self.offices[office] = person.code
            if not person.name:
                self.unnamed[office] = person.code

    def _place_before(self, items: Sequence[Item], at: int, others: frozenset[str]) -> tuple[Referent, ...]:
        """The country or town named last before that place, in the sentence or before it, which is none of the others."""
        named = [item.value for item in reversed(items[:at]) if isinstance(item.value, Party)]
        whose = self.topic(LISTED, LISTED_REACH)
        listed = [Party(whose)] if isinstance(whose, str) else []
        place = next((party for party in (*named, *listed, *([self.there] if self.there else [])) if party.code not in others), None)
        codes = [place.code] if place else [code for code in self.pair if others and code not in others]
        return tuple((code, None, place) for code in codes[:1])

    def _spoken_of(self, items: Sequence[Item], at: int) -> tuple[Official, ...]:
        """The officials named first in this sentence, after "During his visit," the next ones, or else those of whom the last sentence spoke."""
        for place, item in enumerate(items):
            if item.symbol in (PRONOUN, EPITHET) and place < at:
                return self.officials(items, place) if item.symbol == EPITHET else self.subject or self.protagonist
            if isinstance(item.value, Officials):
                is_meant = place < at or (at <= FRONTED and items[at].symbol == OWNER and items[0].word in FRONTING)
                return self._row(items, place) if is_meant else self.subject or self.protagonist
        return self.subject or self.protagonist

    def _row(self, items: Sequence[Item], at: int) -> tuple[Official, ...]:
        """The officials there, with all that "and" joins to them."""
        found = self.officials(items, at)
        while at + 2 < len(items) and items[at + 1].word in ("and", "&") and isinstance(items[at + 2].value, Officials):
            at += 2
            found += self.officials(items, at)
        return found

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
        if not person.name and (meant := self._called_so(person)):
            return replace(meant, level=meant.level or person.level)
        return replace(person, code=self._country_of_office(person))

    def _called_so(self, person: Official) -> Official | None:
        """Whom "the minister" means: of whom the sentence before spoke, or the article most, or who was named last, and holds an office that is called so."""
        if not person.role or person.whose == "they" or person.level in ("", "other", "delegation", "envoy"):
            return None
        known = [each for each in (*self.subject[:1], *self.protagonist, *reversed(self.named)) if each.code]
        same = (each for each in known if each.role.lower() == person.role.lower())
        short = (each for each in known if is_called(each.role, person.role))
        alike = (each for each in known if each.level == person.level and person.role.lower() in ANY_TITLE)
        return next(same, None) or next(short, None) or next(alike, None)

    def _country_of_office(self, person: Official) -> str:
        """
        Whose president "the president" is, or an official whose country is not told: of whom the lexicon knows one with that name in that office, the last one
        called so, or here, or home; never against the lexicon.
        """
        if not person.role or (person.level in ("", "other", "delegation", "envoy") and not (person.name and has_seat(person.role))):
            return ""
        if len(known := self._known_for(person)) == 1:
            return known.pop()
        told = self.unnamed if person.name else self.offices
        before = told.get(person.role.lower()) or ("" if person.name else told.get(person.level))
        at_home = () if person.whose == "they" or (person.level == "royal" and person.name) else (self.here, self.home)
        return next((code for code in (before, *at_home) if code and not self._is_another(person, code)), "")

    def _known_for(self, person: Official) -> set[str]:
        """The countries in which somebody of that name held an office of that level when the article came out; ever, where that is not told."""
        held = self.words.holders_named(person.name, self.acquaintances.day) if person.name else ()
        return {office.code for office in held if office.level == person.level}

    def _is_another(self, person: Official, code: str) -> bool:
        """Whether the lexicon knows who holds that office there, and it is not this person."""
        if not person.name or self.acquaintances.day is None:
            return False
        holders = self.words.holder_of(code, person.level, self.acquaintances.day) if person.level in SINGLE else ()
        return bool(holders) and not any(set(name_words(held.person.lower())) & set(name_words(person.name.lower())) for held in holders)


def has_seat(role: str) -> bool:
    """Whether it is an office in a government, and not, say, a spokesman's."""
    return not SEATS.isdisjoint(role.lower().replace("-", " ").split())


def _is_object(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition stands before it: "after a meeting with the king" is not about what the king does."""
    return at > 0 and items[at - 1].word in OBJECTS


def _is_quoted(items: Sequence[Item], at: int) -> bool:
    """Whether the item stands in quotation marks, so that "our" is the speaker's."""
    marks = [item.word for item in items[:at] if item.word in QUOTES]
    return len(marks) % 2 == 1


def most_told(sentences: Sequence[Sequence[Item]]) -> tuple[tuple[str, int], ...]:
    """The countries or organisations that the article names most often, with how often, at most OFTEN, the most frequent first; () where it names but one."""
    counts: Counter[str] = Counter()
    for items in sentences:
        for item in items:
            match item.value:
                case Party(code=code):
                    counts[code] += 1
                case Officials(people=people):
                    counts.update(person.code for person in people if person.code)
    return tuple(counts.most_common(OFTEN)) if len(counts) > 1 else ()


def is_bilateral(often: Sequence[tuple[str, int]]) -> bool:
    """Whether two countries are named far more often than any third."""
    return len(often) == 2 or (len(often) > 2 and often[1][1] >= FAR_MORE * often[2][1])


def most_named(sentences: Sequence[Sequence[Item]]) -> tuple[Official, ...]:
    """The official whom the article names most often, () where it names none with a country."""
    people = [
        person for items in sentences for item in items if isinstance(item.value, Officials) for person in item.value.people if person.name and person.code
    ]
    often = Counter((person.name, person.code) for person in people).most_common(1)
    return tuple(person for person in people if often and (person.name, person.code) == often[0][0])[:1]
