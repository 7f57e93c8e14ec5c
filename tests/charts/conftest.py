"""In tests every property of every figure is checked by Plotly, which the app leaves out."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest


@pytest.fixture(autouse=True)
def checked_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked = go.Figure

    def checked(description: dict[str, Any], **_: object) -> go.Figure:
        return unchecked(description)

    monkeypatch.setattr("charts.layout.go.Figure", checked)
