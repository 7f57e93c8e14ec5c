"""The compared apps in Chromium: visits and filter changes until everything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.proxy import CountingProxy
from benchmarks.servers import Server
from benchmarks.wire import COUNTRIES
from tools import chromium

_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
_QUIET = 600
"""Milliseconds without anything drawn after which all is drawn; they are not counted."""
_TIMEOUT = 90_000
_SILENT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""No other host exists: dash-deck asks one for a style sheet."""
_SIZE = {"width": 1440, "height": 900}

STEPS = ("first visit", "second visit", "one country", "filter cleared")


@dataclass(frozen=True)
class Drawn:
    """One step in one app: milliseconds until all was drawn, and when each kind was last."""

    kind: str
    size: int
    step: str
    all: float
    text: float
    chart: float
    map: float
    draws: int
    sent: float
    """when the change left the browser"""
    answered: float
    """when the last message of the answer came"""


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """A Chromium that reaches no other machine."""
    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*chromium.FLAGS, _SILENT])
        try:
            yield browser
        finally:
            browser.close()


def round_of(browser: Browser, server: Server, country: str) -> list[Drawn]:
    """One reader: first and second visit, a country chosen, the filter cleared."""
    found = []

    def add(step: str, timing: dict[str, Any]) -> None:
        found.append(Drawn(server.kind, server.size, step, **timing))

    for step, act in _steps(browser, server.port, country):
        add(step, act)
    return found


def bytes_of(browser: Browser, server: Server, country: str) -> dict[str, int]:
    """The bytes that the server sends for each step, as they are on the wire."""
    with CountingProxy(server.port) as proxy:
        counted = {}
        before = 0
        for step, _ in _steps(browser, proxy.port, country):
            counted[step] = proxy.received - before
            before = proxy.received
        return counted


def _steps(browser: Browser, port: int, country: str) -> Iterator[tuple[str, dict[str, Any]]]:
    context = _context(browser)
    try:
        page = context.new_page()
        yield STEPS[0], _visit(page, port)
        page.close()
        page = context.new_page()
        yield STEPS[1], _visit(page, port)
        reader = DashReader(page) if _is_dash(page) else StreamlitReader(page)
        reader.look_for(country)
        yield STEPS[2], reader.act(reader.choose, country)
        yield STEPS[3], reader.act(reader.clear)
    finally:
        context.close()


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport=_SIZE, locale="de-DE", color_scheme="light")
    context.set_default_timeout(_TIMEOUT)
    context.add_init_script(_WATCH)
    return context


def _visit(page: Page, port: int) -> dict[str, Any]:
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    return _drawn(page)


def _drawn(page: Page) -> dict[str, Any]:
    handle = page.wait_for_function(f"() => window.drawnAfter({_QUIET})", polling=50)
    timing: dict[str, Any] = handle.json_value()
    return timing


def _is_dash(page: Page) -> bool:
    return page.locator("#react-entry-point").count() > 0


class _Reader:
    """Somebody with a mouse. The time counts from the click that changes the filter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def act(self, act: Any, *arguments: str) -> dict[str, Any]:
        self.page.wait_for_function("() => performance.now() - window.watch.last > 600")
        act(*arguments)
        return _drawn(self.page)

    def choose(self, country: str) -> None:
        option = self.page.locator('[role="option"]').filter(has_text=country).first
        option.wait_for()
        self.armed()
        option.click()

    def leave(self) -> None:
        """Close what is open by a click into the margin; Escape would clear the filter."""
        self.page.mouse.click(4, _SIZE["height"] / 2)

    def armed(self) -> None:
        self.page.evaluate("() => { window.watch.armed = true; }")


class StreamlitReader(_Reader):
    """In a Streamlit page."""

    def look_for(self, country: str) -> None:
        field = self.page.locator(f".st-key-{COUNTRIES} input").first
        field.click()
        field.fill(country)

    def clear(self) -> None:
        self.leave()
        field = self.page.locator(f".st-key-{COUNTRIES}")
        button = field.locator('[role="group"] > button:not([aria-haspopup])').last
        button.wait_for()
        self.armed()
        button.click()


class DashReader(_Reader):
    """In a Dash page."""

    def look_for(self, country: str) -> None:
        self.page.locator("#countries").click()
        self.page.locator(".dash-dropdown-search").fill(country)

    def clear(self) -> None:
        self.leave()
        button = self.page.locator("#countries .dash-dropdown-clear").first
        button.wait_for()
        self.armed()
        button.click()


def countries(sizes: int) -> Sequence[str]:
    """German names of countries that generated records have, one for each round."""
    names = (
        "Israel", "Frankreich", "Polen", "Japan", "Italien", "Belgien", "Schweden", "Finnland",
        "Norwegen", "Kanada", "China", "Ghana", "Indien", "Brasilien", "Vietnam", "Portugal",
    )  # fmt: skip
    return [names[number % len(names)] for number in range(sizes)]
