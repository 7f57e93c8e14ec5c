"""What stands in the bars is what the frame counts."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.formats import formats
from charts.theme import palette
from charts.timeline import per_period, period_key, period_label, scale, with_year_before
from tests.charts.frames import course

ENGLISH, LIGHT = formats("en"), palette(dark=False)
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]


def drawn(
    frame: pd.DataFrame,
    unit: str = "month",
    *,
    names: dict[str, str] | None = None,
    hollow: tuple[str, ...] = (),
    totals: bool = True,
    most_ticks: int = 14,
) -> dict[str, Any]:
    figure = per_period(
        frame,
        unit=unit,
        names=names or {group: group.title() for group in frame["group"].unique()},
        colours=lambda _group: LIGHT.primary,
        palette=LIGHT,
        formats=ENGLISH,
        planned="Planned",
        height=200,
        hollow=hollow,
        totals=totals,
        most_ticks=most_ticks,
    )
    plain: dict[str, Any] = figure.to_plotly_json()
    return plain


def bars(figure: dict[str, Any]) -> dict[str, list[int]]:
    return {trace["name"]: list(trace["y"]) for trace in figure["data"] if trace["type"] == "bar"}


counts = st.lists(st.integers(0, 99), min_size=1, max_size=36)


@given(counts, st.data())
def test_bars_hold_the_counts(one: list[int], data: st.DataObject) -> None:
    same = st.lists(st.integers(0, 9), min_size=len(one), max_size=len(one))
    other, planned = data.draw(same), data.draw(same)
    months = MONTHS[: len(one)]
    figure = drawn(course(months, {"a": one, "b": other}, planned))
    expected = {"A": one, "B": other} | ({"Planned": planned} if any(planned) else {})
    assert bars(figure) == expected
    keys = [trace["customdata"] for trace in figure["data"] if trace["type"] == "bar"]
    assert all(list(key) == months for key in keys)
    top = figure["layout"]["yaxis"]["range"][1]
    assert top > max(map(sum, zip(one, other, planned, strict=True)))


@given(one=counts, totals=st.booleans())
def test_heights_can_be_read(one: list[int], *, totals: bool) -> None:
    figure = drawn(course(MONTHS[: len(one)], {"a": one}), totals=totals)
    labels = [trace for trace in figure["data"] if trace["type"] == "scatter"]
    assert figure["layout"]["yaxis"]["visible"] == (not labels)
    if labels:
        assert list(labels[0]["text"]) == [str(count) if count else "" for count in one]
    else:
        assert figure["layout"]["yaxis"]["tickvals"][0] == 0


@given(st.integers(0, 5_000_000), st.integers(1, 8))
def test_scales_have_few_whole_steps(highest: int, most: int) -> None:
    steps = scale(highest, most)
    assert steps[0] == 0
    assert steps[-1] <= highest
    assert len(steps) <= most + 1
    assert len({after - before for before, after in itertools.pairwise(steps)}) <= 1


@pytest.mark.parametrize(
    ("highest", "steps"),
    [(0, [0]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (5, [0, 2, 4]), (10, [0, 5, 10]),
     (23, [0, 5, 10, 15, 20]), (99, [0, 20, 40, 60, 80]), (1000, [0, 500, 1000])],
)  # fmt: skip
def test_scale(highest: int, steps: list[int]) -> None:
    assert scale(highest) == steps


@pytest.mark.parametrize(
    ("unit", "periods", "most", "first", "last", "number"),
    [
        ("month", MONTHS[:12], 14, "Jan<br>2023", "Dec", 12),
        ("month", MONTHS[10:14], 14, "Nov<br>2023", "Feb", 4),
        ("month", MONTHS[:12], 6, "Jan<br>2023", "Nov", 6),
        ("month", MONTHS, 14, "2023", "2025", 3),
        ("year", [str(year) for year in range(1990, 2026)], 12, "1990", "2023", 12),
        ("day", [f"2025-09-{day:02d}" for day in range(1, 31)], 10, "1 Sept", "28 Sept", 10),
    ],
)
def test_ticks(
    unit: str, periods: list[str], most: int, first: str, last: str, number: int
) -> None:
    frame = course(periods, {"a": [1] * len(periods)})
    ticks = drawn(frame, unit, most_ticks=most)["layout"]["xaxis"]["ticktext"]
    assert (ticks[0], ticks[-1], len(ticks)) == (first, last, number)


@pytest.mark.parametrize(
    ("unit", "key", "label"),
    [("day", "2025-09-01", "1 September 2025"), ("month", "2025-09", "September 2025"),
     ("year", "2025", "2025")],
)  # fmt: skip
def test_periods_are_spelled(unit: str, key: str, label: str) -> None:
    when = pd.Timestamp("2025-09-01")
    assert (period_key(when, unit), period_label(when, unit, ENGLISH)) == (key, label)


def test_only_hollow_groups_are_outlines() -> None:
    figure = drawn(course(["2025-01"], {"a": [1], "none": [2]}), hollow=("none",))
    fills = {t["name"]: t["marker"]["color"] for t in figure["data"] if t["type"] == "bar"}
    assert fills == {"A": LIGHT.primary, "None": LIGHT.ground}


def test_an_empty_bar_has_no_outline() -> None:
    figure = drawn(course(["2025-01", "2025-02"], {"a": [1, 0]}, [0, 2]))
    held, planned = (trace["marker"] for trace in figure["data"] if trace["type"] == "bar")
    assert held["line"]["width"] == 0
    assert list(planned["line"]["width"]) == [0, 1]


def test_names_are_no_markup() -> None:
    figure = drawn(course(["2025-01"], {"a": [1]}), names={"a": "<b>&A"})
    assert figure["data"][0]["name"] == "&lt;b&gt;&amp;A"
    assert "<b>" not in figure["data"][0]["hovertemplate"]


def test_a_missing_year_before_is_not_zero() -> None:
    frame = pd.DataFrame(
        {
            "period": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01"]),
            "activities": [0, 4, 2],
            "before": pd.array([pd.NA, 0, 7], dtype="Int64"),
        }
    )
    figure = with_year_before(
        frame, now="Now", before="Before", palette=LIGHT, formats=ENGLISH, height=200
    ).to_plotly_json()
    now, before = figure["data"]
    assert list(now["y"]) == [0, 4, 2]
    assert list(before["y"]) == [None, 0, 7]
    assert list(now["customdata"]) == ["2025-01", "2025-02", "2025-03"]
    assert figure["layout"]["yaxis"]["range"][1] > 7


def test_no_periods_are_no_error() -> None:
    assert bars(drawn(course([], {"a": []}))) == {}
