"""Small worlds for tests: reference lists, activities, and the tables and snapshots of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.model import (
    Activity,
    Counterpart,
    Country,
    DatePrecision,
    Direction,
    Home,
    Kind,
    Located,
    Network,
    Partner,
    Place,
    Relation,
    Sector,
    Status,
    Visibility,
)
from data.snapshot import Snapshot, build
from data.tables import Reference, Tables

HOME = Home(
    product="Netzwerkatlas",
    city_de="Dortmund",
    city_en="Dortmund",
    country="DE",
    lat=51.51,
    lon=7.47,
    place="dortmund-de",
    team_de="Team",
    team_en="Team",
    logo=None,
    timezone="Europe/Berlin",
    default_language="de",
)


def _place(key: str, name_de: str, name_en: str, point: tuple[float, float] | None = None) -> Place:
    lat, lon = point or (None, None)
    located = Located.REFERENCE if point else Located.UNKNOWN
    return Place(key, name_de, name_en, key[-2:].upper(), lat, lon, None, located)


_PLACES = (
    _place("dortmund-de", "Dortmund", "Dortmund", (51.51, 7.47)),
    _place("essen-de", "Essen", "Essen", (51.46, 7.01)),
    _place("leeds-gb", "Leeds", "Leeds", (53.8, -1.55)),
    _place("york-gb", "York", "York"),
    _place("netanya-il", "Netanja", "Netanya", (32.33, 34.86)),
    _place("zuerich-ch", "Zürich", "Zurich", (47.37, 8.54)),
    _place("novi-sad-rs", "Novi Sad", "Novi Sad", (45.26, 19.83)),
    _place("rostow-ru", "Rostow am Don", "Rostov-on-Don", (47.23, 39.72)),
    _place("kumasi-gh", "Kumasi", "Kumasi", (6.69, -1.62)),
)

_SECTORS = (
    Sector("health", "Gesundheit", "Health", None),
    Sector("digital_health", "Digitale Gesundheit", "Digital health", "health"),
    Sector("energy", "Energie", "Energy", None),
    Sector("hydrogen", "Wasserstoff", "Hydrogen", "energy"),
    Sector("solar", "Solarenergie", "Solar energy", "energy"),
    Sector("nano", "Nanotechnik", "Nanotechnology", None),
)

_KINDS = (
    Kind("visit", "Besuch", "Visit", "Besuche", "Visits", is_result=False),
    Kind("fair", "Messe", "Fair", "Messen", "Fairs", is_result=False),
    Kind("settlement", "Ansiedlung", "Settlement", "Ansiedlungen", "Settlements", is_result=True),
    Kind("agreement", "Vertrag", "Agreement", "Verträge", "Agreements", is_result=True),
)

_PARTNERS = (
    Partner("leeds-gb", Relation.PARTNER_CITY, 1969, suspended=False, note=""),
    Partner("novi-sad-rs", Relation.PARTNER_CITY, 1981, suspended=False, note=""),
    Partner("rostow-ru", Relation.PARTNER_CITY, 1978, suspended=True, note=""),
    Partner("kumasi-gh", Relation.PROJECT_PARTNER, None, suspended=False, note=""),
    Partner("zuerich-ch", Relation.NETWORK_PARTNER, 2020, suspended=False, note=""),
)

REFERENCE = Reference(
    kinds={kind.code: kind for kind in _KINDS},
    sectors={sector.code: sector for sector in _SECTORS},
    networks={
        "gini": Network("gini", "GINI", "Globales Netz", "Global net"),
        "iurc": Network("iurc", "IURC", "Städteprogramm", "City programme"),
    },
    partners={partner.place: partner for partner in _PARTNERS},
    countries={
        code: Country(code, lat, lon)
        for code, lat, lon in (
            ("DE", 51.0, 10.0),
            ("GB", 54.0, -2.0),
            ("IL", 31.5, 35.0),
            ("CH", 46.8, 8.2),
            ("RS", 44.0, 21.0),
            ("RU", 60.0, 90.0),
            ("GH", 8.0, -1.0),
            ("CA", 60.0, -96.0),
        )
    },
    places={place.key: place for place in _PLACES},
)

_PLAIN = Activity(
    id="a",
    title_de="Besuch",
    title_en="",
    kind="visit",
    direction=Direction.INBOUND,
    status=Status.HELD,
    start=date(2025, 9, 10),
    end=date(2025, 9, 10),
    date_precision=DatePrecision.DAY,
    venue=None,
    counterparts=(),
    sectors=(),
    networks=(),
    organisations=(),
    participants=None,
    outcome_de="",
    outcome_en="",
    follow_up="",
    note_de="",
    note_en="",
    source="",
    source_url="",
    visibility=Visibility.PUBLIC,
)


def an_activity(**changes: object) -> Activity:
    """A held visit on 10 September 2025 that names nothing, with some of it changed.

    With ``start`` alone it ends on the same day.
    """
    if "start" in changes:
        changes.setdefault("end", changes["start"])
    return replace(_PLAIN, **dict[str, Any](changes))


def from_place(key: str) -> Counterpart:
    """A counterpart from a place of the test world."""
    return Counterpart(REFERENCE.places[key].country, key)


def snapshot_of(*activities: Activity) -> Snapshot:
    """The snapshot of activities in the test world."""
    return build(tables_of(activities), HOME, revision="test")


def tables_of(activities: Sequence[Activity]) -> Tables:
    """The tables that reading these activities yields."""
    links = enumerate(activities)
    linked = [
        ([(row, c.country, c.place) for c in a.counterparts],
         [(row, code) for code in a.sectors],
         [(row, code) for code in a.networks],
         [(row, o.name, str(o.role)) for o in a.organisations])
        for row, a in links
    ]  # fmt: skip
    return Tables(
        activities=_activities(activities),
        counterparts=_links(["country", "place"], [link for part in linked for link in part[0]]),
        sectors=_links(["sector"], [link for part in linked for link in part[1]]),
        networks=_links(["network"], [link for part in linked for link in part[2]]),
        organisations=_links(
            ["organisation", "role"], [link for part in linked for link in part[3]]
        ),
        places=REFERENCE.places,
        reference=REFERENCE,
    )


def _activities(activities: Sequence[Activity]) -> pd.DataFrame:
    counts = [a.participants for a in activities]
    words = (
        "id title_de title_en kind direction status date_precision venue outcome_de outcome_en "
        "follow_up note_de note_en source source_url visibility"
    )
    frame = pd.DataFrame(
        {name: _words([getattr(a, name) for a in activities]) for name in words.split()}
    )
    frame["start"] = np.array([a.start for a in activities], dtype="datetime64[s]")
    frame["end"] = np.array([a.end for a in activities], dtype="datetime64[s]")
    frame["participants"] = pd.array([c.count if c else pd.NA for c in counts], dtype="Int64")
    frame["participants_qualifier"] = _words([c.qualifier if c else None for c in counts])
    frame["participants_unit"] = _words([c.unit if c else None for c in counts])
    return frame


def _links(names: list[str], links: list[tuple[Any, ...]]) -> pd.DataFrame:
    columns = {name: _words([link[at] for link in links]) for at, name in enumerate(names, 1)}
    return pd.DataFrame({"activity": np.array([link[0] for link in links], dtype=int), **columns})


def _words(values: Sequence[str | None]) -> pd.Series[str]:
    return pd.Series([None if value is None else str(value) for value in values], dtype="str")
