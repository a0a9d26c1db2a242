"""
What countries and organisations are called by those who ask for one.

In: the rows of the data files that name them (`NAMING`), and what somebody wrote.  Out: a code.  Never: a form of the news; a person, a city or a metonym
answers no question for a country.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from tracker.core.country import is_party, name_of
from tracker.core.errors import AmbiguousCountry, UnknownCountry
from tracker.reading.lexicon.forms import COLUMNS, Tables, tables, unaccented
from tracker.reading.lexicon.rows import Demonym

FILES = ("countries.tsv", "organisations.tsv", "historic.tsv")
SIGNS = re.compile(r"[^\w\s]")
MAX_GIVEN = 100  # characters of a name asked for, beyond which no nearest one is looked for
MIN_NEAR = 4  # characters of a name that may be meant by another; three letters are near to a dozen codes
NEAR = 0.75  # of difflib; by its usual 0.6 Atlantis is Albania, Kub an Uzbek
EITHER = {"KOR PRK": ("korea", "korean", "koreans"), "VGB VIR": ("virgin islands", "virgin islander", "virgin islanders")}
"""What means one country in the news, and for who asks may as well be the other."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names by which countries and organisations are asked for. names: of each code, the usual one first."""

    names: Mapping[str, tuple[str, ...]]
    _codes: Mapping[str, frozenset[str]] = field(repr=False)

    def find(self, given: str) -> str:
        """
        The code of a country or organisation: from its code, a name, an old name or an adjective, in any case, with or without accents and points.

        Raises AmbiguousCountry where several are called so, or else UnknownCountry with the nearest name, "" where none is near.
        """
        key = key_of(given)
        match sorted(self._codes.get(key, ())):
            case [code]:
                return code
            case []:
                raise UnknownCountry(given, self._nearest(key))
            case several:
                raise AmbiguousCountry(given, " or ".join(f"{name_of(code)} ({code})" for code in several))

    def _nearest(self, key: str) -> str:
        """The usual name of the country that a misspelt name is nearest to, "A or B" where two bear that name, "" where none is near."""
        near = get_close_matches(key, [name for name in self._codes if len(name) >= MIN_NEAR], 1, NEAR) if len(key) <= MAX_GIVEN else []
        codes = sorted(self._codes[near[0]]) if near else []
        return " or ".join(self.names[code][0] for code in codes)


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


def _codes(made: Tables) -> dict[str, frozenset[str]]:
    """What each key may mean: as a code, or else as a name or an old name, or else as an adjective."""
    codes = _grouped((key_of(code), code) for code in made.names)
    names = _grouped((key_of(name), code) for code, names in made.names.items() for name in names)
    either = {key: frozenset(codes.split()) for codes, keys in EITHER.items() for key in keys}
    return {**_grouped(_adjectives(made)), **names, **either, **codes}


def _adjectives(made: Tables) -> Iterator[tuple[str, str]]:
    for form, senses in made.senses.items():
        yield from ((key_of(form), sense.code) for sense in senses if isinstance(sense, Demonym) and is_party(sense.code))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    grouped: defaultdict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        grouped[key].add(code)
    return {key: frozenset(codes) for key, codes in grouped.items()}
