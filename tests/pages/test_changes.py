"""The history as readers read it, and two clicks back to any state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from data.follow_up import FollowUp
from data.model import Access, Activity, Located, Place
from data.store import follow_ups as steps
from data.store.past import Asked, What
from data.store.records import Store
from data.store.writes import Create, Delete, Update
from tests.builders import REFERENCE, an_activity, from_place
from tests.desk import SAID, busy, desk
from tests.screens import Screen, by_class, by_tag, open_page, signed_in, text

OLD = an_activity(id="old", title_de="Alt", note_de="Eins zwei drei vier fünf sechs. " * 4)
NEW = replace(
    OLD,
    title_de="Neu",
    sectors=("health",),
    counterparts=(from_place("leeds-gb"),),
    note_de="Eins zwei DREI vier fünf sechs. " * 4,
)
PLACES = tuple(REFERENCE.places.values())


@contextmanager
def lived() -> Iterator[Store]:
    """A record that Ben changed, and thirty that he brought in with one write."""
    with desk(OLD) as store:
        store.write([Update(NEW, 1, PLACES)], by="Ben")
        store.write([Create(an_activity(id=f"n{number}")) for number in range(30)], by="Ben")
        yield store


def links(screen: Screen, label: str) -> list[str]:
    """Where the links with a text lead."""
    found = by_tag(screen.documents["writes"], "a")
    return [one.attributes["href"] for one in found if text(one) == label]


def click(screen: Screen, key: str) -> Screen:
    return Screen(screen.test.button(key=key).click().run())


def test_a_visitor_sees_nothing_of_the_history() -> None:
    for address in ("changes", "changes?of=old", "changes?write=1&undo=1", "changes?back=1"):
        with desk(OLD, access=Access.VISITOR):
            screen = open_page(f"{address}&lang=en" if "?" in address else f"{address}?lang=en")
        assert "for the team" in screen.text("not_allowed")
        assert not {"writes", "question", "answer"} & set(screen.documents)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Ben", "Alt → Neu", "leer → Gesundheit", "leer → Leeds", "30 Aktivitäten"]),
        ("en", ["Ben", "Alt → Neu", "empty → Health", "empty → Leeds", "30 activities"]),
    ],
)
def test_writes_are_told_in_the_readers_words(language: str, words: list[str]) -> None:
    with lived():
        screen = open_page(f"changes?lang={language}")
    assert not screen.exceptions
    told = screen.text("writes")
    assert [word for word in words if word not in told] == []
    assert "health" not in told
    # of the long text, what changed: what stood there, and what stands there now
    assert [text(one) for one in by_tag(screen.documents["writes"], "del")][-4:] == ["drei"] * 4
    assert len(by_class(screen.documents["writes"], "write")) == 3


def test_a_big_write_is_one_entry_that_opens_page_by_page() -> None:
    with lived():
        listed = open_page("changes?lang=en")
        (way,) = links(listed, "Look at all of them")
        opened = open_page(way)
        further = open_page(f"{way}&sheet=2")
    assert not opened.exceptions
    assert len(by_tag(opened.documents["writes"], "li")) == 20
    assert len(by_tag(further.documents["writes"], "li")) == 10


@pytest.mark.parametrize(
    ("address", "entries"),
    [("who=Ben", 2), ("who=import", 1), ("what=changed", 1), ("what=deleted", 0), ("what=x", 3)],
)
def test_asking_for_some_of_it(address: str, entries: int) -> None:
    with lived():
        screen = open_page(f"changes?{address}")
    assert not screen.exceptions
    assert len(by_class(screen.documents["writes"], "write")) == entries


def test_an_earlier_state_is_two_clicks_away() -> None:
    with lived() as store:
        screen = open_page("changes?of=old&lang=en")
        oldest = links(screen, "Restore this state")[-1]
        asked = open_page(oldest)
        assert "Neu → Alt" in asked.text("question")
        done = click(asked, "go_back")
        assert "restored" in done.text("went_back")
        stored = store.get("old")
        assert stored
        assert (stored.activity, stored.version) == (OLD, 3)
        assert store.history("old")[0].by == "Ada"


def test_a_deleted_record_comes_back_from_its_history() -> None:
    with lived() as store:
        store.write([Delete("old", 2)], by="Ben")
        screen = open_page("changes?of=old&lang=en")
        click(open_page(links(screen, "Bring it back")[0]), "go_back")
        stored = store.get("old")
        assert stored
        assert stored.activity == NEW


def test_what_somebody_wrote_meanwhile_is_not_overwritten() -> None:
    with lived() as store:
        number = store.history("old")[-1].number
        asked = open_page(f"changes?of=old&back={number}&lang=en")
        theirs = replace(NEW, title_de="Anders")
        store.write([Update(theirs, 2)], by="Ben")
        done = click(asked, "go_back")
        assert "meanwhile" in done.text("went_back")
        stored = store.get("old")
        assert stored
        assert stored.activity == theirs


def test_a_whole_write_is_undone_as_one() -> None:
    with lived() as store:
        listed = open_page("changes?lang=en")
        done = click(open_page(links(listed, "Undo all of it")[0]), "go_back")
        assert "undone" in done.text("went_back")
        assert [one.id for one in store.everything()[1]] == ["old"]
        assert store.past.entries(Asked(), 1)[0].counts == {What.DELETED: 30}


def test_a_write_with_records_that_were_changed_since_is_not_undone() -> None:
    with lived() as store:
        changed: Activity = an_activity(id="n7", title_de="Seither geändert")
        store.write([Update(changed, 1)], by="Ben")
        screen = open_page("changes?undo=3&lang=en")
    assert "Seither geändert" in screen.text("question")
    assert not [one for one in screen.test.button if one.key == "go_back"]


def test_what_the_lists_no_longer_hold_is_said() -> None:
    with desk(OLD) as store:
        store.write([Update(replace(OLD, kind="ball"), 1)], by="Ben")
        store.write([Update(OLD, 2)], by="Ben")
        number = store.history("old")[1].number
        screen = open_page(f"changes?back={number}&lang=en")
        assert "kinds.csv no longer holds: ball" in screen.text("question")
        assert not open_page("changes?of=old").exceptions


# Next steps --------------------------------------------------------------------------------------

CALL = FollowUp("Anrufen", activity="old", responsible="Investor Support")
INVITE = FollowUp("Einladen", partner="leeds-gb", due=date(2025, 10, 1))
DONE = date(2025, 12, 24)


@contextmanager
def stepped() -> Iterator[Store]:
    """A record with a step and a partner with one; Cem's, changed and completed by Ben."""
    with desk(OLD) as store:
        store.write_follow_ups([steps.Add(CALL), steps.Add(INVITE)], by="Cem")
        visit = replace(INVITE, step="Besuchen", due=None)
        store.write_follow_ups([steps.Change(2, 1, visit)], by="Ben")
        store.write_follow_ups([steps.Change(1, 1, replace(CALL, done=DONE))], by="Ben")
        yield store


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["abgeschlossen Nächster Schritt: Anrufen · Alt", "Erledigt amleer → 24. Dezember",
                "Einladen → Besuchen", "Fällig1. Oktober 2025 → leer", "Besuchen · Leeds",
                "Cem · 2 Schritte eingetragen", "Ben · 1 Schritt geändert"]),
        ("en", ["completed Next step: Anrufen · Alt", "Done onempty → 24 December 2025",
                "Einladen → Besuchen", "Due1 October 2025 → empty", "Besuchen · Leeds",
                "Cem · 2 steps entered", "Ben · 1 step changed"]),
    ],
)  # fmt: skip
def test_steps_are_told_field_by_field_with_what_they_belong_to(
    language: str, words: list[str]
) -> None:
    with stepped():
        screen = open_page(f"changes?lang={language}")
    assert not screen.exceptions
    told = screen.text("writes")
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize(
    ("address", "entries"),
    [
        ("who=Cem", 1),
        ("about=steps", 3),
        ("about=steps&what=changed", 2),
        ("about=activities", 1),
        ("about=x", 4),
        ("what=new&who=import", 1),
    ],
)
def test_steps_are_found_by_the_same_questions(address: str, entries: int) -> None:
    with stepped():
        screen = open_page(f"changes?{address}")
    assert not screen.exceptions
    assert len(by_class(screen.documents["writes"], "write")) == entries


