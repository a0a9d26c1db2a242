"""
What answers look like: values of the road as JSON shows them, each led back to the sentence that says so.

The classes are the shapes in OpenAPI; their fields are the JSON's. What is untold is null and never left out, so that a program finds every field that a
kind declares; codes go with names, and every fact carries its quotes with article, address and offsets.
In: facts, changes, events.  Out: frozen shapes.  Never: a question to the view, or a clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from tracker.core.country import name_of
from tracker.core.event import Count, Evidence, Event, Fields, Person, Value
from tracker.core.fact import Change, Fact, What
from tracker.core.kind import Kind
from tracker.core.reading import Origin


@dataclass(frozen=True, slots=True)
class Party:
    """A country (ISO 3166-1 alpha-3) or organisation with its plain English name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Name and role as the article writes them; role is null where it gives none."""

    name: str
    role: str | None


Told = str | int | float | bool | Count | Sequence[str] | Sequence[NamedPerson] | None
"""What a field holds; null where no article tells."""
