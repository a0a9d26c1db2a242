"""
From rows to forms: every way in which the news writes a name or a role, and what each may mean.

In: the texts of the data files.  Out: `Tables`, forms and their senses.  Never: a text of the news.
A form stands as written, without its accents and in capitals; roles also with capital initials. So a scan needs no folding, and "us" is never the US.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tracker.core.country import COUNTRIES, ORGANISATIONS, is_party
from tracker.reading.lexicon.rows import City, Demonym, Known, Named, Person, Role, Row, Sense, Title, office, rows

COLUMNS = {
    "countries.tsv": 5,
    "organisations.tsv": 5,
    "historic.tsv": 4,
    "cities.tsv": 4,
    "roles.tsv": 6,
    "ministries.tsv": 3,
    "people.tsv": 4,
    "titles.tsv": 2,
    "unsure.tsv": 2,
    "absent.tsv": 1,
}
"""The data files, with how many columns each has; the head of each file explains them."""

LEARNED = "learned.tsv"
"""The file of office holders that was learned, where there is one; its columns are those of people.tsv."""

MINISTERS = ("{} minister", "minister of {}", "minister for {}", "{} secretary", "secretary of {}", "secretary for {}", "secretary of state for {}")
UNSAID = ("{} secretary", "secretary of {}")  # not for foreign ministers: a foreign secretary is a civil servant in Delhi (roles.tsv)
SMALL_WORDS = frozenset({"of", "for", "the", "and", "to", "in", "de"})
NO_DECOMPOSITION = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ə": "e", "Ə": "E", "ð": "d", "Ð": "D", "ħ": "h"})


@dataclass(frozen=True, slots=True)
class Tables:
    """
    All rows, joined. senses: of each form, in the order of the files; names: of each code, the usual one first.
    unsure: forms that also mean something else, with what; members: of each organisation; seats: the cities where it sits.
    """

    senses: Mapping[str, tuple[Sense, ...]]
    names: Mapping[str, tuple[str, ...]]
    people: tuple[Person, ...]
    unsure: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Draft:
    """Tables in the making."""

    senses: defaultdict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    unsure: dict[str, str] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, sense: Sense, forms: Iterable[str], spelt: Callable[[str], Iterable[str]]) -> None:
        for form in forms:
            for spelling in spelt(form):
                if sense not in (meanings := self.senses[spelling]):
                    meanings.append(sense)


def tables(texts: Mapping[str, str]) -> Tables:
    """
    The rows of all data files, joined. texts: the text of each file of COLUMNS, and of LEARNED where there is one.

    Raises Unreadable, naming file and line, for a row that does not fit.
    """
    draft = _Draft()
    takers: dict[str, Callable[[_Draft, Row], None]] = {
        "countries.tsv": _country,
        "organisations.tsv": _organisation,
        "historic.tsv": _historic,
        "cities.tsv": _city,
        "roles.tsv": _role,
        "ministries.tsv": _ministry,
        "people.tsv": _person,
        LEARNED: _person,
        "titles.tsv": _title,
        "unsure.tsv": _unsure,
        "absent.tsv": _absent,
    }
    columns = {**COLUMNS, LEARNED: COLUMNS["people.tsv"]}
    for file, take in takers.items():
        for row in rows(file, texts[file] if file in COLUMNS else texts.get(file, ""), columns[file]):
            take(draft, row)
    senses = {form: tuple(meanings) for form, meanings in draft.senses.items()}
    return Tables(senses, draft.names, tuple(draft.people), draft.unsure, draft.members, draft.seats)


def _country(draft: _Draft, row: Row) -> None:
    code = _code(row, 0, COUNTRIES)
    draft.names[code] = row.values(1)
    draft.add(Named(code, "country"), row.values(1), proper)
    draft.add(Demonym(code), row.values(2), proper)
    draft.add(Demonym(code, is_people=True), row.values(3), proper)
    draft.add(Named(code, "metonym"), row.values(4), proper)


def _organisation(draft: _Draft, row: Row) -> None:
    code = _code(row, 0, ORGANISATIONS)
    draft.names[code] = row.values(1)
    if strangers := [member for member in row.values(3) if not is_party(member)]:
        raise row.fault(f"has the members {strangers}, which are no codes of tracker.core.country")
    draft.members[code] = row.values(3)
    draft.seats[code] = row.values(4)
    draft.add(Named(code, "organisation"), row.values(1), proper)
    draft.add(Demonym(code), row.values(2), proper)


def _historic(draft: _Draft, row: Row) -> None:
    code = _code(row, 0, COUNTRIES)
    draft.names[code] = (*draft.names[code], *row.values(1))
    draft.add(Named(code, "historic"), row.values(1), proper)
    draft.add(Demonym(code), row.values(2), proper)
    draft.add(Demonym(code, is_people=True), row.values(3), proper)


def _city(draft: _Draft, row: Row) -> None:
    name, _, rank, _ = row.cells
    code = _code(row, 1, COUNTRIES)
    match rank:
        case "" | "capital" | "seat" | "palace":
            draft.add(City(name, code, rank), (name, *row.values(3)), proper)
        case _:
            raise row.fault(f"has the rank {rank!r}, which is not capital, seat or palace")


def _role(draft: _Draft, row: Row) -> None:
    name, level, _, _, code, _ = row.cells
    if code:
        _code(row, 4, COUNTRIES | ORGANISATIONS)
    elsewhere = tuple((country, other) for country, _, other in (each.partition(":") for each in row.values(5)))
    role = Role(name, level, code, elsewhere=elsewhere)
    draft.roles[name] = role
    draft.add(role, row.values(2), common)
    draft.add(replace(role, is_plural=True), row.values(3), common)


def _ministry(draft: _Draft, row: Row) -> None:
    name, level, _ = row.cells
    one, several = Role(name, level), Role(name, level, is_plural=True)
    draft.roles |= {name: one, deputy(one).name: deputy(one)}
    for form in (pattern.format(word) for word in row.values(2) for pattern in MINISTERS if level != "foreign_minister" or pattern not in UNSAID):
        draft.add(one, (form,), common)
        draft.add(several, (_plural(form),), common)


def _person(draft: _Draft, row: Row) -> None:
    name = row.cells[0]
    offices = tuple(office(row, name, given, draft.roles) for given in row.values(3))
    if not offices:
        raise row.fault("names no office")
    person = Person(name, row.values(1) or (name.rpartition(" ")[2],), row.values(2), offices)
    draft.people.append(person)
    draft.add(Known(person, is_full=True), (person.name, *person.also), personal)
    draft.add(Known(person, is_full=False), person.family, personal)


def _title(draft: _Draft, row: Row) -> None:
    match row.cells[0]:
        case "honorific" | "royal" | "former" | "acting" | "elect" | "deputy" as sort:
            draft.add(Title(sort), row.values(1), common)
        case other:
            raise row.fault(f"{other!r} is no sort of title")


def _unsure(draft: _Draft, row: Row) -> None:
    form = row.cells[0]
    if form not in draft.senses:
        raise row.fault(f"{form!r} is a form of no other file")
    for spelling in common(form) if form[0].islower() else proper(form):
        draft.unsure[spelling] = row.cells[1]


def _absent(draft: _Draft, row: Row) -> None:
    for spelling in proper(row.cells[0]):
        if draft.senses[spelling]:
            raise row.fault(f"{spelling!r} is a form of another file")


def _code(row: Row, column: int, known: Mapping[str, str]) -> str:
    code = row.cells[column]
    if code not in known:
        raise row.fault(f"{code!r} is no code of tracker.core.country")
    return code


def proper(form: str) -> Iterator[str]:
    """How a proper name may be written: as it is, without its accents, and both in capitals, as headlines do."""
    yield from (form, form.upper())
    if not form.isascii():
        yield from (plain := unaccented(form), plain.upper())


def personal(form: str) -> Iterator[str]:
    """How a person's name may be written: like any proper name; "al-" as "Al-", "el-", "El-" or apart; hyphens as spaces; a small first letter as a capital."""
    yield from proper(form)
    words = form.split(" ")
    if any(word.startswith(("al-", "el-")) for word in words):
        for article in ("al-", "Al-", "el-", "El-", "al ", "Al "):
            yield from proper(" ".join(article + word[3:] if word.startswith(("al-", "el-")) else word for word in words))
    elif "-" in form:
        yield from proper(form.replace("-", " "))
        yield from proper("-".join(part[:1].upper() + part[1:] for part in form.split("-")))
        yield from proper(" ".join(part[:1].upper() + part[1:] for part in form.split("-")))
    if form[0].islower():
        yield from proper(form[0].upper() + form[1:])


def common(form: str) -> Iterator[str]:
    """How a common word may be written: as it is, at the beginning of a sentence, as a title ("Minister of Trade"), and in capitals."""
    for spelling in dict.fromkeys((form, unaccented(form))):
        titled = " ".join("-".join(_titled(part) for part in word.split("-")) for word in spelling.split(" "))
        yield from (spelling, spelling[0].upper() + spelling[1:], titled, spelling.upper())


def unaccented(text: str) -> str:
    """The text without accents, letter for letter: "Élysée" gives "Elysee". Text in NFC keeps its length."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text.translate(NO_DECOMPOSITION))


def _titled(word: str) -> str:
    return word if word in SMALL_WORDS else word[:1].upper() + word[1:]


def deputy(role: Role) -> Role:
    """The role below: a deputy foreign minister's level is "other", whatever the minister's."""
    return replace(role, name=f"deputy {role.name}", level="other", elsewhere=())


def _plural(form: str) -> str:
    return form.replace("minister", "ministers").replace("secretary", "secretaries")
