"""What the dashboard shows is what the store holds, as soon as anybody has written."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from data.model import Activity, Filters, Visibility
from data.problems import Code
from data.store.records import Store
from data.store.writes import Create, Delete, Update
from tests.builders import an_activity
from tests.conftest import ROOT
from tests.data.record_files import GOOD, csv_bytes
from ui import cache, loading, store
from ui.cache import NotLoadable


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one record, and no store yet; and every look at it is a new one."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    (folder / "records").mkdir()
    (folder / "records" / "team.csv").write_bytes(csv_bytes([GOOD]))
    monkeypatch.setenv("NETZWERKATLAS_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL")
    moments = iter(range(10**9))
    monkeypatch.setattr(store, "moment", lambda: next(moments))
    return folder


def a_record(**changes: object) -> Activity:
    """A record that names only what the repository's lists hold."""
    return an_activity(**{"kind": "conference", **changes})


def shown() -> list[str]:
    return sorted(cache.select(Filters()).snapshot.texts["id"])


def other_process(data: Path) -> Store:
    """The same store, opened by somebody else."""
    return Store(f"sqlite:///{(data / 'database' / 'netzwerkatlas.db').resolve()}")


def test_what_another_process_writes_is_shown(data: Path) -> None:
    assert shown() == ["a-1"]
    other = other_process(data)
    other.write([Create(a_record(id="theirs"))], by="somebody")
    assert shown() == ["a-1", "theirs"]
    other.write([Delete("a-1", 1)], by="somebody")
    assert shown() == ["theirs"]
    other.close()


def test_what_this_process_writes_is_shown(data: Path) -> None:
    assert shown() == ["a-1"]
    store.write([Create(a_record(id="mine"))], by="me")
    assert shown() == ["a-1", "mine"]
    assert data.exists()


def test_an_edited_file_is_followed_until_somebody_writes(data: Path) -> None:
    file = data / "records" / "team.csv"
    assert cache.library().follows_files
    file.write_bytes(csv_bytes([GOOD, GOOD | {"id": "a-2"}]))
    assert shown() == ["a-1", "a-2"]
    store.write([Create(a_record(id="mine"))], by="me")
    file.write_bytes(csv_bytes([GOOD]))
    assert shown() == ["a-1", "a-2", "mine"]
    assert not cache.library().follows_files
    assert cache.library().files == ()


def test_the_same_records_stay_the_same_snapshot(data: Path) -> None:
    before = cache.library()
    assert cache.library() is before
    file = data / "records" / "team.csv"
    file.write_bytes(file.read_bytes() + b"\r\n")
    assert cache.library().snapshot.revision == before.snapshot.revision


def test_internal_records_are_the_teams(data: Path) -> None:
    assert shown() == ["a-1"]
    secret = a_record(id="secret", visibility=Visibility.INTERNAL, follow_up="Anrufen")
    store.write([Create(secret)], by="me")
    assert shown() == ["a-1"]
    team = loading.loaded().library(internal=True).snapshot
    assert sorted(team.texts["id"]) == ["a-1", "secret"]
    assert "Anrufen" in set(team.texts["follow_up"])
    store.write([Update(dataclasses.replace(secret, visibility=Visibility.PUBLIC), 1)], by="me")
    assert shown() == ["a-1", "secret"]
    assert set(cache.select(Filters()).snapshot.texts["follow_up"]) == {""}
    assert data.exists()


def test_a_code_that_its_list_lacks_is_named(data: Path) -> None:
    store.write([], by="me")
    assert cache.library() is not None
    store.write([Create(a_record(id="mine", networks=("GINI",)))], by="me")
    lines = (data / "reference" / "networks.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("GINI,")]
    assert len(kept) == len(lines) - 1
    (data / "reference" / "networks.csv").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(NotLoadable) as caught:
        cache.library()
    [problem] = caught.value.problems
    assert (problem.file, problem.value, problem.code) == (
        "networks.csv", "GINI", Code.CODE_IN_USE,
    )  # fmt: skip


def test_a_database_that_cannot_be_used_is_said(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(NotLoadable) as caught:
        cache.library()
    assert caught.value.database
    assert data.exists()
