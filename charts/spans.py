"""Single activities on a time axis: where each begins and ends, in percent of the width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from charts.formats import Formats
from data.model import DatePrecision, Month

_DAYS: Final = 45
"""Up to so many days the axis shows days,"""
_MONTHS: Final = 24
"""up to so many months it shows months, beyond them years."""
_MARGIN: Final = 0.02
"""Room beside the first and the last activity, as a part of the axis."""
_LAST_LABEL: Final = 90
"""Percent of the width from which on a label would leave it."""


@dataclass(frozen=True)
class Span:
    """One activity's bar: ``left`` and ``width`` in percent; ``exact`` if its ends are known."""

    id: str
    left: float
    width: float
    exact: bool


@dataclass(frozen=True)
class Tick:
    """A labelled line at ``left`` percent."""

    left: float
    label: str


@dataclass(frozen=True)
class TimeAxis:
    """Spans in the order of their frame, and the ticks below them."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]


def time_axis(frame: pd.DataFrame, formats: Formats, *, most_ticks: int = 8) -> TimeAxis:
    """Lay out ``id``, ``start``, ``end`` (both days included) and ``date_precision``."""
    if frame.empty:
        return TimeAxis((), ())
    first: date = frame["start"].min().date()
    last: date = frame["end"].max().date()
    days = last.toordinal() - first.toordinal() + 1
    begin = first.toordinal() - days * _MARGIN

    def percent(ordinal: int) -> float:
        return round((ordinal - begin) / (days * (1 + 2 * _MARGIN)) * 100, 2)

    rows = zip(frame["id"], frame["start"], frame["end"], frame["date_precision"], strict=True)
    spans = tuple(
        Span(
            id=key,
            left=percent(start.toordinal()),
            width=round(percent(end.toordinal() + 1) - percent(start.toordinal()), 2),
            exact=precision == DatePrecision.DAY,
        )
        for key, start, end, precision in rows
    )
    lines = _ticks(first, last, formats)
    shown = lines[:: max(1, -(-len(lines) // most_ticks))]
    ticks = [Tick(percent(day.toordinal()), name) for day, name in shown]
    return TimeAxis(spans, tuple(tick for tick in ticks if tick.left < _LAST_LABEL))


def _ticks(first: date, last: date, formats: Formats) -> list[tuple[date, str]]:
    """The days, first days of months or of years from ``first`` to ``last``."""
    if (last - first).days < _DAYS:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [(day, formats.short_day(day)) for day in days]
    begin, end = Month.of(first), Month.of(last)
    months = [Month.from_ordinal(n) for n in range(begin.ordinal, end.ordinal + 1)]
    inside = [month for month in months if first <= month.first_day]
    if len(months) <= _MONTHS:
        return [(month.first_day, _month(month, inside[0], formats)) for month in inside]
    return [(month.first_day, str(month.year)) for month in inside if month.month == 1]


def _month(month: Month, first: Month, formats: Formats) -> str:
    name = formats.short_month(month)
    return f"{name} {month.year}" if month.month == 1 or month == first else name
