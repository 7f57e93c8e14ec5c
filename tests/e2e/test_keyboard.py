"""Without a mouse: every control is reached, used and left; what opens is accessible, too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app import App
from tests.e2e.browser import rerun, violations, wait_until_drawn
from tests.e2e.conftest import Visitor

_FOCUSABLE = """() => [...document.querySelectorAll(
    '[data-testid="stMain"] :is(a[href], button, input, summary, [tabindex="0"])')]
    .filter((element) => element.getClientRects().length && !element.disabled
        && element.tabIndex >= 0 && !element.closest('[inert], [aria-hidden="true"]'))
    .map((element) => { element.dataset.wanted = '1'; return element.outerHTML.slice(0, 120); })"""
_REACHED = """() => {
    const at = document.activeElement;
    // Within a group of buttons the arrows lead on.
    const group = at.closest('[data-testid="stButtonGroup"]');
    for (const reached of group ? group.querySelectorAll('button') : [at]) {
        reached.dataset.reached = '1';
    }
    return [...document.querySelectorAll('[data-wanted]:not([data-reached])')]
        .map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def listed(app: App, visitor: Visitor) -> Page:
    """A visitor of the records: the filters are those of every page, and no map is in the way."""
    page = visitor(f"{app.url}/activities")
    wait_until_drawn(page)
    return page


@pytest.mark.parametrize("address", ["", "map", "activities"])
def test_tab_reaches_every_control(app: App, visitor: Visitor, address: str) -> None:
    page = visitor(f"{app.url}/{address}")
    wait_until_drawn(page)
    wanted = page.evaluate(_FOCUSABLE)
    assert len(wanted) > 12
    left: list[str] = wanted
    for _step in range(len(wanted) + 30):
        page.keyboard.press("Tab")
        left = page.evaluate(_REACHED)
        if not left:
            break
    assert left == []


def test_filters_are_used_with_the_keyboard(listed: Page) -> None:
    page = listed
    page.get_by_test_id("stMultiSelect").first.locator("input").focus()
    page.keyboard.type("Israel")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"country=IL"))
    page.keyboard.press("Escape")
    with rerun(page):
        page.locator(".filter-end .reset").press("Enter")
    expect(page).not_to_have_url(re.compile(r"country"))


def test_months_are_stepped_through_and_chosen_with_the_keyboard(listed: Page) -> None:
    page = listed
    with rerun(page):
        page.get_by_role("button", name="‹").press("Enter")
    expect(page).to_have_url(re.compile(r"month=2026-02"))
    with rerun(page):
        page.get_by_role("button", name="‹").press(" ")
    expect(page).to_have_url(re.compile(r"month=2026-01"))
    page.get_by_test_id("stSelectbox").first.locator("input").focus()
    page.keyboard.type("September 2025")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"month=2025-09"))


def test_each_further_filter_is_used_with_the_keyboard(listed: Page) -> None:
    """All of them, one after the other: what was chosen before stays chosen."""
    page = listed
    with rerun(page):
        page.get_by_role("button", name="Weitere Filter").press("Enter")
    fields = page.get_by_test_id("stPopoverBody").get_by_test_id("stMultiSelect")
    for name, typed, query in (
        ("Status", "Stattgefunden", r"status=held"),
        ("Richtung", "Auswärts", r"direction=outbound"),
        ("Art", "Konferenz", r"kind=conference"),
        ("Branche", "Energie", r"sector=energy"),
        ("Netzwerk", "GINI", r"network=GINI"),
        ("Stadt", "Leeds", r"city=leeds-gb"),
    ):
        fields.filter(has_text=name).locator("input").first.focus()
        page.keyboard.type(typed)
        with rerun(page):
            page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(query))


def test_text_and_a_range_are_filtered_with_the_keyboard(listed: Page) -> None:
    page = listed
    with rerun(page):
        page.get_by_role("button", name="Weitere Filter").press("Enter")
    body = page.get_by_test_id("stPopoverBody")
    body.get_by_role("searchbox").focus()
    page.keyboard.type("Leeds")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=Leeds"))
    body.get_by_test_id("stSelectbox").filter(has_text="Von").locator("input").focus()
    page.keyboard.type("Januar 2024")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2024-01&to="))


def test_a_column_of_the_course_is_followed_with_the_keyboard(page: Page) -> None:
    wait_until_drawn(page)
    column = page.locator(".columns a").last
    column.focus()
    expect(column.locator(".tip")).to_have_css("opacity", "1")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2026-01&to=2026-12"))


@pytest.mark.parametrize("dark", [False, True])
def test_a_record_opens_is_accessible_and_closes_with_escape(
    app: App, visitor: Visitor, *, dark: bool
) -> None:
    page = visitor(f"{app.url}/activities", dark=dark)
    wait_until_drawn(page)
    with rerun(page):
        page.locator(".records tbody th > a").first.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    with rerun(page):
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(f"{app.url}/activities")
    expect(page.locator(".records tbody th > a").first).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
def test_the_further_filters_and_a_charts_table_are_accessible(
    app: App, visitor: Visitor, *, dark: bool
) -> None:
    page = visitor(f"{app.url}/activities?country=GB&country=IL", dark=dark)
    wait_until_drawn(page)
    with rerun(page):
        page.get_by_role("button", name="Weitere Filter").press("Enter")
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto(f"{app.url}/?open=course")
    wait_until_drawn(page)
    expect(page.get_by_role("dialog").get_by_test_id("stDataFrame")).to_be_visible()
    assert violations(page) == []