def test_an_earlier_state_of_a_step_is_two_clicks_away() -> None:
    with stepped() as store:
        way = links(open_page("changes?who=Ben&lang=en"), "Restore this state")[1]
        assert "like that already" in open_page(way).text("question")
        oldest = links(open_page("changes?who=Cem&lang=en"), "Restore this state")[1]
        asked = open_page(oldest)
        assert "Restore this state of “Einladen”" in asked.text("question")
        assert "Besuchen → Einladen" in asked.text("question")
        assert "empty → 1 October 2025" in asked.text("question")
        assert "restored" in click(asked, "go_back").text("went_back")
        assert INVITE in [one.follow_up for one in store.follow_ups()]
        assert store.follow_up_history(2)[0].by == "Ada"


def test_a_deleted_step_comes_back_from_the_history() -> None:
    with stepped() as store:
        store.write_follow_ups([steps.Delete(2, 2)], by="Ben")
        asked = open_page(links(open_page("changes?lang=en"), "Bring it back")[0])
        assert "was deleted and comes back" in asked.text("question")
        click(asked, "go_back")
        assert [one.follow_up.step for one in store.follow_ups()] == ["Anrufen", "Besuchen"]


def test_a_step_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    with stepped() as store:
        asked = open_page(links(open_page("changes?who=Cem&lang=en"), "Restore this state")[1])
        theirs = replace(INVITE, step="Schreiben")
        store.write_follow_ups([steps.Change(2, 2, theirs)], by="Ben")
        assert "changed the step meanwhile" in click(asked, "go_back").text("went_back")
        assert theirs in [one.follow_up for one in store.follow_ups()]


