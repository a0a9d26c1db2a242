"""
A position as it leaves the house: `<generation>-<position>`, opaque to everyone outside.

The generation names the log, the merge and the last word on readers; positions of two generations are never compared.
In: text from a query, a header or an ETag.  Out: a Cursor, or the reason why it is none.  Never: a guess about a cursor of another generation.
"""

import re
from dataclasses import dataclass

from tracker.core.errors import BadQuery

_FORM = re.compile(r"([0-9a-zA-Z]{1,64})-(0|[1-9][0-9]{0,17})(?:\.[0-9]{8})?")  # an ETag has the day of its answer behind it; 18 digits fit SQLite's integer


@dataclass(frozen=True, slots=True)
class Cursor:
    """generation: of the view that gave it; position: the number of records that it had applied."""

    generation: str
    position: int

    def __str__(self) -> str:
        return f"{self.generation}-{self.position}"


def is_cursor(given: str) -> bool:
    """Whether the text has the form of a cursor; no day and no moment has it."""
    return bool(_FORM.fullmatch(given))


def cursor(field: str, given: str) -> Cursor:
    """
    The text as a Cursor. field: where it stood, for the message.

    Raises BadQuery where it has not the form of one.
    """
    if not (found := _FORM.fullmatch(given)):
        raise BadQuery(field, given, "give a cursor as an answer gave it: `position`, `next`, the ETag without its quotes, or the `id` of a streamed message")
    return Cursor(found[1], int(found[2]))
