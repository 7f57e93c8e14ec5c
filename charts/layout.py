"""What every Plotly figure of the project shares: type, ground, axes without ornament."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import plotly.graph_objects as go

from charts.theme import Palette

FONT: Final = "IBM Plex Sans, Arial, sans-serif"
CAPTION_SIZE: Final = 13

Axis = dict[str, Any]


def figure(
    traces: Sequence[Mapping[str, object]],
    *,
    palette: Palette,
    height: int,
    xaxis: Axis,
    yaxis: Axis,
    margin: tuple[int, int, int, int] = (0, 0, 4, 22),
    **layout: object,
) -> go.Figure:
    """A figure from plain descriptions; ``margin`` is left, right, top, bottom in pixels.

    Nothing in it moves or selects by dragging; a click selects one mark and dims nothing.
    """
    left, right, top, bottom = margin
    return go.Figure(
        {
            "data": list(traces),
            "layout": {
                "template": "none",
                "font": {"family": FONT, "size": CAPTION_SIZE, "color": palette.text},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "height": height,
                "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 4},
                "showlegend": False,
                "dragmode": False,
                "hovermode": "closest",
                "clickmode": "event+select",
                "hoverlabel": {
                    "bgcolor": palette.surface,
                    "bordercolor": palette.hairline,
                    "font": {"family": FONT, "size": CAPTION_SIZE, "color": palette.text},
                    "align": "left",
                },
                "xaxis": _axis(palette) | xaxis,
                "yaxis": _axis(palette) | yaxis,
                **layout,
            },
        },
        # Checking every property takes longer than all the rest; tests/charts does it instead.
        _validate=False,
    )


def bar(**trace: object) -> dict[str, object]:
    """A bar trace whose bars stay as they are when another one is clicked."""
    marker = cast("dict[str, object]", trace.pop("marker", {}))
    return {
        "type": "bar",
        "marker": {"line": {"width": 0}, **marker},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "cliponaxis": False,
        **trace,
    }


def hatched(palette: Palette, colour: str) -> dict[str, Any]:
    """The marker of what is planned or not exactly known."""
    return {
        "color": palette.ground,
        "pattern": {"shape": "/", "fgcolor": colour, "size": 5, "solidity": 0.35},
        "line": {"width": 1, "color": colour},
    }


def escaped(text: str, limit: int = 60) -> str:
    """A text of the records for labels and tooltips, where Plotly reads a little HTML.

    Shortened, because a long one would push the chart off the page.
    """
    short = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _axis(palette: Palette) -> Axis:
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "ticklabeloverflow": "allow",
        "tickfont": {"size": CAPTION_SIZE, "color": palette.muted},
    }
