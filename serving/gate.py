"""Files that are not for everybody: who asks is looked at before one is sent or taken.

Streamlit sends whatever lies behind an address to whoever knows it, and takes files from everybody
who has a page open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Cookies = Mapping[str, str]
_READS: Final = frozenset({"OPTIONS", "HEAD", "GET"})


@dataclass(frozen=True)
class Judge:
    """Who may, by the cookies that they send."""

    may_look: Callable[[Cookies], bool]
    may_change: Callable[[Cookies], bool]


class Gate:
    """Middleware that answers as if there were nothing, to whom it is not for.

    ``internal`` finds the names of files that are for the team alone. Files that were made for
    somebody are kept by no browser.
    """

    def __init__(self, app: ASGIApp, *, base: str, judge: Judge, internal: re.Pattern[str]) -> None:
        self._app, self._judge, self._internal = app, judge, internal
        self._media, self._uploads = f"{base}/media/", f"{base}/_stcore/upload_file"
        self._revisions = f"{base}/revisions"
        self._told = (f"{base}/_stcore/metrics", f"{base}/_stcore/agent")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "websocket" and path == self._revisions:
            await self._listen(scope, receive, send)
            return
        if scope["type"] != "http" or not self._is_guarded(path):
            await self._app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        if path.startswith(self._uploads) and scope["method"] not in _READS:
            allowed = await to_thread.run_sync(self._judge.may_change, cookies)
        else:
            allowed = await to_thread.run_sync(self._judge.may_look, cookies)
        if not allowed:
            await _nothing(scope, receive, send)
        elif path.startswith(self._media):
            await _Sent(self, cookies, scope, receive, send).answer(self._app)
        else:
            await self._app(scope, receive, send)

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """How often something was written is for those who may see what."""
        cookies = HTTPConnection(scope).cookies
        if await to_thread.run_sync(self._judge.may_look, cookies):
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "not signed in"})

    def _is_guarded(self, path: str) -> bool:
        return path.startswith((self._media, self._uploads, *self._told))

    async def may_have(self, start: Message, cookies: Cookies) -> bool:
        name = Headers(raw=start["headers"]).get("content-disposition", "")
        if not self._internal.search(name):
            return True
        return await to_thread.run_sync(self._judge.may_change, cookies)


class _Sent:
    """One file on its way, held back if its name says that it is for the team."""

    def __init__(
        self, gate: Gate, cookies: Cookies, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._gate, self._cookies = gate, cookies
        self._scope, self._receive, self._send = scope, receive, send
        self._refused = False

    async def answer(self, app: ASGIApp) -> None:
        await app(self._scope, self._receive, self._pass_on)

    async def _pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._refused = not await self._gate.may_have(message, self._cookies)
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            if self._refused:
                await _nothing(self._scope, self._receive, self._send)
        if not self._refused:
            await self._send(message)


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    refused = PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
    await refused(scope, receive, send)
