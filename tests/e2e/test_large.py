"""Large numbers find room: none runs into another one or out of its column."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.data.record_files import GOOD, csv_bytes
from tests.e2e.app import App
from tests.e2e.browser import rerun, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.e2e.test_pages import CUT

RECORDS = 12_000
_OVER = """() => {
    const box = (element) => element.getBoundingClientRect();
    const found = [];
    for (const figure of document.querySelectorAll('.figures a')) {
        const value = figure.querySelector('.value strong');
        const trend = figure.querySelector('.trend');
        if (trend && box(value).right > box(trend).left + 0.5) found.push(value.textContent);
    }
    for (const track of document.querySelectorAll('.bars .track')) {
        const last = box(track.lastElementChild);
        if (last.right > box(track).right + 0.5) found.push(track.textContent);
    }
    for (const scale of document.querySelectorAll('.columns .scale small')) {
        const edge = box(scale.closest('.columns')).left;
        if (box(scale).left < edge - 0.5) found.push(scale.textContent);
    }
    return found;
}"""


@pytest.fixture(scope="session")
def crowded(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    """Records by the thousand, most of them in one sector, with many people each."""
    records = tmp_path_factory.mktemp("crowded")
    rows = [
        GOOD
        | {
            "id": f"r{number}",
            "start": f"{2008 + number % 17}-03-01",
            "status": "held" if number % 9 else "planned",
            "sectors": "digitalisation" if number % 7 else "energy",
            "participants": "987",
            "participants_unit": "people",
        }
        for number in range(RECORDS)
    ]
    (records / "crowded.csv").write_bytes(csv_bytes(rows))
    return start_app(records)


@pytest.mark.parametrize("address", ["", "sectors"])
def test_numbers_stay_in_their_place(crowded: App, visitor: Visitor, address: str) -> None:
    page = visitor(f"{crowded.url}/{address}")
    wait_until_drawn(page)
    for width in (1440, 820, 390):
        if width != 1440:
            with rerun(page):
                page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".bars li")).to_have_count(2)
        assert page.evaluate(_OVER) == []
        assert page.evaluate(CUT) == []
