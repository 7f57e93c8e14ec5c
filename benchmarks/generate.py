"""Records for measuring: generated, alike in shape to real ones, and marked as such by their ids.

``python -m benchmarks.generate 100000 out.csv`` writes them in the record format.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.model import (
    Country,
    DatePrecision,
    Direction,
    Home,
    Kind,
    Located,
    Network,
    Partner,
    Place,
    Qualifier,
    Relation,
    Role,
    Sector,
    Status,
    Unit,
)
from data.tables import Reference, Tables

CITIES = 120
COUNTRIES = tuple(
    "GB IL NL US FR CA PL CN JP KR TR IT ES AT CH BE DK SE FI NO CZ UA RO RS GH ZA IN BR MX AU "
    "SG VN PT IE EE LT LV".split()
)
UNLOCATED = 9
"""Every so many-th city has no coordinates."""
FIRST_YEAR, LAST_YEAR = 2010, 2026

Codes = npt.NDArray[np.int64]

HOME = Home(
    product="Generated",
    city_de="Heimstadt",
    city_en="Hometown",
    country="DE",
    lat=51.5142,
    lon=7.4653,
    place="home-de",
    team_de="Team",
    team_en="Team",
    logo=None,
    timezone="Europe/Berlin",
    default_language="de",
)


def reference() -> Reference:
    """Reference lists of a usual size: 9 kinds, 12 sectors with 24 parts, 8 networks."""
    kinds = {
        code: Kind(code, code, code, code, code, is_result=code in {"settlement", "agreement"})
        for code in (
            "delegation conference fair meeting market_entry settlement agreement ceremony training"
        ).split()
    }
    tops = [Sector(f"field{n}", f"Feld {n}", f"Field {n}", None) for n in range(12)]
    parts = [
        Sector(f"{top.code}-{part}", f"{top.name_de}{part}", f"{top.name_en}{part}", top.code)
        for top in tops
        for part in "ab"
    ]
    networks = [Network(f"net{n}", f"Net {n}", f"Netzwerk {n}", f"Network {n}") for n in range(8)]
    countries = [Country(code, 5.0 + n, -80.0 + 4 * n) for n, code in enumerate((*COUNTRIES, "DE"))]
    places = {place.key: place for place in cities()}
    relations = (*[Relation.PARTNER_CITY] * 12, *[Relation.NETWORK_PARTNER] * 4)
    partners = [
        Partner(f"city{n * 3}", relation, 1990 + n, suspended=n == 5, note="")
        for n, relation in enumerate(relations)
    ]
    return Reference(
        kinds=kinds,
        sectors={sector.code: sector for sector in (*tops, *parts)},
        networks={network.code: network for network in networks},
        partners={partner.place: partner for partner in partners},
        countries={country.code: country for country in countries},
        places=places,
    )


def cities() -> list[Place]:
    """The home city and the others, spread over the countries, some without coordinates."""
    home = Place(
        HOME.place, HOME.city_de, HOME.city_en, HOME.country, HOME.lat, HOME.lon, None,
        Located.REFERENCE,
    )  # fmt: skip
    others = []
    for n in range(CITIES):
        known = n % UNLOCATED != UNLOCATED - 1
        others.append(
            Place(
                key=f"city{n}",
                name_de=f"Ort {n}",
                name_en=f"City {n}",
                country=COUNTRIES[n % len(COUNTRIES)],
                lat=-40.0 + (n * 37) % 100 if known else None,
                lon=-170.0 + (n * 61) % 340 if known else None,
                geonameid=None,
                located=Located.REFERENCE if known else Located.UNKNOWN,
            )
        )
    return [home, *others]


def tables(size: int, *, seed: int = 1) -> Tables:
    """``size`` generated activities, the same ones for the same seed."""
    random = np.random.default_rng(seed)
    lists = reference()
    return Tables(
        activities=_activities(random, size, lists),
        counterparts=_counterparts(random, size, list(lists.places.values())[1:]),
        sectors=_links(random, size, "sector", list(lists.sectors), mean=1.5),
        networks=_links(random, size, "network", list(lists.networks), mean=0.4),
        organisations=_organisations(random, size),
        places=lists.places,
        reference=lists,
    )


def _skewed(random: np.random.Generator, size: int, count: int) -> Codes:
    """Codes below ``count``, the first ones far more often than the last."""
    weights = 1.0 / np.arange(1, count + 1) ** 0.8
    return random.choice(count, size=size, p=weights / weights.sum())


def _pick(
    random: np.random.Generator, size: int, names: list[str], shares: list[float]
) -> pd.Series[str]:
    codes = random.choice(len(names), size=size, p=np.array(shares) / sum(shares))
    return pd.Series(pd.array(names, dtype="str").take(codes))


def _activities(random: np.random.Generator, size: int, lists: Reference) -> pd.DataFrame:
    numbers = pd.Series(np.arange(size)).astype("str")
    start, end, precision = _dates(random, size)
    kinds = list(lists.kinds)
    kind = pd.Series(pd.array(kinds, dtype="str").take(_skewed(random, size, len(kinds))))
    places = pd.Series(pd.array(list(lists.places), dtype="str"))
    venue = places.take(
        np.where(random.random(size) < 0.5, 0, 1 + _skewed(random, size, CITIES))
    ).reset_index(drop=True)
    counted = random.random(size) < 0.6
    titles = _pick(random, size, ["Besuch", "Messe", "Gespräch", "Gründung"], [4, 3, 2, 1])
    empty = pd.Series(np.full(size, ""), dtype="str")
    unlikely = pd.Series(np.where(random.random(size) < 0.3, "Folgetermin vereinbart", ""))
    return pd.DataFrame(
        {
            "id": "gen-" + numbers,
            "title_de": titles + " " + numbers,
            "title_en": ("Activity " + numbers).where(random.random(size) < 0.8, ""),
            "kind": kind,
            "direction": _pick(random, size, [*Direction], [5, 3, 1, 2]),
            "status": _pick(random, size, [*Status], [90, 6, 4]),
            "start": start,
            "end": end,
            "date_precision": precision,
            "venue": venue.where(random.random(size) < 0.8, None),
            "participants": pd.array(
                np.where(counted, random.geometric(0.03, size), 0), dtype="Int64"
            ),
            "participants_qualifier": _pick(random, size, [*Qualifier], [6, 3, 1, 1]).where(
                counted, None
            ),
            "participants_unit": _pick(random, size, [*Unit], [7, 3]).where(counted, None),
            "outcome_de": unlikely.astype("str"),
            "outcome_en": empty,
            "follow_up": empty,
            "note_de": empty,
            "note_en": empty,
            "source": pd.Series(np.full(size, "generated"), dtype="str"),
            "source_url": empty,
            "visibility": _pick(random, size, ["public", "internal"], [98, 2]),
        }
    ).assign(participants=lambda table: table["participants"].where(counted))


def _dates(
    random: np.random.Generator, size: int
) -> tuple[pd.Series[pd.Timestamp], pd.Series[pd.Timestamp], pd.Series[str]]:
    """Starts that grow more frequent, and ends that span the whole of a coarse unit."""
    first = np.datetime64(f"{FIRST_YEAR}-01-01", "D")
    days = int((np.datetime64(f"{LAST_YEAR + 1}-01-01", "D") - first).astype(np.int64))
    day = first + (days * np.sqrt(random.random(size))).astype(np.int64)
    code = random.choice(5, size=size, p=[0.8, 0.05, 0.1, 0.03, 0.02])
    month = day.astype("datetime64[M]")
    quarter = month - (month.astype(np.int64) % 3)
    year = day.astype("datetime64[Y]")
    lasting = day + random.choice(4, size=size, p=[0.7, 0.15, 0.1, 0.05])
    unit = np.timedelta64(1, "D")
    starts = [day, day, month, quarter, year]
    ends = [lasting, day + 6, (month + 1).astype("M8[D]") - unit,
            (quarter + 3).astype("M8[D]") - unit, (year + 1).astype("M8[D]") - unit]  # fmt: skip
    start = np.choose(code, [values.astype("M8[D]") for values in starts])
    end = np.choose(code, [values.astype("M8[D]") for values in ends])
    precision = pd.Series(pd.array([*DatePrecision], dtype="str").take(code))
    return pd.Series(start.astype("M8[s]")), pd.Series(end.astype("M8[s]")), precision


def _rows(random: np.random.Generator, size: int, mean: float) -> Codes:
    return np.repeat(np.arange(size), np.minimum(random.poisson(mean, size), 5))


def _links(
    random: np.random.Generator, size: int, name: str, names: list[str], *, mean: float
) -> pd.DataFrame:
    rows = _rows(random, size, mean)
    codes = _skewed(random, len(rows), len(names))
    table = pd.DataFrame({"activity": rows, "code": codes}).drop_duplicates(ignore_index=True)
    return pd.DataFrame(
        {"activity": table["activity"], name: pd.array(names, dtype="str").take(table["code"])}
    )


def _counterparts(random: np.random.Generator, size: int, places: list[Place]) -> pd.DataFrame:
    rows = _rows(random, size, 1.4)
    codes = _skewed(random, len(rows), len(places))
    whole = random.random(len(rows)) < 0.15
    table = pd.DataFrame({"activity": rows, "code": np.where(whole, -1 - codes % 37, codes)})
    table = table.drop_duplicates(ignore_index=True)
    codes = table["code"].to_numpy()
    countries = pd.array([place.country for place in places], dtype="str")
    keys = pd.Series(pd.array([place.key for place in places], dtype="str").take(codes % CITIES))
    country = np.where(codes < 0, (-1 - codes) % len(places), codes)
    return pd.DataFrame(
        {
            "activity": table["activity"],
            "country": countries.take(country),
            "place": keys.where(codes >= 0, None),
        }
    )


def _organisations(random: np.random.Generator, size: int) -> pd.DataFrame:
    rows = _rows(random, size, 1.6)
    known = max(10, size // 20)
    table = pd.DataFrame(
        {
            "activity": rows,
            "organisation": _skewed(random, len(rows), known),
            "role": random.integers(0, len(Role), len(rows)),
        }
    ).drop_duplicates(ignore_index=True)
    names = "Organisation " + pd.Series(np.arange(known)).astype("str")
    return pd.DataFrame(
        {
            "activity": table["activity"],
            "organisation": names.take(table["organisation"]).reset_index(drop=True),
            "role": pd.array([*Role], dtype="str").take(table["role"]),
        }
    )
