"""The map: where the other ends of activities are, flat or on a globe.

Everything is drawn over outlines that the browser fetches once from ``static/`` and keeps; a
change of the selection sends points, arcs, labels and one digit a country. There are no tiles
and no provider, so a reader's browser asks no other server.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck

from charts import labels as lettering
from charts import projection
from charts.projection import Globe, Point, View
from charts.spots import Arc, MapLayers, MapTexts, Spot, arcs, spots
from charts.theme import Palette, palette, rgb
from data.model import Home, Place

__all__ = ["MapLayers", "MapTexts", "clicked", "deck", "shade"]

MAX_ZOOM = 4.6
"""the closest first view: a single near city still shows where it is"""
_CLOSEST = 7.0
_PADDING = 36
_MOST_LABELS = 80
_SMOOTH = 60
"""arcs up to which each is drawn with many points"""
_BEND = 0.22
_RISE = 0.12
_INERT = "\u2060"

Json = dict[str, Any]


class CompactDeck(pydeck.Deck):
    """A deck that is sent without the indentation that pydeck writes."""

    def to_json(self) -> str:
        """The deck as deck.gl's JSON, in one line."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def deck(
    *,
    home: Home,
    places: pd.DataFrame,
    flows: pd.DataFrame,
    countries: pd.DataFrame,
    partners: Mapping[str, Place],
    layers: MapLayers,
    texts: MapTexts,
    outlines_url: str,
    width: int,
    height: int,
    globe: bool = False,
    dark: bool = False,
    navigable: bool = True,
) -> CompactDeck:
    """The map of a selection.

    ``places``, ``flows`` and ``countries`` are the frames of ``per_place``, ``flows`` and
    ``per_country``; ``partners`` are the partner cities by place key, those without activity
    too. ``outlines_url`` is absolute on this host: a relative one breaks below a base path.
    ``width`` and ``height`` are the picture's pixels: the first view frames what is selected,
    and the labels are placed for it. Without ``navigable`` the picture stands still and leaves
    the wheel to the page; clicks work all the same.

    Objects that can be clicked carry ``kind`` and ``key``; see :func:`clicked`.
    """
    colours = palette(dark=dark)
    points = spots(home, places, flows, partners, layers=layers, texts=texts, colours=colours)
    lines = arcs(flows, colours) if layers.arcs else []
    steps = 24 if len(lines) <= _SMOOTH else 8
    camera: View | Globe
    if globe:
        camera = projection.facing(_ends(points), width=width, height=height)
        paths = [(arc, _raised(home, arc, steps=steps)) for arc in lines]
    else:
        curves = [(arc, _curve(home, arc, steps=steps)) for arc in lines]
        camera = _flat_view(home, points, curves, width=width, height=height)
        paths = [(arc, copy) for arc, line in curves for copy in projection.world_copies(line)]
    shaded = countries if layers.countries else countries.iloc[:0]
    drawn = [
        *([_sea(colours)] if globe else []),
        _outlines(outlines_url, shaded, colours),
        *([_arc_layer(paths)] if paths else []),
        _spot_layer(points, texts, colours, on_globe=globe),
        _label_layer(points, camera, colours),
    ]
    return CompactDeck(
        layers=drawn,
        views=[_view(globe=globe, navigable=navigable)],
        initial_view_state=_view_state(camera),
        map_provider=None,
        tooltip=_tooltip(texts, colours),
    )


def clicked(event: Mapping[str, Any]) -> tuple[str, str] | None:
    """What the reader clicked: ``("place", key)``, ``("country", code)`` or ``("home", key)``.

    ``event`` is what ``st.pydeck_chart(…, on_select=…)`` returns or keeps in the session state:
    ``{"selection": {"indices": {layer id: [index]}, "objects": {layer id: [object]}}}`` with
    the clicked object as it was sent; an outline is a GeoJSON feature. None where nothing is
    selected, or land that no country code stands for.
    """
    objects = event.get("selection", {}).get("objects", {})
    for thing in (thing for found in objects.values() for thing in found):
        code = (thing.get("properties") or {}).get("iso2")
        kind, key = ("country", code) if code else (thing.get("kind"), thing.get("key"))
        if kind and key:
            return str(kind), str(key).removeprefix(_INERT)
    return None


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


def _ends(points: Iterable[Spot]) -> list[Point]:
    return [spot.at for spot in points if spot.framed]


def _curve(home: Home, arc: Arc, *, steps: int) -> list[projection.Position]:
    bend = _BEND * (1 + 0.6 * arc.sibling)
    return [*projection.curve((home.lon, home.lat), arc.end, bend=bend, steps=steps)]


def _raised(home: Home, arc: Arc, *, steps: int) -> list[projection.Position]:
    rise = _RISE * (1 + 0.5 * arc.sibling)
    start = home.lon, home.lat
    return [*projection.great_circle(start, arc.end, rise=rise, steps=steps)]


