"""The store is filled from the record files and stays as they are, until somebody writes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from data.follow_up import FollowUp
from data.reading import read_folder
from data.store.files import BY
from data.store.follow_ups import Add
from data.store.records import Store
from data.store.writes import ChangedMeanwhile, Create, Delete, Update
from tests.builders import an_activity
from tests.data.record_files import GOOD, csv_bytes, reference


class Folder:
    """A folder of record files that a store follows."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path, self.store, self.times = path, store, 0

    def holds(self, *rows: dict[str, str]) -> None:
        """Write the rows to the folder's file, and let the store follow."""
        (self.path / "team.csv").write_bytes(csv_bytes(list(rows)))
        self.times += 1
        self.store.follow(read_folder(self.path, reference()), f"time {self.times}")

    @property
    def titles(self) -> dict[str, str]:
        return {one.id: one.title_de for one in self.store.everything()[1]}


@pytest.fixture
def folder(tmp_path: Path, store: Store) -> Folder:
    path = tmp_path / "records"
    path.mkdir()
    return Folder(path, store)


A = GOOD | {"id": "a", "title_de": "A"}
B = GOOD | {"id": "b", "title_de": "B"}


def test_the_store_is_as_the_files_are(folder: Folder) -> None:
    store = folder.store
    assert store.followed() is None
    folder.holds(A, B)
    assert folder.titles == {"a": "A", "b": "B"}
    folder.holds(A | {"title_de": "Neu"})
    assert folder.titles == {"a": "Neu"}
    folder.holds(A | {"title_de": "Neu"}, B)
    assert folder.titles == {"a": "Neu", "b": "B"}
    assert [line.by for line in store.history("b")] == [BY, BY, BY]
    assert [line.after is None for line in store.history("b")] == [False, True, False]
    assert store.revision() == 3


def test_next_steps_outlive_what_the_files_do_and_end_nothing(folder: Folder) -> None:
    folder.holds(A, B)
    call = FollowUp("Anrufen", activity="a")
    folder.store.write_follow_ups([Add(call)], by="Ada")
    folder.holds(B)
    assert folder.store.follow_ups() == []
    folder.holds(A | {"title_de": "Neu"}, B)
    assert [one.follow_up for one in folder.store.follow_ups()] == [call]
    followed = folder.store.followed()
    assert followed
    assert followed.active


def test_the_same_files_write_nothing(folder: Folder) -> None:
    folder.holds(A)
    folder.holds(A)
    assert folder.store.revision() == 1
    assert len(folder.store.history("a")) == 1


def test_what_is_wrong_in_the_files_is_remembered(folder: Folder) -> None:
    folder.holds(A, B | {"start": "2025-02-31"})
    followed = folder.store.followed()
    assert followed
    assert (followed.active, followed.fingerprint) == (True, "time 1")
    assert [(file.name, file.rows, file.loaded) for file in followed.files] == [("team.csv", 2, 1)]
    assert followed.problems == read_folder(folder.path, reference()).problems
    assert folder.titles == {"a": "A"}


def test_after_a_write_the_files_are_not_followed(folder: Folder) -> None:
    folder.holds(A)
    folder.store.write([Create(an_activity(id="mine"))], by="somebody")
    folder.holds(A | {"title_de": "Neu"}, B)
    assert folder.titles["a"] == "A"
    assert set(folder.titles) == {"a", "mine"}
    followed = folder.store.followed()
    assert followed
    assert not followed.active


def test_files_do_not_come_into_a_store_that_others_filled(folder: Folder) -> None:
    folder.store.write([Create(an_activity(id="mine"))], by="somebody")
    folder.holds(A)
    assert set(folder.titles) == {"mine"}
    assert folder.store.followed() is None


def test_two_that_start_at_once_fill_it_once(folder: Folder, url: str) -> None:
    (folder.path / "team.csv").write_bytes(csv_bytes([A, B]))
    read = read_folder(folder.path, reference())
    start = threading.Barrier(4)

    def begin() -> None:
        own = Store(url)
        start.wait()
        own.follow(read, "the same")
        own.close()

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folder.titles == {"a": "A", "b": "B"}
    assert folder.store.revision() == 1


def test_a_change_in_a_deleted_record_is_not_taken_for_an_undo(folder: Folder) -> None:
    folder.holds(A)
    folder.store.write([Delete("a", 1)], by="somebody")
    with pytest.raises(ChangedMeanwhile):
        folder.store.write([Update(an_activity(id="a"), 1)], by="somebody")
