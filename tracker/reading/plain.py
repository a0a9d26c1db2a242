"""
Plain sentences: what the parser of the second reader gets to read.

It never sees a name. Where an item stands for a person, a country or a date, it gets one plain word in place of it: what it has to tell is how the words
hang on each other, and it tells that best of short sentences whose names it knows. One word an item, so that its tree is one of items.
In: a sentence with its items.  Out: words.  Never: a word that is not in the sentence, but for the stand-ins.
"""

from typing import Final

from tracker.reading.dates import DateMention
from tracker.reading.frames import ADJECTIVE, HERE, ORGANISATION, PEOPLE
from tracker.reading.items import Item, Officials, Party, Pointer, Sentence
from tracker.reading.numbers import Money, Percent, Quantity
from tracker.reading.trees import Plain

BEFORE_A_MONTH: Final = frozenset({"in", "on", "of", "from", "until", "till", "since", "by", "for", "at", "to", "and", "before", "after", "during", "between"})
"""After these a date is named as a month is; elsewhere it stands as "yesterday" does."""


def plain(sentence: Sentence, text: str) -> Plain:
    """The sentence as the parser gets it. text: the field into which its places point."""
    items = sentence.items
    words = tuple(_word(item, text[item.start : item.end], items[at - 1].word if at else "") for at, item in enumerate(items))
    return Plain(words, tuple(at + 1 < len(items) and items[at + 1].start > item.end for at, item in enumerate(items)))


def _word(item: Item, written: str, before: str) -> str:
    """What the parser reads in place of an item: the word itself, or one that stands in a sentence as the item does."""
    match item.value:
        case Officials(people=people):
            return "Smith" if len(people) == 1 else "leaders"
        case Party():
            return {ADJECTIVE: "French", PEOPLE: "Russians", ORGANISATION: "NATO"}.get(item.symbol, "France")
        case Pointer(to="pair"):
            return "countries"
        case Pointer() if " " in written:
            return "France" if item.symbol == HERE else "Smith"
        case DateMention() if " " in written:
            return "April" if before in BEFORE_A_MONTH else "yesterday"
        case Money():
            return "money"
        case Percent() | Quantity() if " " in written:
            return "12"
        case _:
            return written