def test_a_step_comes_back_with_its_record_and_not_before() -> None:
    with stepped() as store:
        store.write([Delete("old", 1)], by="Ben")
        listed = open_page("changes?lang=en")
        assert "1 activity deleted, 1 step deleted" in listed.text("writes")
        asked = open_page(links(listed, "Bring it back")[1])
        assert "while these activities are deleted: Alt" in asked.text("question")
        assert not [one for one in asked.test.button if one.key == "go_back"]
        click(open_page(links(listed, "Undo all of it")[0]), "go_back")
        assert store.get("old")
        assert "Anrufen" in [one.follow_up.step for one in store.follow_ups()]


def test_a_write_of_steps_alone_opens_and_offers_no_undoing_of_all() -> None:
    with stepped():
        screen = open_page("changes?write=2&lang=en")
    assert len(by_tag(screen.documents["writes"], "li")) == 2
    assert not links(screen, "Undo all of it")


# Places ------------------------------------------------------------------------------------------

HAMM = Place("hamm-lu", "Hamm", "Hamm", "LU", None, None, None, Located.UNKNOWN)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Ada · 1 Ort verortet", "eingetragen Ort: Hamm", "leer → 49.6, 6.2"]),
        ("en", ["Ada · 1 place located", "entered Place: Hamm", "empty → 49.6, 6.2"]),
    ],
)
def test_who_said_where_a_place_is_is_told(language: str, words: list[str]) -> None:
    with desk() as store:
        store.write([Create(an_activity(id="there", venue=HAMM.key), (HAMM,))], by="Ben")
        store.locate([replace(HAMM, lat=49.6, lon=6.2, located=Located.TEAM)], by="Ada")
        screen = open_page(f"changes?about=places&lang={language}")
        assert not screen.exceptions
        assert not links(screen, "Restore this state")
        assert [word for word in words if word not in screen.text("writes")] == []
        assert "Hamm" in open_page("changes?write=3").text("writes")


def test_a_place_that_was_looked_up_says_so() -> None:
    with desk() as store:
        store.locate([replace(HAMM, lat=49.6, lon=6.2, located=Located.GEOCODER)], by="Ada")
        assert "looked up Place: Hamm" in open_page("changes?lang=en").text("writes")


# Who may not, and who waits in vain --------------------------------------------------------------

ASKED = ("changes?undo=3&lang={}", "changes?back=1&lang={}", "changes?step_back=1&lang={}")


@contextmanager
def much_lived() -> Iterator[Store]:
    """Records and a step with something to go back from."""
    with lived() as store:
        store.write_follow_ups([steps.Add(CALL)], by="Cem")
        store.write_follow_ups([steps.Change(1, 1, replace(CALL, step="Schreiben"))], by="Cem")
        yield store


@pytest.mark.parametrize("address", ASKED)
def test_going_back_after_the_session_has_ended_is_refused_in_words(address: str) -> None:
    with much_lived() as store:
        asked, before = open_page(address.format("en")), store.revision()
        with signed_in(Access.VIEWER):
            told = click(asked, "go_back")
        assert "you are not signed in" in told.text("signed_out_notice")
        assert store.revision() == before


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", ASKED)
def test_going_back_waits_in_vain_and_can_be_tried_again(address: str, language: str) -> None:
    with much_lived() as store:
        asked, before = open_page(address.format(language)), store.revision()
        with busy(store):
            told = click(asked, "go_back")
        assert not told.exceptions
        assert SAID[language] in told.text("waited")
        assert store.revision() == before
        assert "went_back" in click(told, "go_back").documents
        assert store.revision() == before + 1
