"""The map: where the other ends of activities are, flat or on a globe.

Everything is drawn over outlines that the browser fetches once from ``static/`` and keeps; a
change of the selection sends points, arcs, labels and one digit a country. There are no tiles
and no provider, so a reader's browser asks no other server.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pydeck
from pydeck.bindings.json_tools import default_serialize

from charts import projection
from charts.map_layers import INERT, Path, arc_layer, label_layer, outlines, sea, shade, spot_layer
from charts.projection import Floats, Globe, Point, View
from charts.spots import Arc, MapLayers, MapTexts, Spot, arcs, spots
from charts.theme import Palette, palette
from data.model import Home, Place

__all__ = [
    "UNTOUCHED",
    "Editions",
    "MapLayers",
    "MapTexts",
    "clicked",
    "deck",
    "next_editions",
    "shade",
]

MAX_ZOOM = 4.6
"""the closest first view: a single near city still shows where it is"""
_CLOSEST = 7.0
_PADDING = 36
_SMOOTH = 40
"""arcs up to which each is drawn with many points"""
_ANYWHERE = pydeck.ViewState(longitude=0, latitude=0, zoom=0)
"""what deck.gl must be told where the view has a state of its own"""
_BEND = 0.22
_RISE = 0.12


@dataclass(frozen=True)
class Editions:
    """How often an outline and a spot have been clicked."""

    outlines: int = 0
    spots: int = 0


UNTOUCHED = Editions()


class CompactDeck(pydeck.Deck):
    """A deck that is written once, without the indentation that pydeck writes; it is not changed
    afterwards."""

    def to_json(self) -> str:
        """The deck as deck.gl's JSON, in one line."""
        return self._written

    def showing(
        self,
        layers: list[pydeck.Layer],
        *,
        view: pydeck.View,
        view_state: pydeck.ViewState,
        tooltip: dict[str, Any],
    ) -> CompactDeck:
        """Another deck, with all that may differ between two of ours."""
        other = copy(self)
        other.__dict__.update(
            layers=layers, views=[view], initial_view_state=view_state, _tooltip=tooltip
        )
        return other

    @cached_property
    def _written(self) -> str:
        # Where a number of numpy's slips in, pydeck would write it as a text.
        option = orjson.OPT_SERIALIZE_NUMPY
        return orjson.dumps(self, default=default_serialize, option=option).decode()


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
    editions: Editions = UNTOUCHED,
) -> CompactDeck:
    """The map of a selection.

    ``places``, ``flows`` and ``countries`` are the frames of ``per_place``, ``flows`` and
    ``per_country``; ``partners`` are the partner cities by place key, those without activity
    too. ``outlines_url`` is absolute on this host: a relative one breaks below a base path.
    ``width`` and ``height`` are the picture's pixels: the first view frames what is selected,
    and the labels are placed for it. Without ``navigable`` the picture stands still and leaves
    the wheel to the page; clicks work all the same.

    Objects that can be clicked carry ``kind`` and ``key``; see :func:`clicked`. Streamlit keeps
    what was clicked selected and dims the rest; the next of ``editions`` lets go of it.
    """
    colours = palette(dark=dark)
    points = spots(home, places, flows, partners, layers=layers, texts=texts, colours=colours)
    lines = arcs(flows, colours) if layers.arcs else []
    framed = _on_globe if globe else _on_plane
    camera, paths = framed(home, points, lines, width=width, height=height)
    shaded = countries if layers.countries else countries.iloc[:0]
    drawn = [
        *([sea(colours)] if globe else []),
        outlines(outlines_url, shaded, colours, edition=editions.outlines),
        *([arc_layer(paths)] if paths else []),
        spot_layer(points, texts, colours, on_globe=globe, edition=editions.spots),
        label_layer(points, paths, camera, colours),
    ]
    seen = _view_state(camera)
    return _empty().showing(
        drawn,
        view=_view(globe=globe) if navigable else _still_view(seen, globe=globe),
        view_state=seen if navigable else _ANYWHERE,
        tooltip=_tooltip(texts, colours),
    )


