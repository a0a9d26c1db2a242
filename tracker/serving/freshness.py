"""
How old an answer is: each says until when its view is known to have held all that the log did.

In: a node.  Out: a header beside every answer.  Never: an answer held back for it; asking always answers.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.log.wire import moment
from tracker.serving.node import Node

HEADER = "tracker-as-of"
UNKNOWN = "unknown"


class Freshness:
    """Tells with every answer as of when it is: a moment (RFC 3339), or "unknown" where the view has not met the end of its log since the process began."""

    def __init__(self, app: ASGIApp, node: Node) -> None:
        self._app, self._node = app, node

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        as_of = moment(self._node.as_of) if self._node.as_of else UNKNOWN

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = as_of
            await send(message)

        await self._app(scope, receive, send_dated)
