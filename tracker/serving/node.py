"""
What serving needs of the process that runs it, and nothing more.

A node is one process with both logs and a view; `running` makes one, embedded or on Kafka, and `app` serves it.
In: nothing.  Out: a protocol.  Never: a word about how the logs are kept or who reads the articles.
"""

import asyncio
from datetime import datetime
from typing import Protocol

from tracker.core.errors import TrackerError
from tracker.log.contract import ArticleLog, EventLog
from tracker.reading.known import Catalogue
from tracker.relating.ask import Ask


class Node(Protocol):
    """Both logs, the questions that the view answers, and the words by which people name countries."""

    @property
    def articles(self) -> ArticleLog:
        """The articles as they came in; feeding appends to it."""
        ...

    @property
    def events(self) -> EventLog:
        """The records; serving asks how long it is, and appends what is decided about an article (retracted, restored)."""
        ...

    @property
    def ask(self) -> Ask:
        """Questions over the view. Asked for anew at each request, so that a view folded beside it can be swapped in."""
        ...

    @property
    def lexicon(self) -> Catalogue:
        """Its `find` and `kinds`."""
        ...

    @property
    def closing(self) -> asyncio.Event:
        """Set when the process is about to end: streams say goodbye, long polls answer with what they have."""
        ...

    @property
    def stopped(self) -> TrackerError | None:
        """Why the view does not follow its log any more (a record of an unknown format, a full disk), None while it does; asking goes on either way."""
        ...

    @property
    def as_of(self) -> datetime | None:
        """The last moment at which the view is known to have held all that the log did, None while it has never since the process began."""
        ...

    async def wait_for(self, position: int, wait_s: float) -> int:
        """The position of the view: at once where it has reached `position`, else when it does or after `wait_s` seconds."""
        ...
