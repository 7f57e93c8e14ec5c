"""Coordinates as people copy them from maps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.coordinates import read_coordinates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("51.514, 7.465", (51.514, 7.465)),
        (" 51,514; 7,465 ", (51.514, 7.465)),
        ("51,514 7,465", (51.514, 7.465)),
        ("51.514° -7.465°", (51.514, -7.465)),
        ("-33; \N{MINUS SIGN}70", (-33, -70)),
        ("51, 7", (51, 7)),
        ("91, 7", None),
        ("51, 181", None),
        ("51.514", None),
        ("Leeds", None),
        ("", None),
    ],
)
def test_what_is_understood(text: str, found: tuple[float, float] | None) -> None:
    assert read_coordinates(text) == found


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    found = read_coordinates(text)
    assert found is None or (abs(found[0]) <= 90 and abs(found[1]) <= 180)
