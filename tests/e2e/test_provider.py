"""Where an OpenID provider vouches for people: what they may, and the end of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.app import ROOT, App
from tests.e2e.browser import wait_until_drawn
from tests.e2e.provider import CLIENT, Provider, running

ACCESS = """
[access]
viewing = "signed-in"
viewers = ["@example.org"]
administrators = ["ada@example.org"]
"""
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "a secret of thirty-two letters and more"
client_id = "{client}"
client_secret = "of no use"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
def app(provider: Provider, tmp_path: Path) -> Iterator[App]:
    home, secrets = tmp_path / "home.toml", tmp_path / "secrets.toml"
    home.write_text((ROOT / "home.toml").read_text(encoding="utf-8") + ACCESS, encoding="utf-8")
    found = App.start(home=home, environment={"STREAMLIT_SECRETS_FILES": str(secrets)})
    # Its own address is known only now, and read when somebody comes.
    secrets.write_text(SECRETS.format(app=found.url, provider=provider.url, client=CLIENT))
    yield found
    found.stop()


def _signed_in(browser: Browser, app: App) -> Page:
    page = browser.new_context(locale="de-DE").new_page()
    page.goto(f"{app.url}/sign-in")
    while page.get_by_label("Schlüssel").count():  # until the server has looked for the file again
        page.reload()
    wait_until_drawn(page)
    return page


def test_the_address_decides_what_somebody_may(
    app: App, provider: Provider, browser: Browser
) -> None:
    provider.claims = {"email": "Ada@Example.org", "email_verified": True}
    page = _signed_in(browser, app)
    page.get_by_role("link", name="Ada@Example.org").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wer ist angemeldet?")
    expect(page.locator(".person")).to_contain_text("Ada@Example.org")

    provider.claims = {"email": "ada@example.org", "email_verified": False}
    nobody = _signed_in(browser, app)
    expect(nobody.locator(".empty-state")).to_contain_text("Angemeldete")

    provider.claims = {"email": "grace@example.org"}
    viewer = _signed_in(browser, app)
    expect(viewer.locator(".pages")).to_contain_text("Karte")
    expect(viewer.get_by_role("link", name="grace@example.org")).to_have_count(0)
    refused = viewer.request.put(f"{app.url}/_stcore/upload_file/a/b", data=b"x")
    assert refused.status == 404

    # An administrator ends it: the provider's cookie alone does not begin it again.
    page.reload()
    row = page.get_by_test_id("stHorizontalBlock").filter(has_text="grace@example.org")
    row.get_by_role("button", name="Beenden").click()
    expect(page.get_by_text("grace@example.org")).to_have_count(0)
    viewer.reload()
    expect(viewer.locator(".empty-state")).to_contain_text("Angemeldete")

    page.get_by_role("button", name="Abmelden").click()
    expect(page.locator(".empty-state")).to_contain_text("Angemeldete")
