"""
The HTTP server of a node: uvicorn, but for its beginning, which is told, and its end, which is the node's to decide.

In: an application and a listening socket.  Out: answers, until told to end.  Never: a signal taken from the process that runs it.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

CLOSE_WITHIN_S = 3  # for answers under way; streams and long polls end by themselves when the node closes


class Server(uvicorn.Server):
    """Serves until `should_exit` is set. at_answer: called once, when the first question would be answered."""

    def __init__(self, app: FastAPI, at_answer: Callable[[], None]) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=CLOSE_WITHIN_S))
        self._at_answer = at_answer

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn starts, and then say so."""
        await super().startup(sockets)
        self._at_answer()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the node."""
        yield
