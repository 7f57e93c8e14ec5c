"""Bringing in as people do it: choose a file, say what is missing, confirm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.store.records import Store
from tests.e2e.app import App
from tests.e2e.browser import rerun, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.e2e.team import member

FILE = """Titel;Zeitraum;Herkunft;Art;Teilnehmer
Gäste aus Leeds;12.–14.09.2025;Leeds;Delegation;rund 25 Unternehmen
Gäste aus Seoul;KW 40/2025;Seoul;Delegation;12 TN
"""


@pytest.fixture(scope="module")
def written() -> Iterator[App]:
    """A server whose records are written to."""
    app = App.start()
    yield app
    app.stop()


@pytest.fixture
def store(written: App) -> Iterator[Store]:
    opened = Store(written.database)
    yield opened
    opened.close()


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    with rerun(page):
        page.get_by_role("option", name=option).click()
    wait_until_drawn(page)


def test_a_file_is_brought_in_and_changes_nothing_the_second_time(
    written: App, store: Store, visitor: Visitor, tmp_path: Path
) -> None:
    file = tmp_path / "gäste.csv"
    file.write_bytes(FILE.encode("cp1252"))
    page = member(written, store, visitor)
    page.goto(f"{written.url}/bring-in")
    wait_until_drawn(page)
    before = len(store.versions())
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("2 Zeilen gelesen")).to_be_visible()
    _choose(page, "Richtung", "Gäste hier")
    _choose(page, "Status", "Nach Datum")
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_text("2 Zeilen gelesen")).to_be_visible()
    page.get_by_role("button", name="Zur Vorschau").click()
    expect(page.get_by_text("Von 2 Zeilen: 2 sind neu.")).to_be_visible()
    page.get_by_role("button", name="2 Einträge einlesen").click()
    expect(page.get_by_text("2 Einträge sind neu.")).to_be_visible()
    assert len(store.versions()) == before + 2
    page.get_by_role("button", name="Andere Datei").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Von 2 Zeilen: 2 ändern nichts.")).to_be_visible()
    expect(page.get_by_text("Es gibt nichts zu schreiben.")).to_be_visible()
