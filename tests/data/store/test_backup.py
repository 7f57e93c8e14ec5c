"""A copy is one state of everything, and brings it back, into either database."""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data.store.backup import AlreadyThere, NotACopy, NotEmpty, back_up, check, restore
from data.store.history import Change
from data.store.records import Store
from data.store.writes import Create, Delete, Update
from tests.builders import REFERENCE, an_activity, from_place

PLACES = tuple(REFERENCE.places.values())
LEEDS = an_activity(id="leeds", counterparts=(from_place("leeds-gb"),), sectors=("health",))


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a record, one that was deleted, and their history."""
    store.write([Create(LEEDS, PLACES), Create(an_activity(id="gone"))], by="test")
    store.write([Update(dataclasses.replace(LEEDS, title_de="Neu"), 1)], by="test")
    store.write([Delete("gone", 1)], by="test")
    return store


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'other.db'}")
    yield opened
    opened.close()


def history(store: Store) -> list[Change]:
    """Every line that says what became of a record."""
    return [line for name in ("leeds", "gone") for line in store.history(name)]


def test_a_copy_brings_everything_back(
    filled: Store, other: Store, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "a copy #1?.db"
    copied = back_up(url, file)
    assert (copied.records, copied.changes, copied.revision) == (1, 4, 3)
    assert copied == check(file)
    restore(file, f"sqlite:///{tmp_path / 'other.db'}")
    assert other.everything()[1:] == filled.everything()[1:]
    assert history(other) == history(filled)
    assert other.versions() == filled.versions()
    assert other.revision() > filled.revision()
    other.write([Create(an_activity(id="next"))], by="test")


def test_the_store_is_again_what_it_was(filled: Store, url: str, tmp_path: Path) -> None:
    before, lines = filled.everything(), history(filled)
    back_up(url, tmp_path / "copy.db")
    filled.write([Delete("leeds", 2), Create(an_activity(id="later"))], by="test")
    with pytest.raises(NotEmpty):
        restore(tmp_path / "copy.db", url)
    restore(tmp_path / "copy.db", url, replace=True)
    assert filled.everything()[1:] == before[1:]
    assert history(filled) == lines
    assert filled.revision() == 5  # above both, so that everybody looks again
    # Numbers and versions go on where the copy ended.
    filled.write([Update(LEEDS, 2), Create(an_activity(id="next"))], by="test")
    assert filled.history("leeds")[0].number > lines[0].number


@pytest.mark.parametrize("later", [0, 1, 4])
def test_whoever_shows_the_records_shows_the_restored_ones(
    filled: Store, url: str, tmp_path: Path, later: int
) -> None:
    """Whether the history that it knows is shorter, as long, or longer than the copy's."""
    back_up(url, tmp_path / "copy.db")
    filled.write([Update(dataclasses.replace(LEEDS, title_de="Danach"), 2)], by="test")
    shown = filled.state(REFERENCE)
    restore(tmp_path / "copy.db", url, replace=True)
    for number in range(later):
        filled.write([Create(an_activity(id=f"later-{number}"))], by="test")
    now = filled.state(REFERENCE, since=shown)
    whole = filled.state(REFERENCE)
    assert now.tables.activities.equals(whole.tables.activities)
    assert "Neu" in set(now.tables.activities["title_de"])
    assert now.name != shown.name
    assert filled.state(REFERENCE, since=now).tables is now.tables


def test_a_copy_while_others_write_is_one_state(store: Store, url: str, tmp_path: Path) -> None:
    store.write([Create(an_activity(id="first"))], by="test")
    begun, done = threading.Event(), threading.Event()

    def write() -> None:
        own, number = Store(url), 0
        while not done.is_set():
            number += 1
            pair = [Create(an_activity(id=f"{side}-{number}")) for side in ("left", "right")]
            own.write(pair, by="writer")
            begun.set()
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    copies = [back_up(url, tmp_path / f"{number}.db") for number in range(3)]
    done.set()
    writer.join()
    for copied in copies:
        assert copied.records == copied.changes == 2 * copied.revision - 1


def test_nothing_is_overwritten_and_nothing_half_is_left(url: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_text("mine")
    with pytest.raises(AlreadyThere):
        back_up(url, file)
    assert file.read_text() == "mine"
    assert not list(tmp_path.glob(".copy*"))


def _damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:8192] = bytes(4096)
    file.write_bytes(content)


def _another(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE another (one)")


def _of_another_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ALTER TABLE activity DROP COLUMN note_de")


@pytest.mark.parametrize(
    "spoil",
    [
        _damaged,
        _another,
        _of_another_version,
        lambda file: file.write_text("no database"),
        lambda file: file.unlink(),
    ],
)
def test_what_is_no_copy_changes_nothing(
    filled: Store, url: str, tmp_path: Path, spoil: object
) -> None:
    file = tmp_path / "copy.db"
    back_up(url, file)
    assert callable(spoil)
    spoil(file)
    before = filled.everything()
    with pytest.raises(NotACopy) as caught:
        restore(file, url, replace=True)
    assert caught.value.reason
    assert filled.everything() == before
