"""
Waiting for news, and not a moment longer than the process lives.

In: a node and a position.  Out: the position that the view has reached.  Never: a wait that outlasts `closing`, or one without an end.
"""

import asyncio

from tracker.core.errors import BadQuery, NotReady
from tracker.serving.cursor import cursor
from tracker.serving.node import Node

MAX_WAIT_S = 30.0  # below the 60 s at which common proxies cut a silent answer
READY_WAIT_S = 5.0  # what `min_position` waits before it says: ask again
ASK_AGAIN_S = 1.0


async def reached(node: Node, position: int, wait_s: float) -> int:
    """The position of the view, once it has reached `position`, after `wait_s` seconds, or when the node closes, whichever comes first."""
    waiting = asyncio.ensure_future(node.wait_for(position, wait_s))
    closing = asyncio.ensure_future(node.closing.wait())
    try:
        await asyncio.wait({waiting, closing}, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else node.ask.position()
    finally:
        waiting.cancel()
        closing.cancel()


async def level(node: Node) -> None:
    """
    Go on once the view holds all that the log does at this moment.

    Raises NotReady after READY_WAIT_S, Misplaced where the log cannot be asked (a broker is away).
    """
    end = await node.events.end()
    if (now_at := await reached(node, end, READY_WAIT_S)) < end:
        raise NotReady(str(end), str(now_at), ASK_AGAIN_S)


async def require(node: Node, min_position: str) -> None:
    """
    Go on once the view has reached the cursor `min_position`; "" asks for nothing.

    Raises NotReady after READY_WAIT_S, BadQuery for a cursor of another generation, which can be compared with nothing here.
    """
    if not min_position:
        return
    wanted = cursor("min_position", min_position)
    if wanted.generation != node.ask.generation():
        raise BadQuery("min_position", min_position, "it is of another generation of the view: leave it out, and take `position` from the answer")
    if (now_at := await reached(node, wanted.position, READY_WAIT_S)) < wanted.position:
        raise NotReady(min_position, f"{wanted.generation}-{now_at}", ASK_AGAIN_S)
