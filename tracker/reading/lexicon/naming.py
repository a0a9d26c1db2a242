"""
What countries and organisations are called by those who ask for one.

In: the rows of the data files that name them (`NAMING`), and what somebody wrote.  Out: a code.  Never: a form of the news; a person, a city or a metonym
answers no question for a country.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from tracker.core.country import is_party
from tracker.core.errors import UnknownCountry
from tracker.reading.lexicon.forms import COLUMNS, Tables, tables, unaccented
from tracker.reading.lexicon.rows import Demonym

FILES = ("countries.tsv", "organisations.tsv", "historic.tsv")
SIGNS = re.compile(r"[^\w\s]")
MAX_GIVEN = 100  # characters of a name asked for, beyond which no nearest one is looked for


@dataclass(frozen=True, slots=True)
class Naming:
    """The names by which countries and organisations are asked for. names: of each code, the usual one first."""

    names: Mapping[str, tuple[str, ...]]
    _codes: Mapping[str, str] = field(repr=False)

    def find(self, given: str) -> str:
        """
        The code of a country or organisation: from its code, a name, an old name or an adjective, in any case, with or without accents and points.

        Raises UnknownCountry with the nearest name, "" where none is near.
        """
        key = key_of(given)
        if key in self._codes:
            return self._codes[key]
        near = get_close_matches(key, self._codes, n=1) if len(key) <= MAX_GIVEN else []
        raise UnknownCountry(given, self.names[self._codes[near[0]]][0] if near else "")


def naming_of(texts: Mapping[str, str]) -> Naming:
    """
    The names that the texts of the data files give; those of FILES are all that it takes, a fiftieth of the time for the whole lexicon.

    Raises Unreadable, naming file and line, for a row that does not fit.
    """
    made = tables({file: texts[file] if file in FILES else "" for file in COLUMNS})
    return Naming(made.names, _codes(made))


def key_of(given: str) -> str:
    """What is asked for, without case, accents, points and a leading article: "The U.S." gives "us", "Côte d'Ivoire" gives "cote divoire"."""
    plain = unaccented(unicodedata.normalize("NFC", given)).casefold().replace("&", " and ").replace("-", " ").replace("_", " ")
    return " ".join(SIGNS.sub("", plain).split()).removeprefix("the ")


def _codes(made: Tables) -> dict[str, str]:
    """Codes, then names and old names, then adjectives; the first meaning of a key stays."""
    found = {key_of(code): code for code in made.names}
    for code, names in made.names.items():
        for name in names:
            found.setdefault(key_of(name), code)
    for form, senses in made.senses.items():
        belongs = {sense.code for sense in senses if isinstance(sense, Demonym)}
        if len(belongs) == 1 and is_party(code := belongs.pop()):
            found.setdefault(key_of(form), code)
    return found
