"""
The lexicon that a process reads with: the files of the release, and the one of office holders learned here, where the settings name it; and the extractor
beside which it reads, named as "module:name".

In: the settings.  Out: a Lexicon or a Catalogue, whose reader id is that of all these files.  Never: a file read later than at the start.
"""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from tracker.core.errors import Misplaced
from tracker.reading.extractor import Extractor, reader_with
from tracker.reading.known import Catalogue, Lexicon, load, load_catalogue
from tracker.settings import Settings

WAY_OUT = "give module:name of an object with id, precision and extract"


def lexicon_with(learned: Path | None, has_parser: bool) -> Lexicon:
    """
    What a reading process knows; has_parser: and whether it reads with one.

    Raises Misplaced where the file cannot be read or the parser is not installed, Unreadable, naming the line, where a row of the file does not fit.
    """
    return load(_text(learned), has_parser)


def catalogue_with(settings: Settings) -> Catalogue:
    """
    What a process that answers knows; its reader is that of the reading processes.

    Raises Misplaced where the file cannot be read, or the parser or the extractor is missing.
    """
    catalogue = load_catalogue(_text(settings.lexicon), settings.parser)
    return replace(catalogue, reader=reader_with(catalogue.reader, extractor_named(settings.extractor)))


def extractor_named(name: str) -> Extractor | None:
    """The extractor that "module:name" names, None for "". Raises Misplaced where there is none such."""
    if not name:
        return None
    module, _, attribute = name.partition(":")
    try:
        found: Extractor = getattr(import_module(module), attribute)
        is_whole = bool(found.id) and 0 < found.precision < 1 and callable(found.extract)
    except (ImportError, AttributeError, ValueError) as error:
        raise Misplaced("extractor", f"{name!r} cannot be loaded ({error})", WAY_OUT) from error
    if not is_whole:
        raise Misplaced("extractor", f"{name!r} has no id, or a precision that is not between 0 and 1", WAY_OUT)
    return found


def _text(learned: Path | None) -> str:
    try:
        return learned.read_text(encoding="utf-8") if learned else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Misplaced("lexicon", f"{learned} cannot be read ({type(error).__name__})", "name a file that `tracker lexicon learn` wrote") from error
