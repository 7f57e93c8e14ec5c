"""Activities per sector."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from charts.calendar import level
from charts.formats import Formats
from charts.layout import bar, escaped, figure
from charts.theme import Palette
from charts.timeline import period_key, period_label
from data.model import Month

_PANEL_HEIGHT: Final = 104
"""Pixels from a small course to the one below it."""
_PANEL_STEP: Final = 1.85
"""The same, where the highest bar is 1; the rest is for names."""
_PANEL_WIDTH: Final = 1.12
"""Periods from a small course to the one beside it, as a multiple of their number."""


@dataclass(frozen=True)
class Bar:
    """How long two bars in a row are, in percent of the longest row."""

    held: float
    planned: float


def widths(frame: pd.DataFrame) -> tuple[Bar, ...]:
    """The bars of ``activities`` and ``planned``, a row each; the longest row is 100 together."""
    held, planned = frame["activities"].tolist(), frame["planned"].tolist()
    rows = list(zip(held, planned, strict=True))
    longest = max((sum(row) for row in rows), default=0) or 1
    return tuple(
        Bar(round(100 * one / longest, 2), round(100 * other / longest, 2)) for one, other in rows
    )


@dataclass(frozen=True)
class Matrix:
    """Sectors by countries, empty cells included.

    ``counts`` and ``levels`` have a row for each of ``sectors`` and in it a cell for each of
    ``countries``; levels run from 1 to :data:`charts.calendar.LEVELS`, 0 for an empty cell.
    """

    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    levels: tuple[tuple[int, ...], ...]
    left_out: int
    """countries beyond those shown"""


def matrix(
    frame: pd.DataFrame, *, sectors: Sequence[str], countries: Sequence[str], most: int
) -> Matrix:
    """The matrix of ``frame`` (``sector``, ``country``, ``activities``; no empty cells).

    ``sectors`` and ``countries`` are all that occur, in the order of rows and columns; of the
    countries the first ``most`` are shown.
    """
    shown = tuple(countries[:most])
    cells = {
        (sector, country): int(count)
        for sector, country, count in zip(
            frame["sector"], frame["country"], frame["activities"], strict=True
        )
    }
    counts = tuple(
        tuple(cells.get((sector, country), 0) for country in shown) for sector in sectors
    )
    highest = max((count for row in counts for count in row), default=0)
    levels = tuple(tuple(level(count, highest) for count in row) for row in counts)
    return Matrix(tuple(sectors), shown, counts, levels, max(0, len(countries) - most))


def courses(
    frame: pd.DataFrame,
    *,
    unit: str,
    names: Mapping[str, str],
    colours: Callable[[str], str],
    palette: Palette,
    formats: Formats,
    columns: int,
) -> go.Figure:
    """A small course per sector, all on one scale, in rows of ``columns``.

    ``frame`` has ``period``, ``group`` and ``activities``, dense over periods and groups; ``names``
    gives the sectors in order. The panels share one pair of axes, because every further pair takes
    the browser as long as a chart. ``customdata`` of a bar is the sector and the period.
    """
    periods = list(frame["period"].drop_duplicates())
    wide = frame.pivot_table(index="period", columns="group", values="activities", aggfunc="sum")
    panels = [
        _Panel(code, [int(count) for count in wide[code]], number % columns, number // columns)
        for number, code in enumerate(names)
        if code in wide
    ]
    highest = max((max(panel.counts, default=0) for panel in panels), default=0) or 1
    across, rows = len(periods) * _PANEL_WIDTH, -(-len(panels) // columns)
    traces = [
        _panel_bars(panels, periods, unit, names, colours, highest, formats),
        _baselines(panels, len(periods), palette),
        _texts(
            [(p.left(across) - 0.5, p.base + 1.36, escaped(names[p.code], 26)) for p in panels],
            "middle right",
            palette.text,
        ),
        _texts(
            [p.peak(across, highest, formats) for p in panels if any(p.counts)],
            "top center",
            palette.muted,
        ),
        *_ends(panels, periods, unit, columns, palette, formats),
    ]
    return figure(
        traces,
        palette=palette,
        height=_PANEL_HEIGHT * max(1, rows) + 20,
        margin=(0, 0, 0, 0),
        bargap=0.15,
        xaxis={"visible": False, "range": [-0.8, columns * across - 0.5]},
        yaxis={"visible": False, "range": [-(rows - 1) * _PANEL_STEP - 0.5, 1.6]},
    )


@dataclass(frozen=True)
class _Panel:
    """One sector's bars; a panel is 1 high for the highest count of all."""

    code: str
    counts: list[int]
    column: int
    row: int

    @property
    def base(self) -> float:
        return -self.row * _PANEL_STEP

    def left(self, across: float) -> float:
        return self.column * across

    def peak(self, across: float, highest: int, formats: Formats) -> tuple[float, float, str]:
        """Where the panel's highest bar ends, with its number."""
        count = max(self.counts)
        x = self.left(across) + self.counts.index(count)
        return x, self.base + count / highest, formats.number(count)


