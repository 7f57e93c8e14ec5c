"""The team's next steps: entered, changed, completed and deleted in place, by editors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from data import queries
from data.follow_up import FollowUp
from data.model import Access, Filters
from data.store import writes
from data.store.follow_ups import Add, Change, Delete
from data.store.records import Store
from tests.builders import REFERENCE, an_activity, from_place
from tests.desk import SAID, busy
from tests.screens import Screen, open_page, serving, signed_in
from ui import cache, follow_ups
from ui import store as ui_store
from ui.i18n import Tongue, speaking

VISIT = an_activity(
    id="visit",
    title_en="A visit",
    counterparts=(from_place("leeds-gb"),),
    follow_up="Send the\nbrochure",
)
CONTRACT = an_activity(id="contract", title_en="A contract", kind="agreement",
                       start=date(2026, 2, 3))  # fmt: skip
CALL = FollowUp(
    "Call them", activity="visit", responsible="Investor Support", due=date(2025, 10, 1)
)


@pytest.fixture
def kept(own_store: Store) -> Iterator[Store]:
    """The store that the pages write, with two records and a step."""
    places = tuple(REFERENCE.places.values())
    own_store.write([writes.Create(VISIT, places), writes.Create(CONTRACT)], by="test")
    own_store.write_follow_ups([Add(CALL)], by="test")
    ui_store.look_again()
    with serving(VISIT, CONTRACT):
        yield own_store


def told(kept: Store) -> list[FollowUp]:
    return [one.follow_up for one in kept.follow_ups()]


def press(screen: Screen, label: str) -> Screen:
    (button,) = [one for one in screen.test.button if one.label == label]
    with speaking(Tongue("en")):  # the harness asks for the labels of choices as well
        after = Screen(button.click().run())
    assert not after.exceptions
    return after


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "1 Schritt ist offen, 1 davon überfällig."), ("en", "1 step is open, 1 of them")],
)
def test_an_editor_sees_what_is_due(language: str, said: str) -> None:
    with signed_in():
        screen = open_page(f"follow-ups?lang={language}")
    assert not screen.exceptions
    assert said in screen.sentence
    assert "Call them" in screen.text("steps")
    assert "Investor Support" in screen.text("steps")


def test_where_there_are_no_steps_it_is_said_what_they_are_for(kept: Store) -> None:
    with signed_in():
        assert "done yet" in open_page("follow-ups?done=1&lang=en").text("steps")
        kept.write_follow_ups([Delete(1, 1)], by="test")
        ui_store.look_again()
        screen = open_page("follow-ups?lang=en")
    assert "who is responsible and until when" in screen.text("steps")
    assert "New step" in screen.text("step_ways")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "page", ["follow-ups", "desk", "partners", "activities?record=visit", "quality", "", "map"]
)
@pytest.mark.parametrize("access", [Access.VISITOR, Access.VIEWER])
def test_nobody_else_does(page: str, access: Access) -> None:
    with signed_in(access):
        screen = open_page(page)
    assert not screen.exceptions
    everything = "".join(map(screen.text, screen.documents))
    for word in ("Call them", "Investor Support", "brochure", "Schritte"):
        assert word not in everything
    if page == "partners":
        return
    assert "Schritt" not in everything


def test_a_step_is_entered_from_what_the_record_tells(kept: Store) -> None:
    kept.write_follow_ups([Change(1, 1, replace(CALL, activity=None, partner="leeds-gb"))], by="x")
    ui_store.look_again()
    with signed_in(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.queries.activity", lambda _snapshot, _id: VISIT)
        screen = open_page("follow-ups?of=visit&step=new&lang=en")
        assert screen.test.text_input(key="step_new_what").value == "Send the brochure"
        screen.test.text_input(key="step_new_who").set_value(" Investor  Support ")
        screen.test.date_input(key="step_new_due").set_value(date(2025, 11, 1))
        after = press(screen, "Enter the step")
    wanted = FollowUp("Send the brochure", "visit", None, "Investor Support", date(2025, 11, 1))
    assert told(kept)[1] == wanted
    assert kept.follow_up_history(2)[0].by == "Ada"
    assert "Send the brochure" in after.text("steps")


def test_a_step_without_words_or_owner_is_not_written(kept: Store) -> None:
    with signed_in():
        screen = open_page("follow-ups?step=new&lang=en")
        screen.test.text_input(key="step_new_what").set_value("Invite")
        screen = press(screen, "Enter the step")
        assert "choose the partner" in screen.text("step_notice")
        assert screen.test.text_input(key="step_new_what").value == "Invite"
        screen.test.selectbox(key="step_new_of").set_value("partner.leeds-gb")
        screen.test.text_input(key="step_new_what").set_value(" ")
        screen = press(screen, "Enter the step")
        assert "say what is to be done" in screen.text("step_notice")
        screen.test.text_input(key="step_new_what").set_value("Invite")
        press(screen, "Enter the step")
    assert told(kept) == [CALL, FollowUp("Invite", partner="leeds-gb")]


def test_completing_asks_what_came_of_it(kept: Store) -> None:
    with signed_in():
        screen = open_page("follow-ups?step=1&lang=en")
        screen.test.date_input(key="step_1_done").set_value(date(2026, 2, 3))
        screen.test.selectbox(key="step_1_outcome").set_value("contract")
        screen = press(screen, "Complete")
        assert told(kept) == [replace(CALL, done=date(2026, 2, 3), outcome="contract")]
        assert "1 of 1 result came of next steps; from the first contact" in screen.sentence
        assert "5 months (median of 1 result)" in screen.sentence
        screen = open_page("follow-ups?step=1&done=1&lang=en")
        assert "→ A contract" in screen.text("steps")
        press(screen, "Open again")
        history = open_page("follow-ups?step=1&lang=en").text("step_history")
    assert told(kept) == [CALL]
    told_by = ["Ada · opened again", "Ada · completed", "test · entered"]
    assert [history.index(one) for one in told_by] == sorted(history.index(one) for one in told_by)


def test_a_deleted_step_comes_back(kept: Store) -> None:
    with signed_in():
        screen = press(open_page("follow-ups?step=1&lang=en"), "Delete")
        assert told(kept) == []
        screen = press(screen, "Undo")
    assert told(kept) == [CALL]
    assert "step_deleted" not in screen.documents


def test_who_comes_second_is_told_and_loses_nothing(kept: Store) -> None:
    with signed_in():
        screen = open_page("follow-ups?step=1&lang=en")
        kept.write_follow_ups([Change(1, 1, replace(CALL, step="Write to them"))], by="Bob")
        screen.test.text_input(key="step_1_what").set_value("Visit them")
        screen = press(screen, "Save")
        assert "It is now: Write to them · Investor Support" in screen.text("step_notice")
        assert screen.test.text_input(key="step_1_what").value == "Visit them"
        ui_store.look_again()
        press(Screen(screen.test.run()), "Save")
    assert told(kept) == [replace(CALL, step="Visit them")]


def test_who_is_no_longer_signed_in_writes_nothing(kept: Store) -> None:
    with signed_in():
        screen = open_page("follow-ups?step=1&lang=en")
    with signed_in(Access.VIEWER):
        after = press(screen, "Delete")
    assert "you are not signed in" in after.text("signed_out_notice")
    assert told(kept) == [CALL]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("by=Investor+Support", True),
        ("by=Nobody", False),
        ("done=1", False),
        ("of=visit", True),
        ("of=contract", False),
        ("of=partner.leeds-gb", False),
        ("country=GB", True),
        ("kind=agreement", False),
        ("step=99", True),
    ],
)
def test_what_is_asked_for(asked: str, *, is_there: bool) -> None:
    with signed_in():
        screen = open_page(f"follow-ups?{asked}&lang=en")
    assert not screen.exceptions
    assert ("Call them" in screen.text("steps")) is is_there


def test_the_record_and_the_partners_card_tell_the_team(kept: Store) -> None:
    done = replace(CALL, done=date(2026, 2, 3), outcome="contract")
    kept.write_follow_ups([Add(done), Add(FollowUp("Invite", partner="leeds-gb"))], by="x")
    ui_store.look_again()
    with signed_in():
        visit = open_page("activities?record=visit&lang=en").text("record")
        contract = open_page("activities?record=contract&lang=en").text("record")
        partners = open_page("partners?lang=en").text("cards")
    assert "Call them" in visit
    assert "Came of" not in visit
    assert "Came of✓ 3 Feb 2026Call themInvestor Support · A visit → A contract" in contract
    assert "Visit 10 Sept 2025 → Agreement 3 Feb 2026, 5 months" in partners
    assert "Invite" in partners


def test_the_overviews_results_say_to_the_team_what_came_of_steps(kept: Store) -> None:
    kept.write_follow_ups([Add(replace(CALL, done=date(2026, 2, 3), outcome="contract"))], by="x")
    ui_store.look_again()
    with signed_in():
        figures = open_page("?lang=en").text("answer")
    assert "Results1" in figures
    assert "1 after next steps, 5 months" in figures
    for access in (Access.VISITOR, Access.VIEWER):
        with signed_in(access):
            others = open_page("?lang=en").text("answer")
        assert "next steps" not in others
        assert "1 agreement" in others


def test_the_desk_names_what_is_due_first(kept: Store) -> None:
    later = replace(CALL, step="Much later", due=date(2090, 1, 1))
    kept.write_follow_ups([Add(later)], by="x")
    ui_store.look_again()
    with signed_in():
        screen = open_page("desk?lang=en")
    assert "1 step overdue." in screen.sentence
    assert screen.text("due").index("Call them") < screen.text("due").index("Much later")
    assert "· test · 2 activities added" in screen.text("changes")


def test_a_workbook_has_the_steps_for_the_team_alone(kept: Store) -> None:
    kept.write_follow_ups([Add(replace(CALL, done=date(2026, 2, 3), outcome="contract"))], by="x")
    ui_store.look_again()
    with speaking(Tongue("en")):
        selection = cache.select(Filters())
        assert follow_ups.sheet(selection) is None
        with signed_in(Access.VIEWER):
            assert follow_ups.sheet(selection) is None
        with signed_in():
            made = follow_ups.sheet(selection)
    assert made
    assert [row[0] for row in made.rows] == ["Call them", "Call them"]
    assert list(made.rows[1]) == [
        *("Call them", "Investor Support", date(2025, 10, 1), date(2026, 2, 3), ""),
        *("visit", "A visit", "contract", "A contract"),
    ]
    assert len(made.headings) == len(made.rows[1])


def test_the_due_days_are_a_file_for_a_calendar(kept: Store) -> None:
    kept.write_follow_ups([Add(FollowUp("Invite", partner="leeds-gb"))], by="x")
    ui_store.look_again()
    with signed_in(), speaking(Tongue("en")):
        selection = cache.select(Filters())
        agenda = queries.agenda(selection, follow_ups.known(), date(2025, 10, 1))
        (made,) = follow_ups.reminders(agenda, selection.snapshot)
    assert (made.key, made.day, made.title) == ("step-1", date(2025, 10, 1), "Call them")
    assert made.text == "Responsible: Investor Support\nA visit"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("label", ["Save", "Delete"])
def test_where_the_turn_to_write_does_not_come_nothing_typed_is_lost(
    kept: Store, label: str, language: str
) -> None:
    with signed_in(), speaking(Tongue(language)):
        screen = open_page(f"follow-ups?step=1&lang={language}")
        screen.test.text_input(key="step_1_what").set_value("Visit them")
        with busy(kept):
            told_so = press(screen, Tongue(language).text(label))
        assert SAID[language] in told_so.text("step_notice")
        assert told_so.test.text_input(key="step_1_what").value == "Visit them"
        assert told(kept) == [CALL]


def test_completing_waits_in_vain_and_can_be_tried_again(kept: Store) -> None:
    with signed_in():
        screen = open_page("follow-ups?step=1&lang=en")
        screen.test.date_input(key="step_1_done").set_value(date(2026, 2, 3))
        with busy(kept):
            screen = press(screen, "Complete")
        assert SAID["en"] in screen.text("step_notice")
        assert told(kept) == [CALL]
        press(screen, "Complete")
    assert told(kept) == [replace(CALL, done=date(2026, 2, 3))]


def test_undoing_a_deletion_waits_in_vain_and_can_be_tried_again(kept: Store) -> None:
    with signed_in():
        screen = press(open_page("follow-ups?step=1&lang=en"), "Delete")
        with busy(kept):
            screen = press(screen, "Undo")
        assert SAID["en"] in screen.text("step_notice")
        press(screen, "Undo")
    assert told(kept) == [CALL]
