"""
Kinds: what can be told of in the news, each declared in one file of `reading/kinds`.

A Kind says which fields an event has, which of them make its identity, and how the events of many articles may be one fact.
In: the declaration, already parsed.  Out: a frozen value that reading, relating and serving share.  Never: words of a language; those are reading's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldType = Literal["party", "parties", "people", "names", "date", "text", "choice", "number", "flag", "count"]
"""What a field holds: one or several countries or organisations, Persons, names, a PartialDate, text, one of `choices`, a number, true, or a Count."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind. choices: for "choice", the allowed words, from the least to the furthest reached."""

    type: FieldType
    is_required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """
    What two vocabularies of political science call an event: `plover`, its type with its mode ("CONSULT-visit"), and `cameo` ("042").

    when: the words that choice fields must hold for it; {} where it is for all that is left.
    """

    plover: str
    cameo: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, fields: Mapping[str, object]) -> bool:
        """Whether these fields hold the words that it is for."""
        return all(fields.get(name) in words for name, words in self.when.items())


@dataclass(frozen=True, slots=True)
class Kind:
    """
    name: "visit"; plural: "visits", its name in lists and URLs.
    parties: the fields that hold its countries, in order ("visitor", "host"); they must differ.
    identity: the fields that make an event's id; date: the field that says when, status: the field that says how far it has come, "" for none.
    window_days: how far the dates of two events of one fact may lie apart; None where they may lie years apart.
    mirror: words that tell the same when the parties are swapped ("exports": "imports"; A's exports to B are B's imports from A); {} where none does.
    codes: what PLOVER and CAMEO call it, the first that fits; () where it is no act, but a state of things.
    """

    name: str
    plural: str
    fields: Mapping[str, FieldSpec]
    parties: tuple[str, ...]
    identity: tuple[str, ...]
    date: str
    status: str
    window_days: int | None
    mirror: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()

    def code(self, fields: Mapping[str, object]) -> Code | None:
        """What PLOVER and CAMEO call an event with these fields, None where they have no name for it."""
        return next((code for code in self.codes if code.fits(fields)), None)

    def choices(self, name: str) -> tuple[str, ...]:
        """The allowed words of a field, () for a field of another type."""
        return self.fields[name].choices
