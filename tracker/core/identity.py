"""
Names made from content: the same content gets the same name on every machine and in every release.

In: plain JSON values.  Out: canonical bytes and short hexadecimal digests.  Never: a counter, a clock or a random number.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256

ID_LENGTH = 20  # hexadecimal digits, 80 bits: at 10^9 articles a clash has odds of about 1 in 2 million

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value that JSON can say."""


def canonical(value: Plain) -> bytes:
    """
    The one JSON text of a value, as UTF-8: keys sorted, text in NFC, fields that are None left out.

    Raises TypeError for what JSON cannot say, ValueError for NaN and infinities.
    """
    return json.dumps(_normal(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "surrogatepass")


def digest(value: Plain) -> str:
    """The name of a value: the first ID_LENGTH hexadecimal digits of the SHA-256 of its canonical form."""
    return sha256(canonical(value)).hexdigest()[:ID_LENGTH]


def _normal(value: Plain) -> Plain:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            return {unicodedata.normalize("NFC", k): _normal(v) for k, v in value.items() if v is not None}
        case Sequence():
            return [_normal(v) for v in value]
        case _:
            return value
