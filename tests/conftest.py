"""What every test shares: reproducible property tests, and no surroundings that leak in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Two busy cores make single examples slow; a time limit per example would only report that.
settings.register_profile(
    "project", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("project"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))


@pytest.fixture(scope="session")
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'records.db'}"


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch, _own_store: str) -> None:
    """Tests look at the repository's records unless they say otherwise, in a store of theirs."""
    for name in ("NETZWERKATLAS_DATA", "NETZWERKATLAS_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", _own_store)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's loop stays in its process, and others want their own."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT
