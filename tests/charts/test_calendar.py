"""Every active day stands where a wall calendar has it, and darker means more."""

from __future__ import annotations

import calendar as wall
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.calendar import LEVELS, level, months


def year_of(year: int, exact: dict[date, int], uncertain: dict[date, int]) -> pd.DataFrame:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(365 + wall.isleap(year))]
    return pd.DataFrame(
        {
            "day": np.array(days, dtype="datetime64[s]"),
            "activities": [exact.get(day, 0) for day in days],
            "uncertain": [uncertain.get(day, 0) for day in days],
        }
    )


counts = st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 300))


@given(counts, counts)
def test_days_stand_as_on_the_wall(exact: dict[date, int], uncertain: dict[date, int]) -> None:
    blocks = months(year_of(2024, exact, uncertain))
    assert [block.month.month for block in blocks] == list(range(1, 13))
    for block in blocks:
        weeks = wall.Calendar(firstweekday=0).monthdayscalendar(2024, block.month.month)
        assert (block.offset, block.length) == (weeks[0].index(1), max(weeks[-1]))
        for day in block.days:
            assert weeks[day.row][day.column] == day.day.day
    shown = {day.day: (day.activities, day.uncertain) for block in blocks for day in block.days}
    assert shown == {
        day: (exact.get(day, 0), uncertain.get(day, 0)) for day in exact.keys() | uncertain.keys()
    }


@given(counts, counts)
def test_only_days_without_an_exact_date_have_no_level(
    exact: dict[date, int], uncertain: dict[date, int]
) -> None:
    blocks = months(year_of(2024, exact, uncertain))
    assert all((day.level == 0) == (not day.activities) for block in blocks for day in block.days)


@given(st.integers(1, 10_000), st.data())
def test_more_is_never_lighter(highest: int, data: st.DataObject) -> None:
    low, high = sorted(data.draw(st.tuples(st.integers(1, highest), st.integers(1, highest))))
    assert 1 <= level(low, highest) <= level(high, highest) <= LEVELS
    assert level(0, highest) == 0


@pytest.mark.parametrize(
    ("count", "highest", "expected"),
    [(1, 1, 1), (2, 4, 2), (4, 4, 4), (1, 5, 1), (5, 5, 4), (100, 100, 4), (26, 100, 2), (0, 0, 0)],
)
def test_levels(count: int, highest: int, expected: int) -> None:
    assert level(count, highest) == expected


@pytest.mark.parametrize(("year", "length"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29)])
def test_leap_years(year: int, length: int) -> None:
    assert months(year_of(year, {}, {}))[1].length == length
