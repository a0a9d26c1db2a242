"""
Clauses: whom the small words of a sentence join in an act: who does it, with whom, by whom, between whom.

A frame says where each party stands; here any order of the clause will do, since English marks most parties by the word before them.
In: a sentence, and where in it the act and what it is about stand.  Out: the places of the parties.  Never: a country; the scene knows who stands there.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.reading.frames import PAIR
from tracker.reading.items import Item, Officials, Party

Tie = Literal["doer", "with", "by", "between", "tied", "other"]
"""How a mention is tied to the act: before it without a preposition; after "with", "by" or "between"; "Kenya-Peru"; any other way, such as a place."""

PARTIES = frozenset("CTONARBEPL")  # symbols
TIED = frozenset("CTONJ")
LANDS = frozenset("CL")
WHOLE_NAMES = frozenset("CTO")
HYPHENS = frozenset({"-", "–"})
LISTING = frozenset({",", "and", "&", "as well as"})
_OTHER = """
    in at to into near from for on about against over under during after before following since until through via towards toward despite like as than amid
    without within across regarding concerning per upon including
"""
TIES: dict[str, Tie] = {
    **dict.fromkeys(("between", "among"), "between"),
    **dict.fromkeys(("with", "alongside"), "with"),
    **dict.fromkeys(("by", "behalf"), "by"),
    **dict.fromkeys(_OTHER.split(), "other"),
}
ENDS = frozenset({";", ":", "\n"})
FAR = 10  # words from a mention back to the word that ties it
NEAR = 7  # words after "with" that may say with whom
PLURALS = ("s", "randa")
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our"})


@dataclass(frozen=True, slots=True)
class Joined:
    """
    places: of the parties in the sentence; is_closed: whether it names somebody else in the place of one, so that nobody may be added.

    is_foreign: whether it says that these are no states: "the brewer", "the rebels".
    each: places of those with each of whom there is one of several ("treaties with Kenya and Peru").
    """

    places: tuple[int, ...] = ()
    is_closed: bool = False
    is_foreign: bool = False
    each: tuple[int, ...] = ()


@dataclass(slots=True)
class _Group:
    """Mentions in one list, tied in one way."""

    tie: Tie
    places: list[int] = field(default_factory=list)


def joined(items: Sequence[Item], act: int, thing: int, strangers: Container[str] = ()) -> Joined:
    """
    Whom the sentence joins in the act at items[act]; thing: where what it is about stands, "treaty" in "signed a treaty".

    Between whom it is told settles it; else who does it and with whom. strangers: words in small letters for who is no state.
    """
    start, end = _bounds(items, act)
    groups = list(_groups(items, start, end))
    is_foreign = any(items[at].word in strangers for at in _standing(items, start, end, act, thing))
    both = _nearest(groups, act, "between")
    if both and (len(both.places) > 1 or items[both.places[0]].symbol == PAIR):
        return Joined(tuple(both.places), False, is_foreign)
    tied = _nearest([group for group in groups if 0 < thing - group.places[-1] <= NEAR], thing, "tied")
    if tied:
        return Joined(tuple(tied.places), False, is_foreign)
    doers = _doers(groups, act, thing)
    partners = _nearest([group for group in groups if group.places[0] > min(act, thing)], act, "with") or _nearest(groups, act, "with")
    places = [place for group in (*doers, partners) if group for place in group.places]
    is_closed = (thing > act and not doers and _is_stranger(items, start, act)) or (partners is None and _is_with_a_stranger(items, min(act, thing), end))
    each = tuple(partners.places) if partners and items[thing].word.endswith(PLURALS) else ()
    return Joined(tuple(dict.fromkeys(places)), is_closed, is_foreign, each)


def _bounds(items: Sequence[Item], act: int) -> tuple[int, int]:
    """Between which marks the act stands."""
    ends = [at for at, item in enumerate(items) if item.word in ENDS]
    return max((at + 1 for at in ends if at < act), default=0), min((at for at in ends if at > act), default=len(items))


def _groups(items: Sequence[Item], start: int, end: int) -> Iterator[_Group]:
    """The mentions between two places, each list of them with what ties it."""
    last: _Group | None = None
    for at in range(start, end):
        if items[at].symbol in TIED and at + 2 < end and items[at + 1].word in HYPHENS and items[at + 2].symbol in TIED:
            yield _Group("tied", [at, at + 2])
        if not _may_be_a_party(items, at, end):
            continue
        tie, before = _tie(items, at, start)
        if tie is None and last is not None and before == last.places[-1]:
            last.places.append(at)
            continue
        if last:
            yield last
        last = _Group(tie or "doer", [at])
    if last:
        yield last


def _may_be_a_party(items: Sequence[Item], at: int, end: int) -> bool:
    """Whether a mention may stand for a state: no owner of what follows, and no town that is no capital."""
    value = items[at].value
    is_town = isinstance(value, Party) and bool(value.city) and not value.is_capital
    return items[at].symbol in PARTIES and not is_town and (at + 1 == end or items[at + 1].word != "'s")


def _tie(items: Sequence[Item], at: int, start: int) -> tuple[Tie | None, int]:
    """
    What ties a mention to its sentence; None where it goes on with a list, with the place of the mention before it.

    A country may stand behind "in" and be a party all the same: "between a ministry in Kenya and one in Peru".
    """
    is_listed = is_inside = False
    for place in range(at - 1, max(at - FAR, start) - 1, -1):
        item = items[place]
        if item.word == "in" and items[at].symbol in LANDS and not is_inside:
            is_inside = True
        elif item.word in TIES:
            tie = TIES[item.word]
            return tie if tie == "between" or not is_inside else "other", place
        elif item.symbol in PARTIES:
            return (None, place) if is_listed else ("other", place)
        elif item.word in LISTING:
            is_listed = True
        elif is_listed and item.value is not None:
            break
    return "other" if is_inside else "doer", start


def _nearest(groups: Sequence[_Group], act: int, tie: Tie) -> _Group | None:
    """The group tied in that way that stands nearest to a place."""
    return min((group for group in groups if group.tie == tie), key=lambda group: abs(group.places[0] - act), default=None)


def _doers(groups: Sequence[_Group], act: int, thing: int) -> list[_Group]:
    """Who does it: of "signed a treaty" who stands before, of "a treaty was signed" who is named after "by", or before with it all."""
    by = [group for group in groups if group.tie == "by" and group.places[0] > act and thing <= act]
    if by:
        return by[:1]
    before = [group for group in groups if group.tie == "doer" and group.places[-1] < act]
    within = [group for group in before if group.places[0] > thing]
    return (within or before)[-1:]


def _standing(items: Sequence[Item], start: int, end: int, act: int, thing: int) -> Iterator[int]:
    """Where a party may stand: before what is done, and shortly after "with", "by" and "between"."""
    if thing > act:
        commas = [at for at in range(start, act - 1) if items[at].word == ","]
        yield from range(commas[-1] if commas and items[act - 1].word != "," else start, act)
    for at in range(start, end):
        if TIES.get(items[at].word) in ("with", "by", "between"):
            yield from range(at + 1, min(at + NEAR, end))


def _is_with_a_stranger(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether somebody else is named whose act it is, too: "with Chile's shipbuilder", "by Astilla"."""
    return any(_names_a_stranger(items, at + 1, end) for at in range(start, end) if items[at].word in ("with", "by"))


def _is_stranger(items: Sequence[Item], start: int, act: int) -> bool:
    """Whether a name that is neither a state's nor an official's stands at the head of the clause before the act."""
    names = [item for item in items[start:act] if item.value is None and item.is_capital and item.word not in DETERMINERS]
    return any(one is not items[start] for one in names) or (bool(names) and start + 1 < act and items[start + 1].is_capital)


def _names_a_stranger(items: Sequence[Item], at: int, end: int) -> bool:
    """Whether the phrase from `at` on names a firm or the like: "Astilla", "Chile's shipbuilder", "the Chilean brewer"."""
    while at < end and items[at].word in DETERMINERS:
        at += 1
    if at >= end:
        return False
    first, second = items[at], items[at + 1] if at + 1 < end else None
    if first.symbol in WHOLE_NAMES:
        return second is not None and second.word == "'s"
    if first.symbol == "J":
        return second is not None and second.value is None
    return first.value is None and first.is_capital and not any(isinstance(item.value, Officials) for item in items[at : at + FAR])
