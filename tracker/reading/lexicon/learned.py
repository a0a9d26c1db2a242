"""
Office holders learned from the news, as a data file of the lexicon: the columns of people.tsv, one line a person.

The file is made once, by hand, and read at the start of a process like the files of the release: a reader that knows it is another reader.
In: holders as they were read, and the lexicon.  Out: the text of the file.
Never: a holder whom one article alone tells of, a role that the lexicon does not know, or an office that it knows already.
"""

from collections import defaultdict
from collections.abc import Iterable

from tracker.core.date import PartialDate
from tracker.core.holder import Holder
from tracker.reading.lexicon.rows import BETWEEN_DAYS, BETWEEN_VALUES
from tracker.reading.lexicon.words import Words

ARTICLES = 2  # that tell of a holder: what one alone tells may be misread
HEAD = "# Office holders learned from the news (tracker lexicon learn); the columns are those of people.tsv, the days the first and the last seen in office.\n"


def learned(holders: Iterable[Holder], words: Words) -> str:
    """The text of the file, by name; its head alone where nobody is new."""
    offices: defaultdict[str, list[str]] = defaultdict(list)
    for holder in holders:
        role = role_called(holder.role, words)
        if role and holder.articles >= ARTICLES and _is_name(holder.name) and not _is_known(holder, role, words):
            offices[holder.name].append(f"{holder.country} {role} {holder.first}{BETWEEN_DAYS}{holder.last}")
    return HEAD + "".join(f"{name}\t\t\t{BETWEEN_VALUES.join(offices[name])}\n" for name in sorted(offices))


def role_called(given: str, words: Words) -> str:
    """The role that is called so, whole and in the singular, "" where the lexicon knows none."""
    match words.scan(given):
        case (mention,) if mention.role and not mention.role.is_plural and (mention.start, mention.end) == (0, len(given)):
            return mention.role.name
        case _:
            return ""


def _is_name(name: str) -> bool:
    """Whether it is a whole name, of two words at least, that a line can hold."""
    return len(name.split()) > 1 and name == " ".join(name.split()) and BETWEEN_VALUES not in name and not name.startswith("#")


def _is_known(holder: Holder, role: str, words: Words) -> bool:
    held = [words.holders_named(holder.name, PartialDate(day)) for day in (holder.first, holder.last)]
    return all(any((office.code, office.role) == (holder.country, role) for office in offices) for offices in held)
