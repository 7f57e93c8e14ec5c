"""What the page about data quality leads to: for editors into the form, for others nowhere new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from data.follow_up import FollowUp
from data.model import Access, Located, Place
from data.snapshot import build
from data.store.follow_ups import Add
from data.store.past import About, Asked
from data.store.records import Store
from data.store.writes import Create, Update
from tests.builders import HOME, an_activity, tables_of
from tests.desk import SAID, busy
from tests.screens import Screen, by_tag, open_page, serving, signed_in
from ui import cache
from ui import store as ui_store
from ui.cache import Library
from ui.i18n import Tongue, speaking

ONE = an_activity(id="one", title_de="Besuch aus Leeds", source="Bericht", sectors=("nano",))
OTHER = replace(ONE, id="other", start=date(2025, 9, 12), end=date(2025, 9, 12), sectors=())
LONE = an_activity(id="lone", title_de="Messe")


@pytest.fixture
def kept(own_store: Store) -> Iterator[Store]:
    """The store that the pages write, with two records that may be one."""
    own_store.write([Create(ONE), Create(OTHER), Create(LONE)], by="test")
    ui_store.look_again()
    with serving(ONE, OTHER, LONE):
        yield own_store


def press(screen: Screen, label: str) -> Screen:
    (button,) = [one for one in screen.test.button if one.label == label]
    after = Screen(button.click().run())
    assert not after.exceptions
    return after


def targets(screen: Screen) -> set[str]:
    return {a.attributes["href"] for a in by_tag(screen.documents["findings"], "a")}


@pytest.mark.usefixtures("kept")
def test_a_finding_leads_editors_into_the_form_and_others_to_the_record() -> None:
    with signed_in():
        editors = targets(open_page("quality?lang=en"))
    others = targets(open_page("quality?lang=en"))
    assert "edit?lang=en&of=lone" in editors
    assert "quality?lang=en&lack=twice" in editors
    assert "quality?lang=en&record=lone" in others
    assert not any(href.startswith("edit") or "lack" in href for href in others)


@pytest.mark.parametrize("access", [Access.VISITOR, Access.VIEWER])
@pytest.mark.parametrize("lack", ["source", "twice", "noted", "nonsense"])
@pytest.mark.usefixtures("kept")
def test_others_are_offered_no_change(access: Access, lack: str) -> None:
    with signed_in(access):
        screen = open_page(f"quality?lack={lack}&lang=en")
    assert not screen.exceptions
    assert not any(href.startswith(("edit", "many", "follow-ups")) for href in targets(screen))
    assert not [button for button in screen.test.button if "alone" in button.label]


def test_one_of_two_is_kept_and_the_other_comes_back(kept: Store) -> None:
    with signed_in():
        screen = open_page("quality?lack=twice&lang=en")
        assert "1 pair of records" in screen.text("findings")
        shown = screen.text("pair_one_other")
        assert "Date10 September 202512 September 2025" in shown
        assert "SectorsNanotechnology" in shown
        assert "Source" not in shown
        screen = press(screen, "Keep one alone")
        assert kept.get("other") is None
        assert "other is deleted" in screen.text("apart_deleted")
        press(screen, "Undo")
    assert kept.get("other") is not None
    assert kept.history("other")[0].by == "Ada"


def test_what_somebody_calls_two_is_not_reported_again(kept: Store) -> None:
    with signed_in():
        screen = press(open_page("quality?lack=twice&lang=en"), "Two activities")
        assert "0 pairs" in screen.text("findings")
        assert "twice" not in open_page("quality?lang=en").text("findings")
    assert "twice" not in open_page("quality?lang=en").text("findings")
    assert kept.revision() == 1


def test_what_changed_meanwhile_is_not_deleted(kept: Store) -> None:
    with signed_in():
        screen = open_page("quality?lack=twice&lang=en")
        kept.write([Update(replace(OTHER, title_de="Neu"), 1)], by="Bob")
        screen = press(screen, "Keep one alone")
    assert "somebody has changed the record" in screen.text("apart_notice")
    assert kept.get("other") is not None


def test_who_is_no_longer_signed_in_changes_nothing(kept: Store) -> None:
    with signed_in():
        screen = open_page("quality?lack=twice&lang=en")
    with signed_in(Access.VIEWER):
        after = press(screen, "Keep one alone")
    assert "you are not signed in" in after.text("signed_out_notice")
    assert kept.get("other") is not None


def test_what_was_deleted_is_not_named_after_signing_out(kept: Store) -> None:
    with signed_in():
        screen = press(open_page("quality?lack=twice&lang=en"), "Keep one alone")
        assert "apart_deleted" in screen.documents
    with signed_in(Access.VISITOR):
        assert "apart_deleted" not in Screen(screen.test.run()).documents
    assert kept.get("other") is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "1 Schritt ohne Termin oder Zuständige"),
        ("en", "1 step without a date or somebody responsible"),
    ],
)
def test_steps_that_lack_something_are_findings_for_editors(
    kept: Store, language: str, said: str
) -> None:
    steps = [FollowUp("Call them", "one"), FollowUp("Write", "one", None, "Team", date(2020, 1, 1))]
    kept.write_follow_ups([Add(one) for one in steps], by="test")
    ui_store.look_again()
    with signed_in():
        found = open_page(f"quality?lang={language}").text("findings")
    assert said in found
    assert "Write" in found
    assert "Call them" not in open_page("quality").text("findings")


def test_many_records_come_page_by_page() -> None:
    records = [an_activity(id=f"r{n}", title_de=f"Messe {n}") for n in range(60)]
    with serving(*records):
        first = open_page("quality?lack=source&lang=en")
        last = open_page("quality?lack=source&lang=en&sheet=2")
    assert "60 records without a source" in first.text("findings")
    numbers = [len(by_tag(screen.documents["findings"], "li")) for screen in (first, last)]
    assert numbers == [50, 10]


LOST = Place("hamm-lu", "Hamm", "Hamm", "LU", None, None, None, Located.UNKNOWN)


@pytest.fixture
def lost(kept: Store) -> Iterator[Store]:
    """The same with a record in a place that nobody knows."""
    there = an_activity(id="there", venue="hamm-lu")
    kept.write([Create(there, (LOST,))], by="test")
    ui_store.look_again()
    tables = tables_of([there])
    places = {**tables.places, "hamm-lu": LOST}
    served = Library(HOME, build(replace(tables, places=places), HOME, revision="test"), (), ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "library", lambda: served)
        yield kept


def test_an_editor_says_where_a_place_is(lost: Store) -> None:
    with signed_in():
        screen = open_page("quality?lang=en")
        screen.test.selectbox(key="coordinates_place").select_index(0)
        screen.test.text_input(key="coordinates_text").set_value("here")
        screen = locate(screen)
        assert "“here” is no latitude" in screen.text("coordinates_notice")
        screen.test.text_input(key="coordinates_text").set_value("49.6, 6.2")
        screen = locate(screen)
    assert "Hamm is on the map now." in screen.text("coordinates_notice")
    kept_place = lost.everything()[2]["hamm-lu"]
    assert kept_place == replace(LOST, lat=49.6, lon=6.2, located=Located.TEAM)
    (told,) = lost.past.entries(Asked(about=About.PLACES), 9)
    assert (told.by, told.places) == ("Ada", 1)


@pytest.mark.usefixtures("lost")
def test_nobody_else_is_asked_where_a_place_is() -> None:
    assert not open_page("quality?lang=en").test.text_input


def locate(screen: Screen) -> Screen:
    with speaking(Tongue("en")):
        return press(screen, "Put it on the map")


@pytest.mark.parametrize("label", ["Keep one alone", "Two activities"])
def test_where_the_turn_to_write_does_not_come_it_is_said(kept: Store, label: str) -> None:
    with signed_in():
        screen = open_page("quality?lack=twice&lang=en")
        with busy(kept):
            after = press(screen, label)
        assert SAID["en"] in after.text("waited")
        assert kept.get("other") is not None
        press(after, label)


def test_undoing_a_deletion_waits_in_vain_and_can_be_tried_again(kept: Store) -> None:
    with signed_in():
        screen = press(open_page("quality?lack=twice&lang=en"), "Keep one alone")
        with busy(kept):
            screen = press(screen, "Undo")
        assert SAID["en"] in screen.text("waited")
        press(screen, "Undo")
    assert kept.get("other") is not None


@pytest.mark.parametrize("language", ["de", "en"])
def test_coordinates_wait_in_vain_and_stay_typed(lost: Store, language: str) -> None:
    with signed_in(), speaking(Tongue(language)):
        screen = open_page(f"quality?lang={language}")
        screen.test.selectbox(key="coordinates_place").select_index(0)
        screen.test.text_input(key="coordinates_text").set_value("49.6, 6.2")
        with busy(lost):
            screen = press(screen, Tongue(language).text("Put it on the map"))
        assert SAID[language] in screen.text("waited")
        assert screen.test.text_input(key="coordinates_text").value == "49.6, 6.2"
        press(screen, Tongue(language).text("Put it on the map"))
    assert lost.everything()[2]["hamm-lu"].lat == 49.6
