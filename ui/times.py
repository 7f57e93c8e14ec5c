"""A course in columns, a year's calendar and single activities on a time axis, as documents."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from charts.calendar import Day, MonthBlock, months
from charts.columns import PLANNED, Column, Columns, Part
from charts.spans import Span, TimeAxis, time_axis
from charts.timeline import Tick, key_period
from data.model import DatePrecision, Direction, Period, Status
from ui import colours, sentences_time, state, words
from ui.document import Node, el, link, styled
from ui.i18n import _, tongue
from ui.lists import shortened

_CELL = 10
"""A day's cell in the calendar's own units; what is drawn in it leaves a gap."""
_SIZE = 9
_TITLE = 90
"""Characters of a title beside its bar."""
_TICKS = {"wide": 6, "medium": 5, "narrow": 5}
"""Labels that the axis has room for, by the class of the window's width."""


# Course ------------------------------------------------------------------------------------------


def course(drawn: Columns, names: Mapping[str, str]) -> Node:
    """Columns over time, each leading to its period; ``names`` are the directions'.

    As light as a chart can be that is on the first screen: no script of its own draws it, each
    column is a link that the keyboard reaches, and what it counts is its text.
    """
    steps = [
        styled(el("span", el("small", step.label)), {"at": f"{step.height}%"})
        for step in drawn.scale
    ]
    palette = colours.colours()
    tints = {code: palette.direction(code) for code in names} | {PLANNED: palette.muted}
    picture = el(
        "div",
        el("div", *steps, cls="scale", aria_hidden="true") if steps else None,
        el("ol", *(_column(column, names, tints) for column in drawn.columns)),
        cls="columns scaled" if steps else "columns",
    )
    room = max((len(step.label) for step in drawn.scale), default=0)
    return styled(picture, {"room": str(room)})


def _column(column: Column, names: Mapping[str, str], tints: Mapping[str, str]) -> Node:
    stack = el(
        "span",
        *(_part(part, tints[part.group]) for part in column.parts),
        el("strong", column.total) if column.total else None,
        cls="stack",
        aria_hidden="true",
    )
    tick = _tick(column.tick) if column.tick else None
    if not column.parts:
        return el("li", el("div", stack, tick))
    href = state.address(state.view().selecting(period=key_period(column.key)))
    return el("li", link(stack, tick, el("span", _counted(column, names), cls="tip"), href=href))


def _part(part: Part, colour: str) -> Node:
    look = "part planned" if part.group == PLANNED else "part"
    return styled(el("span", cls=look), {"height": f"{part.height}%", "colour": colour})


def _tick(tick: Tick) -> Node:
    year = el("span", tick.year) if tick.year else None
    return el("small", el("span", tick.name), year, aria_hidden="true")


def _counted(column: Column, names: Mapping[str, str]) -> str:
    """What a column counts, for those who hear it and for those who point at it."""
    number = tongue().formats.number
    lines = [
        f"{names.get(part.group, _('Planned'))}: {number(part.activities)}"
        for part in reversed(column.parts)
    ]
    return "\n".join((column.label, *lines))


# Calendar ----------------------------------------------------------------------------------------


def calendar(frame: pd.DataFrame) -> Node:
    """Twelve small months; each leads to its month. ``frame`` as ``queries.calendar`` counts."""
    node = el("ol", *(_block(block) for block in months(frame)), cls="calendar")
    return styled(node, {"uncertain": colours.colours().uncertain})


def calendar_keys() -> list[Node]:
    """What the days' shades mean."""
    uncertain = el("span", _("Day not known exactly"), cls="key square hollow")
    return [
        el("span", _("Few"), cls="key square few"),
        el("span", _("Many"), cls="key square many"),
        styled(uncertain, {"colour": colours.colours().uncertain}),
    ]


