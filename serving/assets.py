"""Scripts, fonts and outlines: compressed once, kept in memory, cached by the browser.

Streamlit sends its scripts uncompressed, 12 MB at a first visit. Compressing them for every
visitor would cost more than it saves; there are few files and they never change while the server
runs, so each is compressed when it is first wanted and the result is kept.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs

import brotli
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Encoding = Literal["br", "gzip", "identity"]

A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

# What is compressed already only grows.
_COMPRESSIBLE = re.compile(
    r"^(text/|image/svg|application/(javascript|json|geo\+json|xml|manifest))"
)
_SMALLEST = 500
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".geojson": "application/geo+json",
    ".woff2": "font/woff2",
}


def content_type(name: str) -> str:
    """The media type by a file's name; the system's own table is not asked for the usual ones."""
    known = _TYPES.get(Path(name).suffix.lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


def accepted(header: str, *, offered: tuple[Encoding, ...] = ("br", "gzip")) -> Encoding:
    """The first of the offered encodings that an ``Accept-Encoding`` header allows."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        weights[name.strip()] = _weight(parameter)
    for encoding in offered:
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return "identity"


def _weight(parameter: str) -> float:
    key, _, value = parameter.strip().partition("=")
    if key.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


@dataclass
class Asset:
    """One file as the browser gets it. ``media_type`` decides whether it is compressed."""

    content: bytes
    media_type: str
    _variants: dict[Encoding, bytes] = field(default_factory=dict, repr=False)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256(self.content).hexdigest()[:20]
        self.compressible = bool(_COMPRESSIBLE.match(self.media_type)) and (
            len(self.content) >= _SMALLEST
        )

    async def encoded(self, encoding: Encoding) -> bytes:
        """The content in this encoding. Fifty first visitors at once wait for one compression."""
        if encoding == "identity":
            return self.content
        async with self._lock:
            if encoding not in self._variants:
                self._variants[encoding] = await to_thread.run_sync(self._compress, encoding)
            return self._variants[encoding]

    def _compress(self, encoding: Encoding) -> bytes:
        if encoding == "br":
            return bytes(brotli.compress(self.content, quality=9))
        return gzip.compress(self.content, 9, mtime=0)

    async def response(self, request: Headers, *, cache: str) -> Response:
        """The answer to a GET or HEAD: 304 where the browser has it, else the smallest it takes."""
        encoding: Encoding = "identity"
        if self.compressible:
            encoding = accepted(request.get("accept-encoding", ""))
        etag = f'"{self.digest}-{encoding}"'
        headers = {"Cache-Control": cache, "ETag": etag}
        if self.compressible:
            headers["Vary"] = "Accept-Encoding"
        if _known(etag, request.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        if encoding != "identity":
            headers["Content-Encoding"] = encoding
        return Response(
            await self.encoded(encoding), headers=headers | {"Content-Type": self.media_type}
        )


def _known(etag: str, header: str) -> bool:
    candidates = {candidate.strip().removeprefix("W/") for candidate in header.split(",")}
    return etag in candidates or "*" in candidates


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path


class Assets:
    """Middleware that answers for the files in ``folders``, by the path that each is served at.

    Folders are listed once, at the start: a path is looked up, never composed, so none leads
    outside. What is not listed, or has gone since, is left to Streamlit. A name under ``hashed``
    carries a hash of its content and may be kept for a year, as may any file asked for with
    ``?v=…``; the others are kept but asked for again, which costs one 304.
    """

    def __init__(
        self, app: ASGIApp, *, folders: Mapping[str, Path], hashed: str = "/static/"
    ) -> None:
        self._app = app
        self._hashed = hashed
        self._paths = {
            prefix + name: path
            for prefix, folder in folders.items()
            for name, path in _files(folder)
        }
        self._assets: dict[str, tuple[int, Asset]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._listed(scope)
        if path is None or not self._paths[path].is_file():
            await self._app(scope, receive, send)
            return
        asset = await self._asset(path)
        versioned = "v" in parse_qs(scope.get("query_string", b"").decode("latin-1"))
        cache = A_YEAR if path.startswith(self._hashed) or versioned else ASK_AGAIN
        response = await asset.response(Headers(scope=scope), cache=cache)
        await response(scope, receive, send)

    def _listed(self, scope: Scope) -> str | None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path: str = scope["path"]
        # A part of a file (media players ask for one) is Streamlit's to answer.
        if path not in self._paths or "range" in Headers(scope=scope):
            return None
        return path

    async def _asset(self, path: str) -> Asset:
        """The file as it is now: somebody who edits one sees it without starting anew."""
        file = self._paths[path]
        changed = file.stat().st_mtime_ns
        known = self._assets.get(path)
        if known and known[0] == changed:
            return known[1]
        content = await to_thread.run_sync(file.read_bytes)
        latest = self._assets.get(path)
        if latest is None or latest[0] != changed:  # nobody else read it meanwhile
            latest = self._assets[path] = (changed, Asset(content, content_type(path)))
        return latest[1]
