"""
One reading process: articles come in on its standard input, readings go out on its standard output, until the input ends.

It ends with its parent, however that ended: the parent's end of the pipe closes, and on Linux the kernel kills it as well, also in the middle of a reading.
The first frame (`pipe`) says which reader this is, all others hold a pickle.
In: Articles.  Out: a Reading for each.  Never: a log, a view, or anything else that could be left half done.
"""

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.reading.extractor import reader_with
from tracker.running.extracting import read_beside
from tracker.running.lexicon import extractor_named, lexicon_with
from tracker.running.pipe import BESIDE, LENGTH_BYTES, WITH_PARSER, frame

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies; where there is no such call, the closed pipe has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def serve(reader: str, read_one: Callable[[Article], Reading]) -> None:
    """Read articles until the input ends. reader: its id; read_one: what it makes of each; where it raises, this process dies of it."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to the error output, never between two frames
    _send(sink, reader.encode())
    while article := _take(source):
        _send(sink, pickle.dumps(read_one(article)))


def main() -> None:
    """The process that `pool` starts. Its arguments, all optional: WITH_PARSER, BESIDE with the name of an extractor, a file of learned office holders."""
    end_with_parent()
    words = sys.argv[1:]
    learned = next((Path(word) for word in words if word != WITH_PARSER and not word.startswith(BESIDE)), None)
    lexicon = lexicon_with(learned, has_parser=WITH_PARSER in words)
    extractor = extractor_named(next((word.removeprefix(BESIDE) for word in words if word.startswith(BESIDE)), ""))
    serve(reader_with(lexicon.reader, extractor), lambda article: read_beside(extractor, article, lexicon))


def _send(sink: BinaryIO, body: bytes) -> None:
    sink.write(frame(body))
    sink.flush()


def _take(source: BinaryIO) -> Article | None:
    length = source.read(LENGTH_BYTES)
    body = source.read(int.from_bytes(length, "big"))
    if len(length) < LENGTH_BYTES or len(body) < int.from_bytes(length, "big"):
        return None
    article: Article = pickle.loads(body)
    return article


if __name__ == "__main__":
    main()
