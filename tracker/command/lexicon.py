"""
Office holders learned from the news: written into a file, and told.

In: what `running` learned.  Out: the file, and words for people or JSON.  Never: a file of the release changed.
"""

import json
import sys
from pathlib import Path

from tracker.command.terminal import OUT, bar, words
from tracker.core.errors import Misplaced
from tracker.reading.lexicon.rows import COMMENT
from tracker.running.learning import learn
from tracker.settings import KafkaSettings, Settings


def learn_in_sight(settings: Settings, kafka: KafkaSettings | None) -> str:
    """Learn with a bar. Raises as `running.learning.learn`."""
    with bar("records") as heard:
        return learn(settings, kafka, heard)


def write(file: Path, learned: str) -> None:
    """Write what was learned into this file, in place of what it held. Raises Misplaced where it cannot be written."""
    try:
        file.write_text(learned, encoding="utf-8")
    except OSError as error:
        raise Misplaced("file", f"{file} cannot be written ({error.strerror})", "name a file in a folder that this user can write") from error


def tell_people(file: Path, learned: str) -> None:
    """Print how many were learned, and how to read with them."""
    OUT.print(words(f"{count_of(learned):,} office holders written to {file}"), soft_wrap=True)
    OUT.print(words(f"look through it; then start with TRACKER_LEXICON={file}, or first tracker replay and tracker diff with it", "dim"), soft_wrap=True)


def tell_as_json(file: Path, learned: str) -> None:
    """Print it as one JSON object."""
    sys.stdout.write(json.dumps({"file": str(file), "people": count_of(learned)}) + "\n")


def count_of(learned: str) -> int:
    """How many people the text of a lexicon file names."""
    return sum(not line.startswith(COMMENT) for line in learned.splitlines())
