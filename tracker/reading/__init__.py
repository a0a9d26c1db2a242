"""
Reading: one article in, one Reading out; pure.

In: an Article and a Lexicon (names, roles, office holders, kinds), which `load` reads from the data files beside the code once, at start.
Out: a Reading: all the events that the article reports, each with the words that say so.
Never: a clock, a network, a file while reading, or an exception: what goes wrong inside becomes a failed reading.
"""

from tracker.reading.findings import findings
from tracker.reading.known import Lexicon, load
from tracker.reading.read import read

__all__ = ["Lexicon", "findings", "load", "read"]
