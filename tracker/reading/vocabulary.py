"""
The words that frames know, each as one code point.

A sentence becomes a string of one character a word or chunk, so that a frame is a plain regular expression over characters and runs at C speed.
Word classes are declared in the data files: "fly*" is a verb with all its forms, "treaty+" a noun with its plural, "set* foot" a phrase;
a class may be a table, whose words carry a value ({"memorandum": ["MoU", ...]}).
In: declared classes, and the words that frames spell out.  Out: symbols.  Never: a meaning beyond class, value and form.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tracker.reading.inflection import Form, plural, verb_forms

Declared = Mapping[str, list[str] | Mapping[str, list[str]]]
"""Classes as the data files have them: a name, and its phrases or a table of them."""

FIRST_SYMBOL = 0xE000  # private use: no text symbol can be mistaken for a word
WORD, NAME, NUMBER = "x", "X", "9"  # a word that no frame knows: in small letters, capitalised, with digits
MARKS = {
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
    "?": "?",
    "!": ".",
    "(": "(",
    ")": ")",
    "-": "-",
    "–": "–",
    "—": "–",
    "and": "&",
    "&": "&",
    "'s": "'",
    "…": ";",
    "his": "S",
    "her": "S",
    "its": "S",
    "their": "S",
}
ONE, MANY = "_one", "_many"
"""After the name of a class, they name a class with the singulars, or the plurals, of its nouns alone."""
QUOTES = frozenset('"“”„«»')


def symbol_of_stranger(word: str, is_capital: bool) -> str:
    """The symbol of a word that no frame knows: that of a small word, a capitalised one, or a number."""
    return NUMBER if word[0].isdigit() else NAME if is_capital else WORD


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with their meanings. meanings: by the words, with single spaces; lengths: in words, of those that begin with a word, longest first."""

    meanings: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]

    def at(self, words: Sequence[str], place: int) -> tuple[int, str]:
        """How many words from `place` on are the longest phrase there, and what it means; (0, "") for none."""
        for length in self.lengths.get(words[place], ()):
            phrase = words[place : place + length]
            if len(phrase) == length and (meaning := self.meanings.get(" ".join(phrase))) is not None:
                return length, meaning
        return 0, ""


def phrases(table: Mapping[str, Sequence[str]]) -> Phrases:
    """The phrases of a table: meaning -> phrases; "the (one|other) state" stands for two."""
    meanings = {phrase: meaning for meaning, those in table.items() for choice in those for phrase in _chosen(choice)}
    lengths: dict[str, set[int]] = {}
    for phrase in meanings:
        words = phrase.split(" ")
        lengths.setdefault(words[0], set()).add(len(words))
    return Phrases(meanings, {word: tuple(sorted(those, reverse=True)) for word, those in lengths.items()})


def _chosen(phrase: str) -> Iterator[str]:
    """Every phrase that one with choices stands for."""
    parts = [part.split("|") for part in re.split(r"[()]", phrase)]
    return map("".join, product(*parts))


@dataclass
class Vocabulary:
    """symbols: of words; classes: the phrases of each class, as tuples of words; values: of phrases in tables; forms: what verbs may be."""

    symbols: dict[str, str] = field(default_factory=dict)
    classes: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    forms: dict[str, frozenset[Form]] = field(default_factory=dict)

    def declare(self, classes: Declared, scope: str = "") -> None:
        """Add word classes. scope: the kind that alone knows them, "" for all kinds."""
        for short, declared in classes.items():
            name = f"{scope}.{short}" if scope else short
            table = declared if isinstance(declared, Mapping) else {"": declared}
            for value, phrases in table.items():
                for number, words in (each for phrase in phrases for each in self._numbered(phrase)):
                    for each in (name, name + number):
                        self.classes.setdefault(each, {})[words] = value
                    for word in words:
                        self.symbol(word)

    def symbol(self, word: str) -> str:
        """The symbol of a word that a frame or class spells out; a new word gets the next free one."""
        if word in MARKS:
            return MARKS[word]
        return self.symbols.setdefault(word, chr(FIRST_SYMBOL + len(self.symbols)))

    def full_name(self, name: str, scope: str) -> str:
        """The class that a kind means by a name: its own, or else that of all kinds."""
        return f"{scope}.{name}" if f"{scope}.{name}" in self.classes else name

    def pattern(self, name: str) -> str:
        """The regular expression of a class, by its full name, longest phrases first. Raises KeyError where no class is called so."""
        phrases = self.spelt(name)
        singles = "".join(phrase for phrase in phrases if len(phrase) == 1)
        return "(?:" + "|".join([phrase for phrase in phrases if len(phrase) > 1] + ([f"[{singles}]"] if singles else [])) + ")"

    def spelt(self, name: str) -> list[str]:
        """The phrases of a class as symbols, the longest first. Raises KeyError where no class is called so."""
        return sorted({"".join(map(self.symbol, words)) for words in self.classes[name]}, key=lambda phrase: (-len(phrase), phrase))

    def alphabet(self) -> Mapping[str, str]:
        """The symbol of every word that a frame knows, and of marks; of any other `symbol_of_stranger`."""
        return self.symbols | dict.fromkeys(QUOTES, '"') | MARKS

    def telling(self) -> frozenset[str]:
        """The words of all tables: what agreements, sums and ranks are called, so that a sentence without any name may yet tell of one."""
        return frozenset(word for phrases in self.classes.values() for words, value in phrases.items() if value for word in words if len(word) > 2)

    def _numbered(self, phrase: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every spelling of a phrase, with ONE or MANY where a noun in it has both."""
        if "+" in phrase:
            yield from ((ONE, words) for words in self._spellings(phrase.replace("+", "")))
            yield from ((MANY, words) for words in self._spellings(re.sub(r"(\S+)\+", lambda noun: plural(noun[1]), phrase)))
        else:
            yield from (("", words) for words in self._spellings(phrase))

    def _spellings(self, phrase: str) -> Iterator[tuple[str, ...]]:
        return product(*(self._spelt(word) for word in phrase.split(" ")))

    def _spelt(self, word: str) -> tuple[str, ...]:
        if word.endswith("*"):
            forms = verb_forms(word[:-1])
            for spelt, may_be in forms.items():
                self.forms[spelt] = self.forms.get(spelt, frozenset()) | may_be
            return tuple(forms)
        return (word,)
