"""
Institutions: what acts for a state is the state: "the Norwegian parliament", "Kenya's ministry of health", "the Government of the Republic of Rwanda".

In: the items of a sentence, in which countries are known.  Out: the same, an institution with its country one item, which stands for the country.
Never: a firm, a bank, a university, or an office held by a person; a country without a word that says what of it acts stays as it is.
"""

import re
from collections.abc import Sequence

from tracker.reading.frames import ADJECTIVE, CITY, COUNTRY
from tracker.reading.items import Item, Party

_BODIES = """
    government govt gov't ministry ministries cabinet parliament parliaments senate congress legislature assembly duma diet knesset majlis bundestag seimas
    saeima riigikogu rada chamber authority authorities agency department commission commissariat administration
    lawmakers legislators mps deputies
"""
BODIES = frozenset(_BODIES.split())
HALLS = frozenset({"house", "chambers", "presidency"})
"""Words for a body only where they are written as names: "Kenya's House of Representatives", but "Kenya's house prices"."""
_MODIFIERS = """
    national federal foreign finance trade defence defense interior justice health education agriculture energy economy transport labour labor culture tourism
    environment lower upper state supreme external central civil aviation nuclear space customs tax border maritime
"""
MODIFIERS = frozenset(_MODIFIERS.split())
"""Words in small letters that stand before the name of a body."""

_OF_WHAT = r"(?:od?X(?:(?:,|&|,&)?X)*)?"  # of Trade and Industry
_INSTITUTION = re.compile(
    rf"d?(?P<adjective>J)[mX]{{0,3}}b+{_OF_WHAT}(?!o?d?[JCT])"  # the Norwegian Ministry of Trade
    rf"|d?(?P<owner>[CT])'[mX]{{0,3}}b+{_OF_WHAT}"  # Kenya's parliament
    rf"|d?[mX]{{0,3}}b+i(?P<seat>T)"  # parliament in Oslo
    rf"|(?:d[mX]{{0,3}}|[mX]{{0,3}})b+{_OF_WHAT}od?(?P<of>C)(?!')"  # the Ministry of Foreign Affairs of the Republic of Rwanda
)
_LETTERS = {
    **dict.fromkeys(BODIES, "b"),
    **dict.fromkeys(("the", "our", "a"), "d"),
    **dict.fromkeys(("of", "for"), "o"),
    "in": "i",
    "and": "&",
    "&": "&",
    ",": ",",
    "'s": "'",
}


def with_institutions(items: Sequence[Item]) -> list[Item]:
    """The items, each institution with its country made one."""
    letters = "".join(map(_letter, items))
    if "b" not in letters:
        return list(items)
    made: list[Item] = []
    at = 0
    for found in _INSTITUTION.finditer(letters):
        state = items[found.start(str(found.lastgroup))]
        if found.lastgroup == "seat" and not (isinstance(state.value, Party) and state.value.is_capital):
            continue
        made += items[at : found.start()]
        made.append(state._replace(symbol=COUNTRY, start=items[found.start()].start, end=items[found.end() - 1].end))
        at = found.end()
    return made + list(items[at:])


def _letter(item: Item) -> str:
    if item.value is not None:
        return item.symbol if item.symbol in (ADJECTIVE, COUNTRY, CITY) else "."
    if item.is_capital and item.word in HALLS:
        return "b"
    return _LETTERS.get(item.word) or ("X" if item.is_capital else "m" if item.word in MODIFIERS else ".")
