"""
The forms of English verbs and nouns, for word classes that name only a lemma ("fly*" is fly, flies, flew, flown, flying).

In: a lemma.  Out: its forms, each with the tenses that it may be.  Never: a guess about a text; which form stands there is read there.
Source: the rules of regular spelling, and a table of the irregular verbs that diplomacy uses.
"""

from collections.abc import Mapping
from typing import Literal

Form = Literal["base", "present", "past", "participle", "gerund"]
"""go, goes, went, gone, going."""

_IRREGULAR: Mapping[str, tuple[str, str]] = {
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "choose": ("chose", "chosen"),
    "throw": ("threw", "thrown"),
    "lay": ("laid", "laid"),
    "tell": ("told", "told"),
    "say": ("said", "said"),
    "hear": ("heard", "heard"),
    "ride": ("rode", "ridden"),
    "bring": ("brought", "brought"),
    "buy": ("bought", "bought"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "fly": ("flew", "flown"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "grow": ("grew", "grown"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "meet": ("met", "met"),
    "overtake": ("overtook", "overtaken"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "rise": ("rose", "risen"),
    "see": ("saw", "seen"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shrink": ("shrank", "shrunk"),
    "sit": ("sat", "sat"),
    "spend": ("spent", "spent"),
    "stand": ("stood", "stood"),
    "strike": ("struck", "struck"),
    "take": ("took", "taken"),
    "shake": ("shook", "shaken"),
    "speak": ("spoke", "spoken"),
    "forgive": ("forgave", "forgiven"),
    "undertake": ("undertook", "undertaken"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
    "write": ("wrote", "written"),
}
_DOUBLING = frozenset(
    {
        "cancel",
        "drop",
        "wrap",
        "step",
        "set",
        "sit",
        "travel",
        "stop",
        "put",
        "hit",
        "cut",
        "begin",
        "top",
        "slip",
        "scrap",
        "nod",
        "total",
        "initial",
        "tag",
        "plan",
        "commit",
        "ship",
        "pip",
        "dip",
        "log",
        "net",
    }
)
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> dict[str, frozenset[Form]]:
    """Each spelling of the verb, British and American, with what it may be: "visited" is past and participle."""
    pasts, participles = _pasts(lemma)
    spelt: dict[str, set[Form]] = {}
    for form, words in (("base", {lemma}), ("present", {_with_s(lemma)}), ("past", pasts), ("participle", participles), ("gerund", _gerunds(lemma))):
        for word in words:
            spelt.setdefault(word, set()).add(form)  # type: ignore[arg-type]
    return {word: frozenset(forms) for word, forms in spelt.items()}


def plural(noun: str) -> str:
    """The regular plural: "treaty" gives "treaties"."""
    return _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _pasts(lemma: str) -> tuple[set[str], set[str]]:
    if lemma in _IRREGULAR:
        past, participle = _IRREGULAR[lemma]
        return {past}, {participle}
    regular = {stem + "ed" for stem in _stems(lemma)}
    return regular, regular


def _gerunds(lemma: str) -> set[str]:
    return {(lemma if lemma.endswith(("ee", "ye")) else stem) + "ing" for stem in _stems(lemma, before_i=True)}


def _stems(lemma: str, before_i: bool = False) -> set[str]:
    if lemma.endswith("e"):
        return {lemma[:-1]}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS and not before_i:
        return {lemma[:-1] + "i"}
    return {lemma, lemma + lemma[-1]} if lemma in _DOUBLING else {lemma}
