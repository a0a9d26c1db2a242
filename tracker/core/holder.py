"""
The holder of an office, as news tells of one: a name with a role of a state or an organisation, on certain days.

In: what facts tell.  Out: a frozen value.  Never: a guess about days before the first or after the last.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """
    A person read as the holder of an office.

    name, role: as written, the role in small letters; country: a code; first, last: days on which they were seen in it, ISO dates.
    articles: how many say so.
    """

    name: str
    country: str
    role: str
    first: str
    last: str
    articles: int
