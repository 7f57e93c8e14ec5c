"""Activities over time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts.formats import Formats
from charts.layout import bar, escaped, figure, hatched
from charts.theme import Palette
from data.model import Month, Period

_DIRECT_LABELS: Final = 16
"""Bars that are wide enough to carry their total."""
_SCALE_WIDTH: Final = 34
"""Pixels beside the bars for a scale."""


def per_period(
    frame: pd.DataFrame,
    *,
    unit: str,
    names: Mapping[str, str],
    colours: Callable[[str], str],
    palette: Palette,
    formats: Formats,
    planned: str,
    height: int,
    hollow: Collection[str] = (),
    totals: bool = True,
    most_ticks: int = 14,
) -> go.Figure:
    """Vertical bars per day, month or year, stacked by group, what is planned hatched on top.

    ``frame`` has ``period``, ``group``, ``activities``, ``planned``, dense over periods and groups;
    ``names`` gives each group's name in stacking order, ``hollow`` those drawn as outlines.
    ``totals`` says whether a bar's height is a number of activities that may stand on it; where
    it is not, or the bars are too narrow, there is a scale. ``customdata`` of a bar is the period
    as in addresses: ``2025-09-26``, ``2025-09`` or ``2025``.
    """
    periods, held, waiting = course(frame)
    common = _common(periods, unit, formats)
    traces = [
        _part(held[group], name, _marker(group, colours, hollow, palette), common)
        for group, name in names.items()
        if group in held
    ]
    if any(waiting):
        traces.append(_part(waiting, planned, hatched(palette, palette.muted), common))
    heights = [sum(counts) for counts in zip(*held.values(), waiting, strict=True)]
    labelled = totals and len(periods) <= _DIRECT_LABELS
    if labelled:
        traces.append(_totals(heights, palette, formats))
    return figure(
        traces,
        palette=palette,
        height=height,
        barmode="stack",
        bargap=0.3 if len(periods) <= 60 else 0.1,
        margin=(0 if labelled else _SCALE_WIDTH, 0, 18, 42 if unit == "month" else 24),
        xaxis=_time_axis(periods, unit, palette, formats, most_ticks),
        yaxis=_height_axis(max(heights, default=0), palette, formats, visible=not labelled),
    )


def course(frame: pd.DataFrame) -> tuple[list[date], dict[str, list[int]], list[int]]:
    """A dense frame of ``per_period`` taken apart: its periods, what was held in each by group,
    and what is planned in each."""
    days = frame["period"].to_numpy()
    width = max(1, int((days == days[:1]).sum()))
    groups = frame["group"].array[:width].tolist()
    periods = days[::width].astype("datetime64[D]").tolist()
    counts = frame["activities"].to_numpy().reshape(-1, width)
    waiting = frame["planned"].to_numpy().reshape(-1, width).sum(axis=1).tolist()
    held = {str(group): counts[:, column].tolist() for column, group in enumerate(groups)}
    return periods, held, waiting


def with_year_before(
    frame: pd.DataFrame,
    *,
    now: str,
    before: str,
    palette: Palette,
    formats: Formats,
    height: int,
    most_ticks: int = 14,
) -> go.Figure:
    """Vertical bars per month, and a line across each where it stood a year earlier.

    ``frame`` has ``period``, ``activities`` and ``before``, missing where there were no records
    yet; ``now`` and ``before`` name the two in tooltips. ``customdata`` is the month.
    """
    periods = frame["period"].to_numpy().astype("datetime64[D]").tolist()
    counts = [int(count) for count in frame["activities"]]
    earlier = [None if pd.isna(count) else int(count) for count in frame["before"]]
    common = _common(periods, "month", formats)
    bars = bar(
        y=counts,
        marker={"color": palette.primary},
        hovertemplate=f"%{{hovertext}}<br>{now}: %{{y}}<extra></extra>",
        **common,
    )
    highest = max([*counts, *(count for count in earlier if count is not None)], default=0)
    return figure(
        [bars, _lines_across(earlier, before, palette) | common],
        palette=palette,
        height=height,
        bargap=0.35,
        margin=(_SCALE_WIDTH, 0, 18, 42),
        xaxis=_time_axis(periods, "month", palette, formats, most_ticks),
        yaxis=_height_axis(highest, palette, formats, visible=True),
    )


def outlined(palette: Palette, colour: str) -> dict[str, Any]:
    """The marker of a bar that is only an outline."""
    return {"color": palette.ground, "line": {"width": 1.5, "color": colour}}


def scale(highest: int, most: int = 4) -> list[int]:
    """Whole round steps from 0 up to at most ``highest``, at most ``most`` above 0."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest // step <= most:
                return list(range(0, highest + 1, step))
        size *= 10


