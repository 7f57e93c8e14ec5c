"""Records that somebody edits while the dashboard runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.data.record_files import GOOD, csv_bytes
from tests.e2e.app import ROOT, App, data_folder
from tests.e2e.browser import rerun, wait_until_drawn
from tests.e2e.conftest import Visitor


def test_an_edited_file_is_seen_at_the_next_click(
    start_app: Callable[..., App], visitor: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = data_folder(
        tmp_path_factory.mktemp("edited") / "data", records=ROOT / "data" / "records"
    )
    for file in (data / "records").iterdir():
        file.unlink()
    records = data / "records" / "team.csv"
    page = visitor(f"{start_app(data=data).url}/activities")
    wait_until_drawn(page)
    expect(page.locator(".records")).to_have_count(0)

    records.write_bytes(csv_bytes([GOOD, GOOD | {"id": "a-2", "title_de": "Zweiter Besuch"}]))
    with rerun(page):
        page.get_by_role("link", name="Aktivitäten", exact=True).click()
    expect(page.locator(".records tbody tr")).to_have_count(2)

    records.write_bytes(csv_bytes([GOOD | {"start": "2025-02-31"}, GOOD | {"id": "a-3"}]))
    with rerun(page):
        page.get_by_role("link", name="Überblick").click()
    expect(page.locator(".left-out")).to_contain_text("1 Zeile")
    expect(page.locator(".figures li").first).to_contain_text("1")

    records.unlink()
    with rerun(page):
        page.get_by_role("link", name="Aktivitäten", exact=True).click()
    expect(page.locator(".records")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
