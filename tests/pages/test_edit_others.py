"""Several people at the form: versions that meet, what is taken away and comes back, who may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.model import Access
from data.store.drafts import Drafts
from data.store.writes import BringBack, Delete, Stored, Update
from tests.desk import desk
from tests.pages.form import LEEDS, click, fill, said, widget
from tests.screens import Screen, by_tag, open_page, signed_in, text

# Others ------------------------------------------------------------------------------------------


def test_fields_that_one_of_two_changed_are_brought_together() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"note_de": "Von Ada"})
        store.write([Update(replace(LEEDS, outcome_de="Von Ben"), 1)], by="Ben")
        screen.test.run()
        assert "Ben changed this" in said(screen, "meanwhile")
        assert "Outcome (German)" in said(screen, "meanwhile")
        click(screen, "save")
        stored = store.get("leeds")
    assert stored is not None
    assert stored.activity == replace(LEEDS, note_de="Von Ada", outcome_de="Von Ben")
    assert "Outcome (German)" in said(screen, "saved")


@pytest.mark.parametrize(("side", "title"), [("mine", "Von Ada"), ("theirs", "Von Ben")])
def test_a_field_that_both_changed_is_decided_by_the_second(side: str, title: str) -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"title_de": "Von Ada"})
        theirs = replace(LEEDS, title_de="Von Ben", note_de="auch von Ben")
        store.write([Update(theirs, 1)], by="Ben")
        click(screen, "save")
        assert "Ben saved this activity" in said(screen, "meeting")
        for version in (LEEDS.title_de, "Von Ben", "Von Ada"):
            assert version in said(screen, "meeting_title_de")
        click(screen, "save")
        assert store.get("leeds") == Stored(theirs, 2), "undecided, so nothing is saved"
        fill(screen, {"side_title_de": side})
        click(screen, "save")
        stored = store.get("leeds")
    assert stored == Stored(replace(theirs, title_de=title), 3)


def test_a_third_who_comes_in_between_is_seen_as_well() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"title_de": "Von Ada"})
        ben = replace(LEEDS, title_de="Von Ben")
        store.write([Update(ben, 1)], by="Ben")
        click(screen, "save")
        store.write([Update(replace(ben, title_de="Von Cem"), 2)], by="Cem")
        fill(screen, {"side_title_de": "mine"})
        click(screen, "save")
        assert "Cem saved this activity" in said(screen, "meeting")
        assert "Von Cem" in said(screen, "meeting_title_de")
        fill(screen, {"side_title_de": "mine"})
        click(screen, "save")
        stored = store.get("leeds")
    assert stored == Stored(replace(LEEDS, title_de="Von Ada"), 4)


def test_a_meeting_that_nobody_decided_is_found_again_after_a_reload() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"title_de": "Von Ada"})
        store.write([Update(replace(LEEDS, title_de="Von Ben"), 1)], by="Ben")
        click(screen, "save")
        again = click(open_page("edit?of=leeds&lang=en"), "save")
        stored = store.get("leeds")
    assert "Von Ben" in said(again, "meeting_title_de")
    assert stored is not None
    assert stored.activity.title_de == "Von Ben"


def test_an_untouched_form_shows_what_others_saved() -> None:
    with desk(LEEDS) as store:
        screen = open_page("edit?of=leeds&lang=en")
        store.write([Update(replace(LEEDS, title_de="Von Ben"), 1)], by="Ben")
        screen.test.run()
    assert widget(screen, "title_de").value == "Von Ben"
    assert "Ben changed this" in said(screen, "meanwhile")


def test_the_desk_lists_ones_own_drafts_and_leads_back_to_them() -> None:
    with desk(LEEDS) as store:
        drafts = Drafts(store.engine)
        drafts.keep("Ada", "leeds", 1, {"title_de": "Halb getippt"})
        drafts.keep("Ada", "", 0, {"title_de": ""})
        drafts.keep("Ben", "leeds", 1, {"title_de": "Von Ben"})
        screen = open_page("desk?lang=en")
    ways = {text(way): way.attributes["href"] for way in by_tag(screen.documents["drafts"], "a")}
    assert screen.text("drafts").startswith("2 drafts are not saved yet")
    assert ways == {
        "Halb getippt": "edit?lang=en&of=leeds",
        "without a title": "edit?lang=en&of=new",
    }


# Away and back -----------------------------------------------------------------------------------


def test_deleting_asks_once_and_is_undone() -> None:
    with desk(LEEDS) as store:
        screen = open_page("edit?of=leeds&ask=delete&lang=en")
        assert store.get("leeds") is not None
        click(screen, "delete")
        assert store.get("leeds") is None
        assert "Deleted by Ada" in said(screen, "gone")
        click(screen, "undo")
        stored = store.get("leeds")
        assert widget(screen, "title_de").value == LEEDS.title_de
    assert stored is not None
    assert stored.activity == LEEDS


def test_deleting_what_somebody_changed_meanwhile_tells_so_first() -> None:
    with desk(LEEDS) as store:
        screen = open_page("edit?of=leeds&ask=delete&lang=en")
        store.write([Update(replace(LEEDS, title_de="Von Ben"), 1)], by="Ben")
        click(screen, "delete")
        assert store.get("leeds") is not None
        assert "Ben has changed it meanwhile: Title (German)." in said(screen, "question")
        click(screen, "delete")
        assert store.get("leeds") is None


def test_what_somebody_else_deleted_comes_back_with_what_was_typed() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"title_de": "Von Ada"})
        store.write([Delete("leeds", 1)], by="Ben")
        click(screen, "save")
        assert "Deleted by Ben" in said(screen, "gone")
        click(screen, "undo_mine")
        stored = store.get("leeds")
        assert Drafts(store.engine).of("Ada") == []
    assert stored is not None
    assert stored.activity == replace(LEEDS, title_de="Von Ada")


def test_two_undo_at_once_and_one_of_them_does() -> None:
    with desk(LEEDS) as store:
        screen = click(open_page("edit?of=leeds&ask=delete&lang=en"), "delete")
        store.write([BringBack(LEEDS)], by="Ben")
        click(screen, "undo")
        assert len(store.history("leeds")) == 3


def test_a_record_that_never_was_is_said() -> None:
    with desk():
        screen = open_page("edit?of=nowhere&lang=en")
    assert said(screen, "gone") == "There is no record “nowhere”."


# Who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("access", [Access.VISITOR, Access.VIEWER])
def test_who_may_not_change_the_records_sees_no_form(access: Access) -> None:
    with desk(LEEDS, access=access):
        screen = open_page("edit?of=leeds")
    assert "not_allowed" in screen.documents
    assert not screen.test.text_input


@pytest.mark.parametrize("name", ["save", "save_next", "delete"])
def test_a_click_after_the_session_has_ended_writes_nothing(name: str) -> None:
    with desk(LEEDS) as store:
        screen = open_page("edit?of=leeds&ask=delete&lang=en")
        fill(screen, {"title_de": "Von Ada"})
        before = store.revision()
        with signed_in(Access.VISITOR, name=""):
            screen.test.button(f"form_{name}").click().run()
        assert store.revision() == before
        assert [one.cells["title_de"] for one in Drafts(store.engine).of("Ada")] == ["Von Ada"]
        assert "you are not signed in" in screen.text("signed_out_notice")
    assert "not_allowed" in screen.documents


def test_what_is_typed_after_the_session_has_ended_stays() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"title_de": "Von Ada"})
        with signed_in(Access.VISITOR, name=""):
            widget(screen, "title_de").set_value("Und weiter").run()
        assert "you are not signed in" in screen.text("signed_out_notice")
        assert [one.cells["title_de"] for one in Drafts(store.engine).of("Ada")] == ["Von Ada"]
        assert Drafts(store.engine).of("") == []
        again = Screen(screen.test.run())  # signed in again
        assert widget(again, "title_de").value == "Und weiter"
        assert "signed_out_notice" not in again.documents
        click(again, "save")
        stored = store.get("leeds")
    assert stored
    assert stored.activity.title_de == "Und weiter"


@pytest.mark.parametrize(
    ("language", "told"), [("de", "nicht (mehr) angemeldet"), ("en", "not signed in (any more)")]
)
@pytest.mark.parametrize("name", ["undo", "drop"])
def test_bringing_back_after_the_session_has_ended_is_refused(
    name: str, language: str, told: str
) -> None:
    with desk(LEEDS) as store:
        fill(open_page("edit?of=leeds"), {"title_de": "Von Ada"})
        store.write([Delete("leeds", 1)], by="Ben")
        screen = open_page(f"edit?of=leeds&lang={language}")
        with signed_in(Access.VIEWER):
            screen.test.button(f"form_{name}").click().run()
        assert told in screen.text("signed_out_notice")
        assert store.get("leeds") is None
        assert Drafts(store.engine).get("Ada", "leeds")


def test_the_card_leads_editors_to_the_form_and_nobody_else() -> None:
    with desk(LEEDS):
        card = open_page("activities?record=leeds&lang=en")
        ways = {text(way): way.attributes["href"] for way in by_tag(card.documents["record"], "a")}
        with signed_in(Access.VIEWER):
            plain = open_page("activities?record=leeds&lang=en")
    assert ways["Edit"] == "edit?lang=en&of=leeds"
    assert ways["Delete"] == "edit?lang=en&ask=delete&of=leeds"
    assert "edit" not in {text(way).lower() for way in by_tag(plain.documents["record"], "a")}
