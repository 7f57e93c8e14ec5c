"""Activities per sector."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from charts.formats import Formats
from charts.layout import bar, escaped, figure
from charts.theme import Palette

_ROW = 25
"""Pixels from bar to bar."""


def per_sector(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, str],
    colours: Callable[[str], str],
    palette: Palette,
    formats: Formats,
    label_width: int = 190,
) -> go.Figure:
    """Horizontal bars, one a sector, the largest on top, each with its number.

    ``frame`` has ``sector`` and ``activities``, descending; ``names`` gives each code's name.
    ``customdata`` of a bar is the sector's code.
    """
    codes = frame["sector"].tolist()
    counts = frame["activities"].tolist()
    labels = [escaped(names[code], 28) for code in codes]
    trace = bar(
        palette,
        orientation="h",
        x=counts,
        y=list(range(len(codes))),
        customdata=codes,
        text=[formats.number(count) for count in counts],
        textposition="outside",
        textfont={"color": palette.text, "size": 13},
        marker={"color": [colours(code) for code in codes]},
        hovertext=[escaped(names[code]) for code in codes],
        hovertemplate="%{hovertext}: %{x}<extra></extra>",
        width=0.62,
    )
    return figure(
        [trace],
        palette=palette,
        height=_ROW * max(1, len(codes)) + 8,
        margin=(label_width, 36, 4, 4),
        xaxis={"visible": False, "range": [0, max(counts, default=1) or 1]},
        yaxis={
            "tickvals": list(range(len(codes))),
            "ticktext": labels,
            "tickfont": {"size": 14, "color": palette.text},
            "range": [len(codes) - 0.5, -0.5],
            "ticklabelposition": "outside left",
        },
    )
