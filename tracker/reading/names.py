"""
Names: from the characters of a sentence to its words, names, dates and amounts, each an item with its place.

In: text, what the lexicon found in it, and the officials whom the article has named so far.  Out: items, still apart: a role here, a name there.
Never: a role joined with a name; that is the grammar of `officials`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from tracker.core.date import PartialDate
from tracker.reading.dates import DateMention
from tracker.reading.frames import ADJECTIVE, CITY, COUNTRY, DATE, EPITHET, HERE, MONEY, ORDINAL, ORGANISATION, OWNER, PAIR, PEOPLE, PERCENT, PRONOUN, QUANTITY
from tracker.reading.items import Pointer, Pointing
from tracker.reading.lexicon import City, Demonym, Known, Mention, Named, Role, Title
from tracker.reading.numbers import Amount, Money, Ordinal, Percent, Quantity
from tracker.reading.pieces import Piece, Word
from tracker.reading.vocabulary import Phrases

PARTICLES = frozenset(
    {"bin", "ibn", "bint", "al", "el", "de", "da", "dos", "del", "der", "van", "von", "di", "du", "la", "le", "ben", "abu", "ter", "bel", "arap", "ap", "y"}
)
_NOT_NAMES = """
    the a an in on at of for from to by with and but or as it its he she they his her their we our i you this that these those there here then when while
    after before during since until if so yet not no nor what who how why which where one two three four five six seven eight nine ten some many most all
    both each last next yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mr mrs ms dr sir q a photo trade foreign prime president minister earlier later meanwhile however also
    according speaking asked among under between against over into out up down such only even still just
    senior top deputy former ex
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())
"""Words that begin sentences, with a capital, and are no names of people."""


ROLE, ROLES, TITLE, NAME = "r", "R", "t", "n"


def pieces(
    words: Sequence[Piece],
    mentions: Iterable[Mention],
    dated: Iterable[DateMention],
    counted: Iterable[Amount],
    pointers: Phrases,
    known_words: Container[str],
    day: PartialDate | None,
) -> list[Piece]:
    """
    The sentence as pieces, none overlapping: dates before pointers before money before names before other amounts, then names of people, then plain words.

    known_words: words that frames know, no names of people; day: of publication, for holders of an office who are named by family name alone.
    """
    spelt = [piece.value for piece in words if isinstance(piece.value, Word)]
    named = [piece for mention in mentions if (piece := _named(mention, day))]
    taken = _join([], [Piece(DATE, each.start, each.end, each) for each in dated])
    taken = _join(taken, [each for each in _pointing(words, [word.word for word in spelt], pointers) if not _is_in_a_name(each, named)])
    amounts = [Piece(_SORTS[type(each)], each.start, each.end, each) for each in counted]
    taken = _join(taken, [piece for piece in amounts if piece.sort == MONEY])  # "US$20 billion" names no country
    taken = _join(taken, named)
    taken = _join(taken, [piece for piece in amounts if piece.sort != MONEY])
    found = _with_words(taken, words)
    left = [piece.value for piece in found if isinstance(piece.value, Word)]
    return list(_with_people(found, [_is_name_like(piece, known_words) for piece in found], _is_titled(left)))


def _pointing(words: Sequence[Piece], small: Sequence[str], pointers: Phrases) -> Iterator[Piece]:
    for at in [at for at, word in enumerate(small) if word in pointers.lengths]:
        length, to = pointers.at(small, at)
        if length and to != "nowhere":
            pointing = cast(Pointing, to)
            yield Piece(POINTER_SYMBOLS[pointing], words[at].start, words[at + length - 1].end, Pointer(pointing))


def _is_in_a_name(pointer: Piece, named: Sequence[Piece]) -> bool:
    """Whether it is part of what an office or a state is called: "president of the republic", "the Republic of Kenya"."""
    return any(
        piece.start < pointer.end and pointer.start < piece.end if piece.sort == COUNTRY else piece.start < pointer.start < piece.end
        for piece in named
        if piece.sort in (ROLE, ROLES, COUNTRY)
    )


POINTER_SYMBOLS: Mapping[Pointing, str] = {
    "he": PRONOUN,
    "they": PRONOUN,
    "guest": EPITHET,
    "host": EPITHET,
    "pair": PAIR,
    "here": HERE,
    "there": HERE,
    "home": HERE,
    "epithet": HERE,
    "bloc": HERE,
    "his": OWNER,
}


def _named(mention: Mention, day: PartialDate | None) -> Piece | None:
    """A mention as a piece: a person before a role before a country before a city, None where the lexicon's word means nothing here."""
    for sense in sorted(mention.senses, key=_precedence):
        match sense:
            case Known(is_full=True):
                return Piece(NAME, mention.start, mention.end, mention)
            case Known() if sense == _bearer(mention, day):
                return Piece(NAME, mention.start, mention.end, replace(mention, senses=(sense,)))
            case Role(is_plural=is_plural):
                return Piece(ROLES if is_plural else ROLE, mention.start, mention.end, mention)
            case Named(way=way):
                return Piece(ORGANISATION if way == "organisation" else COUNTRY, mention.start, mention.end, mention)
            case City():
                return Piece(CITY, mention.start, mention.end, mention)
            case Demonym(is_people=is_people):
                return Piece(PEOPLE if is_people else ADJECTIVE, mention.start, mention.end, mention)
            case Title():
                return Piece(TITLE, mention.start, mention.end, mention)
            case _:
                continue
    return None


