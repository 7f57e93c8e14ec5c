"""Dates as people write them in a spreadsheet, and the days that they span."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from data.model import DatePrecision, Month
from data.problems import Code, Fault

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
_COARSENESS = {unit: rank for rank, unit in enumerate(DatePrecision)}
_ONE_DAY = timedelta(days=1)
_MONTHS = {DatePrecision.MONTH: 1, DatePrecision.QUARTER: 3, DatePrecision.YEAR: 12}


@dataclass(frozen=True)
class Span:
    """Days from ``start`` to ``end``, both included, known to the ``precision``."""

    start: date
    end: date
    precision: DatePrecision


def read_date(text: str) -> Span:
    """``2025-09-26``, ``26.09.2025``, ``2025-W36``, ``2025-09``, ``09.2025``, ``2025-Q3``,
    ``2025``: the whole unit that is written. Raises :class:`Fault` for anything else."""
    text = _MIDNIGHT.sub("", text)
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            try:
                span = build(*match.groups())
            except ValueError:
                break
            if span.start < FIRST or span.end > LAST:
                raise Fault(
                    Code.DATE_OUT_OF_RANGE, text, first=FIRST.isoformat(), last=LAST.isoformat()
                )
            return span
    raise Fault(Code.DATE_INVALID, text, suggestion=_suggestion(text))


def combine(start: Span, end: Span | None, precision: DatePrecision | None) -> Span:
    """The days of an activity from its cells ``start``, ``end`` and ``date_precision``.

    Without an end it is the unit that starts there; without a precision the coarser of the two
    dates' units. A precision coarser than a day asks for whole units: a week is any seven days,
    months, quarters and years are the calendar's. Raises :class:`Fault` where they contradict.
    """
    written = max(start.precision, (end or start).precision, key=_COARSENESS.__getitem__)
    unit = precision or written
    last = end.end if end else _implied_end(start, unit)
    if _COARSENESS[unit] < _COARSENESS[written]:
        raise Fault(
            Code.DATE_TOO_COARSE,
            unit,
            column="date_precision",
            precision=unit,
            expected=written,
        )
    if last < start.start:
        raise Fault(
            Code.DATE_REVERSED,
            last.isoformat(),
            column="end",
            start=start.start.isoformat(),
            end=last.isoformat(),
        )
    whole = _whole(start.start, last, unit)
    if whole != (start.start, last):
        raise Fault(
            Code.DATE_SPAN,
            f"{start.start} – {last}",
            column="end" if whole[0] == start.start else "start",
            precision=unit,
            start=whole[0].isoformat(),
            end=whole[1].isoformat(),
        )
    return Span(start.start, last, unit)


def units(unit: DatePrecision, year: int) -> list[Span]:
    """The whole units of a year, weeks by the ISO calendar; of days, none."""
    match unit:
        case DatePrecision.DAY:
            return []
        case DatePrecision.WEEK:
            weeks = date(year, 12, 28).isocalendar().week
            return [_week(str(year), str(week)) for week in range(1, weeks + 1)]
        case _:
            length = _MONTHS[unit]
            firsts = [date(year, month, 1) for month in range(1, 13, length)]
            return [Span(*_whole(first, first, unit), unit) for first in firsts]


def ends(start: date, unit: DatePrecision, count: int) -> list[date]:
    """The last days of so many whole units of weeks, months, quarters or years from a start on."""
    if unit is DatePrecision.WEEK:
        return [start + timedelta(days=7 * number + 6) for number in range(count)]
    months, first = _MONTHS[unit], Month.of(start)
    return [(first + months * (n + 1)).first_day - _ONE_DAY for n in range(count)]


def _implied_end(start: Span, unit: DatePrecision) -> date:
    """With a coarser precision, a start that begins a unit stands for all of it."""
    first, last = _whole(start.start, start.end, unit)
    return last if first == start.start else start.end


def _whole(start: date, end: date, unit: DatePrecision) -> tuple[date, date]:
    """The whole units that hold the days from ``start`` to ``end``."""
    if unit is DatePrecision.DAY:
        return start, end
    if unit is DatePrecision.WEEK:
        weeks = (end - start).days // 7
        return start, start + timedelta(days=7 * weeks + 6)
    months = _MONTHS[unit]
    first = Month.of(start).ordinal // months * months
    after = (Month.of(end).ordinal // months + 1) * months
    return (
        Month.from_ordinal(first).first_day,
        Month.from_ordinal(after).first_day - _ONE_DAY,
    )


def _day(year: str, month: str, day: str) -> Span:
    this = date(int(year), int(month), int(day))
    return Span(this, this, DatePrecision.DAY)


def _week(year: str, week: str) -> Span:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return Span(monday, monday + 6 * _ONE_DAY, DatePrecision.WEEK)


def _month(year: str, month: str) -> Span:
    first = date(int(year), int(month), 1)
    return Span(*_whole(first, first, DatePrecision.MONTH), DatePrecision.MONTH)


def _quarter(year: str, quarter: str) -> Span:
    first = date(int(year), int(quarter) * 3 - 2, 1)
    return Span(*_whole(first, first, DatePrecision.QUARTER), DatePrecision.QUARTER)


def _year(year: str) -> Span:
    return Span(date(int(year), 1, 1), date(int(year), 12, 31), DatePrecision.YEAR)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


_MIDNIGHT = _pattern(r"[ T]00:00(:00(\.0+)?)?$")
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = (
    (_pattern(r"(\d{4})-(\d\d)-(\d\d)"), _day),
    (_pattern(r"(\d\d?)\. ?(\d\d?)\. ?(\d{4})"), lambda d, m, y: _day(y, m, d)),
    (_pattern(r"(\d{4})-(\d\d)"), _month),
    (_pattern(r"(\d\d?)\.(\d{4})"), lambda m, y: _month(y, m)),
    (_pattern(r"(\d{4})-?[Qq]([1-4])"), _quarter),
    (_pattern(r"(\d{4})-?[Ww](\d\d)"), _week),
    (_pattern(r"(\d{4})"), _year),
)
_LOOSE = (
    (_pattern(r"(\d{4})[/.](\d\d?)[/.](\d\d?)"), _day),
    (_pattern(r"(\d{4})-(\d\d?)-(\d\d?)"), _day),
    (_pattern(r"(\d\d?)\.(\d\d?)\.(\d\d)"), lambda d, m, y: _day("20" + y, m, d)),
    (_pattern(r"(1[3-9]|2\d|3[01])/(\d\d?)/(\d{4})"), lambda d, m, y: _day(y, m, d)),
    (_pattern(r"(\d\d?)/(1[3-9]|2\d|3[01])/(\d{4})"), lambda m, d, y: _day(y, m, d)),
)


def _suggestion(text: str) -> str:
    """The ISO date that an unusual, but unambiguous way of writing means; otherwise empty."""
    for pattern, build in _LOOSE:
        if match := pattern.fullmatch(text):
            try:
                return str(build(*match.groups()).start)
            except ValueError:
                return ""
    return ""
