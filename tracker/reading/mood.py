"""
Mood: whether an act is told as done, as going on, as lying ahead, as called off, or not as a fact at all.

A promise is never taken for a deed: what is only hoped, doubted, denied or asked gives None.
In: a sentence and the place of the act in it.  Out: the time of the act.  Never: a date; `resolve` sets dates against this.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from tracker.reading.frames import ACTOR, ADJECTIVE, COUNTRY, ORDINAL, OWNER, PRONOUN, ROLE
from tracker.reading.inflection import Form
from tracker.reading.items import Item
from tracker.reading.vocabulary import Phrases

Time = Literal["past", "present", "future", "postponed", "cancelled"]

LONGEST_MOOD = 4  # words of a phrase behind its first
REACH = 9  # words to look back and, for a noun, forward
BREAKS = frozenset(
    {";", ":", "(", ")", "but", "while", "when", "after", "before", "although", "though", "because", "since", "whereas", "during", "–", "—", "\n"}
)
REASONS = frozenset({"as", "which", "whose"})
"""After a comma, with these begins a clause of its own."""
OPENERS = frozenset({"if", "unless", "suppose", "supposing", "whether", "were", "had", "should", "would", "could", "imagine"})
"""Words that make all that follows in their sentence a thought; the last five only at its beginning."""
PLACING = frozenset({"in", "to", "from", "at", "into", "for"})
INTENDING = frozenset({"agree", "agrees", "agreed", "decide", "decides", "decided", "vowed", "undertook", "committed", "resolved", "intended", "wanted"})
"""Verbs after which an infinitive is not done yet: "they agreed on Monday to sign"; but they "met to sign"."""
REPORTING = frozenset({"said", "announced", "told", "added", "confirmed", "revealed", "stated", "reported", "disclosed", "declared", "noted"})
AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "said", "says"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither"})
NO_FORM: frozenset[Form] = frozenset()
ARTICLES = frozenset({"the", "a", "an", "this"})
ONLY_BASE: frozenset[Form] = frozenset({"base"})
_HAPPENING = """
    be begin start take come happen last kick include follow go run open end conclude bring lead see planned due scheduled slated upcoming forthcoming set
