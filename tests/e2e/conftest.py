"""Fixtures for tests in a real Chromium against the real server.

``app`` is the server with the repository's records, ``start_app`` one with others; ``page`` is a
visitor of ``app``, ``visitor`` makes more, each with cookies of its own. A visitor's page that
asks another host for anything fails its test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from data.store.records import Store
from tests.e2e.app import App, data_folder
from tests.e2e.browser import LEAVE_MAPS_EMPTY, TIMEOUT, Traffic
from tests.e2e.contexts import Contexts
from tools.chromium import FLAGS, find

expect.set_options(timeout=TIMEOUT)


class Visitor(Protocol):
    """Opens a page as somebody who was never here before."""

    def __call__(
        self,
        url: str,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        locale: str = "de-DE",
        draws_maps: bool = False,
    ) -> Page: ...


_QUICKER = ("--disable-site-isolation-trials", "--process-per-site", "--disable-gpu-compositing")
"""All of a context's pages in one process, whose scripts are compiled once; and only maps ask for
a graphics card that there is not."""
_SERVERS = ("broken", "crowded", "far_away", "hostile", "misnamed", "written")
"""Fixtures of whole servers: who wants one goes where it runs, or it would be started twice."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            for server in set(_SERVERS).intersection(getattr(item, "fixturenames", ())):
                item.add_marker(pytest.mark.xdist_group(server))


@pytest.fixture(scope="session")
def app() -> Iterator[App]:
    """The server with the repository's records, one for all tests of a process."""
    running = App.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def written() -> Iterator[App]:
    """A server whose records are written to; no two tests write the same ones."""
    running = App.start()
    yield running
    running.stop()


@pytest.fixture
def store(written: App) -> Iterator[Store]:
    """The store of that server."""
    opened = Store(written.database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., App]]:
    """``start_app(records)`` serves the CSV files of a folder beside our reference lists;
    ``start_app(data=…, home=…)`` serves a whole data folder or another city. The same records
    are served by the same server."""
    running: dict[tuple[Path | None, ...], App] = {}

    def start(
        records: Path | None = None, *, data: Path | None = None, home: Path | None = None
    ) -> App:
        key = (records, data, home)
        if key not in running:
            if records is not None:
                folder = tmp_path_factory.mktemp("data")
                data = data_folder(folder / "data", records=records)
            running[key] = App.start(data=data, home=home)
        return running[key]

    yield start
    for app in running.values():
        app.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium was found: make test installs one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *_QUICKER])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def visitor(contexts: Contexts) -> Iterator[Visitor]:
    """Opens pages; when the test is over, none of them may have asked another host."""
    watched: list[Traffic] = []

    def visit(
        url: str,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        locale: str = "de-DE",
        draws_maps: bool = False,
    ) -> Page:
        page = contexts.take(locale, url).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if not draws_maps:
            page.add_init_script(LEAVE_MAPS_EMPTY)
        page.set_default_timeout(TIMEOUT)
        traffic = Traffic(host=urlsplit(url).netloc)
        traffic.watch(page)
        watched.append(traffic)
        page.goto(url)
        return page

    yield visit
    contexts.give_back()
    for traffic in watched:
        assert not traffic.foreign
        assert not traffic.errors


@pytest.fixture
def page(app: App, visitor: Visitor) -> Page:
    """A German visitor at the overview, 1440 by 900, light."""
    return visitor(app.url)
