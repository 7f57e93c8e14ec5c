"""What stands in the columns is what the frame counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.columns import PLANNED, Columns, columns
from charts.formats import formats
from tests.charts.frames import course

ENGLISH = formats("en")
YEARS = [str(year) for year in range(1990, 2027)]
counts = st.lists(st.integers(0, 99_999), min_size=1, max_size=36)


def drawn(
    one: list[int], other: list[int], planned: list[int], *, width: int = 500, most_ticks: int = 14
) -> Columns:
    years = YEARS[: len(one)]
    return columns(
        course(years, {"b": other, "a": one}, planned),
        unit="year",
        names={"a": "A", "b": "B", "c": "C"},
        formats=ENGLISH,
        width=width,
        most_ticks=most_ticks,
    )


@given(counts, st.data())
def test_columns_hold_the_counts_in_stacking_order(one: list[int], data: st.DataObject) -> None:
    same = st.lists(st.integers(0, 99_999), min_size=len(one), max_size=len(one))
    other, planned = data.draw(same), data.draw(same)
    picture = drawn(one, other, planned)
    assert [column.key for column in picture.columns] == YEARS[: len(one)]
    for column, *counted in zip(picture.columns, one, other, planned, strict=True):
        found = [(part.group, part.activities) for part in column.parts]
        wanted = zip(("a", "b", PLANNED), counted, strict=True)
        assert found == [(group, count) for group, count in wanted if count]


@given(counts, st.data())
def test_heights_are_shares_of_the_highest(one: list[int], data: st.DataObject) -> None:
    planned = data.draw(st.lists(st.integers(0, 99), min_size=len(one), max_size=len(one)))
    picture = drawn(one, [0] * len(one), planned)
    highest = max(held + waiting for held, waiting in zip(one, planned, strict=True))
    for column in picture.columns:
        for part in column.parts:
            assert part.height == pytest.approx(100 * part.activities / highest, abs=0.01)
    for step in picture.scale:
        assert step.height <= 100
        assert int(step.label.replace(",", "")) == pytest.approx(
            step.height * highest / 100, abs=0.01 * highest / 100 + 1e-6
        )


@given(counts, st.integers(100, 900))
def test_there_are_totals_where_they_fit_and_a_scale_elsewhere(one: list[int], width: int) -> None:
    nothing = [0] * len(one)
    picture = drawn(one, nothing, nothing, width=width)
    totals = [column.total for column in picture.columns]
    if picture.scale:
        assert not any(totals)
        longest = max(len(f"{count:,}") for count in one)
        assert longest * 9 > width / len(one)
    else:
        assert totals == [f"{count:,}" if count else "" for count in one]


def test_only_some_columns_are_named() -> None:
    picture = drawn([1] * 30, [0] * 30, [0] * 30, most_ticks=8)
    named = [column.tick.name for column in picture.columns if column.tick]
    assert named == YEARS[:30:4]
    assert [column.label for column in picture.columns] == YEARS[:30]


def test_nothing_is_no_error() -> None:
    nothing = columns(
        course([], {"a": []}), unit="month", names={"a": "A"}, formats=ENGLISH, width=500
    )
    assert nothing == ((), ())
