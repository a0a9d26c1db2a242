"""
The lexicon that a process reads with: the files of the release, and the one of office holders learned here, where the settings name it.

In: the settings.  Out: a Lexicon or a Catalogue, whose reader id is that of all these files.  Never: a file read later than at the start.
"""

from pathlib import Path

from tracker.core.errors import Misplaced
from tracker.reading.known import Catalogue, Lexicon, load, load_catalogue


def lexicon_with(learned: Path | None, has_parser: bool) -> Lexicon:
    """
    What a reading process knows; has_parser: and whether it reads with one.

    Raises Misplaced where the file cannot be read or the parser is not installed, Unreadable, naming the line, where a row of the file does not fit.
    """
    return load(_text(learned), has_parser)


def catalogue_with(learned: Path | None, has_parser: bool) -> Catalogue:
    """What a process that answers knows; its reader is that of `lexicon_with`. Raises Misplaced where the file cannot be read or the parser is missing."""
    return load_catalogue(_text(learned), has_parser)


def _text(learned: Path | None) -> str:
    try:
        return learned.read_text(encoding="utf-8") if learned else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Misplaced("lexicon", f"{learned} cannot be read ({type(error).__name__})", "name a file that `tracker lexicon learn` wrote") from error
