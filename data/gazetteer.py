"""The bundled extract of GeoNames: where a city is that the reference lists don't know.

Works without a network. ``tools/gazetteer.py`` makes the extract.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    region: str
    """the state or province as the post writes it, in North America"""
    aliases: tuple[str, ...]

    def is_called(self, normalised: str) -> bool:
        """Whether this is its own, German or English name rather than an alias."""
        return normalised in {normalise(name) for name in (self.name, self.name_en, self.name_de)}


@dataclass
class _Country:
    """A country's cities by normalised name, the one that is meant first."""

    meant: dict[str, City] = field(default_factory=dict)
    namesakes: dict[str, list[City]] = field(default_factory=dict)
    by_id: dict[int, City] = field(default_factory=dict)

    def add(self, city: City, names: Iterable[str]) -> None:
        for name in {normalise(name) for name in names} - {""}:
            if self.meant.setdefault(name, city) is not city:
                self.namesakes.setdefault(name, []).append(city)


class Gazetteer:
    """Cities by country and name. A country is indexed when it is first asked for."""

    def __init__(self, path: Path = BUNDLED) -> None:
        self._path = path
        self._lines: dict[str, list[str]] | None = None
        self._countries: dict[str, _Country] = {}
        self._where: dict[str, str] = {}
        self._sorted: list[str] = []

    def find(self, name: str, country: str) -> City | None:
        """The most populous city of that name in the country; a city's own name counts before
        another's alias. ``Frankfurt 2925535`` is the one of that name with that GeoNames id.
        ``country`` is an ISO 3166-1 alpha-2 code."""
        return next(iter(self.namesakes(name, country)), None)

    def namesakes(self, name: str, country: str) -> tuple[City, ...]:
        """Every city of that name in the country, the one that :meth:`find` means first."""
        wanted = normalise(name)
        known = self._country(country)
        meant = known.meant.get(wanted)
        if meant is not None:
            return (meant, *known.namesakes.get(wanted, ()))
        called, _, number = wanted.rpartition(" ")
        city = known.by_id.get(int(number)) if number.isascii() and number.isdigit() else None
        return (city,) if city is not None and normalise(city.name_en) == called else ()

    def everywhere(self, name: str) -> tuple[City, ...]:
        """Every city of that name in the world. The first call reads all countries, which takes
        seconds."""
        countries = self._world().get(normalise(name), "")
        codes = (countries[at : at + 2] for at in range(0, len(countries), 2))
        return tuple(city for code in codes for city in self.namesakes(name, code))

    def beginning(self, start: str) -> Iterator[str]:
        """Every name in the world that begins so, normalised, in order."""
        if not self._sorted:
            self._sorted = sorted(self._world())
        for name in self._sorted[bisect_left(self._sorted, start) :]:
            if not name.startswith(start):
                return
            yield name

    def place(self, name: str, country: str) -> Place | None:
        """The same as a place of the domain."""
        city = self.find(name, country)
        return None if city is None else self.place_of(city)

    def place_of(self, city: City) -> Place:
        """A city as a place of the domain."""
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
        return tuple(self._country(country).meant)

    def suggest(self, name: str, country: str) -> str:
        """A city in the country with a similar name, or an empty string."""
        wanted = normalise(name)
        near = {
            known: city.name
            for known, city in self._country(country).meant.items()
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

    def _country(self, country: str) -> _Country:
        known = self._countries.get(country)
        if known is None:
            known = _Country()
            cities = [_city(cells) for cells in csv.reader(self._by_country().get(country, []))]
            for city in cities:
                known.add(city, (city.name, city.name_en, city.name_de))
                known.by_id[city.geonameid] = city
            for city in cities:
                known.add(city, city.aliases)
            self._countries[country] = known
        return known

    def _world(self) -> dict[str, str]:
        """The countries that have a name, their codes one after the other."""
        if not self._where:
            where: dict[str, str] = {}
            for country in self._by_country():
                for name in self._country(country).meant:
                    where[name] = where.get(name, "") + country
            self._where = where
        return self._where

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
    country, geonameid, name, name_de, name_en, lat, lon, population, region, aliases = cells
    return City(
        geonameid=int(geonameid),
        name=name,
        name_de=name_de or name,
        name_en=name_en or name,
        country=country,
        lat=float(lat),
        lon=float(lon),
        population=int(population),
        region=region,
        aliases=tuple(aliases.split("|")) if aliases else (),
    )
