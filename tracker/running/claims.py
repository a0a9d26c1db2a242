"""
What a node claims for itself before it does anything: its data folder and its port.

In: a folder, an address.  Out: a lock and a listening socket, held until the process ends, however it ends.  Never: a file that says "in use" when nobody is.
"""

import errno
import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.core.errors import DataInUse, Misplaced, PortTaken

LOG, VIEW, LOCK = "log.sqlite", "view.sqlite", "lock"  # the files of a data folder; all but the log may be deleted while nothing runs


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """
    Hold a data folder, made when missing, as the only one who writes there.

    Raises DataInUse where another process holds it, Misplaced where it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a")
    except OSError as error:
        raise Misplaced("data", f"{folder} cannot be written ({error.strerror})", "choose another folder with --data") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DataInUse(str(folder)) from error
        yield


@contextmanager
def claimed_beside_broker(folder: Path) -> Iterator[None]:
    """As `claimed`, for a view of logs that lie on a broker. Raises Misplaced as well where the folder holds a log: its view is of that, and would be lost."""
    if (folder / LOG).exists():
        raise Misplaced("data", f"{folder} holds the log of a tracker without a broker", "name a folder of its own with --data")
    with claimed(folder):
        yield


def listening(host: str, port: int) -> socket.socket:
    """
    A socket that takes connections from now on; who connects before anyone answers waits.

    Raises PortTaken where something else listens there, Misplaced where the host is none of this machine or the port is not for us.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host, port) from error
        raise Misplaced("host", f"cannot listen at {host}:{port} ({error.strerror})", "choose another with --host and --port") from error
