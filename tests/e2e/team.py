"""Somebody of the team at the browser: signed in without the way through the page for it."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import Page

from data.model import Access
from data.store.door import Door
from data.store.records import Store
from tests.e2e.app import App
from tests.e2e.conftest import Visitor
from ui.access import COOKIE


def member(app: App, store: Store, visitor: Visitor, access: Access = Access.EDITOR) -> Page:
    """A browser that is signed in as Ada, at a page that shows nothing yet.

    The key for this access is a new one: whoever signed in with the one before is out.
    """
    door, now = Door(store.engine), datetime.now(UTC)
    token = door.enter("Ada", door.new_key(access, now), "127.0.0.1", now=now, hours=1)
    page = visitor(f"{app.url}/_stcore/health")
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": app.url}])
    return page
