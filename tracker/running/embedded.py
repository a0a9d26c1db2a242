"""
All in one: both logs, the view, the interface and the reading processes, on one machine, without a broker.

In: Settings.  Out: a server that answers until it is told to end.
Never: two of them on one data folder, or a decision about what an article says or what events amount to.
"""

from tracker.settings import Settings


def run(settings: Settings) -> None:
    """
    Serve until Ctrl-C or SIGTERM, then end cleanly; prints the address once it answers.

    Raises DataInUse where another tracker holds the data folder, PortTaken where something else listens, Misplaced where the folder or host cannot be used.
    """
    raise NotImplementedError(settings)
