"""
Switching readers: one small record, which every node folds when it comes to it.

In: the logs of either runtime, also of a running tracker.  Out: another reader first in force.  Never: a reading made or deleted; switching back is as quick.
"""

import asyncio
from pathlib import Path

from tracker.relating.counting import Standing
from tracker.running.diagnostics import speak_plainly
from tracker.running.logs import opened
from tracker.running.preference import switch_to
from tracker.settings import KafkaSettings


def switch(data: Path, kafka: KafkaSettings | None, reader: str) -> Standing:
    """
    Put this reader first, and tell whose readings count then.

    Raises BadQuery where no reader of the log has that id, Misplaced where there is no log, NoBroker where no broker answers, Unreadable at a record that
    this release does not understand.
    """
    speak_plainly()
    return asyncio.run(_switched(data, kafka, reader))


async def _switched(data: Path, kafka: KafkaSettings | None, reader: str) -> Standing:
    log = await opened(data, kafka)
    try:
        return await switch_to(log.events, reader)
    finally:
        await log.close()
