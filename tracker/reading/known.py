"""
What a reader knows before it reads: names of the world, kinds of event with their frames, and its own name.

Reading takes all of it, a Lexicon. Who relates and answers takes a Catalogue: kinds, names of countries and the reader's name, loaded in a twentieth of the
time; a tracker that is started answers the sooner.
In: the data files of `lexicon/` and `kinds/`.  Out: one frozen Lexicon or Catalogue, shared by all that a process does.
Office holders learned from the news come as the text of one more file, and make another reader.
Never: anything learned from an article while reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.identity import digest
from tracker.core.kind import Kind
from tracker.reading import kinds
from tracker.reading.kinds import Kinds, load_kinds
from tracker.reading.lexicon import Words, load_words, words
from tracker.reading.lexicon.naming import Naming, naming_of

VERSION = "3"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """kinds: by name, in the order of their files; reader: the reader id, VERSION with a digest of all data that decides what is found."""

    words: Words
    declared: Kinds
    kinds: Mapping[str, Kind]
    reader: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to ask for. kinds, reader: as in the Lexicon of the same files; naming: what countries and organisations are called."""

    naming: Naming
    kinds: Mapping[str, Kind]
    reader: str

    def find(self, given: str) -> str:
        """The code of a country or organisation, from its code or any name, in any case. Raises UnknownCountry with the nearest name."""
        return self.naming.find(given)


def load(learned: str = "") -> Lexicon:
    """
    Everything that the data files say; reads files, so once at start. learned: the text of a file of learned office holders, "" for none.

    Raises Unreadable or ValueError that names file and entry where one is wrong.
    """
    words, declared = load_words(learned), load_kinds()
    return Lexicon(words, declared, {each.kind.name: each.kind for each in declared.declared}, reader_id(words.digest, declared.digest))


def load_catalogue(learned: str = "") -> Catalogue:
    """What the heads of the data files say; reads files, so once at start. Raises as `load` does, but not for what a Catalogue does not hold."""
    named, declared = words.load_texts(learned), kinds.load_texts()
    return Catalogue(naming_of(named), {kind.name: kind for kind in kinds.heads_of(declared)}, reader_id(digest(named), digest(declared)))


def reader_id(words: str, kinds: str) -> str:
    """The name of a reader: its version, and a digest of the digests of lexicon and kinds, by which readers of other data are told apart."""
    return f"{VERSION}-{digest([words, kinds])[:12]}"
