"""What a first visit brings beside the page itself: our type, few bytes, no strangers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.app import App
from tests.e2e.browser import wait_until_drawn
from tests.e2e.conftest import Visitor

FIRST_VISIT_BYTES = 4_500_000
SECOND_VISIT_BYTES = 300_000


def _count(page: Page) -> Callable[[], int]:
    """Start counting the bytes on the wire; what is returned tells the sum so far."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 // 4),
    )
    return lambda: int(sum(sizes))


def test_the_page_is_drawn_in_our_type_without_an_error(page: Page) -> None:
    wait_until_drawn(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    family = page.evaluate(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).fontFamily"
    )
    assert family.startswith('"IBM Plex Sans"')
    loaded = page.evaluate(
        "() => [...document.fonts].filter((font) => font.status === 'loaded')"
        ".map((font) => font.family.replaceAll('\"', ''))"
    )
    assert "IBM Plex Sans" in loaded


def test_a_first_visit_is_light_and_a_second_lighter(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/health")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    first = _count(page)
    page.goto(app.url)
    wait_until_drawn(page)
    assert 500_000 < first() < FIRST_VISIT_BYTES  # the lower bound shows that something is counted

    again = page.context.new_page()
    second = _count(again)
    again.goto(app.url)
    wait_until_drawn(again)
    assert 0 < second() < SECOND_VISIT_BYTES


@pytest.mark.parametrize("dark", [False, True])
def test_the_ground_follows_the_readers_system(app: App, visitor: Visitor, *, dark: bool) -> None:
    page = visitor(app.url, dark=dark)
    wait_until_drawn(page)
    expect(page.get_by_test_id("stApp")).to_have_css(
        "background-color", "rgb(16, 23, 30)" if dark else "rgb(255, 255, 255)"
    )
