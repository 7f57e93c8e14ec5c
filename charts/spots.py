"""What the map draws, from the frames: points with names, and arcs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from charts.projection import Point
from charts.theme import Palette
from data.model import Direction, Home, Place

MAX_ARCS = 80
"""the strongest arcs that are drawn; more would be a carpet"""


@dataclass(frozen=True)
class MapLayers:
    """What is drawn over the land; the home city always is."""

    partner_cities: bool = True
    arcs: bool = True
    countries: bool = True
    places: bool = True


@dataclass(frozen=True)
class MapTexts:
    """What the map says, in the reader's language; every text is shown as text, never as HTML.

    ``places`` and ``countries`` are names by place key and by country code, for labels;
    ``place_tips`` and ``country_tips`` are what a tooltip says (several lines with ``\\n``), the
    name where there is none. ``outline_names`` is the outlines' property with the names of the
    countries themselves: ``de`` or ``en``.
    """

    home: str
    places: Mapping[str, str]
    countries: Mapping[str, str]
    place_tips: Mapping[str, str] = field(default_factory=dict)
    country_tips: Mapping[str, str] = field(default_factory=dict)
    outline_names: str = "de"


class Spot(NamedTuple):
    """A point, its colours (``fill`` None: hollow), its name and what its tooltip says."""

    kind: str
    key: str
    at: Point
    radius: float
    fill: str | None
    line: str
    name: str
    tip: str
    framed: bool = True
    """whether the first view has to show it"""


class Arc(NamedTuple):
    """Activities of one direction with one other end; none where all are planned."""

    end: Point
    colour: str
    activities: int
    sibling: int
    """how many directions to the same end come before this one"""


def spots(
    home: Home,
    places: pd.DataFrame,
    flows: pd.DataFrame,
    partners: Mapping[str, Place],
    *,
    layers: MapLayers,
    texts: MapTexts,
    colours: Palette,
) -> list[Spot]:
    """Points in the order of their importance: home, partner cities, places, countries, hollow."""
    drawn = [_home(home, texts, colours)]
    active = list(_active(places, texts, colours))
    if layers.partner_cities:
        drawn += [spot for spot in active if spot.key in partners]
    if layers.places:
        drawn += [spot for spot in active if spot.key not in partners]
    if layers.arcs or layers.countries:
        drawn += _countries(flows, texts, colours)
    if layers.partner_cities:
        seen = {spot.key for spot in drawn if spot.kind == "place"} | {home.place}
        drawn += _silent(partners, seen, texts, colours)
    return drawn


def arcs(flows: pd.DataFrame, colours: Palette) -> list[Arc]:
    """The strongest arcs, weak ones first so that strong ones lie on top.

    Directions that share a colour share an arc: side by side they would look like a mistake.
    """
    tints = {str(direction): colours.direction(direction) for direction in Direction}
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    ends: dict[str, Point] = {}
    names = ("place", "country", "lat", "lon", "exact", "direction", "activities")
    columns = [flows[name].tolist() for name in names]
    for place, country, lat, lon, exact, direction, activities in zip(*columns, strict=True):
        if _located(lat, lon):
            key = place if exact else f"country:{country}"
            ends[key] = lon, lat
            sums[key, tints[direction]] += activities
    siblings: Counter[str] = Counter()
    drawn = []
    for (key, colour), activities in sorted(sums.items()):
        drawn.append(Arc(ends[key], colour, activities, siblings[key]))
        siblings[key] += 1
    drawn.sort(key=lambda arc: arc.activities)
    return drawn[-MAX_ARCS:]


def tint(inbound: int, outbound: int, both: int, colours: Palette) -> str:
    """The colour of the direction that most activities have; where none leads, of both ways."""
    most = max(inbound, outbound, both)
    if (inbound == most) + (outbound == most) + (both == most) > 1 or both == most:
        return colours.mutual
    return colours.inbound if inbound == most else colours.outbound


def _home(home: Home, texts: MapTexts, colours: Palette) -> Spot:
    at = home.lon, home.lat
    return Spot("home", home.place, at, 5.5, colours.home, colours.ground, texts.home, texts.home)


class _Active(NamedTuple):
    """A place as the frame has it; the directions are of held activities."""

    place: str
    lat: float
    lon: float
    activities: int
    planned: int
    inbound: int
    outbound: int
    mutual: int
    online: int


def _active(places: pd.DataFrame, texts: MapTexts, colours: Palette) -> Iterator[Spot]:
    """Located places, busy ones first; those where something is only planned are hollow."""
    columns = [places[name].tolist() for name in _Active._fields]
    rows = [row for row in map(_Active._make, zip(*columns, strict=True)) if _drawn(row)]
    rows.sort(key=lambda row: -row.activities)
    most = max([12, *(row.activities for row in rows)])
    for row in rows:
        count = row.activities
        name = texts.places.get(row.place, row.place)
        fill = tint(row.inbound, row.outbound, row.mutual + row.online, colours)
        yield Spot(
            "place",
            row.place,
            (row.lon, row.lat),
            4.0 + 9.0 * math.sqrt(count / most),
            fill if count else None,
            colours.ground if count else colours.hollow,
            name,
            texts.place_tips.get(row.place, name),
        )


def _drawn(row: _Active) -> bool:
    return _located(row.lat, row.lon) and bool(row.activities or row.planned)


def _countries(flows: pd.DataFrame, texts: MapTexts, colours: Palette) -> Iterator[Spot]:
    """A small point where an end is known as a country alone, so that its arc ends somewhere."""
    whole = np.flatnonzero(~flows["exact"].to_numpy())
    columns = (flows[name].to_numpy()[whole].tolist() for name in ("country", "lon", "lat"))
    ends = {code: (lon, lat) for code, lon, lat in zip(*columns, strict=True) if _located(lat, lon)}
    for code, at in ends.items():
        name = texts.countries.get(code, code)
        tip = texts.country_tips.get(code, name)
        yield Spot("country", code, at, 2.5, colours.muted, colours.ground, name, tip)


def _silent(
    partners: Mapping[str, Place], seen: set[str], texts: MapTexts, colours: Palette
) -> Iterator[Spot]:
    for key, place in partners.items():
        if key in seen or place.lat is None or place.lon is None:
            continue
        name = texts.places.get(key, key)
        tip = texts.place_tips.get(key, name)
        at = place.lon, place.lat
        yield Spot("place", key, at, 3.5, None, colours.hollow, name, tip, framed=False)


def _located(lat: float, lon: float) -> bool:
    return math.isfinite(lat) and math.isfinite(lon)
