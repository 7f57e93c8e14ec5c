"""Behind a sign-in: nothing without it, everything with it, and nothing any more after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import APIRequestContext, Page, expect

from tests.e2e.app import ROOT, App
from tests.e2e.browser import rerun, violations, wait_until_drawn
from tests.e2e.conftest import Visitor

RECORDS = """id,title_de,kind,direction,status,start,counterparts,source,visibility
open,Messebesuch,delegation_visit,inbound,held,2025-05-06,"Leeds, GB",Bericht,public
secret,Geheimnisbesuch,delegation_visit,inbound,held,2025-05-07,"Leeds, GB",Akte,internal
"""


@pytest.fixture(scope="session")
def closed(start_app: Callable[..., App], tmp_path_factory: pytest.TempPathFactory) -> App:
    """A server whose records are for those who are signed in."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "records").mkdir()
    (folder / "records" / "team.csv").write_text(RECORDS, encoding="utf-8")
    own = (ROOT / "home.toml").read_text(encoding="utf-8")
    (folder / "home.toml").write_text(f'{own}\n[access]\nviewing = "signed-in"\n', encoding="utf-8")
    return start_app(folder / "records", home=folder / "home.toml")


def _key(app: App) -> str:
    found = re.findall(r"key for editors: (\S+)", "".join(app.log))
    assert len(found) == 1
    return str(found[0])


def _sign_in(page: Page, app: App) -> None:
    page.get_by_role("link", name="Anmelden").first.click()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Schlüssel").fill(_key(app))
    page.get_by_role("button", name="Anmelden").click()
    wait_until_drawn(page)


def test_without_a_sign_in_nothing_is_told(closed: App, visitor: Visitor) -> None:
    page = visitor(f"{closed.url}/activities?record=open")
    wait_until_drawn(page)
    expect(page.locator(".empty-state")).to_contain_text("Angemeldete")
    assert "Messebesuch" not in page.content()
    asks = page.request
    for path in ("calendar.ics", "calendar.ics?reader=Ada&proof=x", "media/x.csv"):
        assert asks.get(f"{closed.url}/{path}").status == 404
    assert asks.get(f"{closed.url}/_stcore/metrics").status == 404
    assert asks.put(f"{closed.url}/_stcore/upload_file/a/b", data=b"x").status == 404
    assert asks.get(f"{closed.url}/health").json() == {"status": "ok"}


def test_what_the_team_sees_ends_with_the_sign_in(closed: App, visitor: Visitor) -> None:
    page = visitor(f"{closed.url}/activities")
    wait_until_drawn(page)
    page.get_by_role("link", name="Anmelden").first.click()
    assert violations(page) == []
    page.go_back()
    _sign_in(page, closed)
    assert page.url == f"{closed.url}/activities"
    (cookie,) = [one for one in page.context.cookies() if "sign_in" in str(one.get("name"))]
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Strict")
    expect(page.locator("table.records")).to_contain_text("Geheimnisbesuch intern")
    stranger = visitor(f"{closed.url}/sign-in").request
    _take_files(page, closed, stranger)
    second = page.context.new_page()
    second.goto(closed.url)
    with second.expect_navigation():
        second.get_by_role("button", name="Abmelden").click()
    wait_until_drawn(second)
    with rerun(page):
        page.get_by_role("link", name="Zeitverlauf").click()
    expect(page.locator(".empty-state")).to_contain_text("Angemeldete")
    assert "besuch" not in page.content()
    second.go_back()
    wait_until_drawn(second)
    assert "besuch" not in second.content()


def _take_files(page: Page, app: App, stranger: APIRequestContext) -> None:
    """What the team takes along is named so, and goes to nobody else; a calendar goes to whoever
    has its address."""
    page.get_by_role("button", name="Herunterladen").press("Enter")
    way = page.get_by_role("link", name="Adresse zum Abonnieren")
    calendar = urljoin(f"{app.url}/", way.get_attribute("href") or "")
    button = page.get_by_test_id("stDownloadButton").filter(has_text="CSV")
    with page.expect_download() as started:
        button.locator("button").click()
    file = started.value
    assert file.suggested_filename.endswith("__intern.csv")
    assert stranger.get(file.url).status == 404
    assert "Geheimnis" in page.request.get(file.url).text()
    subscribed = stranger.get(calendar)
    assert subscribed.status == 200
    assert "Messebesuch" in subscribed.text()
    assert "Geheimnis" not in subscribed.text()
