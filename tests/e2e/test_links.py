"""A view can be kept and handed on: as a link, over pages and reloads, back and forward."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.app import App
from tests.e2e.browser import rerun, wait_until_drawn
from tests.e2e.conftest import Visitor

SEPTEMBER = "?month=2025-09&country=GB"


def _answer(page: Page) -> str:
    wait_until_drawn(page)
    return page.locator(".atlas .answer").inner_text()


def _turn_to(page: Page, name: str) -> None:
    with rerun(page):
        page.get_by_role("navigation", name="Seiten").get_by_role("link", name=name).click()


def test_a_link_opens_the_same_view_for_somebody_else_and_after_a_reload(
    app: App, visitor: Visitor
) -> None:
    page = visitor(f"{app.url}/activities{SEPTEMBER}")
    said = _answer(page)
    expect(page.locator(".filter-end strong")).to_have_text("September 2025 · Großbritannien")

    page.reload()
    assert _answer(page) == said

    _turn_to(page, "Zeitverlauf")
    expect(page).to_have_url(f"{app.url}/timeline{SEPTEMBER}")
    of_time = _answer(page)
    somebody = visitor(page.url)
    assert _answer(somebody) == of_time
    expect(somebody.locator(".filter-end strong")).to_have_text("September 2025 · Großbritannien")


def test_back_and_forward_go_through_the_views(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/timeline")
    everything = _answer(page)
    with rerun(page):
        page.get_by_role("button", name="‹").click()
    one_month = _answer(page)
    assert one_month != everything
    _turn_to(page, "Partner")
    partners = _answer(page)

    with rerun(page):
        page.go_back()
    expect(page).to_have_url(re.compile(r"/timeline\?month="))
    assert _answer(page) == one_month
    with rerun(page):
        page.go_forward()
    assert _answer(page) == partners
    for _step in range(2):
        with rerun(page):
            page.go_back()
    assert _answer(page) == everything


def test_what_a_link_says_wrongly_is_named_and_the_rest_is_shown(
    app: App, visitor: Visitor
) -> None:
    page = visitor(f"{app.url}/?country=GB&month=2025-13&direction=<b>up</b>&lang=xx&utm=1")
    expect(page.get_by_role("status")).to_contain_text(
        "month=2025-13, direction=<b>up</b>, lang=xx"
    )
    expect(page.locator(".filter-end strong")).to_have_text("Großbritannien")
    wait_until_drawn(page)
    expect(page).to_have_url(f"{app.url}/?country=GB")


def test_two_readers_do_not_see_each_others_filters(app: App, visitor: Visitor) -> None:
    one, other = visitor(f"{app.url}/activities"), visitor(f"{app.url}/activities")
    untouched = _answer(other)
    wait_until_drawn(one)
    with rerun(one):
        one.get_by_role("button", name="‹").click()
    assert _answer(one) != untouched
    with rerun(other):
        other.get_by_role("link", name="Deutsch").click()
    assert _answer(other) == untouched
    expect(other).to_have_url(f"{app.url}/activities")


def test_a_new_tab_opens_what_the_link_says(page: Page, app: App) -> None:
    """With the language and the filters; the page that was clicked stays as it is."""
    page.goto(f"{app.url}/{SEPTEMBER}&lang=en")
    said = _answer(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Timeline").click(modifiers=["Control"])
    tab = opened.value
    expect(tab).to_have_url(f"{app.url}/timeline{SEPTEMBER}&lang=en")
    expect(tab.locator(".filter-end strong")).to_have_text("September 2025 · United Kingdom")
    assert _answer(page) == said
