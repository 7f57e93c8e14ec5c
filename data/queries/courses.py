"""Counts over time."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from data.columns import PRECISIONS, Snapshot
from data.facts import DIRECTIONS, HELD, PER_CODE, PLANNED, STATUSES, Int64s, Ints, Pairs, count
from data.model import DatePrecision, Month, Period
from data.queries.frames import Dates, texts
from data.queries.selection import Selection

Time = Literal["day", "month", "year"]
_COARSE = (DatePrecision.QUARTER, DatePrecision.YEAR)
Grouping = Literal["direction", "kind", "sector", "country", "network"]

OTHER: Final = "other"
"""The group of all groups beyond the largest."""
NONE: Final = "none"
"""The group of the records that name nothing to group by."""

_LONGEST_IN_DAYS: Final = 62
_LONGEST_IN_MONTHS: Final = 60
_DIMENSIONS: Final[dict[Grouping | None, str]] = {
    None: "kind",
    "direction": "kind",
    "kind": "kind",
    "sector": "branch",
    "country": "country",
    "network": "network",
}


def time_unit(period: Period) -> Time:
    """The unit in which a period of this length is best shown."""
    if _days(period)[1] - _days(period)[0] <= _LONGEST_IN_DAYS:
        return "day"
    return "month" if len(period) <= _LONGEST_IN_MONTHS else "year"


def per_period(
    selection: Selection,
    *,
    unit: Time | None = None,
    by: Grouping | None = None,
    limit: int = 8,
    among: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """Held and planned records per day, month or year and group.

    Columns ``period`` (datetime64[s], first day), ``group`` str, ``activities``, ``planned``
    int64; a row for every period of the selection and every group that occurs, so without gaps.
    Groups are codes, largest first; those beyond ``limit`` or, where it is given, not ``among``
    some are together ``other``; records without any are ``none``; without ``by`` the one group is
    ``""``. A record counts once in every group that it names. ``attrs["unit"]`` says the unit (by
    default :func:`time_unit`).
    """
    period = selection.period
    chosen = unit or (time_unit(period) if period else "month")
    starts = _starts(period, chosen)
    names, groups, table = _table(selection, by=by, unit=chosen, periods=len(starts))
    if by is not None:
        names, table = _largest(names, groups, table, limit=limit, among=among)
    frame = pd.DataFrame(
        {
            "period": np.repeat(starts, len(names)),
            "group": texts(names * len(starts)),
            "activities": table[:, :, 0].ravel(),
            "planned": table[:, :, 1].ravel(),
        }
    )
    frame.attrs["unit"] = chosen
    return frame


def active_months(selection: Selection) -> tuple[Month, ...]:
    """The months in which something was held or is planned, in order."""
    course = per_period(selection, unit="month")
    active = course.loc[course["activities"] + course["planned"] > 0, "period"]
    return tuple(Month(when.year, when.month) for when in active)


def year_before(selection: Selection) -> pd.DataFrame:
    """Held records of the last months (at most twelve) of the selection, and a year earlier.

    Columns ``period`` (datetime64[s], first of month), ``activities`` int64, ``before`` Int64,
    which is missing for months before the first record.
    """
    span = selection.snapshot.span
    if selection.period is None or span is None:
        periods = np.zeros(0, dtype="datetime64[s]")
        empty = np.zeros(0, dtype=np.int64)
        return pd.DataFrame(
            {"period": periods, "activities": empty, "before": pd.array(empty, dtype="Int64")}
        )
    last = selection.last_month
    first = max(selection.first_month, last - 11)
    earlier = _held_per_month(selection.months(first - 12, last - 12))
    known = np.arange(first - 12, last - 11) >= span.first.ordinal
    return pd.DataFrame(
        {
            "period": _month_starts(first, last),
            "activities": _held_per_month(selection.months(first, last)),
            "before": pd.arrays.IntegerArray(earlier, ~known),
        }
    )


def calendar(selection: Selection, year: int) -> pd.DataFrame:
    """How many of the selected held records took place on each day of a year.

    Columns ``day`` (datetime64[s]), ``activities`` int64 (dated to the day), ``uncertain`` int64
    (dated to the week or month: the day is one of those it may have been). A record counts on
    each of its days; whether a record is selected still depends on its start. Those of which only
    the quarter or year is known would be on every day and are on none; ``attrs["coarse"]`` says
    how many of them there are in the year.
    """
    first = int(np.datetime64(f"{year:04d}-01-01", "D").astype(np.int64))
    stop = int(np.datetime64(f"{year + 1:04d}-01-01", "D").astype(np.int64))
    columns = selection.snapshot.columns
    rows = selection.rows
    held = columns.status[rows] == HELD
    covering = (columns.start[rows] < stop) & (columns.end[rows] >= first)
    rows = rows[held & covering]
    precision = columns.precision[rows]
    exact = precision == PRECISIONS.index(DatePrecision.DAY)
    coarse = np.isin(precision, [PRECISIONS.index(unit) for unit in _COARSE])
    days = np.arange(first, stop).astype("datetime64[D]").astype("datetime64[s]")
    frame = pd.DataFrame(
        {
            "day": days,
            "activities": _covering(selection.snapshot, rows[exact], first, stop),
            "uncertain": _covering(selection.snapshot, rows[~exact & ~coarse], first, stop),
        }
    )
    frame.attrs["coarse"] = int(coarse.sum())
    return frame


def _covering(snapshot: Snapshot, rows: Ints, first: int, stop: int) -> Int64s:
    """How many records cover each day: those that have begun less those that are over."""
    starts = np.clip(snapshot.columns.start[rows], first, stop) - first
    ends = np.clip(snapshot.columns.end[rows] + 1, first, stop) - first
    size = stop - first + 1
    return np.cumsum(count(starts, None, size) - count(ends, None, size))[:-1]


def _held_per_month(selection: Selection) -> Int64s:
    pairs = selection.pairs("kind")
    held = pairs.take(pairs.keys % len(STATUSES) == HELD)
    month = selection.snapshot.columns.month[held.rows] - selection.first_month
    return count(month, held.counts, selection.last_month - selection.first_month + 1)


def _table(
    selection: Selection, *, by: Grouping | None, unit: Time, periods: int
) -> tuple[list[str], int, Int64s]:
    """The groups' names, how many of them are not none, periods × groups × (held, planned)."""
    pairs = selection.pairs(_DIMENSIONS[by], single=unit == "day")
    names, groups = _groups(selection, pairs, by)
    status = pairs.keys % len(STATUSES)
    at = _period_of(selection, pairs.rows, unit) * len(names)
    cells = (at if groups is None else at + groups) * len(STATUSES) + status
    size = periods * len(names) * len(STATUSES)
    table = count(cells, pairs.counts, size).reshape(periods, len(names), len(STATUSES))
    named = len(names) - 1 if names[-1:] == [""] and by is not None else len(names)
    return names, named, table[:, :, [HELD, PLANNED]]


