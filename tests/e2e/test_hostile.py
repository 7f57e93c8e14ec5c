"""What strangers write into a record is a text, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.data.record_files import GOOD, csv_bytes
from tests.e2e.app import App, data_folder
from tests.e2e.browser import picture, rerun, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.e2e.test_pages import ADDRESSES, CUT

MARKUP = '<img src=x onerror="window.hacked = 1; alert(1)"><script>window.hacked = 2</script>'
TEXTS = {
    "markup": MARKUP,
    "formula": '=HYPERLINK("http://evil.example","x")',
    "braces": "{count} {0} {x!r} %(a)s %{y} ${z}",
    "expression": "@@=window.hacked=3",
    "markdown": "$\\frac{1}{2}$ **bold** [a](javascript:alert(1)) :red[x] `c` | a | b |",
    "plotly": "<b>b</b><br><a href='javascript:alert(1)'>x</a><extra></extra>",
    "direction": "\u202eevil\u202c \u05d0\u05d1\u05d2 \u0627\u0644\u0639 \u200f!",
    "long": "Wort" * 2500,
    "words": "sehr lang " * 1000,
}


@pytest.fixture(scope="session")
def hostile(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    """One record a text, which stands in it wherever somebody may write freely."""
    records = tmp_path_factory.mktemp("hostile")
    rows = [
        GOOD
        | {
            "id": name,
            "title_de": text,
            "title_en": text,
            "outcome_de": text,
            "note_de": text,
            "source": text[:200],
            "organisations": f"{_one(text)[:120]} (guest)",
            "counterparts": f"{_one(text)[:60]}, GB; Leeds, GB",
            "sectors": "science",
        }
        for name, text in TEXTS.items()
    ]
    _write(records / "hostile.csv", rows)
    return start_app(records)


def _one(text: str) -> str:
    """Without what separates several values in a cell."""
    return text.translate(str.maketrans(";,()", "____")).strip()


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_bytes(csv_bytes(rows))


def _check_harmless(page: Page) -> None:
    wait_until_drawn(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    expect(page.locator('img[src="x"], a[href^="javascript" i], [onerror]')).to_have_count(0)
    assert page.evaluate(
        "() => [...document.scripts].filter((s) => s.text.includes('hacked')).length"
    ) == 0  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_hostile_records_draws_in_order(
    hostile: App, visitor: Visitor, address: str
) -> None:
    page = visitor(f"{hostile.url}/{address}")
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog appeared: {dialog.message}"))
    _check_harmless(page)
    expect(page.locator(".left-out")).to_have_count(0)
    assert page.evaluate(CUT) == []
    with rerun(page):
        page.set_viewport_size({"width": 390, "height": 900})
    _check_harmless(page)
    assert page.evaluate(CUT) == []


def test_records_show_their_texts_as_they_are(hostile: App, visitor: Visitor) -> None:
    page = visitor(f"{hostile.url}/activities", width=390)
    for name, text in TEXTS.items():
        page.goto(f"{hostile.url}/activities?record={name}")
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".record h2")).to_contain_text(" ".join(text.split())[:100])
        shown = dialog.locator(".record").text_content() or ""
        assert " ".join(text.split()) in " ".join(shown.split())
        _check_harmless(page)
        box = dialog.locator(".record").bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390


def test_tooltips_show_texts(hostile: App, visitor: Visitor) -> None:
    page = visitor(f"{hostile.url}/partners")
    wait_until_drawn(page)
    bars = page.locator(".st-key-organisations .barlayer .point path")
    shown = []
    for number in range(bars.count()):
        box = bars.nth(number).bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        label = page.locator(".st-key-organisations .hoverlayer .hovertext")
        expect(label).to_have_count(1)
        shown.append(label.text_content() or "")
        page.mouse.move(1, 1)
        expect(label).to_have_count(0)
    assert any("<img src=x" in text for text in shown)
    assert any("{count} {0} {x!r} %_a_s %{y} ${z}" in text for text in shown)
    expect(page.locator(".st-key-organisations .main-svg :is(a, script, img)")).to_have_count(0)
    _check_harmless(page)


def test_a_charts_table_shows_texts(hostile: App, visitor: Visitor) -> None:
    page = visitor(f"{hostile.url}/partners?open=organisations")
    wait_until_drawn(page)
    # Drawn on a canvas; its fallback holds the same texts.
    cells = page.get_by_role("dialog").locator('[role="gridcell"]')
    for name, text in TEXTS.items():
        if name != "direction":  # which the browser shows in another order
            expect(cells.filter(has_text=" ".join(_one(text)[:60].split())).first).to_be_attached()
    _check_harmless(page)


@pytest.fixture(scope="session")
def misnamed(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    """A list of places may hold any name, too; this one lies half a degree from home."""
    records = tmp_path_factory.mktemp("misnamed")
    _write(records / "one.csv", [GOOD | {"id": "n", "counterparts": f"{_one(MARKUP)}, NL"}])
    data = data_folder(tmp_path_factory.mktemp("data") / "data", records=records)
    name = _one(MARKUP).replace('"', '""')
    with (data / "reference" / "places.csv").open("a", encoding="utf-8") as places:
        places.write(f'"{name}","{name}",NL,,51.51,7.97,\n')
    return start_app(data=data)


def test_the_maps_tooltip_shows_a_hostile_name_as_text(misnamed: App, visitor: Visitor) -> None:
    page = visitor(f"{misnamed.url}/map", draws_maps=True)
    wait_until_drawn(page)
    chart = page.get_by_test_id("stDeckGlJsonChart")
    picture(chart)
    box = chart.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2 + 10, box["y"] + box["height"] / 2)
    tip = chart.locator(".deck-tooltip")
    expect(tip).to_contain_text(f"{_one(MARKUP)}1 Aktivität")
    expect(tip.locator("img, script, a")).to_have_count(0)
    _check_harmless(page)


def test_a_search_for_hostile_text_finds_it_and_its_link_works(
    hostile: App, visitor: Visitor
) -> None:
    page = visitor(f"{hostile.url}/activities")
    wait_until_drawn(page)
    with rerun(page):
        page.get_by_role("searchbox").fill("<img src=x")
        page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".records tbody tr")).to_have_count(1)
    expect(page.locator(".filter-end strong")).to_have_text("„<img src=x“")
    somebody = visitor(page.url)
    expect(somebody.locator(".records tbody tr")).to_have_count(1)
    _check_harmless(somebody)
