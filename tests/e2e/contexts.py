"""Browser contexts that one test after the other uses.

A new context brings a window of the browser's own along, which costs more than most tests; and a
page beside one of the same server finds its scripts compiled. So one page of each context stays
open; what a reader could tell from another, cookies and storage, is taken out between two tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import COUNT_RUNS


@dataclass(frozen=True)
class _Kept:
    context: BrowserContext
    parked: Page
    """the page that stays open"""


class Contexts:
    """Those of one browser, by language."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[_Kept]] = {}
        self._taken: list[tuple[str, _Kept]] = []

    def take(self, locale: str, url: str) -> BrowserContext:
        """One that nobody uses, as empty as a new one but for the browser's cache; ``url`` is
        where it will be used."""
        free = self._free.setdefault(locale, [])
        one = free.pop() if free else self._new(locale)
        self._taken.append((locale, one))
        origin = _origin(url)
        if origin and origin != _origin(one.parked.url):
            one.parked.goto(f"{origin}/_stcore/health")
        return one.context

    def give_back(self) -> None:
        """End all that is taken: pages, cookies, storage."""
        for locale, one in self._taken:
            _empty(one)
            self._free[locale].append(one)
        self._taken.clear()

    def _new(self, locale: str) -> _Kept:
        context = self._browser.new_context(
            locale=locale, timezone_id="Europe/Berlin", reduced_motion="reduce"
        )
        context.add_init_script(COUNT_RUNS)
        return _Kept(context, context.new_page())


def _empty(one: _Kept) -> None:
    origins = {_origin(page.url) for page in one.context.pages}
    for page in one.context.pages:
        if page is not one.parked:
            page.close()
    session = one.context.new_cdp_session(one.parked)
    for origin in origins - {""}:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    one.context.clear_cookies()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