def _flat_view(
    home: Home,
    points: Sequence[Spot],
    curves: Iterable[tuple[Arc, Sequence[projection.Position]]],
    *,
    width: int,
    height: int,
) -> View:
    """What is selected with its arcs; the world when nothing is."""
    ends = _ends(points)
    if len(ends) < 2:
        return projection.world(home.lon, width=width, height=height)
    shown = [(projection.unwrapped(lon, around=home.lon), lat) for lon, lat in ends]
    shown += [(lon, lat) for _, line in curves for lon, lat, *_ in line]
    return projection.frame(
        shown,
        width=width,
        height=height,
        padding=min(_PADDING, width // 8, height // 8),
        max_zoom=MAX_ZOOM,
    )


def _view(*, globe: bool, navigable: bool) -> pydeck.View:
    if globe:
        return pydeck.View(type="_GlobeView", controller=navigable)
    controls = {"dragRotate": False, "touchRotate": False} if navigable else False
    return pydeck.View(type="MapView", controller=controls, repeat=True)


def _view_state(camera: View | Globe) -> pydeck.ViewState:
    zoom = round(camera.zoom, 3)
    return pydeck.ViewState(
        longitude=round(camera.lon, 3),
        latitude=round(camera.lat, 3),
        zoom=zoom,
        min_zoom=min(zoom, 0) - 0.5,
        max_zoom=_CLOSEST,
    )


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


def _sea(colours: Palette) -> pydeck.Layer:
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


def _outlines(url: str, countries: pd.DataFrame, colours: Palette) -> pydeck.Layer:
    """The land. Only ``shades`` changes with the selection: a digit for each of the 26 × 26
    country codes, found by the outlines' property ``n``; deck.gl's expressions know no tables.
    Coasts have no line, and borders are not looked for below the pointer: without a graphics
    processor that took longer than a click lasts."""
    steps = ["0"] * 26 * 26
    counts = dict(zip(countries["country"].astype("str"), countries["activities"], strict=True))
    most = max(counts.values(), default=0)
    for code, activities in counts.items():
        steps[_number(code)] = str(shade(int(activities), int(most)))
    shades = "".join(steps)
    fills = [list(rgb(colour)) for colour in (colours.land, *colours.shades)]
    return pydeck.Layer(
        "GeoJsonLayer",
        url,
        id="countries",
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


def _arc_layer(paths: Iterable[tuple[Arc, Sequence[projection.Position]]]) -> pydeck.Layer:
    paints = _Paints()
    rows = [
        {
            "p": [[round(lon, 2), round(lat, 2), *map(round, up)] for lon, lat, *up in path],
            "c": paints.number(arc.colour, opacity=230 if arc.activities else 120),
            "w": round(min(1.8 + 0.8 * math.log2(max(arc.activities, 1)), 6), 1),
        }
        for arc, path in paths
    ]
    return pydeck.Layer(
        "PathLayer",
        rows,
        id="arcs",
        get_path="p",
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


def _spot_layer(
    points: Sequence[Spot], texts: MapTexts, colours: Palette, *, on_globe: bool
) -> pydeck.Layer:
    """All points in one layer, the most important drawn last."""
    paints = _Paints()
    rows: list[Json] = [
        {
            "kind": spot.kind,
            "key": _inert(spot.key),
            texts.outline_names: _inert(spot.tip),
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
        id="places",
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


def _inert(text: str) -> str:
    """A text that deck.gl's JSON does not take for an expression or a constant."""
    return _INERT + text if text.startswith("@@") else text


def _label_layer(points: Sequence[Spot], camera: View | Globe, colours: Palette) -> pydeck.Layer:
    """Names beside their points, as far as there is room in the first view."""
    spots_by_key = {f"{spot.kind}:{spot.key}": spot for spot in points}
    rows: list[Json] = []
    for label in lettering.place(
        *_wishes(spots_by_key, camera), width=camera.width, height=camera.height
    ):
        spot = spots_by_key[label.wish.key]
        strong = spot.kind == "home" or (spot.kind == "place" and spot.fill is not None)
        rows.append(
            {
                "t": _inert(label.wish.text),
                "p": [round(spot.at[0], 2), round(spot.at[1], 2)],
                "a": label.anchor,
                "o": [round(label.dx, 1), round(label.dy, 1)],
                "c": list(rgb(colours.text if strong else colours.muted)),
            }
        )
    return _text_layer(rows, colours, on_globe=isinstance(camera, Globe))


def _wishes(
    spots_by_key: Mapping[str, Spot], camera: View | Globe
) -> tuple[list[lettering.Wish], list[lettering.Wish]]:
    """The labels to place, and everything that they must not cover."""
    marks = []
    for key, spot in spots_by_key.items():
        at = camera.pixel(*spot.at)
        if at is not None:
            text = lettering.shown(spot.name)
            lean = _outwards(at[0], camera)
            marks.append(lettering.Wish(key, text, at[0], at[1], spot.radius + 1, lean=lean))
    named = [mark for mark in marks if mark.text]
    return named[:_MOST_LABELS], marks


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


def _tooltip(texts: MapTexts, colours: Palette) -> dict[str, Any]:
    """Plain text: the browser sets it as text, so that no name can become markup."""
    return {
        "text": "{" + texts.outline_names + "}",
        "style": {
            "backgroundColor": colours.surface,
            "color": colours.text,
            "border": f"1px solid {colours.hairline}",
            "borderRadius": "4px",
            "padding": "6px 10px",
            "fontSize": "13px",
            "maxWidth": "320px",
            "overflowWrap": "anywhere",
            "whiteSpace": "pre-line",
        },
    }
