"""People of the team in a browser: signed in without the page for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from data.identity import Identity
from data.model import Access
from data.store.door import Door
from data.store.records import Store
from data.store.sign_ins import hash_of, new_token
from tests.e2e.app import App
from tests.e2e.conftest import Visitor
from ui.access import COOKIE


def somebody(
    app: App,
    visitor: Visitor,
    name: str = "Ada",
    *,
    access: Access = Access.EDITOR,
    dark: bool = False,
) -> Page:
    """A browser of its own, in which that person is signed in and no page is open yet."""
    token, now = new_token(), datetime.now(UTC)
    store = Store(app.database)
    ends = now + timedelta(hours=1)
    Door(store.engine).admit(Identity(hash_of(token), name, access, now, ends), now)
    store.close()
    page = visitor(f"{app.url}/_stcore/health", dark=dark)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": app.url}])
    return page
