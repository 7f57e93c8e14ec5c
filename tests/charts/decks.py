"""Decks for tests of the map: where the other ends are, how the map is wanted, what is sent."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from charts import map as atlas
from charts.map import CompactDeck, MapLayers, MapTexts
from data.model import Direction, Home, Place
from tests.builders import HOME

TAVEUNI = dataclasses.replace(HOME, lat=-16.8, lon=179.0, country="FJ", place="taveuni-fj")
FAR = {
    "suva-fj": ("FJ", -18.14, 178.44),
    "auckland-nz": ("NZ", -36.85, 174.76),
    "honolulu-us": ("US", 21.31, -157.86),
    "anchorage-us": ("US", 61.22, -149.9),
}
SEPTEMBER = {
    "leeds-gb": ("GB", 53.8, -1.55),
    "manchester-gb": ("GB", 53.48, -2.24),
    "kumasi-gh": ("GH", 6.69, -1.62),
    "netanya-il": ("IL", 32.33, 34.86),
    "xian-cn": ("CN", 34.26, 108.93),
    "daejeon-kr": ("KR", 36.35, 127.38),
}
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "@@=1/0",
    "@@#a.b",
    "{key}{de}",
    '"}],"x":[{"',
    "\u202egnirts",
    "x" * 10_000,
]
Ends = dict[str, tuple[str, float, float]]


def frames(
    ends: Ends, *, direction: str = "inbound", activities: int = 1, exact: bool = True
) -> dict[str, pd.DataFrame]:
    counts = {value: activities if value == direction else 0 for value in Direction}
    rows = [
        {
            "place": place,
            "country": country,
            "lat": lat,
            "lon": lon,
            "exact": exact,
            "direction": direction,
            "activities": activities,
            "planned": 0 if activities else 1,
            **counts,
        }
        for place, (country, lat, lon) in ends.items()
    ]
    columns = ["place", "country", "lat", "lon", "exact", "direction", "activities", "planned"]
    table = pd.DataFrame(rows, columns=[*columns, *Direction])
    return {
        "flows": table[columns],
        "places": table.drop(columns=["exact", "direction"]),
        "countries": table.groupby("country", as_index=False)[["activities", "planned"]].sum(),
    }


@dataclass(frozen=True)
class Case:
    """How a test wants its map; what it does not care about is set."""

    home: Home = HOME
    partners: Mapping[str, Place] = field(default_factory=dict)
    layers: MapLayers = field(default_factory=MapLayers)
    texts: MapTexts = field(default_factory=lambda: MapTexts("Dortmund", {}, {}))
    width: int = 840
    height: int = 420
    globe: bool = False
    navigable: bool = True


PLAIN = Case()


def build(tables: dict[str, pd.DataFrame], case: Case = PLAIN) -> CompactDeck:
    return atlas.deck(
        home=case.home,
        places=tables["places"],
        flows=tables["flows"],
        countries=tables["countries"],
        partners=case.partners,
        layers=case.layers,
        texts=case.texts,
        outlines_url="/app/static/countries.geojson",
        width=case.width,
        height=case.height,
        globe=case.globe,
        navigable=case.navigable,
    )


def sent(
    ends: Ends, case: Case = PLAIN, *, activities: int = 1, exact: bool = True
) -> dict[str, Any]:
    """The deck as the browser gets it."""
    deck: dict[str, Any] = json.loads(
        build(frames(ends, activities=activities, exact=exact), case).to_json()
    )
    return deck


def layer(deck: dict[str, Any], name: str) -> dict[str, Any]:
    return next(entry for entry in deck["layers"] if entry["id"].partition(".")[0] == name)


def names(deck: dict[str, Any]) -> list[str]:
    return [entry["id"].partition(".")[0] for entry in deck["layers"]]


def paths(deck: dict[str, Any]) -> list[list[list[float]]]:
    arcs = layer(deck, "arcs")
    size = len(arcs["positionFormat"])
    return [
        [row["p"][at : at + size] for at in range(0, len(row["p"]), size)] for row in arcs["data"]
    ]


longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
anywhere = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]),
    st.tuples(st.sampled_from(["GB", "FJ", "US"]), latitudes, longitudes),
    min_size=1,
    max_size=6,
)
