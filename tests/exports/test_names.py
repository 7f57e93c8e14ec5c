"""File names say what is in the file, in letters that every system takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.names import file_name


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["Netzwerkatlas"], "netzwerkatlas.csv"),
        (["Atlas", "2025-09", "Großbritannien"], "atlas_2025-09_grossbritannien.csv"),
        (["Atlas", "Südkorea", "", "Xi’an"], "atlas_suedkorea_xian.csv"),
        (["Atlas", "../../etc/passwd"], "atlas_etc-passwd.csv"),
        (["Atlas", "西安"], "atlas.csv"),
        (["西安"], "records.csv"),
        (["Atlas", "a" * 200, "b"], "atlas.csv"),
    ],
)  # fmt: skip
def test_file_names(parts: list[str], expected: str) -> None:
    assert file_name(parts, "csv") == expected


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_name_is_plain_and_short(parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{1,100}\.csv", file_name(parts, "csv"))
