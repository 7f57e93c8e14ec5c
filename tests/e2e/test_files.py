"""The selection taken out: five kinds of file, and an address for calendars."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.e2e.app import App
from tests.e2e.browser import rerun, violations, wait_until_drawn
from tests.e2e.conftest import Visitor

SELECTED = 9
"""Records of September 2025."""


def _rows(path: Path) -> int:
    match path.suffix:
        case ".csv":
            return len(path.read_text(encoding="utf-8-sig").splitlines()) - 1
        case ".xlsx":
            return int(openpyxl.load_workbook(path).worksheets[0].max_row) - 1
        case ".ics":
            return len(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
        case ".geojson":
            return len(json.loads(path.read_bytes())["features"])
        case _:
            return len(json.loads(path.read_bytes())["@graph"])


def _open_files(page: Page) -> None:
    wait_until_drawn(page)
    with rerun(page):
        page.get_by_role("button", name="Herunterladen").press("Enter")


def test_each_kind_of_file_holds_the_selection(app: App, visitor: Visitor, tmp_path: Path) -> None:
    page = visitor(f"{app.url}/activities?month=2025-09")
    _open_files(page)
    for kind in ("CSV", "Excel", "iCalendar", "GeoJSON", "JSON-LD"):
        button = page.get_by_test_id("stDownloadButton").filter(has_text=kind)
        with page.expect_download() as started:
            button.locator("button").click()
        name = started.value.suggested_filename
        assert name.startswith("netzwerkatlas_2025-09.")
        started.value.save_as(tmp_path / name)
        assert _rows(tmp_path / name) == SELECTED


@pytest.mark.parametrize("dark", [False, True])
def test_the_list_of_files_is_accessible_and_leads_to_the_calendar(
    app: App, visitor: Visitor, *, dark: bool
) -> None:
    page = visitor(f"{app.url}/activities?month=2025-09", dark=dark)
    _open_files(page)
    assert violations(page) == []
    way = page.get_by_role("link", name="Adresse zum Abonnieren")
    expect(way).to_have_attribute("href", "./calendar.ics?month=2025-09")


def test_a_calendar_subscribes(app: App, visitor: Visitor) -> None:
    page = visitor(app.url)
    answer = page.request.get(f"{app.url}/calendar.ics?month=2025-09")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert len(Calendar.from_ical(answer.body()).walk("VEVENT")) == SELECTED
    again = page.request.get(
        f"{app.url}/calendar.ics?month=2025-09", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status == 304
    wrong = page.request.get(f"{app.url}/calendar.ics?month=2025-9")
    assert (wrong.status, wrong.text()) == (400, "not understood: month=2025-9")
