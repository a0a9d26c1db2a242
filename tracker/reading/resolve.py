"""
Resolve: from the matches of frames to acts with all their fields: who, where, when, and how far it has come.

In: a sentence's matches, and the scene.  Out: what is told, one entry an act, its parties known.  Never: two tellings made one; that is for `reconcile`.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from tracker.core.date import PartialDate, days_between, first_day, is_whole_day, last_day
from tracker.core.event import Count, Person, Value
from tracker.reading.clauses import PLURALS, Joined, joined
from tracker.reading.dates import DateMention
from tracker.reading.frames import ACT, DEED, OWNER, QUANTITY, Match, Rule
from tracker.reading.inflection import Form
from tracker.reading.items import Item, Official, Officials, Party, Sentence
from tracker.reading.kinds import Declared, Kinds
from tracker.reading.mood import Time, time_of
from tracker.reading.numbers import Money, Ordinal, Percent, Quantity
from tracker.reading.scene import OPEN_ENDS, Referent, Scene

GERUND: frozenset[Form] = frozenset({"gerund"})  # after a comma, it is done by another than what stands before it
WAY = "way"  # the slot of a word that tells whether something rose or fell, where another one tells the act
FACTORS: Mapping[str, float] = {
    "subject": 0.9,
    "traveller": 0.85,
    "guest": 0.8,
    "sentence": 0.85,
    "there": 0.7,
    "here": 0.6,
    "home": 0.6,
    "pair": 0.6,
    "topic": 0.75,
    "clause": 0.85,
    "told": 0.9,
    "listed": 0.9,
    "two": 0.85,
    "first": 0.85,
    "main": 0.6,
    "bilateral": 0.6,
    "last": 0.7,
}
"""How much a party counts that the words leave out, by where it was taken from. Source: the estimates of a first experiment, not yet measured."""
PAIRS = frozenset({"guest", "last", "pair", "bilateral"})
"""Of these sources both parties come together, or the one that is not named beside the other."""
NEXT_ROW = 1  # sentences within which a list counts on
SOON_DAYS = 14  # within which the present tense may tell what lies ahead
SPAN_FACTORS: Mapping[str, float] = {"headline": 0.8, "related": 0.8, "caption": 0.9}


@dataclass(frozen=True, slots=True)
class Told:
    """
    One act as one sentence tells it. place: of the act's word in the sentence; codes: between whom; officials: who travels, () for what is no journey.

    is_again: whether it tells more of an act told before ("the treaty was signed in Oslo"); is_second: whether a second reader tells it.
    """

    declared: Declared
    fields: Mapping[str, Value | None]
    sentence: Sentence
    place: int
    rule: str
    confidence: float
    codes: tuple[str, ...]
    officials: tuple[Official, ...]
    is_again: bool = False
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Slots:
    """A match with what its slots hold: the items, and for word classes their value."""

    items: Mapping[str, tuple[tuple[int, Item], ...]]
    values: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


def tell(
    match: Match, declared: Declared, sentence: Sentence, offset: int, acts: Sequence[int], scene: Scene, kinds: Kinds, text: str, published: PartialDate | None
) -> Iterator[Told]:
    """
    The acts that a match tells, none where it is no fact or a party stays unknown.

    offset: where the sentence begins among the symbols of the article; acts: the places of all acts of this kind in the sentence.
    """
    slots = _slots(match, sentence, offset, kinds)
    name = ACT if ACT in match.slots else DEED
    act, end = (match.slots[name][0][0] - offset, match.slots[name][0][1] - offset) if name in match.slots else (match.end - offset - 1, match.end - offset)
    thing = slots.spans[declared.thing][0] if declared.thing in slots.spans else act
    clause = joined(sentence.items, act, thing, declared.strangers)
    if declared.is_foreign(sentence.symbols) or clause.is_foreign:
        scene.leave(declared.kind.parties)
        return
    is_question = _is_question(text[sentence.span.start : sentence.span.end])
    time = time_of(sentence.items, act, end, name == DEED and not match.rule.beside, kinds.moods, kinds.vocabulary.forms, is_question)
    if time is None or (thing < act and sentence.items[act - 1].word == "," and kinds.vocabulary.forms.get(sentence.items[act].word) == GERUND):
        return
    dated = slots.spans.get("value", (act, end)) if declared.is_yearly else (act, end)  # "rose from $2 billion in 2019 to $3 billion in 2020"
    when = _when(sentence, *dated, () if declared.is_yearly and _tells_one_year(sentence, time, published) else acts, slots, time, declared, published)
    when = None if declared.tour and time in CALLED_OFF and _is_by(when, published) else when
    time = _settled(time, when, published)
    status = _status(time, declared, slots, match)
    if status is None:
        return
    choices = tuple(_choices(declared, slots, sentence, scene, act, when, match.rule, clause))
    if not choices and clause.is_closed and declared.thing in slots.spans and not match.rule.is_loose:
        scene.leave(declared.kind.parties)
    for row, (chosen, factor) in enumerate(choices):
        people = {field: tuple(referent[1] for referent in those if referent[1]) for field, those in chosen.items()}
        places = {field: next((referent[2] for referent in those if referent[2]), None) for field, those in chosen.items()}
        fields = dict(_filled(declared, slots, match, sentence, scene, people, places, when, text, act, row, time, published))
        if any(fields.get(field, "") is None for field in match.rule.sets):
            continue  # a row of a list whose rows before are not known
        if declared.kind.status and status:
            fields[declared.kind.status] = status
        elif status and "status" in declared.kind.fields:
            fields["status"] = status
        if status in declared.on_the_day and fields.get(declared.kind.date) is None and not _is_earlier(sentence, act):
            fields[declared.kind.date] = scene.day
        for field, those in chosen.items():
            parties = tuple(sorted({referent[0] for referent in those}))
            fields[field] = parties if declared.kind.fields[field].type == "parties" else parties[0]
        confidence = match.rule.precision * factor * SPAN_FACTORS.get(sentence.span.role, 1.0)
        codes = tuple(dict.fromkeys(referent[0] for those in chosen.values() for referent in those))
        _keep_topics(fields, declared, slots, scene)
        scene.told.append((act, fields))
        scene.last |= {field: codes for field in declared.kind.parties if declared.kind.fields[field].type == "parties"}
        travellers = people[declared.kind.parties[0]] if declared.tour else ()
        is_again = match.rule.is_again or _points_back(sentence, slots.spans.get(declared.thing), declared, fields)
        yield Told(declared, fields, sentence, act, match.rule.id, confidence, codes, travellers, is_again)


def _points_back(sentence: Sentence, thing: tuple[int, int] | None, declared: Declared, fields: Mapping[str, Value | None]) -> bool:
    """Whether what the act is about was told of before: "the two memoranda", or "the treaty" where the text does not say on what."""
    if thing is None:
        return False
    before = next((item for item in reversed(sentence.items[: thing[0]]) if item.word not in ANY_ONE and item.symbol != QUANTITY), None)
    last = sentence.items[thing[1] - 1].word
    if before is None or before.word not in POINTING_BACK:
        return False
    return last.endswith(PLURALS) or not any(fields.get(name) for name, spec in declared.kind.fields.items() if spec.type == "text")


POINTING_BACK = frozenset({"the", "this", "these", "both"})
ANY_ONE = frozenset({"new", "bilateral", "said", "same", "above", "latter"})


def topic(match: Match, declared: Declared, sentence: Sentence, offset: int, scene: Scene, kinds: Kinds) -> None:
    """What the rows of a list that follows are about, or between whom that is of which more is told: the scene keeps it."""
    slots = _slots(match, sentence, offset, kinds)
    for field in declared.kind.parties:
        codes = [code for at, _ in slots.items.get(field, ()) for code, _, _ in scene.referents(sentence.items, at)]
        if declared.kind.fields[field].type == "parties":
            scene.last |= {field: tuple(dict.fromkeys(codes))} if len(set(codes)) > 1 else {}
        elif codes:
            scene.keep(field, codes[0])
    if declared.is_yearly and sentence.dates:
        scene.keep(declared.kind.date, sentence.dates[0][1].first[:4])
    for field in slots.values.keys() & declared.kind.fields.keys():
        if slots.values[field]:
            scene.keep(field, slots.values[field])


def _keep_topics(fields: Mapping[str, Value | None], declared: Declared, slots: _Slots, scene: Scene) -> None:
    """Keep what rows leave out, and the number that the next row follows."""
    for field, spec in declared.kind.fields.items():
        value = fields.get(field)
        if value is not None and (spec.is_required or spec.type == "number") and field != "status":
            scene.keep(field, value)


def _is_question(sentence: str) -> bool:
    """Whether it asks, or is what an interviewer puts to the other."""
    return sentence.rstrip("\"”’' ").endswith("?") or sentence.startswith(("Q:", "Q."))


def _slots(match: Match, sentence: Sentence, offset: int, kinds: Kinds) -> _Slots:
    held: dict[str, tuple[tuple[int, Item], ...]] = {}
    values: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for slot, places in match.slots.items():
        inside = [(start - offset, end - offset) for start, end in places]
        held[slot] = tuple((at, sentence.items[at]) for start, end in inside for at in range(start, end) if sentence.items[at].value is not None)
        spans[slot] = inside[0]
        words = tuple(item.word for item in sentence.items[slice(*inside[0])])
        values[slot] = kinds.vocabulary.classes.get(match.types[slot], {}).get(words, "")
    return _Slots(held, values, spans)


def _status(time: Time, declared: Declared, slots: _Slots, match: Match) -> str | None:
    """The status to tell, "" for none; None where an act of that time is not told of at all."""
    field = declared.kind.status or "status"
    choices = declared.kind.fields[field].choices if field in declared.kind.fields else ()
    times = {**declared.times, **match.rule.times}
    if time == "future" and (value := slots.values.get(ACT, "")) in declared.ahead:
        return declared.ahead[value] or None
    if time in times:
        return times[time] or None
    return next((word for word in (slots.values.get(ACT) or slots.values.get(DEED, ""), str(match.rule.sets.get(field, ""))) if word in choices), "")


def _settled(time: Time, when: DateMention | None, published: PartialDate | None) -> Time:
    """The time of the act, with what the date says: what was told as done cannot lie ahead, and what goes on is not over since last year."""
    if when is None or published is None or time not in ("past", "present"):
        return time
    if first_day(when.first) > last_day(published):
        return "future"
    if time == "present" and last_day(when.last or when.first) < first_day(published):
        return "past"
    if time == "past" and when.first == published:
        return "present"
    return time


def _is_by(when: DateMention | None, published: PartialDate | None) -> bool:
    """Whether the date is a day that has come: one on which a trip was called off, not one on which it was to begin."""
    return when is not None and published is not None and is_whole_day(when.first) and when.first <= published


def _when(
    sentence: Sentence, act: int, end: int, acts: Sequence[int], slots: _Slots, time: Time, declared: Declared, published: PartialDate | None
) -> DateMention | None:
    """The date of the act: in its slot, or the nearest one in its sentence with no other act between; one after the act is nearer than one before it."""
    open_ends = LASTING_ENDS if declared.is_lasting else OPEN_ENDS
    own = [item.value for _, item in slots.items.get("when", ()) if isinstance(item.value, DateMention)]
    dates = [
        at for at, mention in sentence.dates if (time == "future" or not _is_deadline(sentence, at, mention, published)) and not _is_compared(sentence, at)
    ]
    near = min(((_distance(sentence, at, act, end), at) for at in dates if _belongs(sentence, at, act, end, acts, open_ends)), default=(0.0, -1))[1]
    found = own[0] if own else dict(sentence.dates).get(near)
    if found is None:
        return None
    ahead = found.towards(True)
    # English tells a planned journey in the present, too: "flies on to Oslo on Friday".
    is_under_way = sentence.items[act].word in ("is", "are") and end < near and sentence.items[end].word == "on"  # "is on a visit from Monday"
    has_begun = is_under_way or any(item.word in BEGUN for item in sentence.items[max(near - 2, 0) : max(near, 0)])
    is_near = time == "present" and not has_begun and published is not None and days_between(ahead.first, published) <= SOON_DAYS
    return ahead if time == "future" or is_near else found.towards(False)


def _is_deadline(sentence: Sentence, at: int, mention: DateMention, published: PartialDate | None) -> bool:
    """Whether a date says by when something shall be, and so not when what is told as done was."""
    return at > 0 and sentence.items[at - 1].word == "by" and published is not None and first_day(mention.first) > first_day(published)


def _is_compared(sentence: Sentence, at: int) -> bool:
    """Whether a date is only that of an earlier time with which another is compared: "up from the same period of 2019"."""
    return "same" in {item.word for item in sentence.items[max(at - 4, 0) : at]}


def _belongs(sentence: Sentence, date: int, act: int, end: int, acts: Sequence[int], open_ends: frozenset[str]) -> bool:
    """Whether a date may say when an act began: no other act is nearer to it, and no word before it says that it is an end, or since when nothing was."""
    if (date > 0 and sentence.items[date - 1].word in open_ends) or _is_lifetime(sentence, date) or _dates_a_thing(sentence, date, end):
        return False
    between = {item.word for item in sentence.items[min(end, date) : max(act, date)]}
    if date >= end and between & open_ends - {"of"}:
        return False  # "the first visit since the election of 2021"
    if len(acts) > 1 and date >= end and date - end <= SAME_CLAUSE_WORDS and not between & {",", ";", ":", "and", "(", "–"}:
        return True
    place = bisect_right(acts, date)
    nearest = acts[max(place - 1, 0) : place + 1]  # on either side of the date; acts are in order
    return all(_distance(sentence, date, act, end) <= _distance(sentence, date, other, other + 1) for other in nearest)


def _dates_a_thing(sentence: Sentence, date: int, end: int) -> bool:
    """Whether a date behind the act says of when a thing is to which it is done: "suspended its 2018 accord"."""
    before, after = sentence.items[date - 1], sentence.items[date + 1 : date + 2]
    return date > end and (before.word in OF_A_THING or before.symbol == OWNER) and bool(after) and after[0].word.isalpha()


OF_A_THING = frozenset({"the", "a", "'s", "this", "that"})


def _is_lifetime(sentence: Sentence, date: int) -> bool:
    """Whether a date is one of two in brackets: "(1954-2013)"."""
    return any(
        sentence.items[at].word == "(" and sentence.items[at + 2 : at + 3] and sentence.items[at + 2].word in DASHES for at in (date - 1, date - 3) if at >= 0
    )


DASHES = frozenset({"-", "–", "—"})


def _is_earlier(sentence: Sentence, act: int) -> bool:
    """Whether the act lies before what the sentences around it tell, or may: "had signed", "once signed"; or whether its sentence has another date."""
    return bool(sentence.dates) or any(item.word in EARLIER for item in sentence.items[max(act - 4, 0) : act])


LASTING_ENDS = frozenset({"until", "till", "of"})
"""OPEN_ENDS of what goes on: "since May" says when it began, and "the treaty of 2000" not when it ended."""
EARLIER = frozenset({"had", "once", "earlier", "previously", "formerly", "already", "since", "ago"})


def _tells_one_year(sentence: Sentence, time: Time, published: PartialDate | None) -> bool:
    """Whether the sentence names one date only, which then holds for all its ranks and sums; one that lies ahead, for plans alone."""
    if len(sentence.dates) != 1:
        return False
    return time == "future" or published is None or first_day(sentence.dates[0][1].first) <= last_day(published)


def _distance(sentence: Sentence, date: int, act: int, end: int) -> float:
    """How far a date stands from an act, in words; what stands before it is a little farther, and the end of a clause counts as several words."""
    between = sentence.items[end:date] if date >= end else sentence.items[date:act]
    return len(between) * (1 if date >= end else 1.5) + CLAUSE_WORDS * sum(item.word in (";", ":", "(", "but", "while") for item in between)


CLAUSE_WORDS = 8
CALLED_OFF = frozenset({"postponed", "cancelled"})
BEGUN = frozenset({"started", "began", "begun", "commenced"})
SAME_CLAUSE_WORDS = 10  # within which a date belongs to every act of an unbroken clause


def _choices(
    declared: Declared, slots: _Slots, sentence: Sentence, scene: Scene, act: int, when: DateMention | None, rule: Rule, clause: Joined
) -> Iterator[tuple[dict[str, tuple[Referent, ...]], float]]:
    """Every way to give each party field a country, with the factor of what was left out: several visitors or hosts make several visits."""
    kind = declared.kind
    day = when.first if when else None
    named = {field: [scene.then(each, day) for each in referents] for field, referents in _named(kind.parties, slots, sentence, scene).items()}
    taken = {code for found in named.values() for code, _, _ in found}
    options: list[list[tuple[Referent, ...]]] = []
    factor = 1.0
    for field, found in named.items():
        wanted = max(2, len({code for code, _, _ in found}) + rule.has_another) if kind.fields[field].type == "parties" else 1
        sources = rule.absent.get(field, declared.absent.get(field, ()))
        is_closed = clause.is_closed or (field in scene.last and not scene.last[field])
        for source in ("clause",) if "clause" in sources and is_closed else sources:
            if len({code for code, _, _ in found}) >= wanted:
                break
            offered = _absent(source, field, sentence, scene, act, clause)
            if wanted > 1 and found and source in PAIRS and not taken & {code for code, _, _ in offered}:
                continue  # who is named is none of that pair
            more = [scene.then(referent, when.first if when else None) for referent in offered if referent[0] not in taken]
            if more:
                factor *= FACTORS[source]
            is_all = source == "clause" or (source in ("subject", "traveller") and wanted == 1)
            found += more if is_all else _first_codes(more, wanted - len({code for code, _, _ in found}))
            taken |= {code for code, _, _ in found}
        found = found if len({code for code, _, _ in found}) >= wanted else []
        alone = [tuple(referent for referent in found if referent[0] == code) for code in dict.fromkeys(code for code, _, _ in found)]
        each = {code for at in clause.each for code, _, _ in scene.referents(sentence.items, at)}
        options.append(alone if wanted == 1 else _with_each(found, each))
    for choice in product(*options):
        if all(choice):
            yield dict(zip(kind.parties, choice, strict=True)), factor


def _with_each(found: Sequence[Referent], each: Collection[str]) -> list[tuple[Referent, ...]]:
    """All of them together; or, where one has a text of its own with each of several others, these pairs."""
    one = [referent for referent in found if referent[0] not in each]
    if len(each) < MANY or len({code for code, _, _ in one}) != 1:
        return [tuple(found)]
    return [(*one, *(referent for referent in found if referent[0] == code)) for code in sorted(each)]


MANY = 2


def _named(parties: Sequence[str], slots: _Slots, sentence: Sentence, scene: Scene) -> dict[str, list[Referent]]:
    """Whom the slot of each party names; "its" and "the country" are none of those whom the slots of others call by name."""
    called = {slot: {item.value.code for _, item in those if isinstance(item.value, Party)} for slot, those in slots.items.items()}
    others = {field: frozenset().union(*(codes for slot, codes in called.items() if slot != field)) for field in parties}
    return {field: [each for at, _ in slots.items.get(field, ()) for each in scene.referents(sentence.items, at, others[field])] for field in parties}


def _first_codes(found: Sequence[Referent], count: int) -> list[Referent]:
    """Those of the first `count` countries."""
    codes = list(dict.fromkeys(code for code, _, _ in found))[:count]
    return [referent for referent in found if referent[0] in codes]


def _absent(source: str, field: str, sentence: Sentence, scene: Scene, act: int, clause: Joined) -> list[Referent]:
    """What a party may be that the words leave out."""
    match source:
        case "clause":
            return [referent for at in clause.places for referent in scene.referents(sentence.items, at)]
        case "subject":
            before = [at for at, item in enumerate(sentence.items[:act]) if isinstance(item.value, Officials)]
            people = scene.officials(sentence.items, before[0]) if before else scene.subject or scene.protagonist
            return [(person.code, person, None) for person in people if person.code]
        case "traveller":
            who = scene.guest or scene.subject or scene.protagonist
            subject = _absent("subject", field, sentence, scene, act, clause)
            has_subject = any(isinstance(item.value, Officials) for item in sentence.items[:act])
            return subject if has_subject else [(person.code, person, None) for person in who if person.code]
        case "sentence":
            return _in_sentence(sentence, scene, act, 0, len(sentence.items))
        case "first":
            firsts = [at for at, item in enumerate(sentence.items[:act]) if item.symbol and item.symbol in "CONTBL"]
            return [referent for at in firsts[:1] for referent in scene.referents(sentence.items, at)]
        case "two":
            parts = ((*_clause(sentence, act), True), (0, len(sentence.items), False), (0, len(sentence.items), True))
            named = (_in_sentence(sentence, scene, act, start, end, is_place_too) for start, end, is_place_too in parts)
            return next((found for found in named if len({code for code, _, _ in found}) == 2), [])
        case "guest":
            return [(code, None, None) for code in _guest_and_host(sentence, scene) if code]
        case "there":
            return [(scene.there.code, None, scene.there)] if scene.there else []
        case "here":
            return [(scene.here, None, None)] if scene.here else []
        case "home":
            return [(scene.home, None, None)] if scene.home else []
        case "pair":
            return [(code, None, None) for code in scene.two()]
        case "main":
            return [(code, None, None) for code in scene.often[:2]]
        case "bilateral":
            return [(code, None, None) for code in scene.often[:2] if scene.is_bilateral]
        case "last":
            return [(code, None, None) for code in scene.last.get(field, ())]
        case "topic" | "told" | "listed":
            told = scene.topic(field) if source == "topic" else scene.told_near(act, field, source == "listed")
            return [(told, None, None)] if isinstance(told, str) else []
        case _:
            raise ValueError(f"{source!r} is no source of a party left out")


def _guest_and_host(sentence: Sentence, scene: Scene) -> tuple[str, str]:
    """Between whom the last visit was told; of a tour, the visitor and the country where the sentence takes place."""
    visitor = scene.guest[0].code if scene.guest else ""
    places = [item.value.code for at, item in enumerate(sentence.items) if isinstance(item.value, Party) and sentence.items[at - 1].word in ("in", "at")]
    return visitor, next((code for code in places if code != visitor), scene.host)


def _in_sentence(sentence: Sentence, scene: Scene, act: int, start: int, end: int, is_place_too: bool = True) -> list[Referent]:
    """Whom that part of the sentence names, those nearest to the act first; perhaps without where it happens."""
    ranked = sorted((abs(at - act), at) for at in range(start, end) if (symbol := sentence.items[at].symbol) and symbol in "CTONARBE")
    return [referent for _, at in ranked if is_place_too or not _is_place(sentence, at) for referent in scene.referents(sentence.items, at)]


def _clause(sentence: Sentence, act: int) -> tuple[int, int]:
    """Where the part of the sentence between two commas begins and ends in which an act stands."""
    ends = [-1, *(at for at, item in enumerate(sentence.items) if item.word in (",", ";", ":")), len(sentence.items)]
    place = bisect_right(ends, act)
    return ends[place - 1] + 1, ends[place]


def _is_place(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.items[at].symbol in "CT" and sentence.items[at - 1].word in ("in", "at", "to", "from", "into", "for", "near")


def _filled(
    declared: Declared,
    slots: _Slots,
    match: Match,
    sentence: Sentence,
    scene: Scene,
    people: Mapping[str, tuple[Official, ...]],
    places: Mapping[str, Party | None],
    when: DateMention | None,
    text: str,
    act: int,
    row: int,
    time: Time,
    published: PartialDate | None,
) -> Iterator[tuple[str, Value | None]]:
    """Every other field: set by the frame, from the part of a slot that the kind names, or from the slot of its own name."""
    for field, spec in declared.kind.fields.items():
        slot, part = declared.fills.get(field, (field, ""))
        if field in match.rule.sets and field not in slots.spans:
            yield field, _set(match.rule.sets[field], partial(scene.topic, field), spec.type, row)
        elif slot == "when":
            yield field, _dated(declared, part, when, time, scene, published)
        elif part == "people":
            yield field, tuple(dict.fromkeys(Person(person.name, person.role) for person in people.get(slot, ()) if person.name))
        elif part == "level":
            levels = [person.level for person in people.get(slot, ()) if person.level in spec.choices]
            yield field, max(levels, key=spec.choices.index, default=None)
        elif part == "city":
            place = places.get(slot)
            yield field, place.city if place else None
        elif part == "names":
            yield field, tuple(person.name for at, _ in slots.items.get(slot, ()) for person in scene.officials(sentence.items, at) if person.name)
        elif slot in slots.spans:
            yield field, _value(slots, slot, part, spec.type, sentence, text)
        elif declared.before.get(field) in slots.spans:
            yield field, _words_before(slots, declared.before[field], sentence, text)
        elif spec.is_required and spec.type == "choice":
            yield field, (scene.told_near(act, field, True) if match.rule.hangs_on_told else None) or scene.topic(field)


def _dated(declared: Declared, part: str, when: DateMention | None, time: Time, scene: Scene, published: PartialDate | None) -> Value | None:
    """The date of the act; of a yearly kind its year, which is the year of publication for what holds now, and else that of the list's rows before."""
    if declared.is_lasting and (time == "future" or (when and published and first_day(when.first) > last_day(published))):
        return None
    if not declared.is_yearly:
        return (when.first if part == "first" else when.last) if when else None
    if when:
        return (when.last or when.first)[:4]  # a fiscal year counts as the one in which it ends
    return published[:4] if time == "present" and published else scene.topic(declared.kind.date)


