"""The places that there are, by name: the reference lists first, then the gazetteer."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from data.gazetteer import City, Gazetteer
from data.model import Located, Place
from data.names import normalise, place_key
from data.tables import Reference

_WRITTEN_OUT: Final = re.compile("(?<=[aou])e|(?<=a)a")


@dataclass(frozen=True)
class Candidate:
    """A place that a name may mean, and why."""

    place: Place
    population: int
    region: str
    listed: bool
    """whether the reference lists have it"""
    own: bool
    """whether it is the place's name rather than an alias"""


class PlaceIndex:
    """What a name means in a country, and in the world.

    ``known`` are places that neither the lists nor the gazetteer need to have, such as those that a
    geocoder found.
    """

    def __init__(
        self, reference: Reference, gazetteer: Gazetteer, known: Iterable[Place] = ()
    ) -> None:
        self.gazetteer = gazetteer
        self._listed = listed_names(reference)
        self._listed_anywhere: dict[str, list[Place]] = {}
        self._by_id: dict[int, Place] = {}
        self._known: dict[tuple[str, str], Place] = {}
        self.names: dict[str, list[Place]] = {}
        """places that are not only the gazetteer's, by normalised name"""
        for place in reference.places.values():
            self._list(place, reference.aliases.get(place.key, ()))
        for place in known:
            for name in (place.name_en, place.name_de):
                if self._known.setdefault((place.country, normalise(name)), place) is place:
                    self.names.setdefault(normalise(name), []).append(place)

    def find(self, name: str, country: str) -> Place | None:
        """The place that a record means by ``Leeds, GB``: of namesakes in a country the largest,
        a reference list's before any other."""
        wanted = (country, normalise(name))
        if wanted in self._listed:
            return self._listed[wanted]
        city = next(iter(self._namesakes(wanted[1], country)), None)
        return self._known.get(wanted) if city is None else self.place_of(city)

    def place_of(self, city: City) -> Place:
        """A city of the gazetteer; as the reference lists have it, where they do."""
        return self._by_id.get(city.geonameid) or self.gazetteer.place_of(city)

    def candidates(self, name: str, country: str = "") -> tuple[Candidate, ...]:
        """Every place that may be meant, each once, in that country or anywhere. Where nothing is
        called exactly so, umlauts that are written out or words that are parted may be why."""
        found = self._exactly(name, country)
        if found or name.isdigit():
            return found
        wanted = normalise(name)
        plain = _WRITTEN_OUT.sub("", wanted)
        if plain != wanted:
            found = self._exactly(plain, country)
        if not found and " " in wanted:
            found = self._exactly(wanted.replace(" ", ""), country)
        return found

    def spelled(self, place: Place) -> str:
        """How a record names the place, so that :meth:`find` finds it again."""
        return spelled(place, self._listed)

    def _exactly(self, name: str, country: str) -> tuple[Candidate, ...]:
        wanted = normalise(name)
        if country:
            listed = [self._listed[country, wanted]] if (country, wanted) in self._listed else []
            cities = self._namesakes(wanted, country)
        else:
            listed = self._listed_anywhere.get(wanted, [])
            cities = self.gazetteer.everywhere(wanted) or tuple(
                city for code in _other_names() for city in self._other(wanted, code)
            )
        found = {place.key: Candidate(place, 0, "", listed=True, own=True) for place in listed}
        for city in cities:
            place = self.place_of(city)
            listed_too = place.key in found
            found[place.key] = Candidate(
                place,
                city.population,
                city.region,
                listed=listed_too,
                own=listed_too
                or city.is_called(wanted)
                or wanted in _other_names().get(city.country, {}),
            )
        for place in self.names.get(wanted, ()):
            if place.key not in found and country in ("", place.country):
                found[place.key] = Candidate(place, 0, "", listed=False, own=True)
        return tuple(found.values())

    def _namesakes(self, wanted: str, country: str) -> tuple[City, ...]:
        return self.gazetteer.namesakes(wanted, country) or self._other(wanted, country)

    def _other(self, wanted: str, country: str) -> tuple[City, ...]:
        name = _other_names().get(country, {}).get(wanted, "")
        return self.gazetteer.namesakes(name, country)[:1] if name else ()

    def _list(self, place: Place, aliases: Iterable[str]) -> None:
        for name in _names(place, aliases):
            if self._listed[place.country, name] is place:
                self._listed_anywhere.setdefault(name, []).append(place)
                self.names.setdefault(name, []).append(place)
        if place.geonameid is not None:
            self._by_id[place.geonameid] = place


def listed_names(reference: Reference) -> dict[tuple[str, str], Place]:
    """Which place of the reference lists a name means in a country; the first of two that have
    it."""
    listed: dict[tuple[str, str], Place] = {}
    for place in reference.places.values():
        for name in _names(place, reference.aliases.get(place.key, ())):
            listed.setdefault((place.country, name), place)
    return listed


def spelled(place: Place, listed: Mapping[tuple[str, str], Place]) -> str:
    """How a record names a place: ``Leeds, GB``; with its GeoNames id where that would be read as
    another city. ``listed`` is what :func:`listed_names` gives.

    A city's key says whether it is the first of its name in the gazetteer, so that writing a
    record need not read that.
    """
    plain = f"{place.name_en}, {place.country}"
    if place.located is not Located.GAZETTEER:
        return plain
    namesake = listed.get((place.country, normalise(place.name_en)), place)
    if namesake.key == place.key == place_key(place.name_en, place.country):
        return plain
    return f"{place.name_en} {place.geonameid}, {place.country}"


def _names(place: Place, aliases: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(map(normalise, (place.name_en, place.name_de, *aliases)))


@cache
def _other_names() -> dict[str, dict[str, str]]:
    """What else cities are called, by country: the name by which the gazetteer finds them."""
    path = Path(__file__).parent / "reference" / "other_names.csv"
    names: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["country"], {})[normalise(row["name"])] = row["of"]
    return names


def unlocated(name: str, country: str) -> Place:
    """A place that nobody knows: it counts for its country and is not drawn as a point."""
    return Place(
        key=place_key(name, country),
        name_de=name,
        name_en=name,
        country=country,
        lat=None,
        lon=None,
        geonameid=None,
        located=Located.UNKNOWN,
    )
