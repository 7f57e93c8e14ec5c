"""What the map draws, from the frames: points with names, and arcs."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from charts.projection import Point
from charts.theme import Palette
from data.model import Direction, Home, Place

MAX_ARCS = 150
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


@dataclass(frozen=True)
class Spot:
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


@dataclass(frozen=True)
class Arc:
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
    """Points in the order of their importance: home, partner cities, countries, places, hollow."""
    drawn = [_home(home, texts, colours)]
    located = places[places["lat"].notna() & places["lon"].notna()]
    located = located.sort_values("activities", ascending=False, kind="stable")
    is_partner = located["place"].isin(list(partners))
    if layers.partner_cities:
        drawn += _active(located[is_partner], places, texts, colours)
    if layers.places:
        drawn += _active(located[~is_partner], places, texts, colours)
    if layers.arcs or layers.countries:
        drawn += _countries(flows, texts, colours)
    if layers.partner_cities:
        seen = {spot.key for spot in drawn if spot.kind == "place"} | {home.place}
        drawn += _silent(partners, seen, texts, colours)
    return drawn


def arcs(flows: pd.DataFrame, colours: Palette) -> list[Arc]:
    """The strongest arcs, weak ones first so that strong ones lie on top."""
    ends = _ends(flows)
    by = ["end", "direction"]
    sums = ends.groupby(by, sort=True, observed=True, as_index=False).agg(
        lon=("lon", "first"), lat=("lat", "first"), activities=("activities", "sum")
    )
    sums["sibling"] = sums.groupby("end", observed=True).cumcount()
    sums = sums.sort_values("activities", ascending=False, kind="stable").head(MAX_ARCS)
    rows = zip(
        sums["lon"],
        sums["lat"],
        sums["direction"],
        sums["activities"],
        sums["sibling"],
        strict=True,
    )
    drawn = [
        Arc((float(lon), float(lat)), colours.direction(str(direction)), int(count), int(sibling))
        for lon, lat, direction, count, sibling in rows
    ]
    return drawn[::-1]


def tint(counts: Mapping[Hashable, int], colours: Palette) -> str:
    """The colour of the direction that most activities have; where none leads, of both ways."""
    both = int(counts[Direction.MUTUAL]) + int(counts[Direction.ONLINE])
    sums = {
        Direction.INBOUND: int(counts[Direction.INBOUND]),
        Direction.OUTBOUND: int(counts[Direction.OUTBOUND]),
        Direction.MUTUAL: both,
    }
    most = max(sums.values())
    leading = [direction for direction, count in sums.items() if count == most]
    return colours.direction(leading[0] if len(leading) == 1 else Direction.MUTUAL)


def _home(home: Home, texts: MapTexts, colours: Palette) -> Spot:
    at = home.lon, home.lat
    return Spot("home", home.place, at, 5.5, colours.home, colours.ground, texts.home, texts.home)


def _active(
    rows: pd.DataFrame, places: pd.DataFrame, texts: MapTexts, colours: Palette
) -> Iterator[Spot]:
    """Places with activity; those where something is only planned are hollow."""
    most = max(int(places["activities"].max()), 12) if len(places) else 12
    for row in rows.to_dict("records"):
        key, count = str(row["place"]), int(row["activities"])
        if not count and not int(row["planned"]):
            continue
        name = texts.places.get(key, key)
        colour = tint(row, colours)
        yield Spot(
            "place",
            key,
            (float(row["lon"]), float(row["lat"])),
            4.0 + 9.0 * math.sqrt(count / most),
            colour if count else None,
            colours.ground if count else colours.muted,
            name,
            texts.place_tips.get(key, name),
        )


def _countries(flows: pd.DataFrame, texts: MapTexts, colours: Palette) -> Iterator[Spot]:
    """A small point where an end is known as a country alone, so that its arc ends somewhere."""
    alone = _ends(flows[~flows["exact"].astype(bool)])
    for row in alone.drop_duplicates("end").to_dict("records"):
        code = str(row["country"])
        name = texts.countries.get(code, code)
        tip = texts.country_tips.get(code, name)
        at = float(row["lon"]), float(row["lat"])
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


def _ends(flows: pd.DataFrame) -> pd.DataFrame:
    """Flows that can be drawn, with the column ``end``: the place, or the country where only
    that is known."""
    drawn = flows[flows["lat"].notna() & flows["lon"].notna()]
    exact = drawn["exact"].astype(bool)
    country, place = drawn["country"].astype("str"), drawn["place"].astype("str")
    return drawn.assign(end=place.where(exact, "country:" + country))
