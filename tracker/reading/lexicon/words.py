"""
The words of the lexicon as one value: find them in a text, ask who held an office.

In: the data files, once (`load_words`).  Out: Mentions with code-point offsets, offices.
Never: a decision between two meanings; a Mention carries all of them, and says whether it is sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.core.date import PartialDate
from tracker.core.identity import digest
from tracker.reading.lexicon.forms import COLUMNS, LEARNED, Tables, deputy, tables
from tracker.reading.lexicon.naming import key_of
from tracker.reading.lexicon.rows import City, Demonym, Known, Named, Office, Person, Role, Sense, Title

SAME_LENGTH = (("\n", " "), ("\t", " "), ("\xa0", " "), ("\u202f", " "), ("\u2019", "'"), ("\u02bc", "'"), ("\u2010", "-"), ("\u2011", "-"))
"""What a scan takes for the plain letter: line ends and hard spaces, typographic apostrophes and hyphens. One code point for one, so offsets stay."""

DEPUTY = (Title("deputy"),)


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A form of the lexicon in a text: `text[start:end]`, offsets in code points, whole words only.

    senses: all that it may mean, at least one; is_sure: nothing outside the lexicon is written so (Georgia, May and Nice are not sure).
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    is_sure: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries and organisations that it may be or belong to, each once; titles have none."""
        return tuple(dict.fromkeys(code for sense in self.senses for code in _codes(sense)))

    @property
    def role(self) -> Role | None:
        """The office that it names, if it is the word for one."""
        return next((sense for sense in self.senses if isinstance(sense, Role)), None)

    @property
    def people(self) -> tuple[Person, ...]:
        """The office holders whose name it may be."""
        return tuple(sense.person for sense in self.senses if isinstance(sense, Known))


@dataclass(frozen=True, slots=True)
class Words:
    """
    All that the data files say, indexed. tables: the rows; digest: a name of all data, for the reader id.

    Made by `load_words` once; safe to share between threads.
    """

    tables: Tables
    digest: str
    _forms: tuple[tuple[tuple[Sense, ...], bool], ...] = field(repr=False)
    _automaton: AhoCorasick = field(repr=False)
    _people_by_key: Mapping[str, tuple[Person, ...]] = field(repr=False)
    _offices: Mapping[tuple[str, str], tuple[Office, ...]] = field(repr=False)

    def scan(self, text: str) -> tuple[Mention, ...]:
        """
        All forms that stand in the text, in its order, none overlapping: of two that overlap the earlier, of two that begin together the longer.

        text: any, also with line ends within names; offsets are code points of it.
        """
        plain = _flat(text)
        whole = [match for match in self._automaton.find_matches_as_indexes(plain, overlapping=True) if _is_whole(plain, match[1], match[2])]
        whole.sort(key=_leftmost_longest)
        found: list[Mention] = []
        at = 0
        for form, start, end in whole:
            if start >= at:
                at = end
                senses, is_sure = self._forms[form]
                if senses:
                    found.append(Mention(start, end, senses, is_sure))
        return _with_deputies(plain, found)

    def holders_named(self, name: str, day: PartialDate | None) -> tuple[Office, ...]:
        """
        The offices of people called so, by whole or family name, that they may have held on the day; all that they ever held where none is given.

        name: in any case, with or without accents. () where nobody is called so, or nobody of the name held office then.
        """
        people = self._people_by_key.get(key_of(name), ())
        return tuple(office for person in people for office in (person.offices if day is None else person.on(day)))

    def holder_of(self, code: str, role_or_level: str, day: PartialDate) -> tuple[Office, ...]:
        """
        Who may have held a role ("foreign minister") or an office of a level ("head_of_government") of a country on the day.

        One where the files are sure; several around a change, or where the day is a month or year in which it changed; () where they do not tell.
        """
        return tuple(office for office in self._offices.get((code, role_or_level), ()) if office.covers(day))

    def is_member(self, country: str, organisation: str) -> bool:
        """Whether the country is a member of the organisation now."""
        return country in self.tables.members.get(organisation, ())


def load_words(learned: str = "") -> Words:
    """
    The lexicon, read from the files beside this module; for the start of a process, never later. learned: the text of a file like people.tsv, "" for none.

    Raises Unreadable, naming file and line, for a row that does not fit.
    """
    return words_of(load_texts(learned))


def load_texts(learned: str = "") -> dict[str, str]:
    """The texts of the data files beside this module, by name, and what was learned; for the start of a process, never later."""
    here = files("tracker.reading.lexicon")
    return {file: here.joinpath(file).read_text("utf-8") for file in COLUMNS} | ({LEARNED: learned} if learned else {})


def words_of(texts: Mapping[str, str]) -> Words:
    """The lexicon that the texts of the data files make. Raises Unreadable, naming file and line, for a row that does not fit."""
    made = tables(texts)
    forms = tuple((senses, form not in made.unsure) for form, senses in made.senses.items())
    automaton = AhoCorasick(list(made.senses), matchkind=MatchKind.Standard, store_patterns=False)
    return Words(made, digest(dict(texts)), forms, automaton, _people_by_key(made.people), _offices(made.people))


def _flat(text: str) -> str:
    for written, plain in SAME_LENGTH:
        text = text.replace(written, plain)
    return text


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on beyond either end."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum()))


def _with_deputies(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """ "Deputy" and the like as one mention with the role that follows; alone they mean nothing."""
    made: list[Mention] = []
    for mention in mentions:
        if made and made[-1].senses == DEPUTY:
            before = made.pop()
            if mention.role and text[before.end : mention.start] in ("", " ", "-"):
                senses = tuple(deputy(sense) for sense in mention.senses if isinstance(sense, Role))
                mention = Mention(before.start, mention.end, senses, mention.is_sure)
        made.append(mention)
    return tuple(mention for mention in made if mention.senses != DEPUTY)


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _codes(sense: Sense) -> tuple[str, ...]:
    match sense:
        case Known(person=person):
            return person.codes
        case Named(code=code) | Demonym(code=code) | City(code=code) | Role(code=code):
            return (code,) if code else ()
        case _:
            return ()


def _people_by_key(people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    found: defaultdict[str, dict[Person, None]] = defaultdict(dict)
    for person in people:
        for name in (person.name, *person.also, *person.family):
            found[key_of(name)][person] = None
    return {key: tuple(those) for key, those in found.items()}


def _offices(people: Iterable[Person]) -> dict[tuple[str, str], tuple[Office, ...]]:
    found: defaultdict[tuple[str, str], list[Office]] = defaultdict(list)
    for each in (office for person in people for office in person.offices):
        for wanted in dict.fromkeys((each.role, each.level)):
            found[each.code, wanted].append(each)
    return {wanted: tuple(sorted(held, key=lambda one: (one.start or "", one.person))) for wanted, held in found.items()}
