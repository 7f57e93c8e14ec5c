"""The page that Streamlit's scripts fill: with our name and language, without what we don't use."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.assets import Asset

_PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>\s*')
_AGENT_LINK = re.compile(r"<!--(?:(?!-->).)*?-->\s*(?=<link rel=\"service-desc\")", re.DOTALL)
_AGENT = re.compile(r'<link rel="service-desc"[^>]*>\s*')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_LANGUAGE = re.compile(r'<html lang="[^"]*">')
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STILL: Final = (
    '<style>[data-testid="stSkeleton"], [data-testid="stAppSkeleton"] * '
    "{ animation: none !important; }</style>"
)
"""What stands in for an element until its script has come does not move: without a graphics
processor the motion takes one of two cores while the scripts are read."""
NO_STORE: Final = "no-store"
"""A browser that kept the page would show, to whoever goes back after signing out, what stood there
before."""
_BODYLESS: Final = {
    b"content-length",
    b"content-encoding",
    b"etag",
    b"last-modified",
    b"accept-ranges",
}


def prepare(
    index: str, *, product: str, language: str, early: Iterable[Mapping[str, str]] = ()
) -> str:
    """Streamlit's ``index.html`` as we send it.

    Its own font is not fetched beforehand (170 kB that no text here uses), link previews and the
    tab say the product's name from the start, nothing moves while it loads, and a browser without
    scripts reads a sentence.
    ``early`` are the attributes of one more ``<link>`` each: what the browser fetches meanwhile.
    """
    name = html.escape(product)
    for pattern in (_PRELOADED_FONT, _AGENT_LINK, _AGENT):
        index = pattern.sub("", index)
    index = _TITLE.sub(lambda _: f"<title>{name}</title>", index)
    index = _LANGUAGE.sub(lambda _: f'<html lang="{html.escape(language)}">', index)
    links = "".join(f"  {_link(attributes)}\n  " for attributes in early)
    index = index.replace("</head>", f"{links}{_STILL}\n  </head>", 1)
    return _NOSCRIPT.sub(
        lambda _: (
            f'<noscript><p lang="de">{name} braucht JavaScript.</p>'
            f'<p lang="en">{name} needs JavaScript.</p></noscript>'
        ),
        index,
    )


def _link(attributes: Mapping[str, str]) -> str:
    written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<link{written}>"


def inline_script_hashes(index: str) -> tuple[str, ...]:
    """Content-Security-Policy sources for the scripts that stand in the page itself."""
    digests = (hashlib.sha256(text.encode()).digest() for text in _INLINE_SCRIPT.findall(index))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


class Shell:
    """Middleware that exchanges Streamlit's page for ours wherever Streamlit answers with it.

    Streamlit alone knows which addresses are pages; whatever it answers with its ``original``
    page is answered with ``prepared``, and everything else is passed on as it is.
    """

    def __init__(self, app: ASGIApp, *, original: bytes, prepared: str) -> None:
        self._app = app
        self._original = original
        self._asset = Asset(prepared.encode(), "text/html; charset=utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(self, scope, receive, send)
        await self._app(scope, receive, exchange)

    def is_original(self, start: Message) -> bool:
        headers = Headers(raw=start["headers"])
        return (
            start["status"] == 200
            and headers.get("content-type", "").startswith("text/html")
            and headers.get("content-length") == str(len(self._original))
        )

    async def answer(self, scope: Scope, receive: Receive, send: Send, start: Message) -> None:
        response = await self._asset.response(Headers(scope=scope), cache=NO_STORE)
        ours = {name for name, _ in response.raw_headers} | _BODYLESS
        kept = [(name, value) for name, value in start["headers"] if name not in ours]
        response.raw_headers = [*response.raw_headers, *kept]
        await response(scope, receive, send)


class _Exchange:
    """Holds an answer's start until its body shows whether it is Streamlit's page."""

    def __init__(self, shell: Shell, scope: Scope, receive: Receive, send: Send) -> None:
        self._shell, self._scope, self._receive, self._send = shell, scope, receive, send
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._shell.is_original(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif not message.get("more_body", False):
            await self._shell.answer(self._scope, self._receive, self._send, self._start)
