"""Connections are accepted with Nagle's delay turned off, also from a socket like Streamlit's."""

from __future__ import annotations

import asyncio
import socket

import pytest

from serving.connections import send_at_once


def _listening(family: socket.AddressFamily) -> socket.socket:
    """Opened as Streamlit opens its own: without naming TCP, which asyncio would look for."""
    listening = socket.socket(family)
    try:
        listening.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
    except OSError:
        listening.close()
        raise
    listening.listen()
    return listening


async def _accepted_without_delay(listening: socket.socket, *, ours: bool) -> bool:
    """Whether the server's end of one connection has ``TCP_NODELAY``."""
    loop = asyncio.get_running_loop()
    if ours:
        send_at_once(loop)
    accepted: asyncio.Future[bool] = loop.create_future()

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            end = transport.get_extra_info("socket")
            accepted.set_result(bool(end.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))

    server = await loop.create_server(Protocol, sock=listening)
    async with server:
        _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        try:
            return await asyncio.wait_for(accepted, timeout=10)
        finally:
            writer.close()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_connections_send_at_once(family: socket.AddressFamily) -> None:
    try:
        listening = _listening(family)
    except OSError:
        assert family == socket.AF_INET6, "a machine may have no IPv6, but not no IPv4"
        return
    assert asyncio.run(_accepted_without_delay(listening, ours=True))


def test_without_it_they_would_wait() -> None:
    # Should this fail one day, Streamlit's socket may do without our help as well.
    listening = _listening(socket.AF_INET)
    assert not asyncio.run(_accepted_without_delay(listening, ours=False))


def test_a_server_without_a_socket_of_its_own_opens_as_before() -> None:
    async def ports() -> list[int]:
        loop = asyncio.get_running_loop()
        send_at_once(loop)
        async with await loop.create_server(asyncio.Protocol, "127.0.0.1", 0) as server:
            return [end.getsockname()[1] for end in server.sockets]

    assert all(port > 0 for port in asyncio.run(ports()))