def _set(given: str | int | float | bool, told: Callable[[int], Value | None], type: str, row: int) -> Value | None:
    """
    The value that a frame gives a field; some words count the rows of a list, None where there is no row to count from.

    first: 1, and on from there; next, same, previous: beside what was told in this sentence or the last one; further: next, in this sentence.
    told: what the field was told to be within so many sentences.
    """
    if type != "number" or not isinstance(given, str):
        return given
    if given == "first" and row == 0:
        return 1
    last = told(0 if given == "further" else NEXT_ROW)
    return last + {"same": 0, "previous": -1}.get(given, 1) if isinstance(last, int) else None


def _value(slots: _Slots, slot: str, part: str, type: str, sentence: Sentence, text: str) -> Value | None:
    """What a slot says of a field: the value of its word, its amount, or the words as written."""
    if slots.values.get(slot):
        return slots.values[slot]
    for _, item in slots.items.get(slot, ()):
        match item.value:
            case Money(value=value, currency=currency):
                return currency if part == "currency" else _whole(value)
            case Percent(value=value):
                return _whole(-abs(value) if "down" in (slots.values.get(ACT), slots.values.get(WAY)) else value)
            case Ordinal(value=value):
                return value
            case Quantity(value=value, is_approximate=is_approximate):
                return Count(value, is_approximate) if type == "count" else value
    first, last = slots.spans[slot]
    return _phrase(sentence, first, last, text) if type == "text" else None


