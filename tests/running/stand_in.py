"""A reading process whose reader does as the article's text says: for tests of the pool, which must stand whatever a reader does."""

import os
import sys
import time
from pathlib import Path

from tests.running import made
from tracker.core.article import Article
from tracker.core.reading import Reading
from tracker.running.child import end_with_parent, serve


def obey(article: Article) -> Reading:
    """A reading whose reason tells the id of this process, after doing what the text says."""
    match article.text.split():
        case ["die"]:
            os._exit(3)
        case ["die", "once", mark] if not Path(mark).exists():
            Path(mark).touch()
            os._exit(3)
        case ["hang"]:
            time.sleep(600)
        case ["doze"]:
            time.sleep(1)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["print"]:
            os.write(1, b"a library says hello")
        case ["boast"]:
            return Reading(article.id, made.READER, "none", reason="x" * 1_000_000)
        case [_, "visits", *_]:
            return made.read(article)
    return Reading(article.id, made.READER, "none", reason=str(os.getpid()))


if __name__ == "__main__":
    end_with_parent()
    if sys.argv[1:] == ["broken"]:
        sys.exit("no lexicon here")
    serve(sys.argv[1] if sys.argv[1:] else made.READER, obey)
