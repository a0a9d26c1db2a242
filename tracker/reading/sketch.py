"""
A sketch of a text: a few numbers by which copies and near-copies are known.

In: text.  Out: the smallest hashes of its runs of five words (a bottom-k sketch).  Never: the text itself; relating compares sketches, not texts.
"""

import re
from heapq import nsmallest
from zlib import crc32

SIZE = 64  # hashes kept: the likeness of two texts is then known to about 0.06 (1 / sqrt(4 * 64))
SHINGLE = 5  # words to a run
MIN_WORDS = 20  # shorter texts share runs by chance, and have no sketch

_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """
    The SIZE smallest CRC-32 of all runs of SHINGLE words, ascending; fewer where the text has fewer runs, () under MIN_WORDS words.

    Case, punctuation and white space do not count. Texts of which a share J of all runs is common have sketches of which about J is common.
    Source: Broder, On the resemblance and containment of documents, 1997.
    """
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.casefold())]
    if len(words) < MIN_WORDS:
        return ()
    runs = map(b" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))
    return tuple(nsmallest(SIZE, set(map(crc32, runs))))
