"""
What a reader knows before it reads: names of the world, kinds of event with their frames, and its own name.

In: the data files of `lexicon/` and `kinds/`.  Out: one frozen Lexicon, shared by all readings of a process.  Never: anything learned from an article.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.identity import digest
from tracker.core.kind import Kind
from tracker.reading.kinds import Kinds, load_kinds
from tracker.reading.lexicon import Words, load_words

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """kinds: by name, in the order of their files; reader: the reader id, VERSION with a digest of all data that decides what is found."""

    words: Words
    declared: Kinds
    kinds: Mapping[str, Kind]
    reader: str

    def find(self, given: str) -> str:
        """The code of a country or organisation, from its code or any name, in any case. Raises UnknownCountry with the nearest name."""
        return self.words.find(given)


def load() -> Lexicon:
    """Everything that the data files say; reads files, so once at start. Raises Unreadable or ValueError that names file and entry where one is wrong."""
    words, declared = load_words(), load_kinds()
    return Lexicon(words, declared, {each.kind.name: each.kind for each in declared.declared}, reader_id(words.digest, declared.digest))


def reader_id(words: str, kinds: str) -> str:
    """The name of a reader: its version, and a digest of the digests of lexicon and kinds, by which readers of other data are told apart."""
    return f"{VERSION}-{digest([words, kinds])[:12]}"
