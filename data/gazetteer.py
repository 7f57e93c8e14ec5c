"""The bundled extract of GeoNames: where a city is that the reference lists don't know.

Works without a network. ``tools/gazetteer.py`` makes the extract.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.model import Located, Place
from data.names import closest, normalise, place_key

BUNDLED = Path(__file__).parent / "reference" / "gazetteer.csv.gz"


@dataclass(frozen=True)
class City:
    """One row of the extract."""

    geonameid: int
    name: str
    name_de: str
    name_en: str
    country: str
    lat: float
    lon: float
    population: int
    aliases: tuple[str, ...]


class Gazetteer:
    """Cities by country and name. A country is indexed when it is first asked for."""

    def __init__(self, path: Path = BUNDLED) -> None:
        self._path = path
        self._lines: dict[str, list[str]] | None = None
        self._countries: dict[str, dict[str, City]] = {}

    def find(self, name: str, country: str) -> City | None:
        """The most populous city of that name in the country; a city's own name counts before
        another's alias. ``Frankfurt 2925535`` is the one of that name with that GeoNames id.
        ``country`` is an ISO 3166-1 alpha-2 code."""
        return self._country(country).get(normalise(name))

    def place(self, name: str, country: str) -> Place | None:
        """The same as a place of the domain."""
        city = self.find(name, country)
        if city is None:
            return None
        return Place(
            key=self._key(city),
            name_de=city.name_de,
            name_en=city.name_en,
            country=city.country,
            lat=city.lat,
            lon=city.lon,
            geonameid=city.geonameid,
            located=Located.GAZETTEER,
        )

    def names(self, country: str) -> tuple[str, ...]:
        """Every name in the country that finds a city, normalised."""
        return tuple(self._country(country))

    def suggest(self, name: str, country: str) -> str:
        """A city in the country with a similar name, or an empty string."""
        wanted = normalise(name)
        near = {
            known: city.name
            for known, city in self._country(country).items()
            if known[:1] == wanted[:1] and abs(len(known) - len(wanted)) <= 2
        }
        return near.get(closest(wanted, near), "")

    def countries_with(self, name: str, countries: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the countries that have a city of that name, the most populous one first."""
        found = [city for country in countries if (city := self.find(name, country))]
        found.sort(key=lambda city: -city.population)
        return tuple(city.country for city in found)

    def _key(self, city: City) -> str:
        key = place_key(city.name_en, city.country)
        namesake = self.find(city.name_en, city.country)
        if namesake is not None and namesake.geonameid != city.geonameid:
            return place_key(f"{city.name_en} {city.geonameid}", city.country)
        return key

    def _country(self, country: str) -> dict[str, City]:
        known = self._countries.get(country)
        if known is None:
            cities = [_city(cells) for cells in csv.reader(self._by_country().get(country, []))]
            known = {}
            for city in cities:
                for name in (city.name, city.name_en, city.name_de):
                    known.setdefault(normalise(name), city)
            for city in cities:
                for name in city.aliases:
                    known.setdefault(normalise(name), city)
            known.pop("", None)
            for city in cities:
                known.setdefault(normalise(f"{city.name_en} {city.geonameid}"), city)
            self._countries[country] = known
        return known

    def _by_country(self) -> dict[str, list[str]]:
        if self._lines is None:
            lines: dict[str, list[str]] = {}
            with gzip.open(self._path, "rt", encoding="utf-8") as file:
                next(file)
                for line in file:
                    lines.setdefault(line[:2], []).append(line)
            self._lines = lines
        return self._lines


@cache
def bundled() -> Gazetteer:
    """The extract that comes with the project, read once."""
    return Gazetteer()


def _city(cells: list[str]) -> City:
    country, geonameid, name, name_de, name_en, lat, lon, population, aliases = cells
    return City(
        geonameid=int(geonameid),
        name=name,
        name_de=name_de or name,
        name_en=name_en or name,
        country=country,
        lat=float(lat),
        lon=float(lon),
        population=int(population),
        aliases=tuple(aliases.split("|")) if aliases else (),
    )
