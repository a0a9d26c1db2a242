"""
Learning who holds office: what the facts of a tracker tell, as a file that a reader may be given.

In: the logs of either runtime, and the data folder of a node, also of a running one.  Out: the text of the file.
Never: a reader that changes by itself; the file is named in the settings, and its reader is another one.
"""

import asyncio
from contextlib import closing

from tracker.reading.lexicon.learned import learned
from tracker.relating.ask import Ask
from tracker.relating.holders import holders
from tracker.running.aside import Progress, set_aside
from tracker.running.claims import VIEW
from tracker.running.diagnostics import speak_plainly
from tracker.running.lexicon import lexicon_with
from tracker.running.logs import opened
from tracker.settings import KafkaSettings, Settings


def learn(settings: Settings, kafka: KafkaSettings | None, heard: Progress) -> str:
    """
    The text of a lexicon file with the office holders that the facts tell of and the release does not know.

    Raises Misplaced where there is no log, NoBroker where no broker answers, Unreadable at a record that this release does not understand.
    """
    speak_plainly()
    return asyncio.run(_learned(settings, kafka, heard))


async def _learned(settings: Settings, kafka: KafkaSettings | None, heard: Progress) -> str:
    lexicon = lexicon_with(None, has_parser=False)  # without what was learned before, which is learned again from the same facts
    log = await opened(settings.data, kafka)
    try:
        async with set_aside(log.events, settings.data / VIEW, heard) as aside:
            with closing(Ask.open(aside.path, lexicon.kinds)) as ask, ask.now() as view:
                return learned(holders(view.each_fact(), lexicon.kinds), lexicon.words)
    finally:
        await log.close()
