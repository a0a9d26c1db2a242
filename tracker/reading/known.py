"""
What a reader knows before it reads: names of the world, kinds of event with their frames, and its own name.

In: the data files of `lexicon/` and `kinds/`.  Out: one frozen Lexicon, shared by all readings of a process.  Never: anything learned from an article.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.kind import Kind

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """kinds: by name, in the order of their files; reader: the reader id, VERSION with a digest of all data that decides what is found."""

    kinds: Mapping[str, Kind]
    reader: str

    def find(self, given: str) -> str:
        """The code of a country or organisation, from its code or any name, in any case. Raises UnknownCountry with the nearest name."""
        raise NotImplementedError


def load() -> Lexicon:
    """Everything that the data files say; reads files, so once at start. Raises ValueError that names file and entry where one is wrong."""
    raise NotImplementedError
