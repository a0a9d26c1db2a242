"""
Tokens: the words, numbers and marks of a text, each with its place.

A hyphen between capitalised parts is a mark of its own ("Russia-Japan treaty"), one between small letters counts as a space ("second-largest");
"US-backed" stays one word, so that it is not the United States. An apostrophe with s is a token of its own ("Lavrov's" is two).
In: text with start and end.  Out: tokens.  Never: a meaning.
"""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<own>['’]s?(?![^\W_]))"  # possession
    r"|(?P<initial>(?<![^\W_])[^\W\d_]\.(?=[\s ]?[^\W\d_]))"  # V. Putin
    r"|[^\W_]+(?:[.'’][^\W_]+)*(?:-[a-z][^\W_]*)?"  # words and numbers; Gov't, N'Djamena, 1.5, US-backed
    r"|[^\w\s]|_"
)
_SMALL_COMPOUND = re.compile(r"(?:[a-z0-9]+|One|Two|Three|Four|Five|Six|First|Second|Third|Fourth|Fifth|Long|High|Top|All|Record)(?:-[a-z]+)+")
_OWNED = re.compile(r"['’]s$")


class Token(NamedTuple):
    """text: as written; word: in small letters, with a straight apostrophe; start, end: code points of the whole text."""

    text: str
    word: str
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end], in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        written, first = match[0], match.start()
        if "-" in written[1:] and _SMALL_COMPOUND.fullmatch(written):
            for part in written.split("-"):
                found.append(Token(part, part.lower(), first, first + len(part)))
                first += len(part) + 1
        elif len(written) > 2 and written[-1] == "s" and _OWNED.search(written):
            found.append(Token(written[:-2], written[:-2].lower().replace("’", "'"), first, match.end() - 2))
            found.append(Token(written[-2:], "'s", match.end() - 2, match.end()))
        elif match["own"]:
            found.append(Token(written, "'s", first, match.end()))
        else:
            word = written.lower()
            found.append(Token(written, word.replace("’", "'") if "’" in word else word, first, match.end()))
    return found
