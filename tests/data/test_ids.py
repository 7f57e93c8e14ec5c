"""Ids that people can read."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ids import proposed
from data.values import read_id


@pytest.mark.parametrize(
    ("start", "title", "place", "expected"),
    [
        ("2025-09-26", "Von Leeds nach NRW", "", "2025-09-leeds-nach-nrw"),
        ("2025-09-01", "Delegation der Städte für Wasserstoff und Energie", "",
         "2025-09-delegation-staedte-wasserstoff-energie"),
        ("2025-09-01", "北京", "Peking, CN", "2025-09-peking"),
        ("", "Kick-off", "", "kick-off"),
        ("2025-09-01", "", "", "2025-09-activity"),
    ],
)  # fmt: skip
def test_the_month_and_what_the_title_says(
    start: str, title: str, place: str, expected: str
) -> None:
    assert next(proposed(start, title, place)) == expected


def test_the_next_ones_are_numbered() -> None:
    assert list(islice(proposed("2025-09-01", "Messe"), 3)) == [
        "2025-09-messe",
        "2025-09-messe-2",
        "2025-09-messe-3",
    ]


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_the_title_is_the_id_can_be_used(title: str, place: str) -> None:
    for one in islice(proposed("2025-09-01", title, place), 2):
        assert read_id(one) == one
