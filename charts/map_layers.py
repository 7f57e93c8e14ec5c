"""The map's layers, as deck.gl gets them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pydeck

from charts import labels as lettering
from charts.projection import Floats, Globe, View
from charts.spots import Arc, MapTexts, Spot
from charts.theme import Palette, rgb

INERT = "\u2060"
"""a word joiner: what starts with it is a text for deck.gl's JSON and looks the same"""
_MOST_LABELS = 80
_WIDEST_FROM = 8
"""activities of the widest arc, where none stands for more"""
_MANY = 40
"""arcs that would be a carpet if they were opaque"""

Json = dict[str, Any]
Path = tuple[Arc, Floats]
"""an arc and its points: longitude and latitude, on the globe with a height in metres"""


def shade(activities: int, most: int) -> int:
    """The step from 1 to 5 of a country's shade, 0 without activities.

    While no country has more than five activities a step is an activity; beyond that the steps
    are equal ratios up to ``most``.
    """
    if activities <= 0:
        return 0
    if most <= len("12345"):
        return activities
    return 1 + math.floor(4 * math.log(activities) / math.log(most) + 1e-9)


class _Paints:
    """Colours by number, so that a row says one digit and the layer all colours once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, ...], int] = {}

    def number(self, colour: str, *, opacity: int = 255) -> int:
        """The number that stands for the colour in a row."""
        return self._numbers.setdefault((*rgb(colour), opacity), len(self._numbers))

    def expression(self, column: str) -> str:
        """deck.gl's expression for the colour of a row whose number is in ``column``."""
        return f"({json.dumps(list(self._numbers))})[{column}]"


def sea(colours: Palette) -> pydeck.Layer:
    """The globe's surface, which hides what is behind the horizon."""
    around = [[-180, 90], [0, 90], [180, 90], [180, -90], [0, -90], [-180, -90]]
    return pydeck.Layer(
        "SolidPolygonLayer",
        [around],
        id="sea",
        get_polygon="-",
        filled=True,
        get_fill_color=list(rgb(colours.sea)),
    )


def outlines(
    url: str, countries: pd.DataFrame, colours: Palette, *, edition: int = 0
) -> pydeck.Layer:
    """The land. Only ``shades`` changes with the selection: a digit for each of the 26 × 26
    country codes, found by the outlines' property ``n``; deck.gl's expressions know no tables.
    Coasts have no line, and borders are not looked for below the pointer: without a graphics
    processor that took longer than a click lasts."""
    steps = ["0"] * 26 * 26
    columns = (countries[name].tolist() for name in ("country", "activities"))
    counts = dict(zip(*columns, strict=True))
    most = max(counts.values(), default=0)
    for code, activities in counts.items():
        steps[_number(code)] = str(shade(activities, most))
    shades = "".join(steps)
    fills = [list(rgb(colour)) for colour in (colours.land, *colours.shades)]
    return pydeck.Layer(
        "GeoJsonLayer",
        url,
        id=f"countries.{edition}",
        pickable=True,
        stroked=False,
        get_fill_color=f"({json.dumps(fills)})[('{shades}')[properties.n]]",
        get_line_color=list(rgb(colours.land_border)),
        line_width_units="'pixels'",
        get_line_width=0.8,
        _sub_layer_props={"linestrings": {"pickable": False}},
        update_triggers={
            "getFillColor": [shades, colours.land],
            "getLineColor": [colours.land_border],
        },
    )


def _number(code: str) -> int:
    """The place of a country code in the alphabet of pairs, as in the outlines' property."""
    first, second = (ord(letter) - ord("A") for letter in code)
    return first * 26 + second


def arc_layer(paths: Sequence[Path]) -> pydeck.Layer:
    """The arcs, wider the more activities they stand for, fainter where there are many."""
    flat = paths[0][1].shape[1] == len(("lon", "lat"))
    paints = _Paints()
    most = math.log2(1 + max(_WIDEST_FROM, *(arc.activities for arc, _ in paths)))
    opacity = 230 if len(paths) <= _MANY else 170
    rows = [
        {
            "p": np.round(path, 2).ravel().tolist(),
            "c": paints.number(arc.colour, opacity=opacity if arc.activities else 120),
            "w": round(1.3 + 2.7 * math.log2(1 + max(arc.activities, 1)) / most, 1),
        }
        for arc, path in paths
    ]
    return pydeck.Layer(
        "PathLayer",
        rows,
        id="arcs",
        get_path="p",
        position_format="'XY'" if flat else "'XYZ'",
        _path_type="'open'",
        get_color=paints.expression("c"),
        get_width="w",
        width_units="'pixels'",
        cap_rounded=True,
        joint_rounded=True,
    )


