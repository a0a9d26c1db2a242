"""
The lexicon: what the reader knows about the world, as plain data files, and the way to meet it in a text.

    countries.tsv       names, adjectives, peoples, metonyms ("Kremlin")       historic.tsv    states that are no more, and their successors
    organisations.tsv   names, members, seats                                  cities.tsv      capitals, large cities, palaces and resorts
    roles.tsv           president, king, envoy: level, plural                  ministries.tsv  of what there are ministers
    people.tsv          who held which office of which state, from when to when (`learned` makes a further file of that form from what was read)
    titles.tsv          Mr, former, acting, deputy
    unsure.tsv          forms that also mean something else (Georgia, May)     absent.tsv      words that hold a form but mean none (New England)

In: those files, once, at start (`load_words`).  Out: `Words`, which finds them in a text, says which code a name has and who held an office on a day.
Never: a rule of language beyond how a word is written; those are the frames'. No file is opened after `load_words`.
"""

from tracker.reading.lexicon.rows import City, Demonym, Known, Named, Office, Person, Role, Sense, Title
from tracker.reading.lexicon.words import Mention, Words, load_words

__all__ = ["City", "Demonym", "Known", "Mention", "Named", "Office", "Person", "Role", "Sense", "Title", "Words", "load_words"]
