"""What cannot be read is said: in a line on every page, and in full about the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app import App
from tests.e2e.browser import rerun, wait_until_drawn
from tests.e2e.conftest import Visitor

HEADER = "id,title_de,kind,direction,status,start,counterparts,source\n"
GOOD = 'good,Besuch,delegation_visit,inbound,held,2025-05-06,"Leeds, GB",Bericht\n'
HOSTILE = "<img src=x onerror=document.title='bad'>"


@pytest.fixture(scope="session")
def broken(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    records = tmp_path_factory.mktemp("records")
    wrong = "".join(
        f'r{at},Besuch,delegation_visit,inbound,held,2025-02-31,"Leeds, GB",Bericht\n'
        for at in range(12)
    )
    odd = f"odd,Besuch,{HOSTILE},inbound,held,2025-05-06,GB,Bericht\n"
    (records / "mixed.csv").write_text(HEADER + GOOD + wrong + odd, encoding="utf-8")
    return start_app(records)


def test_every_page_says_so_in_a_line_that_leads_to_the_whole(
    broken: App, visitor: Visitor
) -> None:
    page = visitor(broken.url)
    wait_until_drawn(page)
    line = page.locator(".left-out")
    expect(line).to_contain_text("13 Zeilen waren nicht lesbar")
    with rerun(page):
        line.get_by_role("link").click()
    expect(page.get_by_role("heading", name="13 Zeilen fehlen")).to_be_visible()
    expect(page.locator(".left-out")).to_have_count(0)
    _look_at_the_problems(page)


def _look_at_the_problems(page: Page) -> None:
    groups = page.locator(".finding.error")
    expect(groups).to_have_count(2)
    most = groups.first
    expect(most.locator("summary")).to_contain_text("12 Ein Datum ist nicht lesbar")
    most.locator("summary").click()
    expect(most.locator("tbody tr")).to_have_count(5)
    expect(most.locator("tbody tr").first).to_contain_text("2025-02-31")
    expect(most).to_contain_text("und 7 weitere")
    groups.last.locator("summary").click()
    expect(groups.last.locator("tbody")).to_contain_text(HOSTILE)
    assert page.title() != "bad"


def test_all_problems_can_be_taken_along(broken: App, visitor: Visitor) -> None:
    page = visitor(f"{broken.url}/about")
    wait_until_drawn(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Alle Befunde herunterladen").click()
    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert started.value.suggested_filename == "befunde.csv"
    assert lines[0] == "Datei;Zeile;Spalte;Wert;Befund;Richtig wäre;Zeile fehlt"
    assert len(lines) == 1 + 13
    assert lines[1].startswith("mixed.csv;3;start;2025-02-31;Ein Datum ist nicht lesbar;")


def test_nothing_is_said_where_nothing_is_left_out(app: App, visitor: Visitor) -> None:
    page = visitor(f"{app.url}/about")
    wait_until_drawn(page)
    expect(page.get_by_role("heading", name="So zählen wir")).to_be_visible()
    expect(page.locator(".finding, .left-out")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Eine Zahl fehlt oder ist ungültig"),
                           ("en", "A number is missing or not valid")]
)  # fmt: skip
def test_a_wrong_home_file_is_explained_on_any_page(
    start_app: Callable[..., App],
    visitor: Visitor,
    tmp_path_factory: pytest.TempPathFactory,
    root: Path,
    language: str,
    said: str,
) -> None:
    home = tmp_path_factory.getbasetemp() / "wrong_home.toml"
    text = (root / "home.toml").read_text(encoding="utf-8")
    home.write_text(text.replace("lat = 51", "lat = 151"), encoding="utf-8")
    page = visitor(f"{start_app(home=home).url}/sectors?lang={language}")
    alert = page.locator(".not-loadable")
    expect(alert).to_contain_text(said)
    expect(alert).to_contain_text("city.lat")
    expect(page.get_by_test_id("stException")).to_have_count(0)