"""
HAPPENING = frozenset(_HAPPENING.split())
"""What a visit itself does, or is said to be, so that "will" and the like before it tell when it happens."""
DONE_BEFORE = frozenset({"after", "upon", "following", "since", "having"})
WITH_ANOTHER = frozenset({"before", "while", "when", "by"})
"""Before "visiting", they say that it was when what else the sentence tells was."""
ONE_OF_FEW = frozenset({"first", "second", "third", "last", "latest", "only", "sole", "highest", "youngest"})
VERB_BEFORE = frozenset(
    {"to", "will", "shall", "would", "may", "might", "can", "could", "should", "must", "not", "also", "then", "do", "does", "did", ",", "and", "or", "&"}
)
"""Before a word that may be noun or verb ("visit"), only these and a subject say that it is a verb."""
SUBJECTS = frozenset({ACTOR, ROLE, PRONOUN, COUNTRY, "x", "X"})


def time_of(items: Sequence[Item], act: int, end: int, is_noun: bool, moods: Phrases, forms: Mapping[str, frozenset[Form]], is_question: bool) -> Time | None:
    """
    When the act at items[act:end] is told to happen, None where it is no fact.

    is_noun: "a visit", whose verb may stand on either side of it; moods: phrases that tell one; forms: of the verbs that classes name.
    """
    if is_question or _is_supposed(items, act):
        return None
    if not is_noun and end < len(items) and items[end].word in NEGATIONS:
        return None  # "is not", "is no longer"
    if not is_noun and end < len(items) and items[end].word == "of" and forms.get(items[act].word, NO_FORM) & {"base", "present", "gerund"}:
        return None  # "heads of", "the signing of"
    if not is_noun and act > 0 and not _is_verb(items[act - 1], forms.get(items[act].word)):
        return None
    first = _clause_start(items, act)
    found = _moods(items, first, end, moods)
    if "imagined" in found and _is_reported(items, first, act):
        found = _moods([item._replace(word="will") if item.word == "would" else item for item in items], first, end, moods)
    if is_noun:
        found |= _moods_behind(items, end, _clause_end(items, end), moods)
    for called_off in ("postponed", "cancelled"):
        if called_off in found:
            return called_off
    if found & {"denied", "imagined"}:
        return None
    if "future" in found:
        return "future"
    return _tense(items, first, act, forms) if not is_noun else _tense_of_clause(items, first, act, forms)


def _is_reported(items: Sequence[Item], first: int, act: int) -> bool:
    """Whether "would" is the "will" of somebody who is quoted: "the minister said he would sign"; "would have signed" is not."""
    would = next((at for at in range(first, act) if items[at].word == "would"), None)
    return would is not None and items[would + 1].word != "have" and any(item.word in REPORTING for item in items[:would])


def _moods_behind(items: Sequence[Item], end: int, last: int, moods: Phrases) -> set[str]:
    """The moods of what is said of a noun: a visit lies ahead that "will begin", not one that "will deepen ties"."""
    found = _moods(items, end, last, moods) - {"denied"}
    words = [item.word for item in items[end : last + LONGEST_MOOD]]
    is_expected = "expected" in words and words[words.index("expected") + 1 : words.index("expected") + 2] != ["to"]
    if "future" in found and not is_expected and HAPPENING.isdisjoint(words):
        return found - {"future"}
    return found


def _is_supposed(items: Sequence[Item], act: int) -> bool:
    return any(item.word in ("if", "unless", "suppose", "supposing", "whether") for item in items[:act]) or (bool(items) and items[0].word in OPENERS)


def _is_verb(before: Item, forms: frozenset[Form] | None) -> bool:
    """Whether a word of those forms is a verb after that item: "to visit", but not "a visit" and not "the signing"."""
    if forms is not None and "gerund" in forms:
        return before.word not in ARTICLES
    return forms != ONLY_BASE or before.word in VERB_BEFORE or (before.value is not None and before.symbol not in (ADJECTIVE, ORDINAL, OWNER))


def _clause_start(items: Sequence[Item], act: int) -> int:
    for at in range(act - 1, max(act - REACH, 0) - 1, -1):
        if items[at].word in BREAKS or (items[at].word == "," and items[at + 1].word in REASONS and at + 1 < act):
            return at + 1
    return max(act - REACH, 0)


def _clause_end(items: Sequence[Item], end: int) -> int:
    for at in range(end, min(end + REACH, len(items))):
        if items[at].word in BREAKS or items[at].word == ".":
            return at
    return min(end + REACH, len(items))


def _moods(items: Sequence[Item], start: int, end: int, moods: Phrases) -> set[str]:
    words = [item.word for item in items[start : end + LONGEST_MOOD]]
    return {mood for at, word in enumerate(words[: end - start]) if word in moods.lengths for length, mood in [moods.at(words, at)] if length}


def _tense_of_clause(items: Sequence[Item], first: int, act: int, forms: Mapping[str, frozenset[Form]]) -> Time:
    """The tense of the verb that a noun depends on ("rounds off the tour"), past where none is known, present where there is none ("Minister on a visit")."""
    for at in range(act - 1, first - 1, -1):
        may_be = forms.get(items[at].word, frozenset())
        if may_be and "base" not in may_be:
            return _tense(items, first, at, forms)
    others = (*items[:act], *items[act + 1 :])
    return "past" if any(forms.get(item.word) or item.word in AUXILIARIES or item.word.endswith("ed") for item in others) else "present"


def _is_subject(items: Sequence[Item], at: int) -> bool:
    """Whether what stands there may do something: not the place in "arrived in Chile to lead"."""
    return items[at].symbol in SUBJECTS and not (items[at].symbol == COUNTRY and at > 0 and items[at - 1].word in PLACING)


def _is_told_as_done(items: Sequence[Item], act: int, forms: Mapping[str, frozenset[Form]]) -> bool:
    """Whether the verb before that place is in the past."""
    verbs = [may_be for item in items[:act] if (may_be := forms.get(item.word)) and "base" not in may_be]
    return bool(verbs) and "past" in verbs[-1]


def _tense(items: Sequence[Item], first: int, act: int, forms: Mapping[str, frozenset[Form]]) -> Time:
    """The tense of the verb at `act`: "Minister to visit" lies ahead, "is visiting" goes on, "flew to sign" is done as the flight is."""
    may_be = forms.get(items[act].word, frozenset())
    before = items[act - 1].word if act > first else ""
    auxiliaries = {item.word for item in items[max(first, act - 4) : act]}
    if may_be == {"base"} and before == "to":
        if any(item.symbol == ORDINAL or item.word in ONE_OF_FEW for item in items[first:act]):
            return "past"  # "the first president to visit Oslo" has done so
        return "future" if act < 2 or _is_subject(items, act - 2) or auxiliaries & ({"is", "are", "due"} | INTENDING) else "past"
    if "gerund" in may_be and act > 0 and items[act - 1].word in DONE_BEFORE:
        return "past"
    if "gerund" in may_be and act > 0 and items[act - 1].word in WITH_ANOTHER and _is_told_as_done(items, act, forms):
        return "past"
    if "gerund" in may_be:
        return "present" if auxiliaries & {"is", "are", "am"} or not auxiliaries & {"was", "were", "been"} else "past"
    if "past" in may_be or "participle" in may_be:
        return "past"
    if may_be & {"present", "base"}:
        return "present"
    return "present" if items[act].word in ("is", "are") else "past"
