"""
Names, phrases and numbers, as far as their writing tells that two mean the same.

The news writes one man as Miguel Diaz-Canel, Díaz-Canal or Díaz-Canel Bermúdez, and one treaty by its full name or two words of it.
In: names, titles, subjects and numbers as written.  Out: sets of folded words, and whether two of them agree.
Never: who somebody is. Two spellings are compared; there is no list of people here.
"""

import re
import unicodedata
from functools import lru_cache

Words = frozenset[str]


def _listed(words: str) -> Words:
    return frozenset(words.split())


# Not part of a name: "Pope Francis" is Francis, "King Charles III" is Charles III.
_HONORIFICS = _listed(
    """
    mr mrs ms dr sir dame lord lady pope king queen prince princess emir sultan sheikh sheik shaikh president premier general al el bin ibn
    """
)

# Words that titles and subjects of nearly all agreements share, and that therefore tell none from another.
_GENERIC = _listed(
    """
    a an and the of on for in to with by at or between about its their among that are is be other further various field area agreement treaty
    accord pact deal convention memorandum understanding document paper text instrument joint statement cooperation cooperate collaboration
    bilateral mutual relation country member state
    """
)

# A text that one of these sets apart is another text: "New START" is not START, a protocol that upgrades is not what it upgrades.
_SUCCESSION = _listed(
    """
    new comprehensive upgrading protocol review renewal second third amended revised revision extended extension supplementary interim additional
    successor modernised modernized enhanced updated
    """
)

_ORDINALS = _listed("one two three four five six first second third fourth fifth sixth i ii iii iv vi")
_OUTSIDE = _listed("outside not non beyond excluding except")
_SUFFIXES = ("ational", "ations", "ation", "ments", "ment", "ants", "ant", "ings", "ing", "ies", "ers", "er", "ed", "es", "al", "s", "e", "y")
TOLERANCE = 0.01  # of the larger number, as the scorer of the gold articles has it
ROUNDING = 0.1  # of a change in per cent, as there
_STEM = 6  # letters that a stem keeps: "economic" and "economy" agree


def fold(text: str) -> str:
    """Lower case, without diacritics: "Díaz-Canel" gives "diaz-canel", "Kaczyński" "kaczynski"."""
    apart = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i"))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, in order, without honorifics; those alone where nothing else is there."""
    words = tuple(re.findall(r"\w+", fold(name).replace("'", "").replace("’", "")))
    return tuple(word for word in words if word not in _HONORIFICS) or words


@lru_cache(maxsize=1 << 16)
def same_person(a: str, b: str) -> bool:
    """
    Whether two names as written may be one person's.

    Either all words of one stand in the other ("Lula", "Luiz Inácio Lula da Silva"; in any order, "Kishida Fumio"), or the last words agree and the first
    begin alike ("Steve Witkoff", "Steven Witkoff"; not the brothers Lech and Jarosław Kaczyński), or one is the other's initials ("MBS"), or they are divided
    into words differently ("Amir-Abdollahian", "Amirabdollahian"). Words agree when few letters differ (`same_word`).
    """
    ours, theirs = name_words(a), name_words(b)
    if _within(ours, theirs) or _within(theirs, ours) or _initials(a, b) or _initials(b, a):
        return True
    if len(ours) != len(theirs) and same_word("".join(ours), "".join(theirs)):
        return True
    return len(ours) > 1 < len(theirs) and same_word(ours[-1], theirs[-1]) and ours[0][0] == theirs[0][0]


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one, spelled twice: one letter may differ from the fifth letter on, two from the ninth ("lukashenka", "lukashenko")."""
    spare = (min(len(a), len(b)) >= 5) + (min(len(a), len(b)) >= 9)
    return a == b or (spare > 0 and abs(len(a) - len(b)) <= spare and _edits(a, b) <= spare)


@lru_cache(maxsize=1 << 16)
def content_words(phrase: str) -> Words:
    """The stems of a title or subject that tell it from others; "migration" and "migrants" have one stem."""
    return frozenset(_stem(word) for word in re.findall(r"\w+", fold(phrase)) if word not in _GENERIC and _singular(word) not in _GENERIC)


@lru_cache(maxsize=1 << 14)
def same_phrase(a: str, b: str) -> bool:
    """Whether two phrases say the same: "LNG" and "liquefied natural gas", "outside the EU" and "not members of the European Union"."""
    return fold(a) == fold(b) or _initials(a, b) or _initials(b, a) or (_phrase_words(a) == _phrase_words(b) != frozenset())


def same_number(a: float, b: float) -> bool:
    """Whether two numbers are one, rounded by one side."""
    return abs(a - b) <= max(TOLERANCE * max(abs(a), abs(b)), ROUNDING)


def overlap(a: Words, b: Words) -> float:
    """The share of the smaller set that stands in the other, 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def set_apart(a: Words, b: Words) -> bool:
    """Whether a word of succession or a number stands in one and not in the other."""
    return any(word.isdigit() or word in _SUCCESSIVE for word in a ^ b)


def numbers_differ(a: Words, b: Words) -> bool:
    """Whether both hold numbers, and none in common: "Phase One" and "Phase Two", the plan until 2026 and that until 2029."""
    ours, theirs = ({word for word in words if word.isdigit() or word in _NUMBERS} for words in (a, b))
    return bool(ours and theirs and not ours & theirs)


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    return len(few) <= len(many) and all(any(same_word(word, other) for other in many) for word in few)


def _initials(short: str, full: str) -> bool:
    return 2 <= len(short) <= 5 and short.isupper() and fold(short) == "".join(word[0] for word in re.findall(r"\w+", fold(full)))


def _edits(a: str, b: str) -> int:
    """Letters to put in, take out or replace to make one word of the other."""
    row = list(range(len(b) + 1))
    for i, ours in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, theirs in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (ours != theirs))
    return row[-1]


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word.removesuffix(suffix)[:_STEM]
    return word[:_STEM]


def _phrase_words(phrase: str) -> Words:
    """Content words, with all words of exclusion as one and names of several capitals as their letters ("European Union", "EU")."""
    short = re.sub(r"\b[A-Z]\w+(?: (?:of (?:the )?)?[A-Z]\w+)+", lambda name: "".join(re.findall(r"[A-Z]", name.group())), phrase)
    words = re.findall(r"\w+", fold(short))
    return frozenset("outside" if word in _OUTSIDE else _stem(word) for word in words if _singular(word) not in _GENERIC and word not in _GENERIC)


_SUCCESSIVE = frozenset(_stem(word) for word in _SUCCESSION)
_NUMBERS = frozenset(_stem(word) for word in _ORDINALS)
