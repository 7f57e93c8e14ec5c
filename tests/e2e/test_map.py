"""What the map shows, by its pixels: land, shades, arcs and names, flat and as a globe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from charts.theme import DARK, LIGHT, Palette, rgb
from tests.e2e.app import App
from tests.e2e.browser import picture, rerun, share_of_colour, violations, wait_until_drawn
from tests.e2e.conftest import Visitor

FAINT = 40
"""Lines are a little transparent, and their edges more so."""
HEADER = "id,title_de,kind,direction,status,start,venue,counterparts,source\n"


def _map(page: Page) -> Image.Image:
    wait_until_drawn(page)
    return picture(page.get_by_test_id("stDeckGlJsonChart"))


def _shaded(image: Image.Image, palette: Palette) -> float:
    return sum(share_of_colour(image, rgb(shade), tolerance=3) for shade in palette.shades)


def _arcs(image: Image.Image, palette: Palette) -> float:
    return share_of_colour(image, rgb(palette.inbound), tolerance=FAINT)


def _letters(image: Image.Image, palette: Palette) -> float:
    return share_of_colour(image, rgb(palette.text), tolerance=FAINT)


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_land_shades_arcs_and_names_are_drawn_flat_and_as_a_globe(
    app: App, visitor: Visitor, palette: Palette, *, dark: bool
) -> None:
    page = visitor(f"{app.url}/map", dark=dark, draws_maps=True)
    flat = _map(page)
    with rerun(page):
        page.get_by_text("Globus").click()
    globe = _map(page)
    for image in (flat, globe):
        assert share_of_colour(image, rgb(palette.land), tolerance=3) > 0.05
        assert _shaded(image, palette) > 0.01
        assert _arcs(image, palette) > 0.001
        assert _letters(image, palette) > 0.001
    assert share_of_colour(globe, rgb(palette.sea), tolerance=3) > 0.1
    assert violations(page) == []
    corner = globe.crop((0, 0, 60, 60))
    assert share_of_colour(corner, rgb(palette.ground), tolerance=3) > 0.95


def test_layers_come_and_go(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/map", draws_maps=True)
    everything = _map(page)
    measures: dict[str, Callable[[Image.Image, Palette], float]] = {
        "Verbindungen": _arcs,
        "Länder": _shaded,
        "Alle Orte": _letters,
    }
    for name, measure in measures.items():
        with rerun(page):
            page.get_by_test_id("stButtonGroup").get_by_text(name).click()
        assert measure(_map(page), LIGHT) < 0.7 * measure(everything, LIGHT), name
    expect(page).to_have_url(f"{app.url}/map?layer=cities")


def test_a_filter_changes_the_countries_shades(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/map", draws_maps=True)
    everything = _shaded(_map(page), LIGHT)
    page.goto(f"{app.url}/map?sector=nano_micro")
    assert 0 < _shaded(_map(page), LIGHT) < everything


@pytest.fixture(scope="session")
def far_away(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    """Counterparts on both sides of the date line."""
    records = tmp_path_factory.mktemp("far")
    rows = "".join(
        f'f{number},Besuch,delegation_visit,inbound,held,2025-09-0{number},,"{place}",Bericht\n'
        for number, place in enumerate(("Suva, FJ", "Auckland, NZ", "Honolulu, US", "Tokyo, JP"), 1)
    )
    (records / "far.csv").write_text(HEADER + rows, encoding="utf-8")
    return start_app(records)


@pytest.mark.parametrize("surface", ["", "?globe=globe"])
def test_no_arc_crosses_the_map_as_a_stripe(far_away: App, visitor: Visitor, surface: str) -> None:
    page = visitor(f"{far_away.url}/map{surface}", draws_maps=True)
    image = _map(page)
    assert _arcs(image, LIGHT) > 0.0005
    for row in range(image.height):
        line = image.crop((0, row, image.width, row + 1))
        assert _arcs(line, LIGHT) < 0.4, f"a stripe in row {row}"
    expect(page.locator(".answer")).to_contain_text("4 Länder")


def test_the_months_slide_and_play_to_the_end(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/map?from=2025-08&to=2025-12", draws_maps=True)
    wait_until_drawn(page)
    whole = _map(page)
    slider = page.get_by_role("slider")
    last = slider.get_attribute("aria-valuetext")
    with rerun(page):
        slider.press("Home")
    expect(page).to_have_url(re.compile(r"until=2025-\d\d"))
    assert _arcs(_map(page), LIGHT) != _arcs(whole, LIGHT)
    play = page.get_by_role("button", name="Abspielen")
    for _ in range(3):  # while a map is being painted, a busy browser may miss a click
        with rerun(page):
            play.click()
        expect(play).to_be_visible(timeout=60_000)
        wait_until_drawn(page)
        if slider.get_attribute("aria-valuetext") == last:
            break
    expect(slider).to_have_attribute("aria-valuetext", last or "")
    assert Path(page.url).name.startswith("map")
