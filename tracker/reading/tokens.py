"""
Tokens: the words, numbers and marks of a text, each with its place.

A hyphen between capitalised parts is a mark of its own ("Russia-Japan treaty"), one between small letters counts as a space ("second-largest");
"US-backed" stays one word, so that it is not the United States. An apostrophe with s is a token of its own ("Lavrov's" is two).
In: text with start and end.  Out: pieces, each a plain word.  Never: a meaning.
"""

import re
from functools import lru_cache
from itertools import accumulate

from tracker.reading.pieces import Piece, Word

_TOKEN = re.compile(
    r"(['’`]s?(?![^\W_])"  # possession
    r"|(?<![^\W_])[^\W\d_]\.(?=[\s ]?[^\W\d_])"  # V. Putin
    r"|[^\W_]+(?:[.'’][^\W_]+)*(?:-[a-z][^\W_]*)?"  # words and numbers; Gov't, N'Djamena, 1.5, US-backed
    r"|[^\w\s]|_)"
)
_SMALL_COMPOUND = re.compile(r"(?:[a-z0-9]+|One|Two|Three|Four|Five|Six|First|Second|Third|Fourth|Fifth|Long|High|Top|All|Record)(?:-[a-z]+)+")
_OWN = "'s"
APOSTROPHES = frozenset("'’`")
_SPELLINGS = 20_000  # that are kept; news has no more common ones


def tokens(text: str, start: int, end: int) -> list[Piece]:
    """The words of text[start:end], in order."""
    found: list[Piece] = []
    # split, not finditer: places and spellings come from loops in C, which makes it twice as fast.
    parts = _TOKEN.split(text[start:end])
    ends = list(accumulate(map(len, parts), initial=start))
    for first, last, spelt in zip(ends[1::2], ends[2::2], map(_spelt, parts[1::2]), strict=False):
        if len(spelt) > 1:
            found += [Piece("", first + left, first + right, word) for left, right, word in spelt]
        elif spelt[0][2].text in APOSTROPHES and (last == end or not text[last].isalnum()):
            found.append(Piece("", first, last, Word(spelt[0][2].text, _OWN, False)))
        else:
            found.append(Piece("", first, last, spelt[0][2]))
    return found


def words(text: str) -> list[str]:
    """The words of a name, in small letters."""
    return [piece.value.word for piece in tokens(text, 0, len(text)) if isinstance(piece.value, Word)]


@lru_cache(_SPELLINGS)
def _spelt(written: str) -> tuple[tuple[int, int, Word], ...]:
    """The words of what stands without a space, each with its place: of "second-largest" two, of "Lavrov's" two."""
    if "-" in written[1:] and _SMALL_COMPOUND.fullmatch(written):
        small = written.split("-")
        starts = [sum(len(part) + 1 for part in small[:at]) for at in range(len(small))]
        return tuple((start, start + len(part), _word(part)) for start, part in zip(starts, small, strict=True))
    if len(written) > 2 and written[-1] == "s" and written[-2] in APOSTROPHES:
        return (0, len(written) - 2, _word(written[:-2])), (len(written) - 2, len(written), Word(written[-2:], _OWN, False))
    if written in ("'s", "’s", "`s"):
        return ((0, 2, Word(written, _OWN, False)),)
    return ((0, len(written), _word(written)),)


def _word(written: str) -> Word:
    return Word(written, written.lower().replace("’", "'"), written[0].isupper())
