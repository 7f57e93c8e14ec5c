"""When it was, as exactly as somebody knows it: days, or whole weeks, months, quarters, years."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from data.cells import span_of
from data.dates import FIRST, LAST, Span, ends, read_date, units
from data.model import DatePrecision
from data.problems import Fault
from data.snapshot import Snapshot
from ui import clock, state, words
from ui.document import draw, el
from ui.form.entry import Entry, typed
from ui.form.fields import field, key
from ui.i18n import _, tongue

_FOLLOWING: Final = 12
"""Units that may follow the first one in the list."""
_YEAR: Final = key("year")
_UNIT: Final = key("unit")
_UNTIL: Final = key("until")


def draw_dates(current: Entry, snapshot: Snapshot) -> None:
    """How exactly it is known, the inputs for that, and how readers will read it."""
    unit = _precision(current)
    with field(current, snapshot, "start"):
        _draw_precision(current, unit)
        if unit is DatePrecision.DAY:
            _draw_days(current)
        else:
            _draw_units(current, unit, clock.today(snapshot.home).year)
        span = span_of(current.cells)
        if span is not None:
            said = tongue().formats.span(span.start, span.end, span.precision)
            draw("form_when", el("p", _("Readers see: {when}", when=said), cls="caption"))


def _precision(current: Entry) -> DatePrecision:
    stated = current.cells["date_precision"]
    return DatePrecision(stated) if stated in {*DatePrecision} else DatePrecision.DAY


def _draw_precision(current: Entry, unit: DatePrecision) -> None:
    names = {one.value: words.precision(one) for one in DatePrecision}
    state.put(key("date_precision"), unit.value)
    st.segmented_control(
        _("How exactly the date is known"),
        list(names),
        format_func=lambda code: names[code],
        key=key("date_precision"),
        on_change=lambda: _take_precision(current),
    )


def _take_precision(current: Entry) -> None:
    """Another precision widens the days to its whole units; narrowing them begins at the first."""
    chosen = st.session_state[key("date_precision")]
    if chosen is None:  # a second click on the same one
        state.keep()
        return
    unit = DatePrecision(chosen)
    start = _day(current.cells["start"])
    if start is None:
        typed(current, date_precision=unit, end="")
    elif unit is DatePrecision.DAY:
        typed(current, date_precision=unit, start=start.isoformat(), end="")
    else:
        year = start.isocalendar().year if unit is DatePrecision.WEEK else start.year
        whole = next(one for one in units(unit, year) if one.start <= start <= one.end)
        _take_unit(current, unit, whole.start, whole.end)


def _draw_days(current: Entry) -> None:
    first, last = st.columns(2)
    with first:
        _draw_day(current, "start", _("First day"))
    with last:
        _draw_day(current, "end", _("Last day, if it took several"))


def _draw_day(current: Entry, column: str, label: str) -> None:
    shown = _day(current.cells[column])
    if column == "end" and current.cells["end"] == current.cells["start"]:
        shown = None

    def take() -> None:
        chosen: date | None = st.session_state[key(column)]
        typed(current, **{column: chosen.isoformat() if chosen else ""})

    state.put(key(column), shown)
    st.date_input(
        label,
        value=None,
        key=key(column),
        min_value=FIRST,
        max_value=LAST,
        format=tongue().day_pattern,
        on_change=take,
    )


def _draw_units(current: Entry, unit: DatePrecision, this_year: int) -> None:
    start, end = _day(current.cells["start"]), _day(current.cells["end"])
    year = _shown_year(start, unit, this_year)
    columns = st.columns([1, 2, 2] if unit is not DatePrecision.YEAR else [1, 2])
    with columns[0]:
        _draw_year(current, unit, year)
    if unit is not DatePrecision.YEAR:
        with columns[1]:
            _draw_unit(current, unit, year, start)
    with columns[-1]:
        _draw_until(current, unit, start, end)


def _shown_year(start: date | None, unit: DatePrecision, this_year: int) -> int:
    if start is not None:
        return start.isocalendar().year if unit is DatePrecision.WEEK else start.year
    return int(st.session_state.get(_YEAR) or this_year)


def _draw_year(current: Entry, unit: DatePrecision, year: int) -> None:
    def take() -> None:
        chosen = st.session_state[_YEAR]
        start = _day(current.cells["start"])
        if chosen is None:
            typed(current, start="", end="")
        elif unit is DatePrecision.YEAR:
            _take_unit(current, unit, date(chosen, 1, 1), date(chosen, 12, 31))
        elif start is not None:
            _take_year(current, unit, start, chosen)
        else:
            state.keep()

    needs_one = unit is DatePrecision.YEAR and not current.cells["start"]
    state.put(_YEAR, None if needs_one else year)
    st.number_input(
        _("Year"),
        min_value=FIRST.year,
        max_value=LAST.year,
        value=None,
        step=1,
        key=_YEAR,
        on_change=take,
    )


def _take_year(current: Entry, unit: DatePrecision, start: date, year: int) -> None:
    """The same week, month or quarter of another year."""
    before = start.isocalendar().year if unit is DatePrecision.WEEK else start.year
    number = sum(one.start < start for one in units(unit, before))
    all_units = units(unit, year)
    whole = all_units[min(number, len(all_units) - 1)]
    _take_unit(current, unit, whole.start, whole.end)


def _draw_unit(current: Entry, unit: DatePrecision, year: int, start: date | None) -> None:
    spans = {one.start.isoformat(): one for one in units(unit, year)}
    if start is not None and start.isoformat() not in spans:  # seven days that are no week's
        spans[start.isoformat()] = Span(start, ends(start, unit, 1)[0], unit)

    def take() -> None:
        chosen = st.session_state[_UNIT]
        if chosen is None:
            typed(current, start="", end="")
        else:
            _take_unit(current, unit, spans[chosen].start, spans[chosen].end)

    names = {first: _name(spans[first]) for first in sorted(spans)}
    state.put(_UNIT, start.isoformat() if start else None)
    st.selectbox(
        words.precision(unit),
        list(names),
        index=None,
        format_func=lambda first: names[first],
        key=_UNIT,
        placeholder=_("Choose from the list"),
        filter_mode="contains",
        on_change=take,
    )


def _draw_until(current: Entry, unit: DatePrecision, start: date | None, end: date | None) -> None:
    """Whether it went on into the units that follow."""
    if start is None:
        return
    lasts = [day.isoformat() for day in ends(start, unit, _FOLLOWING + 1) if day <= LAST]
    shown = end.isoformat() if end else lasts[0]
    if shown not in lasts:
        lasts.append(shown)

    span = tongue().formats.span
    names = {last: span(start, date.fromisoformat(last), unit) for last in lasts}
    names[lasts[0]] = _("in this one only")

    def take() -> None:
        typed(current, end=st.session_state[_UNTIL])

    state.put(_UNTIL, shown)
    st.selectbox(
        _("Took place"),
        list(names),
        format_func=lambda last: names[last],
        key=_UNTIL,
        filter_mode="contains",
        on_change=take,
    )


def _name(span: Span) -> str:
    """KW 36 · 1.–7. September 2025; September; 3. Quartal 2025."""
    speak = tongue().formats
    if span.precision is DatePrecision.MONTH:
        return speak.month_name(span.start.month)
    days = speak.span(span.start, span.end, span.precision)
    if span.precision is DatePrecision.WEEK and span.start.isoweekday() == 1:
        number = span.start.isocalendar().week
        return _("Week {number} · {days}", number=number, days=days)
    return days


def _take_unit(current: Entry, unit: DatePrecision, start: date, end: date) -> None:
    typed(current, date_precision=unit, start=start.isoformat(), end=end.isoformat())


def _day(text: str) -> date | None:
    try:
        return read_date(text).start if text else None
    except Fault:
        return None