def _bearer(mention: Mention, day: PartialDate | None) -> Known | None:
    """Whom a family name alone means: of all that bear it, the one who governs on that day (his wife does not); on an untold day, who alone ever did."""
    bearers = [sense for sense in mention.senses if isinstance(sense, Known)]
    if not mention.is_sure or len(bearers) < len(mention.senses) or bearers[0].person.family[0].lower() in NOT_NAMES:
        return None
    if len(bearers) == 1 and day:
        return bearers[0] if bearers[0].person.on(day) else None
    governing = [each for each in bearers if any(office.level != "other" for office in (each.person.on(day) if day else each.person.offices))]
    return governing[0] if len(governing) == 1 else None


def _precedence(sense: object) -> int:
    match sense:
        case Known(is_full=True):
            return 0
        case Role():
            return 1
        case Named():
            return 2
        case Demonym(is_people=False):
            return 3
        case City():
            return 4
        case Title():
            return 5
        case _:
            return 6


_SORTS: Mapping[type[Amount], str] = {Money: MONEY, Percent: PERCENT, Quantity: QUANTITY, Ordinal: ORDINAL}


def _join(taken: list[Piece], more: Iterable[Piece]) -> list[Piece]:
    """Both, in order of place; of `more`, which is in order, only what overlaps nothing."""
    joined: list[Piece] = []
    at = end = 0
    for piece in more:
        while at < len(taken) and taken[at].end <= piece.start:
            joined.append(taken[at])
            at += 1
        if piece.start >= end and (at == len(taken) or taken[at].start >= piece.end):
            joined.append(piece)
            end = piece.end
    joined += taken[at:]
    return joined


def _with_words(taken: Sequence[Piece], words: Sequence[Piece]) -> list[Piece]:
    """The pieces with all words between them; a word that a piece covers in part goes with it."""
    found: list[Piece] = []
    starts, ends = [word.start for word in words], [word.end for word in words]
    at = 0
    for piece in taken:
        found += words[at : bisect_right(ends, piece.start, at)]
        found.append(piece)
        at = bisect_left(starts, piece.end, at)
    return found + list(words[at:])


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether the words beside what is known by name are those of a headline: nearly every one has a capital, so that a capital tells nothing."""
    long = [word.is_capital for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(long) > 3 and sum(long) > TITLED * len(long)


TITLED = 0.75


def _with_people(found: list[Piece], names: list[bool], is_titled: bool) -> Iterator[Piece]:
    """
    Runs of capitalised words become names of people: after a role or title, of two words or more, or when the lexicon knows them.

    names: of each piece whether it is name-like.
    """
    at = end = 0
    while at < len(found):
        if not names[at]:
            nearest = names.index(True, at) if True in names[at:] else len(found)
            yield from found[at:nearest]
            at = nearest
            continue
        end = _run(found, names, at) if at >= end else end  # all that begin within a run end with it
        if _is_person(found, at, end, is_titled):
            yield Piece(NAME, found[at].start, found[end - 1].end, _mention_in(found[at:end]))
            at = end
        else:
            yield found[at]
            at += 1


def _run(found: list[Piece], names: Sequence[bool], at: int) -> int:
    """Where the run of name-like pieces from `at` on ends."""
    end = at
    while end < len(found) and names[end]:
        end += 1
        glue = end
        while glue + 1 < len(found) and glue < end + 2 and _is_glue(found, glue):
            glue += 1
        if glue > end and glue < len(found) and names[glue]:
            end = glue
    return end


def _is_name_like(piece: Piece, known_words: Container[str]) -> bool:
    if isinstance(piece.value, Word):
        return piece.value.is_capital and piece.value.word not in NOT_NAMES and piece.value.word not in known_words
    return piece.sort == NAME or (piece.sort in (COUNTRY, CITY, ADJECTIVE) and isinstance(piece.value, Mention) and not piece.value.is_sure)


def _is_glue(found: list[Piece], at: int) -> bool:
    """Whether a particle, a royal title, or a hyphen without space stands between two parts of a name."""
    value = found[at].value
    if found[at].sort == ROLE and isinstance(value, Mention) and value.role:
        return value.role.level == "royal"  # Hassan Sheikh Mohamud
    if not isinstance(value, Word):
        return False
    return value.word in PARTICLES or (value.word == "-" and found[at - 1].end == found[at].start and found[at].end == found[at + 1].start)


def _is_person(found: list[Piece], at: int, end: int, is_titled: bool) -> bool:
    run = found[at:end]
    follows_role = at > 0 and found[at - 1].sort in (ROLE, ROLES, TITLE)
    if any(piece.sort == NAME for piece in run) or follows_role:
        return True
    return len(run) >= 2 and not is_titled


def _mention_in(run: list[Piece]) -> Mention | None:
    """What the lexicon knows of the person, the longest mention where several stand in the name; nothing where only the family name fits."""
    mentions = [piece.value for piece in run if piece.sort == NAME and isinstance(piece.value, Mention)]
    longest = max(mentions, key=lambda mention: mention.end - mention.start) if mentions else None
    given = {piece.value.text[0] for piece in run if isinstance(piece.value, Word) and piece.value.is_capital}
    if longest is None or not given or any(isinstance(sense, Known) and sense.is_full for sense in longest.senses):
        return longest
    return longest if any(given & {word[0] for word in person.name.split()} for person in longest.people) else None  # no Michelle is Barack
