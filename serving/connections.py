"""How the server's connections send: each message at once, none held back for the next."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

_IP = (socket.AF_INET, socket.AF_INET6)


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Let every server that this loop opens from now on accept connections without Nagle's delay.

    The system holds a small message back until the one before is confirmed, which browsers do up
    to 40 ms later, and a script run sends many small messages. asyncio turns that off only for
    sockets whose protocol is named, and Streamlit's is not. It opens its socket itself, before
    anything of ours runs, but hands it to the loop after the start-up; connections take the
    setting over from the socket that they came in by.
    """
    open_server: Callable[..., Awaitable[asyncio.Server]] = loop.create_server

    async def create_server(*arguments: object, **options: object) -> asyncio.Server:
        listening = options.get("sock")
        if isinstance(listening, socket.socket) and listening.family in _IP:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await open_server(*arguments, **options)

    setattr(loop, open_server.__name__, create_server)