def _phrase(sentence: Sentence, first: int, last: int, text: str) -> str | None:
    """The words as written, without those at their end that lead to something else: of "fishing in Oslo on", before a day, "fishing"."""
    items = sentence.items
    while last > first and items[last - 1].word in LEADING_ON:
        last -= 1
        if last - 2 > first and isinstance(items[last - 1].value, Party) and items[last - 2].word in ("in", "at"):
            last -= 2
    return text[items[first].start : items[last - 1].end] if last > first else None


def _words_before(slots: _Slots, slot: str, sentence: Sentence, text: str) -> str | None:
    """The words before a slot that belong to it: "double taxation" of "a new double taxation treaty"."""
    last = first = slots.spans[slot][0]
    begin = max((end for _, end in slots.spans.values() if end <= last), default=0)
    while first > begin and _says_what(sentence.items[first - 1]):
        first -= 1
    return text[sentence.items[first].start : sentence.items[last - 1].end] if last > first else None


def _says_what(item: Item) -> bool:
    return item.value is None and not item.is_capital and item.word.replace("-", "").isalpha() and item.word not in SAYING_LITTLE


LEADING_ON = frozenset({"on", "in", "at", "of", "for", "to", "from", "with", "by", "and", "or", "the", "a", "an", "last", "this", "early", "late", "here"})
SAYING_LITTLE = LEADING_ON | frozenset(
    {
        *(
            "its",
            "their",
            "his",
            "her",
            "our",
            "that",
            "these",
            "those",
            "any",
            "some",
            "such",
            "other",
            "another",
            "several",
            "many",
            "various",
            "numerous",
            "as",
            "under",
            "after",
            "over",
        ),
        *(
            "new",
            "first",
            "second",
            "last",
            "latest",
            "old",
            "existing",
            "current",
            "previous",
            "recent",
            "long-awaited",
            "landmark",
            "long",
            "special",
            "historic",
            "major",
            "key",
            "important",
            "significant",
        ),
        *(
            "bilateral",
            "trilateral",
            "multilateral",
            "joint",
            "mutual",
            "separate",
            "similar",
            "draft",
            "final",
            "formal",
            "official",
            "binding",
            "broad",
            "wide-ranging",
            "far-reaching",
        ),
        *(
            "political",
            "international",
            "interim",
            "preliminary",
            "provisional",
            "possible",
            "proposed",
            "planned",
            "so-called",
            "signed",
            "sign",
            "signs",
            "signing",
            "not",
            "is",
            "was",
            "one",
        ),
    }
)
"""What stands before a treaty and says nothing of what it is about."""


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
