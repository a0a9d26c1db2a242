"""
What the libraries of Kafka say, seldom: they say the same each tenth of a second while a broker is away.

In: their log records.  Out: each thing once in a while, on standard error, on one line.  Never: a stack trace; what tracker must tell, it tells itself.
"""

import logging
import sys

SELDOM_S = 60.0


class Seldom(logging.Filter):
    """Lets each thing (the text before its facts are filled in) through once in SELDOM_S seconds, without its stack trace."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be said now."""
        thing = f"{record.name} {record.msg}"
        if record.created < self._said.get(thing, -SELDOM_S) + SELDOM_S:
            return False
        self._said[thing] = record.created
        record.exc_info = record.exc_text = None
        return True


def hush() -> None:
    """Let libraries speak so from now on, from warnings upward."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Seldom())
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s [%(levelname)s] %(name)s: %(message)s", handlers=[handler], force=True)
