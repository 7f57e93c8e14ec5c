"""Bars, courses and cells of sectors hold what their frames count, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.calendar import LEVELS
from charts.formats import formats
from charts.sectors import courses, matrix, widths
from charts.theme import Palette, palette
from tests.charts.frames import course
from tests.charts.test_theme import contrast

ENGLISH, LIGHT = formats("en"), palette(dark=False)
SECTORS, COUNTRIES = ("energy", "health", "food", ""), ("GB", "IL", "KR", "CN", "US")

cells = st.dictionaries(
    st.tuples(st.sampled_from(SECTORS), st.sampled_from(COUNTRIES)), st.integers(1, 2000)
)


def cells_frame(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    rows = [(sector, country, count) for (sector, country), count in counts.items()]
    return pd.DataFrame(rows, columns=["sector", "country", "activities"])


def small_courses(frame: pd.DataFrame, names: dict[str, str], columns: int = 2) -> dict[str, Any]:
    figure = courses(
        frame,
        unit="year",
        names=names,
        colours=lambda code: LIGHT.primary if code == "energy" else LIGHT.other,
        palette=LIGHT,
        formats=ENGLISH,
        columns=columns,
    )
    plain: dict[str, Any] = figure.to_plotly_json()
    return plain


# Bars --------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=8))
def test_widths_are_shares_of_the_longest_row(rows: list[tuple[int, int]]) -> None:
    found = widths(pd.DataFrame(rows, columns=["activities", "planned"]))
    longest = max((held + planned for held, planned in rows), default=0) or 1
    for one, (held, planned) in zip(found, rows, strict=True):
        assert one.held == pytest.approx(100 * held / longest, abs=0.01)
        assert one.planned == pytest.approx(100 * planned / longest, abs=0.01)
        assert one.held + one.planned <= 100.02


# Matrix ------------------------------------------------------------------------------------------


@given(cells, st.integers(0, 6))
def test_every_shown_cell_has_its_count(counts: dict[tuple[str, str], int], most: int) -> None:
    found = matrix(cells_frame(counts), sectors=SECTORS, countries=COUNTRIES, most=most)
    assert found.sectors == SECTORS
    assert found.countries == COUNTRIES[:most]
    assert found.left_out == max(0, len(COUNTRIES) - most)
    for sector, row in zip(found.sectors, found.counts, strict=True):
        assert row == tuple(counts.get((sector, country), 0) for country in found.countries)


@given(cells)
def test_shades_follow_the_counts(counts: dict[tuple[str, str], int]) -> None:
    found = matrix(cells_frame(counts), sectors=SECTORS, countries=COUNTRIES, most=9)
    pairs = sorted(
        pair
        for row, levels in zip(found.counts, found.levels, strict=True)
        for pair in zip(row, levels, strict=True)
    )
    assert [level for _, level in pairs] == sorted(level for _, level in pairs)
    assert all((level == 0) == (count == 0) and level <= LEVELS for count, level in pairs)


@pytest.mark.parametrize("colours", [palette(dark=False), palette(dark=True)])
def test_numbers_can_be_read_on_every_shade(colours: Palette) -> None:
    assert len(colours.shades) >= LEVELS
    for shade in colours.shades[:LEVELS]:
        assert contrast(colours.text, shade) >= 4.5


# Courses -----------------------------------------------------------------------------------------


@given(
    st.lists(
        st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=len(SECTORS) - 1
    ),
    st.integers(1, 4),
)
def test_small_courses_hold_the_counts(counts: list[list[int]], columns: int) -> None:
    years = ["2022", "2023", "2024", "2025"]
    groups = dict(zip(SECTORS, counts, strict=False))
    figure = small_courses(course(years, groups), {code: code.title() for code in groups}, columns)
    trace = figure["data"][0]
    highest = max(max(one) for one in counts) or 1
    drawn = {
        tuple(key): round(height * highest)
        for key, height in zip(trace["customdata"], trace["y"], strict=True)
    }
    assert drawn == {
        (code, year): count
        for code, one in groups.items()
        for year, count in zip(years, one, strict=True)
        if count
    }


def test_panels_do_not_touch() -> None:
    years = ["2023", "2024", "2025"]
    frame = course(years, {"energy": [1, 2, 3], "health": [3, 3, 3], "food": [1, 0, 0]})
    names = {"energy": "Energy", "health": "Health", "food": "Food"}
    bars = small_courses(frame, names)["data"][0]
    places: dict[str, list[tuple[float, float]]] = {}
    for (code, _), x, base in zip(bars["customdata"], bars["x"], bars["base"], strict=True):
        places.setdefault(code, []).append((x, base))
    assert max(x for x, _ in places["energy"]) + 1 < min(x for x, _ in places["health"])
    assert {base for _, base in places["energy"]} == {0}
    assert places["food"][0][1] < -1  # a whole bar below


def test_only_named_sectors_are_drawn_with_first_and_last_year() -> None:
    frame = course(["2024", "2025"], {"energy": [1, 2], "health": [9, 9], "none": [5, 5]})
    figure = small_courses(frame, {"energy": "<Energy>"})
    texts = [list(trace["text"]) for trace in figure["data"] if trace.get("mode") == "text"]
    assert texts == [["&lt;Energy&gt;"], ["2"], ["2024"], ["2025"]]
    assert {code for code, _ in figure["data"][0]["customdata"]} == {"energy"}


def test_a_sector_without_held_records_is_an_empty_panel() -> None:
    figure = small_courses(course(["2025"], {"energy": [0]}), {"energy": "Energy"})
    assert list(figure["data"][0]["y"]) == []
    assert list(figure["data"][2]["text"]) == ["Energy"]


def test_nothing_is_no_error() -> None:
    assert list(small_courses(course([], {"energy": []}), {"energy": "E"})["data"][0]["y"]) == []
    empty = matrix(cells_frame({}), sectors=(), countries=(), most=5)
    assert (empty.counts, empty.left_out) == ((), 0)
