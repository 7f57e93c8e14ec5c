"""Coming in and going out: two plain addresses, ``/sign-in`` and ``/sign-out``.

Who may come in is the door's business; what becomes of it in the browser is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

NO_STORE: Final = {"Cache-Control": "no-store"}
_INSIDE: Final = re.compile(r"(\./)?[a-z-]*(\?[^\x00-\x20\\]*)?")
"""Addresses of the dashboard itself, relative to it: there is no way to name another host."""
_LARGEST: Final = 20_000
"""Bytes of a form that are read; one that is filled in has a few hundred."""


@dataclass(frozen=True)
class Admitted:
    """The token of somebody who was let in, and for how many seconds it is good."""

    token: str
    seconds: int


@dataclass(frozen=True)
class Left:
    """That somebody is out, and where to go then, relative to the dashboard."""

    then: str


class Door(Protocol):
    """Who decides. All of it may take a while, and is asked in a thread."""

    def page(self, form: Form) -> str:
        """The page to sign in on."""

    def elsewhere(self) -> str | None:
        """Where somebody else signs people in, relative to the dashboard."""

    def enter(self, form: Form, address: str) -> Admitted | str:
        """Let somebody in, or the page that says why not."""

    def leave(self, token: str, sign_in: str, language: str) -> Left | str:
        """End a sign-in, or the page that says why it goes on."""


@dataclass(frozen=True)
class Form:
    """What the form holds. ``then`` is an address of the dashboard, or empty."""

    language: str = ""
    then: str = ""
    name: str = ""
    key: str = ""


def inside(address: str) -> str:
    """The address if it is one of the dashboard's own, relative to it; otherwise its first page."""
    return address if _INSIDE.fullmatch(address) else ""


def comes_from_here(request: Request, allowed: Collection[str]) -> bool:
    """Whether no other site's page sent this."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    host = request.headers.get("host", "")
    own = {f"http://{host}", f"https://{host}", *(one.rstrip("/").lower() for one in allowed)}
    return origin.rstrip("/").lower() in {one.lower() for one in own}


def routes(door: Door, *, base: str, cookie: str, allowed: Collection[str]) -> list[Route]:
    """The two addresses below ``base``. ``allowed`` are the origins of a proxy that changes the
    Host header; ``cookie`` is the name of the cookie with the token."""
    way = _Way(door, base, cookie, allowed)
    return [
        Route(f"{base}/sign-in", way.ask, methods=["GET"]),
        Route(f"{base}/sign-in", way.enter, methods=["POST"]),
        Route(f"{base}/sign-out", way.leave, methods=["POST"]),
        Route(f"{base}/sign-out", way.not_by_link, methods=["GET"]),
    ]


class _Way:
    """What the addresses answer."""

    def __init__(self, door: Door, base: str, cookie: str, allowed: Collection[str]) -> None:
        self._door, self._base, self._cookie, self._allowed = door, base, cookie, allowed

    async def ask(self, request: Request) -> Response:
        elsewhere = await to_thread.run_sync(self._door.elsewhere)
        if elsewhere is not None:
            return self._to(elsewhere)
        named = request.query_params
        form = Form(language=named.get("lang", ""), then=inside(named.get("then", "")))
        page = await run_in_threadpool(self._door.page, form)
        return HTMLResponse(page, headers=NO_STORE)

    async def enter(self, request: Request) -> Response:
        refused = await self._refused(request)
        if refused is not None:
            return refused
        async with request.form(max_files=0, max_fields=8) as sent:
            said = {name: value for name, value in sent.items() if isinstance(value, str)}
        form = Form(
            language=said.get("lang", ""),
            then=inside(said.get("then", "")),
            name=said.get("name", ""),
            key=said.get("key", ""),
        )
        address = request.client.host if request.client else ""
        found = await run_in_threadpool(self._door.enter, form, address)
        if isinstance(found, str):
            return HTMLResponse(found, status_code=HTTPStatus.FORBIDDEN, headers=NO_STORE)
        response = self._to(form.then)
        self._set_cookie(response, request, found.token, found.seconds)
        return response

    async def leave(self, request: Request) -> Response:
        refused = await self._refused(request)
        if refused is not None:
            return refused
        async with request.form(max_files=0, max_fields=8) as sent:
            said = {name: value for name, value in sent.items() if isinstance(value, str)}
        token, sign_in = request.cookies.get(self._cookie, ""), said.get("sign_in", "")
        found = await run_in_threadpool(self._door.leave, token, sign_in, said.get("lang", ""))
        if isinstance(found, str):
            # The browser keeps its token: a sign-in that goes on must not be out of reach.
            return HTMLResponse(found, HTTPStatus.SERVICE_UNAVAILABLE, NO_STORE)
        response = self._to(found.then)
        self._set_cookie(response, request, "", 0)
        return response

    async def not_by_link(self, _: Request) -> Response:
        """Whoever loads the address again after signing out is shown the dashboard."""
        return self._to("")

    async def _refused(self, request: Request) -> Response | None:
        if not comes_from_here(request, self._allowed):
            return PlainTextResponse("from another site", HTTPStatus.FORBIDDEN, NO_STORE)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or int(length[:12]) > _LARGEST:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if length else HTTPStatus.LENGTH_REQUIRED
            return PlainTextResponse(status.phrase, status, NO_STORE)
        return None

    def _to(self, address: str) -> Response:
        target = f"{self._base}/{address.removeprefix('./')}"
        return RedirectResponse(target, HTTPStatus.SEE_OTHER, NO_STORE)

    def _set_cookie(self, response: Response, request: Request, token: str, seconds: int) -> None:
        """Strict is enough: the dashboard asks who somebody is over a connection that its own page
        opens, so a link from a mail leads in as well."""
        origin = request.headers.get("origin", "")
        response.set_cookie(
            self._cookie,
            token,
            max_age=seconds,
            path=self._base or "/",
            secure=request.url.scheme == "https" or origin.startswith("https://"),
            httponly=True,
            samesite="strict",
        )