def _groups(
    selection: Selection, pairs: Pairs, by: Grouping | None
) -> tuple[list[str], Ints | None]:
    """The names of the groups, and the group of each pair."""
    if by is None:
        return [""], None
    if by == "direction":
        return [str(name) for name in DIRECTIONS], pairs.keys // len(STATUSES) % len(DIRECTIONS)
    names = selection.snapshot.facts[_DIMENSIONS[by]].names
    return [str(name) for name in names], pairs.keys // PER_CODE


def _largest(
    names: list[str],
    groups: int,
    table: Int64s,
    *,
    limit: int,
    among: tuple[str, ...] | None,
) -> tuple[list[str], Int64s]:
    """The largest groups one by one, the others summed, those without a group last."""
    sizes = table.sum(axis=(0, 2))
    order = [code for code in np.argsort(-sizes[:groups], kind="stable").tolist() if sizes[code]]
    kept = [code for code in order if among is None or names[code] in among][:limit]
    others = [code for code in order if code not in kept]
    shown = [names[code] for code in kept]
    parts = [table[:, kept]]
    if others:
        shown.append(OTHER)
        parts.append(table[:, others].sum(axis=1, keepdims=True))
    if groups < len(names) and sizes[groups]:
        shown.append(NONE)
        parts.append(table[:, groups:])
    return shown, np.concatenate(parts, axis=1)


def _period_of(selection: Selection, rows: Ints, unit: Time) -> Int64s:
    """Which period of the selection each activity belongs to, counted from 0."""
    columns = selection.snapshot.columns
    if unit == "day":
        period = selection.period
        return columns.start[rows] - (_days(period)[0] if period else 0)
    if unit == "month":
        return columns.month[rows] - selection.first_month
    return columns.month[rows] // 12 - selection.first_month // 12


def _starts(period: Period | None, unit: Time) -> Dates:
    """The first day of each period."""
    if period is None:
        return np.zeros(0, dtype="datetime64[s]")
    if unit == "day":
        return np.arange(*_days(period)).astype("datetime64[D]").astype("datetime64[s]")
    if unit == "month":
        return _month_starts(period.first.ordinal, period.last.ordinal)
    years = np.arange(period.first.year, period.last.year + 1) - 1970
    return years.astype("datetime64[Y]").astype("datetime64[s]")


def _month_starts(first: int, last: int) -> Dates:
    months = np.arange(first, last + 1) - 1970 * 12
    return months.astype("datetime64[M]").astype("datetime64[s]")


def _days(period: Period) -> tuple[int, int]:
    """The first day and the day after the last, since 1970."""
    bounds = np.array([period.first.ordinal, period.last.ordinal + 1]) - 1970 * 12
    first, stop = bounds.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return int(first), int(stop)
