"""Small frames as the queries give them, for tests of charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from data.model import DatePrecision


def course(
    periods: Sequence[str],
    groups: Mapping[str, Sequence[int]],
    planned: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Counts per period and group, dense; what is planned belongs to the first group."""
    waiting = planned or [0] * len(periods)
    rows = [
        (np.datetime64(period, "s"), group, counts[at], waiting[at] if not number else 0)
        for at, period in enumerate(periods)
        for number, (group, counts) in enumerate(groups.items())
    ]
    return pd.DataFrame(rows, columns=["period", "group", "activities", "planned"])


def span(key: str, start: date, end: date, precision: str = DatePrecision.DAY) -> dict[str, object]:
    """A row of single activities."""
    return {
        "id": key,
        "start": pd.Timestamp(start),
        "end": pd.Timestamp(end),
        "date_precision": str(precision),
    }
