"""
An event: one act that one article reports, with the words that say so.

In: fields as reading found them.  Out: a frozen value that was checked against its Kind when made.  Never: a field without a value; what is untold is absent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.core.country import is_party
from tracker.core.date import PartialDate, partial_date
from tracker.core.identity import Plain, digest
from tracker.core.kind import FieldSpec, Kind


@dataclass(frozen=True, slots=True)
class Person:
    """A name as written, with the role as written ("" where none is)."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many ("nearly a dozen" is 12, approximate)."""

    value: int
    approximate: bool = False


Value = str | int | float | bool | Count | tuple[str, ...] | tuple[Person, ...]
"""What a field may hold; see `FieldType`."""


class Fields(Mapping[str, Value]):
    """The told fields of an event or fact, frozen and hashable. Untold fields (None, "", (), False) are left out when made."""

    __slots__ = ("_items", "_told")
    _items: tuple[tuple[str, Value], ...]
    _told: dict[str, Value]

    def __init__(self, told: Mapping[str, Value | None]) -> None:
        self._items = tuple(sorted((k, v) for k, v in told.items() if v is not None and v is not False and v != "" and v != ()))
        self._told = dict(self._items)  # merging asks each event for its fields some eighty times

    def __getitem__(self, name: str) -> Value:
        return self._told[name]

    def __contains__(self, name: object) -> bool:
        return name in self._told

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def __hash__(self) -> int:
        return hash(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and self._items == other._items

    def __repr__(self) -> str:
        return f"Fields({dict(self._items)!r})"

    def text(self, name: str) -> str:
        """A field that holds text, "" where it is untold."""
        value = self._told.get(name, "")
        return value if isinstance(value, str) else ""

    def date(self, name: str) -> PartialDate | None:
        """A field that holds a date, None where it is untold."""
        return PartialDate(self.text(name)) if name in self else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that holds texts: one as a tuple of one, Persons by their names, () where it is untold."""
        match self._told.get(name, ()):
            case str(one):
                return (one,)
            case tuple(many):
                return tuple(each.name if isinstance(each, Person) else each for each in many)
            case _:
                return ()


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quote: `getattr(article, field)[start:end] == quote`, to the letter. Offsets count code points."""

    article: str
    field: Literal["title", "text"]
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Event:
    """
    id: see `event_id`; article: the id of the article that reports it; kind: the name of its Kind.
    confidence: 0 to 1, from the measured precision of the rules named in `rules`.
    evidence: at least one quote, in the order of the article.
    """

    id: str
    article: str
    kind: str
    fields: Fields
    evidence: tuple[Evidence, ...]
    confidence: float
    rules: tuple[str, ...] = ()


def event_id(article: str, kind: Kind, fields: Fields) -> str:
    """The name of an event: article, kind and identifying fields; no reader version and no offset, so that links outlive a better reader."""
    return digest({"article": article, "kind": kind.name, **{name: plain(fields[name]) for name in kind.identity if name in fields}})


def countries(kind: Kind, fields: Fields) -> tuple[str, ...]:
    """The countries and organisations between which it happens, in the order that the kind declares (visitor, host)."""
    return tuple(code for name in kind.parties for code in fields.texts(name))


def faults(kind: Kind, fields: Fields) -> tuple[str, ...]:
    """What is wrong with the fields of an event, () when nothing is: each names the field."""
    found = [f"{name}: no such field of a {kind.name}" for name in fields if name not in kind.fields]
    found += [f"{name}: is required" for name, spec in kind.fields.items() if spec.is_required and name not in fields]
    found += [
        f"{name}: {fields[name]!r} is no {kind.fields[name].type}" for name in fields if name in kind.fields and not _fits(kind.fields[name], fields[name])
    ]
    parties = countries(kind, fields)
    if len(set(parties)) < max(2, len(parties)):
        found.append(f"{', '.join(kind.parties)}: must be two different countries at least")
    return tuple(found)


def plain(value: Value) -> Plain:
    """A field's value as JSON says it: Persons and Counts become mappings."""
    match value:
        case Count(value=number, approximate=approximate):
            return {"value": number, "approximate": approximate}
        case tuple():
            return [{"name": each.name, "role": each.role or None} if isinstance(each, Person) else each for each in value]
        case _:
            return value


def _fits(spec: FieldSpec, value: Value) -> bool:
    match spec.type, value:
        case "party", str(code):
            return is_party(code)
        case "parties", tuple(codes):
            return all(isinstance(code, str) and is_party(code) for code in codes) and list(codes) == sorted(codes, key=str)
        case "people", tuple(people):
            return all(isinstance(person, Person) for person in people)
        case "names", tuple(names):
            return all(isinstance(name, str) for name in names)
        case "date", str(given):
            return _is_date(given)
        case "choice", str(word):
            return word in spec.choices
        case "text", str():
            return True
        case "number", int() | float():
            return not isinstance(value, bool)
        case "flag", bool():
            return True
        case "count", Count():
            return True
        case _:
            return False


def _is_date(given: str) -> bool:
    try:
        partial_date(given)
    except ValueError:
        return False
    return True
