"""The form as people use it: what is typed outlives a reload, and two who meet see each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, expect

from data.store.drafts import Drafts
from data.store.records import Store
from tests.e2e.app import App
from tests.e2e.browser import rerun, violations, wait_until_drawn
from tests.e2e.conftest import Visitor
from tests.e2e.team import somebody

RECORD = "2019-leeds-50"
Editor: TypeAlias = Callable[[str], Page]


@pytest.fixture
def editor(written: App, visitor: Visitor) -> Editor:
    """``editor("Ada")`` has the form of the record open."""

    def begin(name: str) -> Page:
        page = somebody(written, visitor, name)
        page.goto(f"{written.url}/edit?of={RECORD}")
        wait_until_drawn(page)
        return page

    return begin


def test_what_is_typed_outlives_a_reload_and_is_saved_by_keyboard(
    editor: Editor, store: Store
) -> None:
    page = editor("Ada")
    note = page.get_by_label("Anmerkung (Deutsch)")
    note.click()
    with rerun(page):  # a pause is enough: nobody has to leave the field
        page.keyboard.type("Beim Festakt vereinbart.\nZweite Zeile")
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_text("Entwurf von")).to_be_visible()
    expect(note).to_have_value("Beim Festakt vereinbart.\nZweite Zeile")
    assert violations(page) == []
    note.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(", gerade noch")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("dialog")).to_contain_text("gerade noch")
    stored = store.get(RECORD)
    assert stored is not None
    assert stored.activity.note_de == "Beim Festakt vereinbart.\nZweite Zeile, gerade noch"


def test_a_lost_connection_is_told_and_costs_nothing(visitor: Visitor) -> None:
    app = App.start()
    page = somebody(app, visitor)
    page.goto(f"{app.url}/edit")
    wait_until_drawn(page)
    title = page.get_by_label("Titel (Deutsch)")
    with rerun(page):
        title.fill("Vor dem Abbruch")
        title.press("Tab")
    app.kill()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Der Server antwortet gerade nicht.")
    expect(dialog).not_to_contain_text("Streamlit")
    expect(dialog.locator("code")).not_to_be_visible()
    with rerun(page):  # by itself: the server that is there now knows nothing of this page
        app.start_again()
    expect(dialog).to_have_count(0)
    expect(title).to_have_value("Vor dem Abbruch")
    outcome = page.get_by_label("Ergebnis (Deutsch)")
    with rerun(page):
        outcome.fill("Und danach")
        outcome.press("Tab")
    store = Store(app.database)
    [draft] = Drafts(store.engine).of("Ada")
    store.close()
    app.stop()
    assert (draft.cells["title_de"], draft.cells["outcome_de"]) == ("Vor dem Abbruch", "Und danach")


def test_the_second_of_two_sees_both_versions_and_decides(editor: Editor, store: Store) -> None:
    ada, ben = editor("Ada"), editor("Ben")
    for page, title in ((ada, "Titel von Ada"), (ben, "Titel von Ben")):
        with rerun(page):
            page.get_by_label("Titel (Deutsch)").fill(title)
    ada.keyboard.press("Control+s")
    expect(ada.get_by_role("dialog")).to_contain_text("Titel von Ada")
    ben.locator(".st-key-form_save button").click()
    meeting = ben.locator(".versions")
    expect(meeting).to_contain_text("Titel von Ada")
    expect(meeting).to_contain_text("Titel von Ben")
    expect(ben.locator(".meeting")).to_be_in_viewport()
    assert violations(ben) == []
    with rerun(ben):
        ben.get_by_role("radio", name="Ihre Fassung").or_(
            ben.get_by_role("button", name="Ihre Fassung")
        ).first.click()
    ben.get_by_role("button", name="Mit dieser Auswahl speichern").click()
    expect(ben.get_by_role("dialog")).to_contain_text("Titel von Ben")
    stored = store.get(RECORD)
    assert stored is not None
    assert stored.activity.title_de == "Titel von Ben"