@cache
def _empty() -> CompactDeck:
    """Made once: pydeck looks for Jupyter's packages five times whenever it makes a deck."""
    return CompactDeck(map_provider=None)


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
            return str(kind), str(key).removeprefix(INERT)
    return None


def next_editions(event: Mapping[str, Any], editions: Editions) -> Editions:
    """The editions with which what ``event`` selected is not selected any more."""
    layers = [name.partition(".")[0] for name in event.get("selection", {}).get("indices", {})]
    return Editions(
        outlines=editions.outlines + ("countries" in layers),
        spots=editions.spots + ("places" in layers),
    )


def _on_globe(
    home: Home, points: Sequence[Spot], lines: Sequence[Arc], *, width: int, height: int
) -> tuple[Globe, list[Path]]:
    """The globe turned to what is selected, and the arcs above it."""
    return projection.facing(_ends(points), width=width, height=height), _raised(home, lines)


def _on_plane(
    home: Home, points: Sequence[Spot], lines: Sequence[Arc], *, width: int, height: int
) -> tuple[View, list[Path]]:
    """What is selected framed flat, and the arcs in every copy of the world that may be seen."""
    curves = _curves(home, lines)
    paths = [
        (arc, copy)
        for arc, line in zip(lines, curves, strict=True)
        for copy in projection.world_copies(line)
    ]
    return _flat_view(home, points, curves, width=width, height=height), paths


def _ends(points: Iterable[Spot]) -> list[Point]:
    return [spot.at for spot in points if spot.framed]


def _curves(home: Home, lines: Sequence[Arc]) -> Floats:
    return projection.curves(
        (home.lon, home.lat),
        [arc.end for arc in lines],
        [_BEND * (1 + 0.6 * arc.sibling) for arc in lines],
        steps=24 if len(lines) <= _SMOOTH else 14,
    )


def _raised(home: Home, lines: Sequence[Arc]) -> list[Path]:
    circles = projection.great_circles(
        (home.lon, home.lat),
        [arc.end for arc in lines],
        [_RISE * (1 + 0.5 * arc.sibling) for arc in lines],
        steps=24 if len(lines) <= _SMOOTH else 9,
    )
    return list(zip(lines, circles, strict=True))


def _flat_view(
    home: Home, points: Sequence[Spot], curves: Floats, *, width: int, height: int
) -> View:
    """What is selected with its arcs; the world when nothing is."""
    ends = _ends(points)
    if len(ends) < 2:
        return projection.world(home.lon, width=width, height=height)
    shown = np.array([(projection.unwrapped(lon, around=home.lon), lat) for lon, lat in ends])
    return projection.frame(
        np.vstack((shown, curves.reshape(-1, 2))),
        width=width,
        height=height,
        padding=min(_PADDING, width // 8, height // 8),
        max_zoom=MAX_ZOOM,
    )


def _view(*, globe: bool) -> pydeck.View:
    if globe:
        return pydeck.View(type="_GlobeView", controller=True)
    controls = {"dragRotate": False, "touchRotate": False}
    return pydeck.View(type="MapView", controller=controls, repeat=True)


def _still_view(seen: pydeck.ViewState, *, globe: bool) -> pydeck.View:
    """A view that nobody moves carries its own state: Streamlit draws new layers first and hands
    over a new initial state afterwards, so that the map would be drawn twice, once askew."""
    if globe:
        return pydeck.View(type="_GlobeView", controller=False, view_state=seen)
    return pydeck.View(type="MapView", controller=False, repeat=True, view_state=seen)


def _view_state(camera: View | Globe) -> pydeck.ViewState:
    zoom = math.ceil(camera.zoom * 1000) / 1000  # rounded down, the world could be there twice
    return pydeck.ViewState(
        longitude=round(camera.lon, 3),
        latitude=round(camera.lat, 3),
        zoom=zoom,
        min_zoom=min(zoom, 0) - 0.5,
        max_zoom=_CLOSEST,
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
