"""The bundled gazetteer as a geocoder of geopy: the only module that imports geopy.

Whoever configures a geocoder of geopy's own later can put it in this one's place.
"""

from __future__ import annotations

from geopy.distance import geodesic
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data.gazetteer import City, Gazetteer, bundled


class OfflineGeocoder(Geocoder):
    """Answers from the extract of GeoNames, never from a network."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self._gazetteer = gazetteer or bundled()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Where ``"Leeds, GB"`` is: the name and an ISO 3166-1 alpha-2 code.

        Without ``exactly_one`` a list of one location; ``None`` when the place is not known.
        ``timeout`` is accepted, as by every geocoder, and not needed.
        """
        del timeout
        name, _, country = query.rpartition(",")
        city = self._gazetteer.find(name, country.strip().upper())
        if city is None:
            return None
        location = _location(city)
        return location if exactly_one else [location]


def kilometres(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The shortest way over the ellipsoid between two points, each (latitude, longitude)."""
    return float(geodesic(start, end).kilometers)


def _location(city: City) -> Location:
    raw = {
        "geonameid": city.geonameid,
        "name_de": city.name_de,
        "name_en": city.name_en,
        "country": city.country,
        "population": city.population,
    }
    return Location(f"{city.name_en}, {city.country}", (city.lat, city.lon), raw)
