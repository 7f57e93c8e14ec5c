"""Records for measuring: generated, alike in shape to real ones, and marked as such by their ids.

``python -m benchmarks.generate 100000 out.csv`` writes them in the record format.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.home import load_home
from data.model import (
    DatePrecision,
    Direction,
    Located,
    Place,
    Qualifier,
    Role,
    Status,
    Unit,
)
from data.record_format import COLUMNS
from data.reference_lists import load_reference
from data.tables import Reference, Tables

ROOT = Path(__file__).resolve().parents[1]
CITIES = 120
UNLOCATED = 9
"""Every so many-th generated city has no coordinates."""
FIRST_YEAR, LAST_YEAR = 2010, 2026
COUNTRIES = (
    *("GB", "NL", "US", "IL", "FR", "CA", "PL", "CN", "JP", "KR", "TR", "IT", "ES", "AT", "CH"),
    *("BE", "DK", "SE", "FI", "NO", "CZ", "UA", "RO", "RS", "GH", "ZA", "IN", "BR", "MX", "AU"),
    *("SG", "VN", "PT", "IE", "EE", "LT", "LV"),
)

Codes = npt.NDArray[np.int64]

HOME = load_home(ROOT / "home.toml")


def reference() -> Reference:
    """The project's reference lists, with generated cities added to the places."""
    lists = load_reference(ROOT / "data" / "reference", home=HOME)
    return replace(lists, places={**lists.places, **{place.key: place for place in cities(lists)}})


def cities(lists: Reference) -> list[Place]:
    """As many generated cities as are missing from 120, spread over the countries abroad."""
    generated = []
    for n in range(max(0, CITIES + 1 - len(lists.places))):
        known = n % UNLOCATED != UNLOCATED - 1
        country = COUNTRIES[n % len(COUNTRIES)]
        generated.append(
            Place(
                key=f"gen-city-{n}-{country.lower()}",
                name_de=f"Gen-Ort {n}",
                name_en=f"Gen City {n}",
                country=country,
                lat=-40.0 + (n * 37) % 100 if known else None,
                lon=-170.0 + (n * 61) % 340 if known else None,
                geonameid=None,
                located=Located.REFERENCE if known else Located.UNKNOWN,
            )
        )
    return generated


def tables(size: int, *, seed: int = 1) -> Tables:
    """``size`` generated activities, the same ones for the same seed."""
    random = np.random.default_rng(seed)
    lists = reference()
    return Tables(
        activities=_activities(random, size, lists),
        counterparts=_counterparts(random, size, _abroad(lists)),
        sectors=_links(random, size, "sector", list(lists.sectors), mean=1.5),
        networks=_links(random, size, "network", list(lists.networks), mean=0.4),
        organisations=_organisations(random, size),
        places=lists.places,
        reference=lists,
    )


def _abroad(lists: Reference) -> list[Place]:
    """The places but the home city, partners first, so that they are the most frequent."""
    others = [place for place in lists.places.values() if place.key != HOME.place]
    return sorted(others, key=lambda place: place.key not in lists.partners)


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
    keys = [HOME.place, *(place.key for place in _abroad(lists))]
    at_home = random.random(size) < 0.5
    away = 1 + _skewed(random, size, len(keys) - 1)
    venue = pd.Series(pd.array(keys, dtype="str").take(np.where(at_home, 0, away)))
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
        {
            "activity": table["activity"],
            name: pd.array(names, dtype="str").take(table["code"].to_numpy()),
        }
    )


def _counterparts(random: np.random.Generator, size: int, places: list[Place]) -> pd.DataFrame:
    rows = _rows(random, size, 1.4)
    codes = _skewed(random, len(rows), len(places))
    whole = random.random(len(rows)) < 0.15
    table = pd.DataFrame({"activity": rows, "code": np.where(whole, -1 - codes % 37, codes)})
    table = table.drop_duplicates(ignore_index=True)
    codes = table["code"].to_numpy()
    countries = pd.array([place.country for place in places], dtype="str")
    keys = pd.Series(
        pd.array([place.key for place in places], dtype="str").take(codes % len(places))
    )
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
            "organisation": names.take(table["organisation"].to_numpy()).reset_index(drop=True),
            "role": pd.array([*Role], dtype="str").take(table["role"].to_numpy()),
        }
    )


def write_csv(generated: Tables, path: Path) -> None:
    """Write the tables in the record format, several values in a cell separated by ``;``."""
    frame = generated.activities.copy()
    names = {key: f"{place.name_en}, {place.country}" for key, place in generated.places.items()}
    frame["venue"] = frame["venue"].map(names)
    for name in ("start", "end"):
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    links = generated.counterparts
    where = links["place"].map(names).fillna(links["country"])
    named = generated.organisations
    roles = named["organisation"] + " (" + named["role"] + ")"
    for name, rows, values in (
        ("counterparts", links["activity"], where),
        ("sectors", generated.sectors["activity"], generated.sectors["sector"]),
        ("networks", generated.networks["activity"], generated.networks["network"]),
        ("organisations", named["activity"], roles),
    ):
        frame[name] = values.groupby(rows).agg("; ".join).reindex(frame.index)
    frame[list(COLUMNS)].to_csv(path, index=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("path", type=Path)
    arguments = parser.parse_args()
    write_csv(tables(arguments.size), arguments.path)


if __name__ == "__main__":
    main()