def _nearer(steps: int) -> Json:
    """What stands upright on the globe lies ``steps`` of the depth buffer nearer than its point.

    The surface, which bulges towards the reader, would cut it otherwise; behind the horizon it
    still stays hidden, a narrow rim apart. deck.gl culls text there as if seen from behind.
    """
    return {"get_polygon_offset": f"[0, -{steps}]", "parameters": {"cullMode": "none"}}


def spot_layer(
    points: Sequence[Spot], texts: MapTexts, colours: Palette, *, on_globe: bool, edition: int = 0
) -> pydeck.Layer:
    """All points in one layer, the most important drawn last."""
    paints = _Paints()
    rows: list[Json] = [
        {
            "kind": spot.kind,
            "key": inert(spot.key),
            texts.outline_names: inert(spot.tip),
            "p": [round(spot.at[0], 2), round(spot.at[1], 2)],
            "r": round(spot.radius, 1),
            "f": paints.number(spot.fill or colours.ground),
            "l": paints.number(spot.line),
        }
        for spot in reversed(points)
    ]
    return pydeck.Layer(
        "ScatterplotLayer",
        rows,
        id=f"places.{edition}",
        pickable=True,
        get_position="p",
        get_radius="r",
        radius_units="'pixels'",
        get_fill_color=paints.expression("f"),
        get_line_color=paints.expression("l"),
        stroked=True,
        line_width_units="'pixels'",
        get_line_width=1.4,
        billboard=True,
        **(_nearer(150_000) if on_globe else {}),
    )


def inert(text: str) -> str:
    """A text that deck.gl's JSON does not take for an expression or a constant."""
    return INERT + text if text.startswith("@@") else text


def label_layer(
    points: Sequence[Spot], paths: Sequence[Path], camera: View | Globe, colours: Palette
) -> pydeck.Layer:
    """Names beside their points, as far as there is room in the first view."""
    rows: list[Json] = []
    marks = _marks(points, camera)
    named = [mark for mark in marks if mark.text][:_MOST_LABELS]
    for label in lettering.place(
        named, marks, lines=_traced(paths, camera), width=camera.width, height=camera.height
    ):
        spot = points[int(label.wish.key)]
        strong = spot.kind == "home" or (spot.kind == "place" and spot.fill is not None)
        rows.append(
            {
                "t": inert(label.wish.text),
                "p": [round(spot.at[0], 2), round(spot.at[1], 2)],
                "a": label.anchor,
                "o": [round(label.dx, 1), round(label.dy, 1)],
                "c": list(rgb(colours.text if strong else colours.muted)),
            }
        )
    return _text_layer(rows, colours, on_globe=isinstance(camera, Globe))


def _marks(points: Sequence[Spot], camera: View | Globe) -> list[lettering.Wish]:
    """Every point in sight with its name, by its number; no label must cover it."""
    pixels = camera.pixels(np.array([spot.at for spot in points])).tolist()
    return [
        lettering.Wish(
            str(number),
            lettering.shown(spot.name),
            x,
            y,
            spot.radius + 1,
            lean=_outwards(x, camera),
        )
        for number, (spot, (x, y)) in enumerate(zip(points, pixels, strict=True))
        if math.isfinite(x)
    ]


def _traced(paths: Sequence[Path], camera: View | Globe) -> Floats:
    """The pixels in sight that arcs run through."""
    if not paths:
        return np.empty((0, 2))
    pixels = camera.pixels(np.vstack([path[:, :2] for _, path in paths]))
    seen: Floats = pixels[np.isfinite(pixels[:, 0])]
    return seen


def _outwards(x: float, camera: View | Globe) -> int:
    """The side away from the globe's middle, whose bulge would hide a label; none in the middle."""
    aside = x - camera.width / 2
    if isinstance(camera, View) or abs(aside) < 0.2 * min(camera.width, camera.height):
        return 0
    return 1 if aside > 0 else -1


def _text_layer(rows: list[Json], colours: Palette, *, on_globe: bool) -> pydeck.Layer:
    return pydeck.Layer(
        "TextLayer",
        rows,
        id="labels",
        get_text="t",
        get_position="p",
        get_text_anchor="a",
        get_alignment_baseline="'center'",
        get_pixel_offset="o",
        get_color="c",
        get_size=lettering.SIZE,
        font_family='"IBM Plex Sans, Helvetica, Arial, sans-serif"',
        font_weight=600,
        character_set="'auto'",
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12, "smoothing": 0.18},
        outline_width=3,
        outline_color=[*rgb(colours.ground), 230],
        **(_nearer(250_000) if on_globe else {}),
    )
