"""One language on a page: ours, Streamlit's controls included, and back again."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.browser import rerun, wait_until_drawn


def _search_for_nothing(page: Page) -> None:
    page.get_by_test_id("stMultiSelect").first.locator("input").click()
    page.keyboard.type("qqqqq")


def _leave(page: Page) -> None:
    """Close the list; while it is open, the rest of the page is hidden from everybody else."""
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stMultiSelectDropdown")).to_have_count(0)


def test_streamlits_own_controls_follow_the_language_and_back(page: Page) -> None:
    wait_until_drawn(page)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Zum Hauptinhalt springen")
    _search_for_nothing(page)
    expect(page.get_by_text("Keine Treffer")).to_be_visible()
    _leave(page)

    with rerun(page):
        page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Skip to main content")
    _search_for_nothing(page)
    expect(page.get_by_text("No results")).to_be_visible()
    _leave(page)

    with rerun(page):
        page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Zum Hauptinhalt springen")


def test_a_chosen_country_is_taken_away_in_the_readers_words(page: Page) -> None:
    page.goto(f"{page.url}?country=GB")
    wait_until_drawn(page)
    expect(page.get_by_role("button", name="Entfernen: Großbritannien")).to_have_count(1)
    expect(page.locator("[aria-label^='Remove ']")).to_have_count(0)
