"""What tests of documents share: a reader with a view, without a running server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from ui import state

Look: TypeAlias = Callable[[state.View], None]


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """``look(view)`` makes it the reader's view; before, it is the German overview."""

    def change(view: state.View) -> None:
        monkeypatch.setattr(state, "view", lambda: view)

    monkeypatch.setattr(state, "is_dark", lambda: False)
    monkeypatch.setattr(state, "width", lambda: "wide")
    monkeypatch.setattr(state, "_default_language", lambda: "de")
    change(state.View())
    return change
