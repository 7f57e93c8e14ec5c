"""Bars lie on the axis in the order and proportion of their days."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.formats import formats
from charts.spans import time_axis
from data.model import DatePrecision
from tests.charts.frames import span

ENGLISH, GERMAN = formats("en"), formats("de")

spans = st.lists(
    st.tuples(
        st.dates(date(1990, 1, 1), date(2040, 12, 31)),
        st.integers(0, 800),
        st.sampled_from(DatePrecision),
    ),
    min_size=1,
    max_size=12,
)


def frame_of(rows: list[tuple[date, int, DatePrecision]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            span(f"a{number}", start, start + timedelta(days=days), precision)
            for number, (start, days, precision) in enumerate(rows)
        ]
    )


@given(spans)
def test_everything_lies_on_the_axis(rows: list[tuple[date, int, DatePrecision]]) -> None:
    axis = time_axis(frame_of(rows), ENGLISH)
    assert [one.id for one in axis.spans] == [f"a{n}" for n in range(len(rows))]
    for one, (_, _, precision) in zip(axis.spans, rows, strict=True):
        assert 0 < one.left <= one.left + one.width < 100
        assert one.exact == (precision is DatePrecision.DAY)
    assert all(0 <= tick.left < 100 for tick in axis.ticks)
    assert [tick.left for tick in axis.ticks] == sorted(tick.left for tick in axis.ticks)


@given(spans)
def test_bars_are_as_long_as_their_days(rows: list[tuple[date, int, DatePrecision]]) -> None:
    axis = time_axis(frame_of(rows), ENGLISH)
    first = min(start for start, _, _ in rows)
    last = max(start + timedelta(days=days) for start, days, _ in rows)
    day = 100 / ((last - first).days + 1) / 1.04
    for one, (start, days, _) in zip(axis.spans, rows, strict=True):
        assert one.width == pytest.approx((days + 1) * day, abs=0.02)
        assert one.left - axis.spans[0].left == pytest.approx(
            (start - rows[0][0]).days * day, abs=0.02
        )


@given(spans, st.integers(1, 12))
def test_labels_have_room(rows: list[tuple[date, int, DatePrecision]], most: int) -> None:
    assert len(time_axis(frame_of(rows), ENGLISH, most_ticks=most).ticks) <= most


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (date(2025, 9, 1), date(2025, 9, 7), "1 Sept", "7 Sept"),
        (date(2025, 2, 10), date(2025, 6, 20), "Mar 2025", "Jun"),
        (date(2024, 11, 5), date(2025, 4, 20), "Dec 2024", "Apr"),
        (date(2017, 4, 25), date(2021, 2, 26), "2018", "2020"),
    ],
)
def test_ticks_are_days_months_or_years(start: date, end: date, first: str, last: str) -> None:
    axis = time_axis(pd.DataFrame([span("a", start, end)]), ENGLISH)
    assert (axis.ticks[0].label, axis.ticks[-1].label) == (first, last)


def test_a_january_carries_its_year() -> None:
    axis = time_axis(pd.DataFrame([span("a", date(2024, 11, 5), date(2025, 4, 20))]), GERMAN)
    assert [tick.label for tick in axis.ticks] == ["Dez 2024", "Jan 2025", "Feb", "Mär", "Apr"]


def test_nothing_has_no_axis() -> None:
    axis = time_axis(frame_of([(date(2025, 1, 1), 0, DatePrecision.DAY)]).head(0), ENGLISH)
    assert (axis.spans, axis.ticks) == ((), ())
