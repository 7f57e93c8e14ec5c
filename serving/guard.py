"""What every answer forbids the browser, and which pages may talk to the app at all."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(script_hashes: Collection[str]) -> str:
    """The Content-Security-Policy: nothing is loaded from, or sent to, any other host.

    Streamlit needs a little more than ``'self'``: styles are set by script; components in the
    page (``st.components.v2``), map workers and downloads are ``blob:`` addresses; charts draw
    images from ``data:``; tables unpack their data in WebAssembly. Nothing needs ``eval``.
    """
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(("'self' 'wasm-unsafe-eval' blob:", *script_hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "media-src": "'self' data: blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class SecurityHeaders:
    """Middleware that puts the policy and its companions on every answer."""

    def __init__(self, app: ASGIApp, *, content_policy: str) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class OriginGuard:
    """Middleware that refuses WebSocket connections which another site's page opens.

    Streamlit would decide as well, but asks a server outside for this machine's address before
    it does. So the decision falls here: the page's own host, or one of ``allowed`` (origins such
    as ``https://atlas.example.org``, for a proxy that changes the Host header).
    """

    def __init__(self, app: ASGIApp, *, allowed: Collection[str] = ()) -> None:
        self._app = app
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host", "")
        if origin is None or origin in {f"http://{host}", f"https://{host}"}:
            await self._app(scope, receive, send)
        elif origin.rstrip("/").lower() in self._allowed:
            await self._app(_as_own(scope, host), receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})


def _as_own(scope: Scope, host: str) -> Scope:
    """The connection as if from the app's own page, so that Streamlit asks nobody about it."""
    headers = MutableHeaders(scope=dict(scope))
    headers["origin"] = f"http://{host}"
    return dict(scope) | {"headers": headers.raw}
