"""
Long work on logs, watched and told.

In: what `running` does and says of its progress.  Out: a bar on a terminal while it goes on, and one line at its end.  Never: the work itself.
"""

import json
import sys
from pathlib import Path

from rich.progress import Progress, TextColumn, TimeElapsedColumn

from tracker.command.terminal import ERR, OUT, bar, words
from tracker.running.copy import Copied, copy
from tracker.running.rebuild import rebuild
from tracker.settings import KafkaSettings


def copy_in_sight(source: str, target: str) -> Copied:
    """Copy, counting what was looked at. Raises as `running.copy.copy`."""
    with _counting() as progress:
        tasks = {what: progress.add_task(what, total=None) for what in ("articles", "records")}
        return copy(source, target, lambda what, done: progress.update(tasks[what], completed=done))


def rebuild_in_sight(data: Path, kafka: KafkaSettings | None) -> int:
    """Rebuild the view of a folder with a bar; the number of records. Raises as `running.rebuild.rebuild`."""
    with bar("records") as heard:
        return rebuild(data, kafka, heard)


def tell_rebuilt(position: int) -> None:
    """Print what the new view holds."""
    OUT.print(words(f"the view is folded anew from {position:,} records"))


def tell_copied(copied: Copied) -> None:
    """Print what was copied, and what stayed behind."""
    OUT.print(words(f"{copied.articles:,} articles and {copied.records:,} records copied"))
    for where in copied.left:
        ERR.print(words(f"{where}: its bytes are no article that this release knows", "yellow"), words("-- they stay in the log they lie in", "dim"))


def tell_copied_as_json(copied: Copied) -> None:
    """Print it as one JSON object."""
    sys.stdout.write(json.dumps({"articles": copied.articles, "records": copied.records, "left": copied.left}) + "\n")


def _counting() -> Progress:
    return Progress(TextColumn("{task.completed:,} {task.description}"), TimeElapsedColumn(), console=ERR, transient=True, disable=not ERR.is_terminal)
