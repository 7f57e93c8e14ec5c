"""Next steps are kept like records: all or nothing, with history, and never lost by a deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.follow_up import FollowUp, KeptFollowUp
from data.model import Activity
from data.store import backup, writes
from data.store.follow_ups import Add, BringBack, Change, ChangedMeanwhile, Delete, Write
from data.store.past import About, Asked
from data.store.records import Store
from data.store.writes import Refused
from tests.builders import an_activity

VISIT, CONTRACT = an_activity(id="visit"), an_activity(id="contract", start=date(2026, 2, 3))
CALL = FollowUp("Anrufen", activity="visit", responsible="Team", due=date(2025, 10, 1))
SIGNED = replace(CALL, step="Vertrag", done=date(2026, 2, 3), outcome="contract")
KNOWN = FollowUp("Einladen", partner="leeds-gb")


@pytest.fixture
def filled(store: Store) -> Store:
    """Two records; the visit has an open step and one that led to the contract."""
    store.write([writes.Create(VISIT), writes.Create(CONTRACT)], by="test")
    store.write_follow_ups([Add(CALL), Add(SIGNED), Add(KNOWN)], by="Ada")
    return store


def told(store: Store) -> list[FollowUp]:
    return [one.follow_up for one in store.follow_ups()]


def test_what_is_written_is_there_with_history_and_revision(filled: Store) -> None:
    assert filled.revision() == 2
    assert told(filled) == [CALL, SIGNED, KNOWN]
    done = replace(CALL, done=date(2025, 10, 2))
    filled.write_follow_ups([Change(1, 1, done)], by="Bob")
    assert filled.revision() == 3
    last, first = filled.follow_up_history(1)
    assert (first.before, first.after, first.by) == (None, KeptFollowUp(1, 1, CALL), "Ada")
    assert (last.before, last.after, last.by) == (first.after, KeptFollowUp(1, 2, done), "Bob")
    assert (last.revision, last.at > first.at) == (3, True)


def test_writing_a_step_is_no_change_of_a_record(filled: Store) -> None:
    assert filled.past.total(Asked(about=About.ACTIVITIES)) == 1


def test_what_is_due_first_comes_first(filled: Store) -> None:
    soon = replace(CALL, step="Gleich", due=date(2025, 9, 30))
    filled.write_follow_ups([Add(soon)], by="test")
    assert told(filled) == [soon, CALL, SIGNED, KNOWN]


@pytest.mark.parametrize(
    "wrong",
    [
        Add(replace(CALL, step="")),
        Add(replace(CALL, activity=None)),
        Add(replace(CALL, activity="nobody")),
        Add(replace(CALL, activity=None, partner="")),
        Add(replace(SIGNED, outcome="visit")),
        Add(replace(SIGNED, done=None)),
        Change(1, 2, CALL),
        Change(9, 1, CALL),
        Delete(1, 2),
        BringBack(1),
        BringBack(9),
    ],
)
def test_one_wrong_write_undoes_all(filled: Store, wrong: Write) -> None:
    with pytest.raises((Refused, ChangedMeanwhile)):
        filled.write_follow_ups([Change(3, 1, replace(KNOWN, step="Neu")), wrong], by="test")
    assert told(filled) == [CALL, SIGNED, KNOWN]
    assert filled.revision() == 2


def test_who_comes_second_sees_what_the_first_one_wrote(filled: Store) -> None:
    theirs = replace(CALL, step="Schreiben")
    filled.write_follow_ups([Change(1, 1, theirs)], by="first")
    with pytest.raises(ChangedMeanwhile) as caught:
        filled.write_follow_ups([Change(1, 1, CALL)], by="second")
    assert caught.value.theirs == KeptFollowUp(1, 2, theirs)


def test_a_deleted_step_is_brought_back_and_its_number_never_used_again(filled: Store) -> None:
    filled.write_follow_ups([Delete(3, 1)], by="test")
    filled.write_follow_ups([Add(replace(KNOWN, step="Neu"))], by="test")
    assert [one.number for one in filled.follow_ups()] == [1, 2, 4]
    filled.write_follow_ups([BringBack(3)], by="test")
    assert KeptFollowUp(3, 2, KNOWN) in filled.follow_ups()


def test_deleting_an_activity_takes_its_steps_along_and_back(filled: Store) -> None:
    number = filled.write([writes.Delete("visit", 1)], by="test")
    assert told(filled) == [KNOWN]
    gone = filled.follow_up_history(1)[0]
    assert (gone.revision, gone.after, gone.before) == (number, None, KeptFollowUp(1, 1, CALL))
    filled.write([writes.BringBack(VISIT)], by="test")
    assert told(filled) == [CALL, SIGNED, KNOWN]
    assert [one.version for one in filled.follow_ups()] == [2, 2, 1]


def test_a_step_keeps_its_outcome_over_the_outcomes_deletion(filled: Store) -> None:
    filled.write([writes.Delete("contract", 1)], by="test")
    assert told(filled) == [CALL, replace(SIGNED, outcome=None), KNOWN]
    filled.write([writes.BringBack(CONTRACT)], by="test")
    assert told(filled) == [CALL, SIGNED, KNOWN]


def test_what_somebody_changed_meanwhile_is_not_undone(filled: Store) -> None:
    filled.write([writes.Delete("contract", 1)], by="test")
    reopened = replace(SIGNED, outcome=None, done=None)
    filled.write_follow_ups([Change(2, 2, reopened)], by="test")
    filled.write([writes.BringBack(CONTRACT)], by="test")
    assert told(filled) == [CALL, reopened, KNOWN]


@pytest.mark.parametrize("deleted", [["visit", "contract"], ["contract", "visit"]])
@pytest.mark.parametrize("back", [[VISIT, CONTRACT], [CONTRACT, VISIT]])
def test_both_ends_of_a_chain_are_deleted_and_brought_back(
    filled: Store, deleted: list[str], back: list[Activity]
) -> None:
    filled.write([writes.Delete(one, 1) for one in deleted], by="test")
    assert told(filled) == [KNOWN]
    for one in back:
        filled.write([writes.BringBack(one)], by="test")
    assert told(filled) == [CALL, SIGNED, KNOWN]


def test_a_copy_of_the_store_carries_the_steps(filled: Store, url: str, tmp_path: Path) -> None:
    filled.write_follow_ups([Delete(3, 1)], by="test")
    before = filled.follow_ups()
    backup.back_up(url, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", url, replace=True)
    assert filled.follow_ups() == before
    filled.write_follow_ups([BringBack(3), Add(KNOWN)], by="test")
    assert [one.number for one in filled.follow_ups()] == [1, 2, 3, 4]
