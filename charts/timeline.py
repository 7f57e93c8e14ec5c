"""Activities over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.formats import Formats
from charts.layout import bar, escaped, figure, hatched
from charts.theme import Palette
from data.model import Month

_DIRECT_LABELS = 16
"""Bars that are wide enough to carry their total."""


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
) -> go.Figure:
    """Vertical bars per day, month or year, stacked by group, what is planned hatched on top.

    ``frame`` has ``period``, ``group``, ``activities``, ``planned``, dense over periods and groups;
    ``names`` gives each group's name in stacking order. ``customdata`` of a bar is the period as
    in addresses: ``2025-09-26``, ``2025-09`` or ``2025``.
    """
    held = frame.pivot_table(
        index="period", columns="group", values="activities", aggfunc="sum", observed=True
    )
    waiting = frame.groupby("period", observed=True)["planned"].sum()
    labels = [period_label(when, unit, formats) for when in held.index]
    keys = [period_key(when, unit) for when in held.index]
    x = list(range(len(held)))
    traces = [
        bar(
            palette,
            x=x,
            y=held[group].tolist(),
            name=escaped(name),
            customdata=keys,
            marker={"color": colours(group)},
            hovertext=labels,
            hovertemplate=f"%{{hovertext}}<br>{escaped(name)}: %{{y}}<extra></extra>"
            if name
            else "%{hovertext}: %{y}<extra></extra>",
        )
        for group, name in names.items()
        if group in held
    ]
    if waiting.any():
        traces.append(
            bar(
                palette,
                x=x,
                y=waiting.tolist(),
                name=planned,
                customdata=keys,
                marker=hatched(palette, palette.muted),
                hovertext=labels,
                hovertemplate=f"%{{hovertext}}<br>{planned}: %{{y}}<extra></extra>",
            )
        )
    totals = (held.sum(axis=1) + waiting).astype(int)
    if len(x) <= _DIRECT_LABELS:
        traces.append(_totals(x, totals.tolist(), palette, formats))
    return figure(
        traces,
        palette=palette,
        height=height,
        barmode="stack",
        bargap=0.3 if len(x) <= 60 else 0.1,
        margin=(0, 0, 18, 36 if unit == "month" else 22),
        xaxis=_time_axis(list(held.index), unit, palette, formats),
        yaxis={
            "visible": False,
            "range": [0, max(1, int(totals.max())) * 1.12 if len(totals) else 1],
        },
    )


def period_key(when: pd.Timestamp, unit: str) -> str:
    """The period as addresses spell it."""
    return {"day": f"{when:%Y-%m-%d}", "month": f"{when:%Y-%m}", "year": f"{when:%Y}"}[unit]


def period_label(when: pd.Timestamp, unit: str, formats: Formats) -> str:
    """The period as readers write it."""
    if unit == "day":
        return formats.day(when.date())
    return formats.month(Month.of(when)) if unit == "month" else f"{when:%Y}"


def _totals(x: list[int], totals: list[int], palette: Palette, formats: Formats) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": totals,
        "text": [formats.number(total) if total else "" for total in totals],
        "textposition": "top center",
        "textfont": {"color": palette.text, "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _time_axis(
    periods: list[pd.Timestamp], unit: str, palette: Palette, formats: Formats
) -> dict[str, Any]:
    ticks = _ticks(periods, unit, formats)
    return {
        "tickvals": [position for position, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "tickangle": 0,
        "showline": True,
        "linecolor": palette.muted,
        "linewidth": 1,
        "range": [-0.6, len(periods) - 0.4],
    }


def _ticks(periods: list[pd.Timestamp], unit: str, formats: Formats) -> list[tuple[int, str]]:
    """At most some fourteen ticks: every month with the year below January, or years, or days."""
    if unit == "month":
        if len(periods) <= _DIRECT_LABELS:
            return [(i, _month_tick(when, i, formats)) for i, when in enumerate(periods)]
        januaries = [(i, f"{when:%Y}") for i, when in enumerate(periods) if when.month == 1]
        return januaries[:: max(1, len(januaries) // 12)]
    step = max(1, -(-len(periods) // 12))
    return [
        (i, f"{when:%Y}" if unit == "year" else formats.short_day(when.date()))
        for i, when in enumerate(periods)
        if i % step == 0
    ]


def _month_tick(when: pd.Timestamp, position: int, formats: Formats) -> str:
    name = formats.short_month(Month.of(when))
    return f"{name}<br>{when:%Y}" if position == 0 or when.month == 1 else name
