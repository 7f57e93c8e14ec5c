"""A click on what is drawn selects it: bars, cells, countries and cities."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from charts.projection import View
from tests.e2e.app import App
from tests.e2e.browser import picture, point_at, rerun, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.screens import Json, open_page


def _bar(page: Page, key: str, number: int = 0) -> tuple[float, float]:
    """The middle of a drawn bar, of Plotly's or a document's."""
    drawn = page.locator(f".st-key-{key}").locator(".barlayer .point path, .columns .part")
    bar = drawn.nth(number)
    box = bar.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _reset(page: Page) -> None:
    with rerun(page):
        page.locator(".filter-end .reset").click()


def _chosen(page: Page) -> str:
    return page.locator(".filter-end strong").inner_text()


@pytest.mark.parametrize(
    ("address", "key", "query"),
    [
        ("", "courses", r"\?from=\d{4}-01&to=\d{4}-12$"),
        ("timeline", "course", r"\?from=\d{4}-01&to=\d{4}-12$"),
        ("sectors", "courses", r"\?from=\d{4}-01&to=\d{4}-12&sector=\w+$"),
        ("partners", "organisations", r"\?q=.+$"),
    ],
)
def test_a_bar_selects_what_it_stands_for_as_often_as_it_is_clicked(
    app: App, visitor: Visitor, address: str, key: str, query: str
) -> None:
    page = visitor(f"{app.url}/{address}")
    wait_until_drawn(page)
    everything = page.locator(".answer").inner_text()
    for _time in range(2):
        with rerun(page):
            page.mouse.click(*_bar(page, key))
        expect(page).to_have_url(re.compile(query))
        assert _chosen(page)
        assert page.locator(".answer").inner_text() != everything
        _reset(page)
        expect(page.locator(".answer")).to_have_text(everything)
        expect(page).to_have_url(f"{app.url}/{address}")


def test_a_bar_of_the_overviews_sectors_selects_its_sector(app: App, visitor: Visitor) -> None:
    page = visitor(app.url)
    wait_until_drawn(page)
    with rerun(page):
        page.locator(".st-key-courses .bars a").first.click()
    expect(page).to_have_url(re.compile(r"\?sector=\w+$"))
    assert _chosen(page) == "Digitalisierung"


def test_a_cell_of_the_matrix_selects_its_sector_and_country(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/sectors")
    wait_until_drawn(page)
    cell = page.locator(".matrix td a").first
    number = cell.inner_text()
    with rerun(page):
        cell.click()
    expect(page).to_have_url(re.compile(r"\?country=[A-Z]{2}&sector=\w+$"))
    with rerun(page):
        page.get_by_role("link", name="Aktivitäten", exact=True).click()
    expect(page.locator(".records tbody tr:not(.planned, .cancelled)")).to_have_count(int(number))


def test_the_table_filters_sorts_and_opens_its_records(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/activities")
    wait_until_drawn(page)
    with rerun(page):
        page.locator(".records .kind > a").first.click()
    expect(page).to_have_url(re.compile(r"\?kind=\w+$"))
    kinds = set(page.locator(".records .kind > a").all_inner_texts())
    assert len(kinds) == 1
    with rerun(page):
        page.locator(".records thead a").nth(1).click()
    titles = page.locator(".records tbody th > a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    with rerun(page):
        page.locator(".records tbody th > a").first.click()
    expect(page.get_by_role("dialog").locator(".record h2")).to_have_text(titles[0])


def _point(drawn: Json, wanted: str) -> tuple[float, float]:
    """Where a thing of the places' layer is, from the middle of the map."""
    view = drawn["views"][0].get("viewState") or drawn["initialViewState"]
    camera = View(view["longitude"], view["latitude"], view["zoom"], 1000, 1000)
    [layer] = [layer for layer in drawn["layers"] if layer["id"].startswith("places")]
    [at] = [row["p"] for row in layer["data"] if row["key"] == wanted]
    x, y = camera.pixel(*at)
    return x - 500, y - 500


def _click_on_map(page: Page, drawn: Json, wanted: str, name: str) -> None:
    """Click where a place is, as a reader does: when the map has said what lies there."""
    chart = page.get_by_test_id("stDeckGlJsonChart")
    picture(chart)
    box = chart.locator("canvas").bounding_box()
    assert box
    right, down = _point(drawn, wanted)
    x, y = box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down
    point_at(page, chart.locator(".deck-tooltip", has_text=name), x, y)
    with rerun(page):
        page.mouse.click(x, y)


@pytest.fixture
def fresh_records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The records as the server has them, whatever other tests wrote: where a place is drawn is
    asked of this process."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'records.db'}")


@pytest.mark.usefixtures("fresh_records")
def test_a_city_on_the_map_opens_its_profile_and_selects(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/map", draws_maps=True)
    wait_until_drawn(page)
    [drawn] = open_page("map").maps
    _click_on_map(page, drawn, "kumasi-gh", "Kumasi")
    expect(page).to_have_url(f"{app.url}/map?open=place.kumasi-gh")
    profile = page.locator(".profile")
    expect(profile.locator("h2")).to_have_text("Kumasi")
    with rerun(page):
        profile.get_by_role("link", name="Nur Kumasi zeigen").click()
    expect(page).to_have_url(re.compile(r"/map\?city=kumasi-gh"))
    assert _chosen(page) == "Kumasi"


@pytest.mark.usefixtures("fresh_records")
def test_the_overviews_map_filters_by_city_and_leaves_the_home_city_alone(
    app: App, visitor: Visitor
) -> None:
    page = visitor(app.url, draws_maps=True)
    wait_until_drawn(page)
    [drawn] = open_page("").maps
    _click_on_map(page, drawn, "dortmund-de", "Dortmund")
    expect(page).to_have_url(f"{app.url}/")
    _click_on_map(page, drawn, "kumasi-gh", "Kumasi")
    expect(page).to_have_url(f"{app.url}/?city=kumasi-gh")
    assert _chosen(page) == "Kumasi"
