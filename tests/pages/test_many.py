"""Many activities at once, cell by cell or all that are ticked: saved as one write or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import pytest

from data.model import Access, Status
from data.store.drafts import Drafts
from data.store.past import Asked, What
from data.store.records import Store
from data.store.writes import Delete, Update
from tests.builders import an_activity
from tests.desk import SAID, busy, desk
from tests.screens import Screen, by_tag, open_page, signed_in, text
from ui import cache
from ui.i18n import Tongue, speaking
from ui.many import rows
from ui.many.rows import Rows
from ui.many.ticked import changed_cell

A, B, C = (
    an_activity(id=name, title_de=f"Eintrag {name}", source="Bericht") for name in ("a", "b", "c")
)


@contextmanager
def opened(address: str = "many?sort=title&lang=en") -> Iterator[tuple[Store, Screen]]:
    with desk(A, B, C) as store:
        screen = open_page(address)
        assert not screen.exceptions
        yield store, screen


def table(screen: Screen) -> Rows:
    return cast("Rows", screen.test.session_state["many"])


def edit(screen: Screen, cells: dict[int, dict[str, Any]]) -> Screen:
    """What the browser sends of the table: all that was edited since it was drawn anew."""
    rows.take(table(screen), cells, cache.library().snapshot)
    return run(screen)


def run(screen: Screen) -> Screen:
    again = Screen(screen.test.run())
    assert not again.exceptions
    return again


def click(screen: Screen, key: str) -> Screen:
    screen.test.button(key=key).click()
    return run(screen)


def titles(store: Store) -> list[str]:
    return [one.title_de for one in store.everything()[1]]


def test_a_visitor_gets_no_table() -> None:
    with desk(A, access=Access.VISITOR):
        screen = open_page("many?lang=en")
        assert "for the team" in screen.text("not_allowed")
        assert "many" not in screen.test.session_state


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", ["2 Aktivitäten", "Neu", "leer → Gesundheit"]),
     ("en", ["2 activities", "Neu", "empty → Health"])],
)  # fmt: skip
def test_what_changes_is_told_before_it_is_saved_as_one_write(
    language: str, words: list[str]
) -> None:
    with opened(f"many?sort=title&lang={language}") as (store, screen):
        edited = edit(screen, {0: {"title_de": "Neu"}, 2: {"sectors": ["health"]}})
        told = edited.text("many_summary")
        assert [word for word in words if word not in told] == []
        assert titles(store) == ["Eintrag a", "Eintrag b", "Eintrag c"]
        done = click(edited, "many_save")
        assert titles(store) == ["Neu", "Eintrag b", "Eintrag c"]
        assert "many_summary" not in done.documents
        assert [one.by for one in store.past.entries(Asked(), 2)] == ["Ada", "import"]
        assert store.past.entries(Asked(), 1)[0].counts == {What.CHANGED: 2}
        click(done, "many_undo")
        assert store.everything()[1] == [A, B, C]
        assert store.past.entries(Asked(), 1)[0].counts == {What.CHANGED: 2}


def test_a_wrong_cell_is_named_and_nothing_is_lost() -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Neu"}, 1: {"start": "31.2.2025"}})
        wrong = click(edited, "many_save")
        assert "First day" in wrong.text("many_summary")
        assert titles(store) == ["Eintrag a", "Eintrag b", "Eintrag c"]
        mended = edit(wrong, {0: {"title_de": "Neu"}, 1: {"start": "2025-02-01", "end": ""}})
        click(mended, "many_save")
        stored = store.get("b")
        assert stored
        assert stored.activity.start.isoformat() == "2025-02-01"


def test_places_are_understood_in_any_spelling() -> None:
    with opened() as (store, screen):
        click(edit(screen, {0: {"counterparts": "Leeds (UK); Schweiz", "venue": "Zürich"}}),
              "many_save")  # fmt: skip
        stored = store.get("a")
        assert stored
        assert [one.place or one.country for one in stored.activity.counterparts] == [
            "leeds-gb", "CH"
        ]  # fmt: skip
        assert stored.activity.venue == "zuerich-ch"


def test_one_cell_of_all_that_are_ticked() -> None:
    with opened() as (store, screen):
        ticked = edit(screen, {0: {"tick": True}, 2: {"tick": True}})
        ticked.test.selectbox(key="many_column").select("status")
        chosen = run(ticked)
        chosen.test.selectbox(key="many_value_status").select("cancelled")
        applied = click(run(chosen), "many_apply")
        click(applied, "many_save")
        assert [one.status for one in store.everything()[1]] == [
            Status.CANCELLED, Status.HELD, Status.CANCELLED
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "how", "after"),
    [
        ("a; b", "c", "set", "c"),
        ("a; b", "b; c", "add", "a; b; c"),
        ("a; b", "b; c", "remove", "a"),
        ("", "a", "add", "a"),
        ("a", "", "set", ""),
        ("A\\; Co (host)", "B (guest)", "add", "A\\; Co (host); B (guest)"),
    ],
)
def test_lists_grow_and_shrink(cell: str, value: str, how: str, after: str) -> None:
    assert changed_cell(cell, value, how) == after


def test_all_that_are_ticked_are_deleted_as_one_write_and_come_back() -> None:
    with opened() as (store, screen):
        asked = click(edit(screen, {0: {"tick": True}, 1: {"tick": True}}), "many_ask_delete")
        assert "Eintrag a" in asked.text("ticked_question")
        gone = click(asked, "many_delete")
        assert titles(store) == ["Eintrag c"]
        click(gone, "many_undo")
        assert titles(store) == ["Eintrag a", "Eintrag b", "Eintrag c"]


def test_what_others_changed_elsewhere_is_joined() -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Meins"}, 1: {"title_de": "Auch meins"}})
        store.write([Update(replace(A, source="Ihre Quelle"), 1)], by="Ben")
        done = click(edited, "many_save")
        stored = store.get("a")
        assert stored
        assert (stored.activity.title_de, stored.activity.source) == ("Meins", "Ihre Quelle")
        assert "Source" in done.text("many_written")
        assert titles(store) == ["Meins", "Auch meins", "Eintrag c"]


@pytest.mark.parametrize(("side", "title"), [("mine", "Meins"), ("theirs", "Ihres")])
def test_what_both_changed_is_decided_field_by_field(side: str, title: str) -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Meins"}, 1: {"title_de": "Auch meins"}})
        store.write([Update(replace(A, title_de="Ihres"), 1)], by="Ben")
        met = click(edited, "many_save")
        shown = by_tag(met.documents["many_versions_a_title_de"], "dd")
        assert [text(one) for one in shown] == ["Eintrag a", "Ihres", "Meins"]
        assert titles(store) == ["Ihres", "Eintrag b", "Eintrag c"], "nothing in silence"
        met = click(met, "many_save")
        assert titles(store)[0] == "Ihres"
        (choice,) = [one for one in met.test.button_group if one.key == "many_side_a_title_de"]
        choice.set_value(side)
        click(run(met), "many_save")
        assert titles(store) == [title, "Auch meins", "Eintrag c"]


def test_a_record_that_somebody_deleted_keeps_nobody_from_saving_the_others() -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Meins"}, 1: {"title_de": "Auch meins"}})
        store.write([Delete("a", 1)], by="Ben")
        done = click(edited, "many_save")
        assert titles(store) == ["Auch meins", "Eintrag c"]
        assert "kept as a draft" in done.text("many_gone_a")


def test_what_is_typed_survives_a_new_session_and_is_discarded_on_request() -> None:
    with opened() as (store, screen):
        edit(screen, {0: {"title_de": "Halb fertig"}})
        later = open_page("many?sort=title&lang=en")
        assert "Halb fertig" in later.text("many_summary")
        click(later, "many_discard")
        assert "many_summary" not in open_page("many?sort=title&lang=en").documents
        assert titles(store)[0] == "Eintrag a"


def test_what_others_write_is_shown_where_nobody_types() -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Meins"}})
        store.write([Update(replace(B, title_de="Von Ben"), 1)], by="Ben")
        again = run(edited)
        shown = [one.cells["title_de"] for one in table(again).entries]
        assert shown == ["Meins", "Von Ben", "Eintrag c"]


@pytest.mark.parametrize("key", ["many_save", "many_discard"])
def test_a_click_after_the_session_has_ended_changes_nothing(key: str) -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Neu"}})
        with signed_in(Access.VISITOR):
            told = click(edited, key)
        assert "you are not signed in" in told.text("signed_out_notice")
        assert "Neu" not in titles(store)
        assert [one.cells["title_de"] for one in Drafts(store.engine).of("Ada")] == ["Neu"]
        assert table(edited).entries[0].cells["title_de"] == "Neu"


def test_what_is_edited_after_the_session_has_ended_stays_in_the_table() -> None:
    with opened() as (store, screen):
        edited = edit(screen, {0: {"title_de": "Neu"}})
        with signed_in(Access.VISITOR, name=""), speaking(Tongue("en")):
            told = edit(edited, {0: {"title_de": "Noch neuer", "tick": True}})
        assert [one.cells["title_de"] for one in Drafts(store.engine).of("Ada")] == ["Neu"]
        assert Drafts(store.engine).of("") == []
        click(run(told), "many_save")
        assert titles(store)[0] == "Noch neuer"


@pytest.mark.parametrize("key", ["many_apply", "many_delete"])
def test_nothing_is_done_to_ticked_records_after_the_session_has_ended(key: str) -> None:
    with opened() as (store, screen):
        ticked = edit(screen, {0: {"tick": True}})
        asked = click(ticked, "many_ask_delete")
        with signed_in(Access.VISITOR):
            told = click(asked, key)
        assert "you are not signed in" in told.text("signed_out_notice")
        assert titles(store) == ["Eintrag a", "Eintrag b", "Eintrag c"]
        assert not Drafts(store.engine).of("Ada")


# A busy database ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("key", ["many_save", "many_delete"])
def test_where_the_turn_to_write_does_not_come_nothing_is_lost(key: str, language: str) -> None:
    with opened(f"many?sort=title&lang={language}") as (store, screen):
        asked = click(edit(screen, {0: {"title_de": "Neu", "tick": True}}), "many_ask_delete")
        with busy(store):
            told = click(asked, key)
        assert SAID[language] in told.text("waited")
        assert titles(store) == ["Eintrag a", "Eintrag b", "Eintrag c"]
        assert [one.cells["title_de"] for one in Drafts(store.engine).of("Ada")] == ["Neu"]
        assert "Neu" in told.text("many_summary")
        click(told, key)
        assert "Eintrag a" not in titles(store)


def test_undoing_waits_in_vain_and_can_be_tried_again() -> None:
    with opened() as (store, screen):
        saved = click(edit(screen, {0: {"title_de": "Neu"}}), "many_save")
        with busy(store):
            told = click(saved, "many_undo")
        assert SAID["en"] in told.text("waited")
        click(told, "many_undo")
        assert titles(store)[0] == "Eintrag a"
