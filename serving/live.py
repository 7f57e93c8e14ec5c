"""Open pages hear that something was written: a number over a WebSocket, and nothing else.

Who listens learns how many writes there have been, not what any of them holds; so whoever may
open the page may listen. A WebSocket, because the server closes it when it ends, and because a
browser would let only six open streams of events at one server stand beside its other requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

_EVERY: Final = 0.8
"""Seconds between two looks: a page has two to hear of a write and draw it."""
_PATIENCE: Final = 5.0
"""Seconds after which a page that takes no message is let go; it comes back by itself."""


class Live:
    """Tells a number to all who listen, whenever it is another one.

    ``source`` is asked once for all of them, and only while somebody listens; it answers ``None``
    while it does not know.
    """

    def __init__(
        self, source: Callable[[], Awaitable[int | None]], *, every: float = _EVERY
    ) -> None:
        self._source = source
        self._every = every
        self._latest: int | None = None
        self._listening: set[WebSocket] = set()

    async def listen(self, socket: WebSocket) -> None:
        """The route: hold the connection until either side ends it."""
        await socket.accept()
        self._listening.add(socket)
        try:
            if self._latest is not None:
                await socket.send_text(str(self._latest))
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            return
        finally:
            self._listening.discard(socket)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again, for as long as the server runs."""
        task = asyncio.create_task(self._watch(), name="live")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(self._every)

    async def look(self) -> None:
        """Ask once, and tell if it is news."""
        if not self._listening:
            self._latest = None  # what is known by then would be old
            return
        number = await self._source()
        if number is None or number == self._latest:
            return
        self._latest = number
        await asyncio.gather(*(self._tell(socket, str(number)) for socket in [*self._listening]))

    async def _tell(self, socket: WebSocket, number: str) -> None:
        try:
            await asyncio.wait_for(socket.send_text(number), _PATIENCE)
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            self._listening.discard(socket)
            with suppress(RuntimeError):
                await socket.close()
