"""The web server: ``streamlit run server.py`` serves ``dashboard.py`` the way a visitor needs it.

Scripts, fonts and outlines go out compressed and stay in the browser's cache; a policy forbids
every other host; the records are read before the first visitor comes.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from streamlit import config, file_util
from streamlit.runtime.pages_manager import PagesManager

from data.store.engine import NotUsable
from pages import feed, overview
from serving import signing_in
from serving.assets import Assets
from serving.connections import send_at_once
from serving.gate import Gate, Judge
from serving.guard import OriginGuard, SecurityHeaders, policy
from serving.live import Live
from serving.opening import announce
from serving.shell import Shell, inline_script_hashes, prepare
from serving.signing_in import Admitted, Form, Left
from ui import access, cache, entrance, porter, subscription
from ui.cache import NotLoadable
from ui.document import static_address
from ui.downloads import INTERNAL

ROOT = Path(__file__).resolve().parent


def warm_up() -> None:
    """Read the records and import what draws them, so that the first visitor does not wait."""
    with suppress(NotLoadable):  # every visitor is told what is wrong; the server stays up for it
        cache.warm_up(overview.prepare)


def _name_and_language() -> tuple[str, str]:
    """What the tab says, and in which language, before the page itself knows better."""
    try:
        home = cache.library().home
    except NotLoadable:
        return "Netzwerkatlas", "de"
    return home.product, home.default_language


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    send_at_once(asyncio.get_running_loop())
    await to_thread.run_sync(warm_up)
    # What was loaded until now lives as long as the server. Kept out of the collector, it is not
    # walked again and again; under fifty viewers that was most of the time (docs/performance.md).
    gc.collect()
    gc.freeze()
    port = config.get_option("server.port")
    announce(
        url=f"http://localhost:{port}{_base()}",
        key=await to_thread.run_sync(_first_key),
        port=port,
        browser=not config.get_option("server.headless"),
    )
    async with live.watching():
        yield


async def revision() -> int | None:
    """How many writes there have been, ``None`` while the store does not answer."""
    with suppress(NotLoadable):
        return await to_thread.run_sync(cache.revision)
    return None


live = Live(revision)


def _first_key() -> str | None:
    with suppress(NotLoadable, NotUsable):  # whoever looks is told; the next start makes the key
        return porter.first_key()
    return None


class Entrance:
    """The door as ``serving`` asks it."""

    def page(self, form: Form) -> str:
        return entrance.page(porter.home(), _asked(form))

    def elsewhere(self) -> str | None:
        return porter.elsewhere()

    def enter(self, form: Form, address: str) -> Admitted | str:
        asked = _asked(form)
        found = porter.enter(asked, form.key, address)
        if isinstance(found, entrance.Refused):
            return entrance.page(porter.home(), asked, found)
        return Admitted(found, porter.home().rules.session_hours * 3600)

    def leave(self, token: str, sign_in: str, language: str) -> Left | str:
        found = porter.leave(token, sign_in)
        if isinstance(found, entrance.Refused):
            return entrance.still_in(porter.home(), porter.language(language), sign_in)
        return Left(found)


def _asked(form: Form) -> entrance.Asked:
    return entrance.Asked(porter.language(form.language), form.then, form.name)


async def health(_: Request) -> JSONResponse:
    """For whoever watches the server: it answers only after the records have been read."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def calendar(request: Request) -> Response:
    """The selection that the address names, as a calendar to subscribe to."""
    try:
        if not subscription.may_read(request.query_params, porter.home()):
            return PlainTextResponse("Not found", status_code=HTTPStatus.NOT_FOUND)
        content = feed.calendar(request.query_params.multi_items())
    except feed.NotUnderstood as error:
        return PlainTextResponse(str(error), status_code=HTTPStatus.BAD_REQUEST)
    except NotLoadable as error:
        return PlainTextResponse(str(error), status_code=HTTPStatus.SERVICE_UNAVAILABLE)
    headers = {"Cache-Control": "no-cache", "ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, media_type="text/calendar", headers=headers)


def _base() -> str:
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _early() -> tuple[Mapping[str, str], ...]:
    """What every page needs of ours, but would ask for late: when its first run has named it."""
    return (
        {"rel": "preload", "as": "style", "href": f"./{static_address('atlas.css')}"},
        {"rel": "modulepreload", "href": f"./{static_address('atlas.js')}"},
    )


def _middleware() -> list[Middleware]:
    frontend = Path(file_util.get_static_dir())
    original = (frontend / "index.html").read_bytes()
    product, language = _name_and_language()
    page = prepare(original.decode(), product=product, language=language, early=_early())
    base = _base()
    folders = {f"{base}/static/": frontend / "static", f"{base}/app/static/": ROOT / "static"}
    return [
        Middleware(SecurityHeaders, content_policy=policy(inline_script_hashes(page))),
        Middleware(OriginGuard, allowed=config.get_option("server.corsAllowedOrigins")),
        Middleware(
            Gate, base=base, judge=Judge(porter.may_look, porter.may_change), internal=INTERNAL
        ),
        Middleware(Assets, folders=folders, hashed=f"{base}/static/"),
        Middleware(Shell, original=original, prepared=page),
    ]


# dashboard.py registers what is in pages/. Until its first run Streamlit would take a file there
# for a script of its own, and answer a first visit to such an address with an empty page.
PagesManager.uses_pages_directory = False

app = st.App(
    ROOT / "dashboard.py",
    lifespan=lifespan,
    routes=[
        Route(f"{_base()}/health", health),
        Route(f"{_base()}/calendar.ics", calendar),
        *signing_in.routes(
            Entrance(),
            base=_base(),
            cookie=access.COOKIE,
            allowed=config.get_option("server.corsAllowedOrigins"),
        ),
        WebSocketRoute(f"{_base()}/revisions", live.listen),
    ],
    middleware=_middleware(),
)
