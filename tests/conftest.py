"""What every test shares: reproducible property tests, and no surroundings that leak in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.store.records import Store
from tests.stores import new_store
from ui import loading
from ui import store as ui_store

ROOT = Path(__file__).resolve().parent.parent

# Two busy cores make single examples slow; a time limit per example would only report that.
settings.register_profile(
    "project", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("project"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))


@pytest.fixture(scope="session")
def _shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The repository's records, for all tests of a process that only look at them."""
    file = tmp_path_factory.mktemp("store") / "records.db"
    with pytest.MonkeyPatch.context() as patch:
        _look_at(patch, file)
        loading.loaded()
    with closing(sqlite3.connect(file)) as watching:
        yield watching


@pytest.fixture(autouse=True)
def _own_records(
    monkeypatch: pytest.MonkeyPatch, _shared_store: sqlite3.Connection
) -> Iterator[None]:
    """Tests look at the repository's records unless they say otherwise; and who writes there would
    write what others look at."""
    _look_at(monkeypatch, _file(_shared_store))
    before = _writes_of_others(_shared_store)
    yield
    assert _writes_of_others(_shared_store) == before, "a test that writes needs a store of its own"


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store without records, which the pages of one test show and write."""
    monkeypatch.setenv("DATABASE_URL", new_store(tmp_path / "own.db"))
    opened = ui_store.store()
    yield opened
    opened.close()


def _look_at(patch: pytest.MonkeyPatch, file: Path) -> None:
    for name in ("NETZWERKATLAS_DATA", "NETZWERKATLAS_HOME"):
        patch.delenv(name, raising=False)
    patch.setenv("DATABASE_URL", f"sqlite:///{file}")


def _file(watching: sqlite3.Connection) -> Path:
    return Path(watching.execute("PRAGMA database_list").fetchone()[2])


def _writes_of_others(watching: sqlite3.Connection) -> int:
    """SQLite's own count of what anybody else has written, whatever it was."""
    number: int = watching.execute("PRAGMA data_version").fetchone()[0]
    return number


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's loop stays in its process, and others want their own."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT
