"""Organisations by how often they took part."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from charts.formats import Formats
from charts.layout import bar, escaped, figure, hatched
from charts.theme import Palette

_ROW = 27
"""Pixels from bar to bar."""
_DIGIT = 8
"""Pixels that a digit of a bar's number takes at most."""
_LABEL = 28
"""Characters of a name beside its bar."""


def per_organisation(
    frame: pd.DataFrame,
    *,
    roles: Mapping[str, str],
    planned: str,
    palette: Palette,
    formats: Formats,
    label_width: int = 200,
) -> go.Figure:
    """Horizontal bars, one an organisation, in the frame's order, each with its number.

    ``frame`` has ``organisation``, ``activities``, ``planned`` and ``roles`` (tuples of codes);
    ``roles`` names the codes and ``planned`` says «planned». What is planned is hatched and
    follows what was held. ``customdata`` of a bar is the organisation's name.
    """
    names = [str(name) for name in frame["organisation"]]
    held, coming = frame["activities"].tolist(), frame["planned"].tolist()
    labels = [_label(*pair, formats) for pair in zip(held, coming, strict=True)]
    common = {
        "y": list(range(len(names))),
        "customdata": names,
        "hovertext": _tips(frame, roles, planned, formats),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "orientation": "h",
        "width": 0.62,
    }
    ends = {
        "text": labels,
        "textposition": "outside",
        "textfont": {"color": palette.text, "size": 13},
    }
    most = max((a + b for a, b in zip(held, coming, strict=True)), default=1)
    return figure(
        [
            bar(x=held, marker={"color": palette.primary}, **common),
            bar(x=coming, marker=hatched(palette, palette.primary), **ends, **common),
        ],
        palette=palette,
        height=_ROW * max(1, len(names)) + 8,
        margin=(label_width, 12 + _DIGIT * max(map(len, labels), default=0), 4, 4),
        barmode="stack",
        xaxis={"visible": False, "range": [0, most or 1]},
        yaxis={
            "tickvals": list(range(len(names))),
            "ticktext": [escaped(name, _LABEL) for name in names],
            "tickfont": {"size": 14, "color": palette.text},
            "range": [len(names) - 0.5, -0.5],
        },
    )


def _tips(
    frame: pd.DataFrame, roles: Mapping[str, str], planned: str, formats: Formats
) -> list[str]:
    """What each bar says when it is pointed at: the name, its roles, and how much is planned."""
    tips = []
    for name, had, coming in zip(
        frame["organisation"], frame["roles"], frame["planned"].tolist(), strict=True
    ):
        lines = [escaped(str(name)), ", ".join(escaped(roles[code]) for code in had)]
        if coming:
            lines.append(f"{escaped(planned)}: {formats.number(coming)}")
        tips.append("<br>".join(lines))
    return tips


def _label(held: int, coming: int, formats: Formats) -> str:
    """3, or 3 + 1 where more is planned."""
    return f"{formats.number(held)} + {formats.number(coming)}" if coming else formats.number(held)
