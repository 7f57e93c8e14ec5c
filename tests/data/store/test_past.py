"""Going back in the history: any state again, and a whole write undone or nothing of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.codes_in_use import missing_of
from data.follow_up import FollowUp
from data.model import Located, Place
from data.store import backup
from data.store import follow_ups as steps
from data.store.located import Placing
from data.store.past import About, Asked, What, restoring
from data.store.records import Store
from data.store.writes import BringBack, ChangedMeanwhile, Create, Delete, Refused, Update, Write
from tests.builders import REFERENCE, an_activity, from_place

PLACES = REFERENCE.places
ONE = an_activity(id="one", title_de="Eins", counterparts=(from_place("leeds-gb"),))
TWO = an_activity(id="two", title_de="Zwei")
GONE = an_activity(id="gone", title_de="Fort", venue="york-gb")
LEEDS, YORK = PLACES["leeds-gb"], PLACES["york-gb"]


@pytest.fixture
def lived(store: Store) -> Store:
    """A store with some past: three writes of Ada's, then one of Ben's that does everything."""
    store.write([Create(ONE, (LEEDS,)), Create(GONE, (YORK,))], by="Ada")
    store.write([Delete("gone", 1)], by="Ada")
    store.write([Create(TWO)], by="Ada")
    everything: list[Write] = [
        Update(replace(ONE, title_de="Eins, neu", counterparts=()), 1),
        Create(an_activity(id="three")),
        Delete("two", 1),
        BringBack(GONE, (YORK,)),
    ]
    store.write(everything, by="Ben")
    return store


def test_writes_are_told_as_one_the_newest_first(lived: Store) -> None:
    found = lived.past.entries(Asked(), 10)
    assert [(one.revision, one.by) for one in found] == [
        (4, "Ben"), (3, "Ada"), (2, "Ada"), (1, "Ada")
    ]  # fmt: skip
    assert found[0].counts == dict.fromkeys(What, 1)
    assert (found[3].counts, found[3].total) == ({What.NEW: 2}, 2)
    assert lived.past.entries(Asked(), 2, offset=1) == found[1:3]
    assert lived.past.total(Asked()) == 4
    assert lived.past.authors() == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("asked", "revisions"),
    [
        (Asked(by="Ada"), [3, 2, 1]),
        (Asked(of="gone"), [4, 2, 1]),
        (Asked(of="gone", what=What.BROUGHT_BACK), [4]),
        (Asked(what=What.NEW), [4, 3, 1]),
        (Asked(what=What.DELETED, by="Ben"), [4]),
        (Asked(what=What.CHANGED, of="two"), []),
        (Asked(by="nobody"), []),
    ],
)
def test_only_what_was_asked_for(lived: Store, asked: Asked, revisions: list[int]) -> None:
    assert [one.revision for one in lived.past.entries(asked, 10)] == revisions
    assert lived.past.total(asked) == len(revisions)
    lines = lived.past.lines(revisions, asked, limit=99)
    assert {line.revision for line in lines} == set(revisions)
    assert all(asked.what in {None, What.of(line)} for line in lines)


def test_any_earlier_state_comes_back_as_a_write_of_its_own(lived: Store) -> None:
    lived.write([Delete("one", 2)], by="Ben")
    first = lived.history("one")[-1].after
    assert first == ONE
    lived.write([restoring(first, lived.get("one"), PLACES)], by="Ada")
    stored = lived.get("one")
    assert stored
    assert stored.activity == ONE
    again = replace(ONE, title_de="Eins, neu", counterparts=())
    lived.write([restoring(again, stored, PLACES)], by="Ada")
    assert [What.of(line) for line in lived.history("one")] == [
        What.CHANGED, What.BROUGHT_BACK, What.DELETED, What.CHANGED, What.NEW
    ]  # fmt: skip


def test_who_restores_over_somebody_elses_write_hears_of_it(lived: Store) -> None:
    seen = lived.get("one")
    lived.write([Update(replace(ONE, title_de="Anders"), 2)], by="Ben")
    with pytest.raises(ChangedMeanwhile):
        lived.write([restoring(ONE, seen, PLACES)], by="Ada")


def test_a_whole_write_is_undone_and_the_undoing_is_undone(lived: Store) -> None:
    after = lived.everything()[1]
    undoing = lived.past.undoing(4, PLACES)
    assert undoing.later == ()
    number = lived.write(undoing.writes, by="Ada")
    assert lived.everything()[1] == [ONE, TWO]
    lived.write(lived.past.undoing(number, PLACES).writes, by="Ada")
    assert lived.everything()[1] == after


def test_what_was_changed_since_is_named_and_nothing_is_undone(lived: Store) -> None:
    undoing = lived.past.undoing(4, PLACES)
    lived.write([Update(replace(GONE, title_de="Weiter"), 2)], by="Ada")
    assert [line.activity for line in lived.past.undoing(4, PLACES).later] == ["gone"]
    before = lived.everything()[1]
    with pytest.raises(ChangedMeanwhile):
        lived.write(undoing.writes, by="Ada")
    assert lived.everything()[1] == before


CALL = FollowUp("Anrufen", activity="one", responsible="Team")
INVITE = FollowUp("Einladen", partner="leeds-gb")


@pytest.fixture
def stepped(lived: Store) -> Store:
    """The same with next steps: Cem's two, one of which Ada changed, deleted and brought back; then
    Ben deleted the record of the other."""
    lived.write_follow_ups([steps.Add(CALL), steps.Add(INVITE)], by="Cem")
    lived.write_follow_ups([steps.Change(2, 1, replace(INVITE, step="Besuchen"))], by="Ada")
    lived.write_follow_ups([steps.Delete(2, 2)], by="Ada")
    lived.write_follow_ups([steps.BringBack(2)], by="Ada")
    lived.write([Delete("one", 2)], by="Ben")
    return lived


def test_writes_of_next_steps_are_told_among_the_others(stepped: Store) -> None:
    past = stepped.past
    assert past.authors() == ["Ada", "Ben", "Cem"]
    assert past.total(Asked()) == 9
    found = past.entries(Asked(), 5)
    assert [(one.revision, one.by, one.counts, one.steps) for one in found] == [
        (9, "Ben", {What.DELETED: 1}, {What.DELETED: 1}),
        (8, "Ada", {}, {What.BROUGHT_BACK: 1}),
        (7, "Ada", {}, {What.DELETED: 1}),
        (6, "Ada", {}, {What.CHANGED: 1}),
        (5, "Cem", {}, {What.NEW: 2}),
    ]
    assert (found[0].records, found[0].total, past.length(9), past.size(9)) == (1, 2, 2, 1)
    assert past.entries(Asked(), 2, offset=3) == found[3:]


@pytest.mark.parametrize(
    ("asked", "revisions"),
    [
        (Asked(by="Cem"), [5]),
        (Asked(by="Ada", what=What.CHANGED), [6]),
        (Asked(what=What.NEW), [5, 4, 3, 1]),
        (Asked(what=What.DELETED), [9, 7, 4, 2]),
        (Asked(what=What.BROUGHT_BACK), [8, 4]),
        (Asked(of="one"), [9, 4, 1]),
    ],
)
def test_next_steps_are_found_like_records(
    stepped: Store, asked: Asked, revisions: list[int]
) -> None:
    assert [one.revision for one in stepped.past.entries(asked, 10)] == revisions
    assert stepped.past.total(asked) == len(revisions)
    lines = stepped.past.lines(revisions, asked, limit=99)
    assert {line.revision for line in lines} == set(revisions)
    assert all(asked.what in {None, What.of(line)} for line in lines)


def test_the_lines_of_a_write_are_read_portion_by_portion(stepped: Store) -> None:
    every = stepped.past.lines([9, 5], Asked(), limit=9)
    assert [type(line).__name__ for line in every] == ["Change", "Line", "Line", "Line"]
    portions = [stepped.past.lines([9, 5], Asked(), limit=1, offset=n) for n in range(5)]
    assert [line for portion in portions for line in portion] == every


def test_any_earlier_state_of_a_step_comes_back(stepped: Store) -> None:
    first = stepped.follow_up_history(2)[-1]
    assert stepped.past.step_line(first.number) == first
    assert stepped.past.step_line(99) is None
    present = next(one for one in stepped.follow_ups() if one.number == 2)
    stepped.write_follow_ups([steps.restoring(INVITE, 2, present)], by="Ada")
    assert [one.follow_up for one in stepped.follow_ups()] == [INVITE]
    with pytest.raises(steps.ChangedMeanwhile):
        stepped.write_follow_ups([steps.restoring(INVITE, 2, present)], by="Ada")


def test_a_deleted_step_comes_back_as_it_was_at_any_time(stepped: Store) -> None:
    stepped.write_follow_ups([steps.Delete(2, 3)], by="Ben")
    stepped.write_follow_ups([steps.restoring(INVITE, 2, None)], by="Ada")
    assert [(one.version, one.follow_up) for one in stepped.follow_ups()] == [(4, INVITE)]
    with pytest.raises(Refused):  # its record is not there
        stepped.write_follow_ups([steps.restoring(CALL, 1, None)], by="Ada")


def test_undoing_a_deletion_brings_its_steps_along(stepped: Store) -> None:
    stepped.write(stepped.past.undoing(9, PLACES).writes, by="Ada")
    assert CALL in [one.follow_up for one in stepped.follow_ups()]


HAMM = Place("hamm-lu", "Hamm", "Hamm", "LU", None, None, None, Located.UNKNOWN)
FOUND = replace(HAMM, lat=49.6, lon=6.2, located=Located.TEAM)


@pytest.fixture
def located(store: Store) -> Store:
    """A store with a place that Ada located."""
    store.write([Create(an_activity(id="there", venue=HAMM.key), (HAMM,))], by="Ben")
    store.locate([FOUND], by="Ada")
    return store


def test_who_said_where_a_place_is_stands_in_the_history(located: Store) -> None:
    past = located.past
    (found,) = past.entries(Asked(about=About.PLACES), 9)
    assert (found.revision, found.by, found.places, found.total, found.records) == (
        2, "Ada", 1, 1, 0
    )  # fmt: skip
    (line,) = past.lines([2], Asked(), limit=9)
    assert isinstance(line, Placing)
    assert (line.place, line.lat, line.lon, line.located) == (HAMM.key, 49.6, 6.2, Located.TEAM)
    assert What.of(line) is What.CHANGED
    assert past.authors() == ["Ada", "Ben"]
    assert [past.total(Asked(what=what)) for what in What] == [1, 1, 0, 0]


def test_who_comes_second_moves_no_place_and_leaves_no_line(located: Store) -> None:
    located.locate([replace(FOUND, lat=0.0)], by="Cem")
    assert located.everything()[2][HAMM.key] == FOUND
    assert located.past.authors() == ["Ada", "Ben"]


def test_a_copy_carries_who_located_places(located: Store, url: str, tmp_path: Path) -> None:
    backup.back_up(url, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", url, replace=True)
    other = replace(HAMM, key="hamm-de", country="DE", lat=51.7, lon=7.8, located=Located.GEOCODER)
    located.locate([other], by="Cem")
    found = located.past.entries(Asked(about=About.PLACES), 9)
    assert [(one.by, one.places) for one in found] == [("Cem", 1), ("Ada", 1)]


def test_what_the_lists_no_longer_hold_is_named() -> None:
    old = an_activity(kind="ball", sectors=("health", "steam"), networks=("gini",))
    assert missing_of(old, REFERENCE) == {"kinds.csv": ("ball",), "sectors.csv": ("steam",)}
    assert missing_of(an_activity(), REFERENCE) == {}
