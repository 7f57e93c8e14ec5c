"""The line at the top: another city's logo and name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pages import PAGES
from tests.builders import HOME
from ui import document, header, state
from ui.document import Element

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def _drawn(monkeypatch: pytest.MonkeyPatch, logo: Path | None) -> list[Element]:
    """The header's brand and what is in it."""
    drawn: list[Element] = []
    monkeypatch.setattr(state, "view", state.View)
    monkeypatch.setattr(state, "width", lambda: "wide")
    monkeypatch.setattr(
        document, "draw_header", lambda _key, node, **_: drawn.extend(node.children)
    )
    header.draw_header(PAGES, replace(HOME, logo=str(logo) if logo else None), 1)
    return [child for child in drawn[0].children if isinstance(child, Element)]


def test_a_logo_stands_before_the_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    logo = tmp_path / "mark.svg"
    logo.write_text(SVG, encoding="utf-8")
    image, name, _city = _drawn(monkeypatch, logo)
    assert image.tag == "img"
    assert image.attributes["src"].startswith("data:image/svg+xml;base64,")
    assert name.children == (HOME.product,)


def test_without_a_logo_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [child.tag for child in _drawn(monkeypatch, None)] == ["strong", "span"]
