"""Counts per sector, country, place and other end of an arc."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.columns import Snapshot
from data.facts import DIRECTIONS, HELD, PER_CODE, PLANNED, Int64s, Ints, Pairs
from data.geocoder import kilometres
from data.model import Direction, Place
from data.queries.frames import Dates, degrees, texts
from data.queries.selection import Selection

_Column: TypeAlias = "ExtensionArray | npt.NDArray[Any]"
_DIRECTION_NAMES: Final = texts([str(direction) for direction in DIRECTIONS])
_SNAPSHOTS: Final = 2
"""the one that is shown, and the one that it replaces"""


def per_sector(selection: Selection, *, parent: str | None = None) -> pd.DataFrame:
    """Held and planned records per sector: ``sector`` str, ``activities``, ``planned`` int64.

    Largest first, ties in the order of the reference list; sectors without records are left out.
    Without ``parent`` the sectors of the top level, their parts counted in them, and last, as
    ``""``, the records without a sector. With ``parent`` its parts, and itself for the records
    that name it and none of its parts.
    """
    if parent is not None:
        return _parts(selection, parent)
    names = selection.snapshot.facts["branch"].names
    table = selection.pairs("branch").table().sum(axis=1)
    return _ranked([str(name) for name in names], table[:, HELD], table[:, PLANNED])


def _parts(selection: Selection, parent: str) -> pd.DataFrame:
    sectors = selection.snapshot.reference.sectors
    names = list(sectors)
    parts = [code for code, sector in sectors.items() if sector.parent == parent]
    pairs = selection.pairs("sector", single=True)
    codes = pairs.keys // PER_CODE
    wanted = np.isin(names, parts)
    own = np.array(names) == parent
    elsewhere = np.isin(pairs.rows, pairs.rows[wanted[codes]])
    table = pairs.take(wanted[codes] | (own[codes] & ~elsewhere)).table().sum(axis=1)
    return _ranked(names, table[:, HELD], table[:, PLANNED])


def per_kind(selection: Selection) -> pd.DataFrame:
    """Records per kind that occurs, in the order of the reference list: ``kind`` str,
    ``activities``, ``planned`` int64."""
    table = selection.pairs("kind").table().sum(axis=1)
    held, planned = table[:, HELD], table[:, PLANNED]
    names = [str(name) for name in selection.snapshot.facts["kind"].names]
    occurring = np.flatnonzero(held + planned)
    return pd.DataFrame(
        {
            "kind": texts([names[code] for code in occurring.tolist()]),
            "activities": held[occurring],
            "planned": planned[occurring],
        }
    )


def _ranked(names: list[str], held: Int64s, planned: Int64s) -> pd.DataFrame:
    """What occurs, largest first, the name ``""`` last."""
    unnamed = np.array([name == "" for name in names], dtype=np.bool_)
    order = np.lexsort((-planned, -held, unnamed))
    order = order[(held + planned)[order] > 0]
    return pd.DataFrame(
        {
            "sector": texts([names[code] for code in order]),
            "activities": held[order],
            "planned": planned[order],
        }
    )


def per_country(selection: Selection) -> pd.DataFrame:
    """Records per country abroad, most first.

    ``country`` str, ``activities``, ``planned`` int64; of the held ones ``inbound``, ``outbound``,
    ``mutual``, ``online`` int64; ``last`` datetime64[s], the start of the newest held one.
    """
    pairs = selection.pairs("country")
    table = pairs.table()
    table[-1] = 0  # the records without a country abroad
    order = _occurring(table)
    country = _taken(_countries(selection.snapshot), order)
    return pd.DataFrame({**country, **_by_direction(selection, pairs, table, order)})


def per_place(selection: Selection) -> pd.DataFrame:
    """Records per place of a counterpart or venue, most first, the home city left out.

    ``place``, ``country`` str; ``lat``, ``lon`` float64, missing where unknown; then as
    :func:`per_country`.
    """
    pairs = selection.pairs("place")
    table = pairs.table()
    order = _occurring(table)
    return pd.DataFrame(
        {
            **_taken(_places(selection.snapshot), order),
            **_by_direction(selection, pairs, table, order),
        }
    )


def flows(selection: Selection) -> pd.DataFrame:
    """Records per other end of an arc and direction, most first.

    ``place`` str, ``""`` for a country alone; ``country`` str; ``lat``, ``lon`` float64; ``exact``
    bool, false where the point is the country's; ``direction`` str; ``activities``, ``planned``
    int64. A venue abroad is an end unless a counterpart names the same place; the home city and
    the home country alone are none.
    """
    table = selection.pairs("end").table()
    ends, directions = np.nonzero(table[:, :, HELD] + table[:, :, PLANNED])
    held, planned = table[ends, directions, HELD], table[ends, directions, PLANNED]
    order = np.lexsort((directions, ends, -planned, -held))
    ends, directions = ends[order], directions[order]
    return pd.DataFrame(
        {
            **_taken(_ends(selection.snapshot), ends),
            "direction": _DIRECTION_NAMES.take(directions),
            "activities": held[order],
            "planned": planned[order],
        }
    )


def sector_by_country(selection: Selection) -> pd.DataFrame:
    """Held records per sector of the top level and country abroad, without empty cells.

    ``sector`` str, ``""`` for records without one; ``country`` str; ``activities`` int64; in the
    order of the reference list and of the countries' codes.
    """
    facts = selection.snapshot.facts
    sectors, countries = facts["branch"].names, facts["country"].names
    held = selection.pairs("branch_country").table()[:, :, HELD].sum(axis=1)
    table: Int64s = held.reshape(len(sectors), len(countries))[:, :-1]
    sector, country = np.nonzero(table)
    return pd.DataFrame(
        {
            "sector": sectors.take(sector).array,
            "country": countries.take(country).array,
            "activities": table[sector, country],
        }
    )


def _occurring(table: Int64s) -> Int64s:
    """The codes with a held or planned record, most first, ties in the codes' order."""
    sums = table.sum(axis=1)
    codes = np.flatnonzero(sums[:, HELD] + sums[:, PLANNED])
    return codes[np.lexsort((-sums[codes, PLANNED], -sums[codes, HELD]))]


