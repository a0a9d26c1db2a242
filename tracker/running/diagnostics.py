"""
What a process says beside its answers: on standard error, one line for each thing, for people and for grep.

    2024-03-04T08:15:00Z [error] the view stands still position=41 trouble="events 42 is of format 9" way_out="install a newer release"

Libraries are heard seldom: those of Kafka say the same each tenth of a second while a broker is away.
In: what tracker tells (structlog), and the log records of libraries, from warnings upward.  Out: lines.
Never: a line cut in two, the value of a variable, or more of a message than a line holds; whole articles may stand in those.
"""

import logging
import sys
from collections.abc import MutableMapping
from traceback import walk_tb

import structlog

SELDOM_S = 60.0
LONGEST_SAID = 300  # characters of the message of an error that nobody foresaw

_log_line = structlog.processors.LogfmtRenderer()


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


def speak_plainly() -> None:
    """Let tracker and its libraries speak so from now on."""
    structlog.configure(
        processors=[structlog.processors.TimeStamper("%Y-%m-%dT%H:%M:%SZ"), structlog.processors.add_log_level, where_it_fell, line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is when something is said: it may be put elsewhere meanwhile
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Seldom())
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s [%(levelname)s] %(name)s: %(message)s", handlers=[handler], force=True)


def where_it_fell(_logger: object, _name: str, told: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """An exception (`exc_info`: itself, or true for the one in hand) as its class, the beginning of its message, and the lines that it came through."""
    given = told.pop("exc_info", None)
    if error := given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None:
        told["error"] = f"{type(error).__name__}: {error}"[:LONGEST_SAID]
        told["at"] = trace_of(error)
    return told


def trace_of(error: BaseException) -> str:
    """The places in the code that an error came through, outermost first: "tail.py:104 follow > view.py:88 apply"."""
    return " > ".join(f"{frame.f_code.co_filename.rpartition('/')[2]}:{line} {frame.f_code.co_name}" for frame, line in walk_tb(error.__traceback__))


def line(logger: object, name: str, told: MutableMapping[str, object]) -> str:
    """A thing said, on one line: the moment, how bad it is, the thing, and its facts."""
    head = f"{told.pop('timestamp')} [{told.pop('level')}] {told.pop('event')}"
    return f"{head} {_log_line(logger, name, told)}".rstrip()
