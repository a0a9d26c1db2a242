"""
The interface: every address of a tracker, joined into one application.

In: a node and a clock.  Out: an ASGI application.  Never: an answer of its own; each address lives in the module of its concept.
"""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from tracker.serving.node import Node


def make_app(node: Node, now: Callable[[], datetime]) -> FastAPI:
    """
    The interface of this node. now: the moment with its zone; feeding asks it whether a day of publication lies ahead.

    Starts and ends nothing: the node outlives the application.
    """
    raise NotImplementedError(node, now)
