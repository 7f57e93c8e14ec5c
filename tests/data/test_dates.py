"""Whole units of a year, to choose from."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from data.dates import combine, ends, units
from data.model import DatePrecision

UNITS = {
    DatePrecision.DAY: 0,
    DatePrecision.WEEK: 53,
    DatePrecision.MONTH: 12,
    DatePrecision.QUARTER: 4,
    DatePrecision.YEAR: 1,
}


@pytest.mark.parametrize(("unit", "count"), UNITS.items())
def test_the_units_of_a_year_follow_one_another_and_are_whole(
    unit: DatePrecision, count: int
) -> None:
    found = units(unit, 2020)
    assert len(found) == count
    for one, following in itertools.pairwise(found):
        assert (following.start - one.end).days == 1
    for one in found:
        assert combine(one, None, unit) == one


def test_weeks_are_those_of_the_calendar() -> None:
    first = units(DatePrecision.WEEK, 2025)[0]
    assert (first.start, first.end) == (date(2024, 12, 30), date(2025, 1, 5))
    assert len(units(DatePrecision.WEEK, 2025)) == 52


@pytest.mark.parametrize(
    ("start", "unit", "expected"),
    [
        (date(2025, 9, 3), DatePrecision.WEEK, [date(2025, 9, 9), date(2025, 9, 16)]),
        (date(2024, 1, 1), DatePrecision.MONTH, [date(2024, 1, 31), date(2024, 2, 29)]),
        (date(2024, 10, 1), DatePrecision.QUARTER, [date(2024, 12, 31), date(2025, 3, 31)]),
        (date(2024, 1, 1), DatePrecision.YEAR, [date(2024, 12, 31), date(2025, 12, 31)]),
    ],
)
def test_ends_of_the_units_from_a_start_on(
    start: date, unit: DatePrecision, expected: list[date]
) -> None:
    assert ends(start, unit, 2) == expected
