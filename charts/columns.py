"""A course over time as stacked columns, measured in per cent of the highest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from charts.formats import Formats
from charts.timeline import Tick, course, period_key, period_label, scale, ticks

PLANNED = "planned"
"""the part of a column that is planned, beside the groups of what was held"""
_DIGIT = 7.5
"""pixels that a digit of a total needs at most"""


class Part(NamedTuple):
    """One group's part of a column: how many, and its height in per cent of the highest column."""

    group: str
    activities: int
    height: float


class Column(NamedTuple):
    """A period with its parts from the ground up; ``key`` is the period as addresses spell it."""

    key: str
    label: str
    total: str
    parts: tuple[Part, ...]
    tick: Tick | None


class Step(NamedTuple):
    """A number of the scale and where it stands, in per cent of the highest column."""

    label: str
    height: float


class Columns(NamedTuple):
    """Columns in the order of time. There is a ``scale`` where totals have no room above them."""

    columns: tuple[Column, ...]
    scale: tuple[Step, ...]


def columns(
    frame: pd.DataFrame,
    *,
    unit: str,
    names: Mapping[str, str],
    formats: Formats,
    width: int,
    most_ticks: int = 14,
) -> Columns:
    """``frame`` has ``period``, ``group``, ``activities``, ``planned``, dense over periods and
    groups; ``names`` are the groups in stacking order. ``width`` is the picture's, in pixels."""
    periods, held, waiting = course(frame)
    stacked = {name: held[name] for name in names if name in held} | {PLANNED: waiting}
    totals = [sum(counts) for counts in zip(*stacked.values(), strict=True)]
    highest = max(totals, default=0) or 1
    spelled = [formats.number(total) if total else "" for total in totals]
    marks = {tick.position: tick for tick in ticks(periods, unit, formats, most_ticks)}
    room = width / max(1, len(periods))
    labelled = max(map(len, spelled), default=0) * _DIGIT < room
    return Columns(
        tuple(
            Column(
                period_key(when, unit),
                period_label(when, unit, formats),
                spelled[index] if labelled else "",
                tuple(
                    Part(group, counts[index], round(100 * counts[index] / highest, 2))
                    for group, counts in stacked.items()
                    if counts[index]
                ),
                marks.get(index),
            )
            for index, when in enumerate(periods)
        ),
        ()
        if labelled
        else tuple(
            Step(formats.number(step), round(100 * step / highest, 2)) for step in scale(highest)
        ),
    )
