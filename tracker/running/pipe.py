"""
How a reading process and the one that started it speak over a pipe.

In: bytes.  Out: a frame, four bytes of length and as many bytes.  Never: what they mean; the first frame of a reading process is its reader's id, all
others hold a pickle (`child`, `pool`).
"""

LENGTH_BYTES = 4
WITH_PARSER = "--parser"  # what a reading process is started with where it reads with a parser
BESIDE = "--extractor="  # and, with its name behind it, where it reads beside an extractor


def frame(body: bytes) -> bytes:
    """The bytes with their length before them."""
    return len(body).to_bytes(LENGTH_BYTES, "big") + body