def _by_direction(
    selection: Selection, pairs: Pairs, table: Int64s, order: Ints
) -> dict[str, Ints | Dates]:
    last = pairs.last()[order][:, :, HELD].max(axis=1, initial=-1)
    days = np.where(last < 0, 0, selection.snapshot.columns.start.take(last, mode="clip"))
    dates = days.astype("datetime64[D]").astype("datetime64[s]")
    dates[last < 0] = np.datetime64("NaT")
    held = table[order][:, :, HELD]
    return {
        "activities": held.sum(axis=1),
        "planned": table[order][:, :, PLANNED].sum(axis=1),
        **{
            str(direction): held[:, DIRECTIONS.index(direction)]
            for direction in (
                Direction.INBOUND,
                Direction.OUTBOUND,
                Direction.MUTUAL,
                Direction.ONLINE,
            )
        },
        "last": dates,
    }


def _taken(columns: Mapping[str, _Column], codes: Ints) -> dict[str, _Column]:
    return {name: column.take(codes) for name, column in columns.items()}


@lru_cache(maxsize=_SNAPSHOTS)
def _countries(snapshot: Snapshot) -> Mapping[str, _Column]:
    return {"country": texts(snapshot.country_names)}


@lru_cache(maxsize=_SNAPSHOTS)
def _places(snapshot: Snapshot) -> Mapping[str, _Column]:
    places = [snapshot.places[name] for name in snapshot.place_names]
    return {
        "place": texts([place.key for place in places]),
        "country": texts([place.country for place in places]),
        "lat": degrees([place.lat for place in places]),
        "lon": degrees([place.lon for place in places]),
    }


@lru_cache(maxsize=_SNAPSHOTS)
def _ends(snapshot: Snapshot) -> Mapping[str, _Column]:
    points = [_point(snapshot, *end) for end in snapshot.ends]
    return {
        "place": texts([place for place, _ in snapshot.ends]),
        "country": texts([country for _, country in snapshot.ends]),
        "lat": degrees([lat for lat, _, _ in points]),
        "lon": degrees([lon for _, lon, _ in points]),
        "exact": np.array([exact for _, _, exact in points], dtype=np.bool_),
    }


def _point(snapshot: Snapshot, key: str, country: str) -> tuple[float | None, float | None, bool]:
    """Where an end is drawn, and whether that is the place itself."""
    place: Place | None = snapshot.places.get(key)
    if place is not None and place.lat is not None and place.lon is not None:
        return place.lat, place.lon, True
    point = snapshot.reference.countries.get(country)
    return (None, None, False) if point is None else (point.lat, point.lon, False)


def distance_from_home(snapshot: Snapshot, place: str) -> float | None:
    """Kilometres over the ellipsoid from the home city to a place; ``None`` where it is not
    located."""
    found, home = snapshot.places[place], snapshot.home
    if found.lat is None or found.lon is None:
        return None
    return kilometres((home.lat, home.lon), (found.lat, found.lon))