def _block(block: MonthBlock) -> Node:
    speak = tongue().formats
    name = el("span", speak.short_month(block.month))
    rows = -(-(block.offset + block.length) // 7)
    picture = el(
        "svg",
        el("path", d=_empty(block), cls="days"),
        *(_day(day) for day in block.days),
        viewBox=f"0 0 {7 * _CELL} {6 * _CELL}",
        aria_hidden="true",
        data_rows=str(rows),
    )
    if not block.days:
        return el("li", el("div", name, picture))
    href = state.address(state.view().selecting(period=Period(block.month, block.month)))
    return el("li", link(name, picture, href=href, aria_label=_told(block)))


def _told(block: MonthBlock) -> str:
    """The month for those who hear it."""
    days = [
        sentences_time.day(day.activities, day.uncertain, tongue().formats.short_day(day.day))
        for day in block.days
    ]
    return f"{tongue().formats.month(block.month)}. {'; '.join(days)}"


def _empty(block: MonthBlock) -> str:
    """All days of a month as one path."""
    cells = range(block.offset, block.offset + block.length)
    return "".join(f"M{n % 7 * _CELL} {n // 7 * _CELL}h{_SIZE}v{_SIZE}h-{_SIZE}z" for n in cells)


def _day(day: Day) -> Node:
    name = tongue().formats.day(day.day)
    return el(
        "rect",
        el("title", sentences_time.day(day.activities, day.uncertain, name)),
        x=str(day.column * _CELL),
        y=str(day.row * _CELL),
        width=str(_SIZE),
        height=str(_SIZE),
        cls=f"level-{day.level}" if day.level else "uncertain",
    )


# Single activities -------------------------------------------------------------------------------


def spans(frame: pd.DataFrame) -> Node:
    """A line an activity: date, title and its bar on the axis; it leads to the record.

    ``frame`` as ``queries.spans`` gives it.
    """
    axis = time_axis(frame, tongue().formats, most_ticks=_TICKS[state.width()])
    rows = [_row(row, span) for row, span in zip(frame.to_dict("records"), axis.spans, strict=True)]
    return el("div", _axis(axis), el("ul", *rows), cls="time-axis")


def span_keys(frame: pd.DataFrame) -> list[Node]:
    """The directions that occur, and what hatched and hollow bars mean."""
    palette = colours.colours()
    present = [code for code in Direction if (frame["direction"] == code).any()]
    keys: list[Node] = [
        styled(
            el("span", words.direction(code), cls="key square"),
            {"colour": palette.direction(code)},
        )
        for code in present
    ]
    signs = [
        (_("Day not known exactly"), "hatched", frame["date_precision"] != DatePrecision.DAY),
        (_("Planned"), "hollow square", frame["status"] == Status.PLANNED),
        (_("Cancelled"), "struck", frame["status"] == Status.CANCELLED),
    ]
    return keys + [
        styled(el("span", name, cls=f"key {sign}"), {"colour": palette.muted})
        for name, sign, where in signs
        if where.any()
    ]


def _axis(axis: TimeAxis) -> Node:
    ticks = [
        styled(el("span", el("small", tick.label)), {"left": f"{tick.left}%"})
        for tick in axis.ticks
    ]
    return el("div", *ticks, cls="ticks", aria_hidden="true")


def _row(row: dict[Hashable, Any], span: Span) -> Node:
    speak = tongue()
    start = row["start"]
    when = speak.formats.short_span(start.date(), row["end"].date(), row["date_precision"])
    title = speak.pick(row["title_de"], row["title_en"])
    bar = styled(
        el("span", cls=" ".join(_look(row, span))),
        {
            "left": f"{span.left}%",
            "width": f"{span.width}%",
            "colour": colours.colours().direction(row["direction"]),
        },
    )
    return el(
        "li",
        link(
            el("time", when, datetime=f"{start:%Y-%m-%d}"),
            el("bdi", shortened(title, _TITLE)),
            el("span", bar, cls="track"),
            href=state.address(state.view().choosing(record=span.id)),
            title=f"{title} · {_status(row)}{when}",
        ),
        cls="cancelled" if row["status"] == Status.CANCELLED else None,
    )


def _status(row: dict[Hashable, Any]) -> str:
    return "" if row["status"] == Status.HELD else f"{words.status(row['status'])} · "


def _look(row: dict[Hashable, Any], span: Span) -> list[str]:
    return [
        "bar",
        *([] if span.exact else ["uncertain"]),
        *([] if row["status"] == Status.HELD else ["hollow"]),
    ]


# Years -------------------------------------------------------------------------------------------


def year_steps(year: int, years: Sequence[int]) -> Node:
    """The year that is shown and those beside it, as far as there are records."""
    view = state.view()
    steps = [
        link(text, href=state.address(view.choosing(year=str(other))), title=name)
        for other, text, name in (
            (year - 1, f"‹ {year - 1}", _("Year before")),
            (year + 1, f"{year + 1} ›", _("Year after")),
        )
        if other in years
    ]
    return el("nav", *steps, cls="years", aria_label=_("Other years"))
