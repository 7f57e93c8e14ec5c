"""Every page as people meet it: both languages and themes, three widths, and with axe-core.

One load of a page answers many questions, because the loads are what takes long.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from data.model import Access
from pages import PAGES
from tests.e2e.app import App
from tests.e2e.browser import rerun, violations, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.e2e.team import somebody

ADDRESSES = [page.address for page in PAGES if page.needs is Access.VISITOR]
TEAM = (
    *("desk", "edit", "edit?of=2019-leeds-50", "many", "changes", "bring-in", "access"),
    "follow-ups?step=new",
)
"""The pages behind a sign-in, as far as they differ."""
CHARTS = {"timeline": 2, "sectors": 1, "partners": 1}
"""Plotly charts on a page; a page that is not named has none."""

# What is wider than the window and does not scroll by itself, and what is cut without a sign of it.
CUT = """() => {
    const found = [];
    const scrolls = (element) => {
        for (let at = element; at && at !== document.body; at = at.parentElement) {
            const shown = getComputedStyle(at).overflowX;
            if (at.matches('.atlas *') && (shown === 'auto' || shown === 'scroll')) return true;
        }
        return false;
    };
    for (const scroller of [document.documentElement, document.body,
                            document.querySelector('[data-testid="stMain"]')]) {
        if (scroller.scrollWidth > scroller.clientWidth) {
            found.push(`${scroller.tagName} is ${scroller.scrollWidth} wide`);
        }
    }
    for (const element of document.querySelectorAll('.atlas *')) {
        const box = element.getBoundingClientRect();
        if (!box.width || scrolls(element)) continue;
        const style = getComputedStyle(element);
        const text = element.textContent.slice(0, 40);
        const name = `${element.localName}.${element.className} ${text}`;
        if (box.right > window.innerWidth + 1) found.push(`beyond the edge: ${name}`);
        if (style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis'
            && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${name}`);
    }
    return found;
}"""


def check_drawn(page: Page, address: str) -> None:
    """The page shows its answer and all its pictures, and no error."""
    wait_until_drawn(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator(".atlas h1")).to_have_count(1)
    expect(page.locator(".atlas .answer")).to_have_text(re.compile(r"\w.*\."))
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(CHARTS.get(address, 0))
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_have_count(int(address in {"", "map"}))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("dark", "language"), [(False, "de"), (True, "en")])
def test_a_page_draws_and_is_accessible(
    app: App, visitor: Visitor, address: str, language: str, *, dark: bool
) -> None:
    start = f"{app.url}/{address}" + ("" if language == "de" else f"?lang={language}")
    page = visitor(start, dark=dark)
    check_drawn(page, address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(re.compile(r"\w+ · Netzwerkatlas$"))
    expect(page.locator('.site [aria-current="page"]')).to_have_count(1)
    assert violations(page) == []
    if not dark:
        _check_fits(page, address)


def _check_fits(page: Page, address: str) -> None:
    """At every width and in the other language, whose words are longer or shorter."""
    if not address:
        assert page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollHeight <= main.clientHeight }"
        ), "the overview scrolls at 1440 by 900"
    assert page.evaluate(CUT) == []
    for width in (820, 390):
        with rerun(page):
            page.set_viewport_size({"width": width, "height": 900})
        check_drawn(page, address)
        assert page.evaluate(CUT) == []
    with rerun(page):
        page.locator(".languages a:not([aria-current])").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    check_drawn(page, address)
    assert page.evaluate(CUT) == []


def test_the_teams_pages_draw_fit_and_are_accessible(app: App, visitor: Visitor) -> None:
    page = somebody(app, visitor, access=Access.ADMINISTRATOR)
    found: dict[str, list[str]] = {}
    for address in TEAM:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{app.url}/{address}")
        wait_until_drawn(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.locator(".atlas h1")).to_have_count(1)
        found[address] = [*map(str, violations(page)), *page.evaluate(CUT)]
        with rerun(page):
            page.set_viewport_size({"width": 390, "height": 900})
        found[address] += page.evaluate(CUT)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
