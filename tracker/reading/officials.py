"""
Officials: the grammar by which roles, countries and names are one mention of a person who acts for a state.

"Russian Foreign Minister Sergei Lavrov", "Turkey's president", "the foreign ministers of Estonia, Iceland and Sweden", "Javier Milei of Argentina",
"Sergei Lavrov, the Russian foreign minister", "his Cuban counterpart, Bruno Rodriguez": each is a row of the grammar below.
In: the pieces of a sentence.  Out: items, one symbol each.  Never: who "he" is, or whose minister "the minister" is; that is for `resolve`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from tracker.core.country import ORGANISATIONS
from tracker.reading.frames import ACTOR, ADJECTIVE, CITY, COUNTRY, ORGANISATION, OWNER, PEOPLE
from tracker.reading.frames import ROLE as UNNAMED
from tracker.reading.items import Item, Official, Officials, Party, Pointer, Pointing
from tracker.reading.lexicon import City, Mention, Title
from tracker.reading.names import NAME, ROLE, ROLES, TITLE
from tracker.reading.pieces import Piece, Word

_BESIDE = """
    outgoing incoming interim acting new current then caretaker transitional government gov't parliamentary state official high level senior top ruling
    newly elected supreme ministerial federal military and's longtime veteran first second own union
"""
BESIDE = frozenset(_BESIDE.split())
"""Words that stand between a country and a role, or before a role, and change nothing about it."""
COUNTERPARTS = {"counterpart": "c", "colleague": "c", "peer": "c", "homologue": "c", "counterparts": "k", "colleagues": "k", "peers": "k", "homologues": "k"}
POSSESSIVES = frozenset({"his", "her", "its", "their"})
DETERMINERS = frozenset({"the", "a", "an", "our", "my", "your"})
SPOUSES = frozenset({"first lady"})
"""Roles that are no second office of whoever is named: "the president and first lady A"."""
BODIES = {"delegation": "delegation", "delegations": "delegation", "officials": "delegation", "envoys": "envoy"}
"""Groups without an office, by the level at which they travel."""

_OWNED = r"[at]*(?:(?P<own>[CTO]'|(?<!i)[CO])|S?(?P<adj>J)|(?P<his>S))?"
_STATES = r"(?:d?[CTON])(?:(?:,&?|&)(?:x(?:,&?|&))?[ow]?d?[CTO])*"
_NAMES = r"n(?:(?:,&?|&)[at]*n)*"
_END = r"(?=[,.;)xzhilbvyw]|$)"
_OFFICE = r"(?P<role>[rcRks])(?:(?:&|–|,(?=[at]*r[ow]d?[CTO][at]*n))[at]*r)?(?:[ow]d?(?P<of>[CTO]))?(?:&d?[at]*r[ow]d?[CTO](?=,?[at]*n))?"
_HOLDER = r"(?:[at]*(?:r[at]*)?(?P<name>n)(?:od?(?P<from>C)(?!'))?|,[at]*(?P<after>n)(?=[,.;)\"–]|$))?"
_FIELD = r"(?:w[xna&]{1,5}(?=,[at]*n[,z]))?"
_SUITE = r"(?:,?(?:y[vb]|v)d?[aHJ]{0,3}[rR](?![on'])(?:,(?=x))?)?"
_RULES = {
    # the presidents of Kenya, Tanzania and Rwanda[, A, B and C]; his counterparts from Colombia and Chile
    "plural": rf"d?S?a*(?:R(?:,?&?[at]*R)?|k)[ow](?P<states>{_STATES})(?!,?[at]*n(?:,?&C|,C),?[at]*n)(?:,(?P<names>{_NAMES}){_END})?",
    # the ministers of Latvia, A, and Estonia, B; presidents A of Latvia and B of Estonia
    "paired": r"d?S?a*[Rk](?:[ow](?P<states>d?C,?[at]*n(?:(?:,&?|&)[ow]?d?C,?[at]*n)+)|,?(?P<names>[at]*n(?:od?C|\(C\))(?:(?:,&?|&)[at]*n(?:od?C|\(C\)))+))",
    # his Hungarian and Czech counterparts, A and B; the Latvia and Estonia presidents
    "adjectives": rf"d?S?(?P<adjectives>J(?:,J)*&J|C(?:,C)*[,&]C(?=a*[Rk]))a*[rRkc](?:,?[at]*(?P<names>{_NAMES}))?",
    # presidents A and B
    "several": rf"d?{_OWNED}[at]*R,?(?P<names>n(?:,[at]*n)*,?&[at]*n)",
    # a Russian delegation led by Foreign Minister A
    "led": rf"d?a*(?:(?P<body>[CTOJ])'?)?[aJ]*[rR],?lb(?=[dSaCTOJ't]*[rcRkn])d?{_OWNED}[at]*(?:{_OFFICE}(?!o))?{_HOLDER}(?<!b)",
    # A, the Russian foreign minister; A, president of B
    "apposed": rf"[at]*(?P<name>n),d?{_OWNED}[at]*(?P<role>r)(?:[ow]d?(?P<of>[CTO]))?(?![at]*n){_SUITE}",
    # the head of the presidential office of Ukraine, A; the president of the Russian academy
    "institution": rf"(?:d?a*[rR],?lb)?d?[at]*[hr]od?(?:(?P<adj>J)[xn]+(?:ox)?|[xn][dxna&]{{0,5}}?od?(?P<of>C)(?:'[xna&]{{1,4}}?)?)(?:,?(?P<name>n){_END})?",
    # The president of B, A is
    "opening": rf"^d?{_OWNED}[at]*(?P<role>r)(?:[ow]d?(?P<of>[CTO]))?,[at]*(?P<after>n)(?=z)",
    # Russian Foreign Minister A; Russia's president; the minister for home affairs, A,; the prime minister, A,; his Cuban counterpart, A; President A of B
    "role": rf"d?{_OWNED}[at]*{_OFFICE}{_FIELD}{_HOLDER}{_SUITE}",
    # Javier Milei of Argentina; Javier Milei (Argentina)
    "of": r"[at]*(?P<name>n)(?:[ow]d?(?P<of>[CO])(?!')|\((?P<from>C)\))",
    # Uruguay's Yamandú Orsi
    "owned": r"(?P<own>[CO])'[at]*(?P<name>n)",
    # Sheikh Mohamed; Sergei Lavrov
    "alone": rf"[at]*(?P<name>n){_SUITE}",
}
_BOUNDED = {rule: re.sub(r"(a|\[a[tJ]\])\*", r"\1{0,6}", pattern) for rule, pattern in _RULES.items()}  # "new new new ..." would take cubic time
GRAMMAR = re.compile("|".join(f"(?P<{rule}>" + re.sub(r"\?P<(\w+)>", rf"?P<{rule}_\1>", pattern) + ")" for rule, pattern in _BOUNDED.items()))
"""
Over the letters of pieces: r, R a role, roles; c, k a counterpart, counterparts; h the head of something; n a name, t a title, a what stands beside;
C, T, O, J a country, town, organisation, adjective; s a spouse; d, S the, his; o, w of, from; i in; l, b led, by; y, v along, with;
z an auxiliary or the like; x another word.
"""

PARTS = {rule: [(name, f"{rule}_{name}") for name in re.compile(pattern).groupindex] for rule, pattern in _RULES.items()}
"""Of each rule its parts, and the groups of the grammar that hold them."""

Explain = Callable[[Mention | None, str], Official]


def items(pieces: list[Piece], text: str, explain: Explain) -> list[Item]:
    """
    The sentence as items.

    explain: what lexicon and article know of a name (its mention, and as written).
    """
    made: list[Item] = []
    at = 0
    for match in GRAMMAR.finditer("".join([_letter(piece) for piece in pieces])):
        made += _plain(pieces[at : match.start()], text)
        made.append(_official(match, pieces, text, explain))
        at = match.end()
    return made + _plain(pieces[at:], text)


def _letter(piece: Piece) -> str:
    if isinstance(piece.value, Word):
        return _LETTERS.get(piece.value.word, "x")
    if piece.sort == ROLE and isinstance(piece.value, Mention) and piece.value.role and piece.value.role.name in SPOUSES:
        return "s"
    if piece.sort == TITLE and isinstance(piece.value, Mention):
        return "f" if any(isinstance(sense, Title) and sense.sort == "former" for sense in piece.value.senses) else TITLE
    return piece.sort


PUNCTUATION = frozenset(',.;:()"“”–—')
_LETTERS = {
    **{sign: sign for sign in PUNCTUATION},
    **dict.fromkeys(BESIDE, "a"),
    **COUNTERPARTS,
    **dict.fromkeys(POSSESSIVES, "S"),
    **dict.fromkeys(DETERMINERS, "d"),
    **dict.fromkeys(BODIES, ROLES),
    **dict.fromkeys(("head", "chief", "director", "commander", "chairman"), "h"),
    **dict.fromkeys(("in", "at", "to", "into", "near"), "i"),
    **dict.fromkeys(("led", "headed"), "l"),
    **dict.fromkeys(("is", "was", "has", "had", "have", "will", "said", "also", "arrived"), "z"),
    **dict.fromkeys(("along", "together", "accompanied"), "y"),
    "of": "o",
    "from": "w",
    "for": "w",
    "by": "b",
    "with": "v",
    "'s": "'",
    "and": "&",
    "“": '"',
    "”": '"',
    "—": "–",
    "-": "–",
}


def _official(match: "re.Match[str]", pieces: list[Piece], text: str, explain: Explain) -> Item:
    """One item for the mention that a rule of the grammar found."""
    rule = str(match.lastgroup)
    start, end = pieces[match.start()].start, pieces[match.end() - 1].end
    got = {part: match.span(group) for part, group in PARTS[rule] if match.start(group) >= 0}
    people = _many(got, match, pieces, text, explain) if rule in MANY else _one(got, match, pieces, text, explain)
    is_named = any(person.name for person in people)
    known = any(person.code or person.role or person.whose for person in people)
    return Item((ACTOR if is_named else UNNAMED) if known else UNKNOWN, "", start, end, Officials(people))


MANY = frozenset({"plural", "paired", "adjectives", "several"})
UNKNOWN = "X"  # a name of which nothing is known yet, as the vocabulary has it


def _one(got: Mapping[str, tuple[int, int]], match: "re.Match[str]", pieces: list[Piece], text: str, explain: Explain) -> tuple[Official, ...]:
    code = next((_code(pieces[got[part][0]]) for part in ("of", "from", "own", "adj", "body") if part in got), "")
    named = next((pieces[got[part][0]] for part in ("name", "after") if part in got), None)
    person = explain(named.value if isinstance(named.value, Mention) else None, text[named.start : named.end]) if named else Official()
    if "role" in got:
        person = _in_office(person, pieces[got["role"][0]], code, text)
    elif match.lastgroup == "institution":
        person = replace(person, level="other", is_presumed=False)
    whose = _whose(got, match, pieces)
    return (replace(person, code=code or person.code, whose="" if code or person.code else whose),)


def _many(got: Mapping[str, tuple[int, int]], match: "re.Match[str]", pieces: list[Piece], text: str, explain: Explain) -> tuple[Official, ...]:
    """One official for each country or name: countries and names of equal number go together in order, else the countries alone tell."""
    first, last = match.span()
    roles = [piece for piece in pieces[first:last] if _letter(piece) in "rRck"]
    listed = [piece for part in ("states", "adjectives", "names") if part in got for piece in pieces[slice(*got[part])]]
    codes = [_code(piece) for piece in listed if _code(piece)]
    names = [piece for piece in listed if piece.sort == NAME]
    owner = next((_code(pieces[got[part][0]]) for part in ("own", "adj") if part in got), "")
    people = [explain(piece.value if isinstance(piece.value, Mention) else None, text[piece.start : piece.end]) for piece in names]
    if codes and len(people) != len(codes):
        people = [Official() for _ in codes]
    return tuple(
        replace(_in_office(person, roles[0], code, text), code=code or owner or person.code)
        for person, code in zip(people, codes or [""] * len(people), strict=True)
    )


def _in_office(person: Official, role: Piece, code: str, text: str) -> Official:
    """The person in the role as written; a counterpart keeps what is known of them, and is else of the level of the other."""
    written = text[role.start : role.end]
    if isinstance(role.value, Mention) and role.value.role:
        meant = role.value.role
        written = meant.name if meant.is_plural else written
        return replace(person, role=written, level=meant.level_in(code or meant.code or person.code), code=code or meant.code or person.code, is_presumed=False)
    word = written.lower()
    if word in COUNTERPARTS:
        return replace(person, role=person.role or word, level=person.level)
    return replace(person, role="", level=BODIES.get(word, person.level))


def _whose(got: Mapping[str, tuple[int, int]], match: "re.Match[str]", pieces: list[Piece]) -> Pointing | Literal[""]:
    first = pieces[match.start()].value
    word = first.word if isinstance(first, Word) else ""
    if "his" in got:
        return "his"
    if word in ("our", "my"):
        return "home"
    return "they" if "role" in got and pieces[got["role"][0]].sort == ROLES else ""


def _code(piece: Piece) -> str:
    """The country or organisation that a piece names, "" for others."""
    return piece.value.codes[0] if isinstance(piece.value, Mention) and piece.value.codes and piece.sort not in (NAME, TITLE) else ""


def _plain(pieces: list[Piece], text: str) -> list[Item]:
    """Pieces outside a mention of officials, each an item; a country takes its article along."""
    made: list[Item] = []
    skipped = -1
    for at, piece in enumerate(pieces):
        if at <= skipped:
            continue
        word = piece.value.word if isinstance(piece.value, Word) else ""
        if word == "(" and _is_short_form(pieces[at : at + SHORT_FORM]):
            skipped = at + 2
            continue
        if word in ARTICLES and at + 1 < len(pieces) and pieces[at + 1].sort in WITH_ARTICLE:
            continue
        if word in GATHERINGS and made and made[-1].symbol == ORGANISATION:
            made[-1] = made[-1]._replace(symbol=ADJECTIVE)
            made.append(_item(piece, text))
        elif word in STATE_NOUNS and made and made[-1].symbol == ADJECTIVE:
            adjective = made.pop()
            has_article = bool(made) and made[-1].word in ARTICLES
            start = made.pop().start if has_article else adjective.start
            made.append(adjective._replace(symbol=COUNTRY, start=start, end=piece.end))
        else:
            made.append(_item(piece, text))
    return made


def _is_short_form(pieces: list[Piece]) -> bool:
    """Whether this, which begins with a bracket, is "(NSS)": it only says how a name is written short, and parts nothing."""
    if len(pieces) < SHORT_FORM or not (isinstance(pieces[2].value, Word) and pieces[2].value.text == ")"):
        return False
    inside = pieces[1].value
    return pieces[1].sort == ORGANISATION or (isinstance(inside, Word) and inside.is_capital and inside.text.isalpha())


SHORT_FORM = 3  # pieces, with its brackets


ARTICLES = frozenset({"the", "our"})
GATHERINGS = frozenset(
    {
        *("summit", "summits", "meeting", "meetings", "meet", "conference", "forum", "session", "assembly", "talks", "headquarters", "secretariat"),
        *("countries", "states", "nations", "members", "member", "leaders", "capitals"),
    }
)
"""With an organisation before them, no place but where it meets: one goes to a NATO summit, and not to NATO."""
STATE_NOUNS = frozenset({"capital", "government", "side", "authorities", "leadership", "state", "mainland"})
"""With an adjective before it, one more way to name a country: "the Somali capital"."""


WITH_ARTICLE = frozenset({COUNTRY, CITY, ORGANISATION, PEOPLE})


def _item(piece: Piece, text: str) -> Item:
    if isinstance(piece.value, Word):
        if piece.value.word in POSSESSIVES:
            return Item(OWNER, piece.value.word, piece.start, piece.end, Pointer("his"))
        return Item("", piece.value.word, piece.start, piece.end, None, piece.value.is_capital)
    match piece.value:
        case Mention() as mention if piece.sort == ADJECTIVE and mention.codes[0] in ORGANISATIONS and text[piece.end - 1] != "s":
            return Item("", text[piece.start : piece.end].lower(), piece.start, piece.end, None)  # a "European tour" is no visit to the Union
        case Mention() as mention if piece.sort in (COUNTRY, CITY, ORGANISATION, ADJECTIVE, PEOPLE):
            return Item(piece.sort, "", piece.start, piece.end, _party(mention, piece.sort, text))
        case Mention() | None:
            return Item(UNKNOWN, text[piece.start : piece.end].lower(), piece.start, piece.end, None)
        case value:
            return Item(piece.sort, "", piece.start, piece.end, value)


def _party(mention: Mention, sort: str, text: str) -> Party:
    code = mention.codes[0]
    city = next((sense for sense in mention.senses if isinstance(sense, City)), None) if sort == CITY else None
    return Party(city.code, text[mention.start : mention.end], city.is_capital) if city else Party(code)