def period_key(when: date, unit: str) -> str:
    """The period as addresses spell it."""
    return when.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def key_period(key: str) -> Period:
    """The months that a period's key stands for; of a day, its month."""
    if len(key) == len("2025"):
        return Period(Month(int(key), 1), Month(int(key), 12))
    month = Month.parse(key[: len("2025-09")])
    return Period(month, month)


def period_label(when: date, unit: str, formats: Formats) -> str:
    """The period as readers write it."""
    if unit == "day":
        return formats.day(when)
    return formats.month(Month.of(when)) if unit == "month" else str(when.year)


def _common(periods: Sequence[date], unit: str, formats: Formats) -> dict[str, Any]:
    """What every trace over these periods has: where they stand, and what they are called."""
    return {
        "x": list(range(len(periods))),
        "customdata": [period_key(when, unit) for when in periods],
        "hovertext": [period_label(when, unit, formats) for when in periods],
    }


def _marker(
    group: str, colours: Callable[[str], str], hollow: Collection[str], palette: Palette
) -> dict[str, Any]:
    colour = colours(group)
    return outlined(palette, colour) if group in hollow else {"color": colour}


def _part(
    counts: Sequence[int], name: str, marker: Mapping[str, Any], common: Mapping[str, Any]
) -> dict[str, Any]:
    """One group's part of every bar; where there is none, not even an outline is drawn."""
    line = marker.get("line", {"width": 0})
    widths = [line["width"] if count else 0 for count in counts]
    tip = f"%{{hovertext}}<br>{escaped(name)}: %{{y}}" if name else "%{hovertext}: %{y}"
    return bar(
        y=list(counts),
        name=escaped(name),
        marker={**marker, "line": {**line, "width": widths if line["width"] else 0}},
        hovertemplate=f"{tip}<extra></extra>",
        **common,
    )


def _lines_across(heights: Sequence[int | None], name: str, palette: Palette) -> dict[str, Any]:
    """A short line over each bar at a height of its own, where it has one."""
    return {
        "type": "scatter",
        "mode": "markers",
        "y": list(heights),
        "marker": {
            "symbol": "line-ew",
            "size": max(8, 200 // max(1, len(heights))),
            "line": {"width": 3, "color": palette.text},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "cliponaxis": False,
        "hovertemplate": f"%{{hovertext}}<br>{name}: %{{y}}<extra></extra>",
    }


def _totals(totals: list[int], palette: Palette, formats: Formats) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(range(len(totals))),
        "y": totals,
        "text": [formats.number(total) if total else "" for total in totals],
        "textposition": "top center",
        "textfont": {"color": palette.text, "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _height_axis(
    highest: int, palette: Palette, formats: Formats, *, visible: bool
) -> dict[str, Any]:
    axis = {"visible": False, "range": [0, max(1, highest) * 1.12]}
    if not visible:
        return axis
    steps = scale(highest)
    return axis | {
        "visible": True,
        "tickvals": steps,
        "ticktext": [formats.number(step) for step in steps],
        "showgrid": True,
        "gridcolor": palette.hairline,
    }


def _time_axis(
    periods: Sequence[date],
    unit: str,
    palette: Palette,
    formats: Formats,
    most_ticks: int,
) -> dict[str, Any]:
    shown = ticks(periods, unit, formats, most_ticks)
    return {
        "tickvals": [tick.position for tick in shown],
        "ticktext": [f"{tick.name}<br>{tick.year}" if tick.year else tick.name for tick in shown],
        "tickangle": 0,
        "showline": True,
        "linecolor": palette.muted,
        "linewidth": 1,
        "range": [-0.6, len(periods) - 0.4],
    }


class Tick(NamedTuple):
    """The name of the period at a position, with its year where it is the first of it."""

    position: int
    name: str
    year: str = ""


def ticks(periods: Sequence[date], unit: str, formats: Formats, most: int) -> list[Tick]:
    """Some of the periods, at most about ``most``: days, months or years."""
    if unit == "month" and len(periods) > _DIRECT_LABELS:
        januaries = [Tick(i, str(when.year)) for i, when in enumerate(periods) if when.month == 1]
        return januaries[:: _step(len(januaries), most)]
    shown = [(i, when) for i, when in enumerate(periods) if i % _step(len(periods), most) == 0]
    if unit == "month":
        years = [None, *(when.year for _, when in shown)]
        return [
            Tick(
                i,
                formats.short_month(Month.of(when)),
                str(when.year) if when.year != year else "",
            )
            for (i, when), year in zip(shown, years, strict=False)
        ]
    return [
        Tick(i, str(when.year) if unit == "year" else formats.short_day(when)) for i, when in shown
    ]


def _step(count: int, most: int) -> int:
    """Every how many of so many to show so that at most ``most`` are."""
    return max(1, -(-count // most))