def _panel_bars(
    panels: Sequence[_Panel],
    periods: Sequence[pd.Timestamp],
    unit: str,
    names: Mapping[str, str],
    colours: Callable[[str], str],
    highest: int,
    formats: Formats,
) -> dict[str, object]:
    across = len(periods) * _PANEL_WIDTH
    bars = [
        (panel, number, count)
        for panel in panels
        for number, count in enumerate(panel.counts)
        if count
    ]
    keys = [period_key(when, unit) for when in periods]
    labels = [period_label(when, unit, formats) for when in periods]
    return bar(
        x=[panel.left(across) + number for panel, number, _ in bars],
        y=[count / highest for _, _, count in bars],
        base=[panel.base for panel, _, _ in bars],
        customdata=[[panel.code, keys[number]] for panel, number, _ in bars],
        marker={"color": [colours(panel.code) for panel, _, _ in bars]},
        hovertext=[
            f"{escaped(names[panel.code])}<br>{labels[number]}: {formats.number(count)}"
            for panel, number, count in bars
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _baselines(panels: Sequence[_Panel], length: int, palette: Palette) -> dict[str, object]:
    across = length * _PANEL_WIDTH
    lefts = [panel.left(across) for panel in panels]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for left in lefts for x in (left - 0.5, left + length - 0.5, None)],
        "y": [y for panel in panels for y in (panel.base, panel.base, None)],
        "line": {"width": 1, "color": palette.muted},
        "hoverinfo": "skip",
    }


def _ends(
    panels: Sequence[_Panel],
    periods: Sequence[pd.Timestamp],
    unit: str,
    columns: int,
    palette: Palette,
    formats: Formats,
) -> list[dict[str, object]]:
    """The first and the last period, below the lowest panel of each column."""
    if not periods:
        return []
    across = len(periods) * _PANEL_WIDTH
    lowest = [panel for number, panel in enumerate(panels) if number + columns >= len(panels)]
    first, last = (_end_label(when, unit, formats) for when in (periods[0], periods[-1]))
    right = len(periods) - 0.5
    starts = [(panel.left(across) - 0.5, panel.base - 0.22, first) for panel in lowest]
    stops = [(panel.left(across) + right, panel.base - 0.22, last) for panel in lowest]
    return [
        _texts(starts, "middle right", palette.muted),
        *([_texts(stops, "middle left", palette.muted)] if len(periods) > 1 else []),
    ]


def _end_label(when: pd.Timestamp, unit: str, formats: Formats) -> str:
    if unit == "month":
        return f"{formats.short_month(Month.of(when))} {when.year}"
    return period_label(when, unit, formats) if unit == "year" else formats.short_day(when.date())


def _texts(
    places: Sequence[tuple[float, float, str]], position: str, colour: str
) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, _ in places],
        "y": [y for _, y, _ in places],
        "text": [text for _, _, text in places],
        "textposition": position,
        "textfont": {"color": colour, "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
