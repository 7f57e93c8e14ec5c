"""Geocoders of geopy: the bundled gazetteer, and a Nominatim where an administrator named one.

The only module that imports geopy.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.distance import geodesic
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data.gazetteer import City, Gazetteer, bundled

SECONDS_BETWEEN: Final = 1.0
"""What Nominatim's public server asks for: no more than one request a second, of all together."""
_TIMEOUT: Final = 10
_PLACES: Final = frozenset(("place", "boundary"))
"""Classes of OpenStreetMap that are towns and regions rather than something in one."""


class NoAnswer(Exception):
    """A geocoder could not be asked: ``reason`` is ``timeout``, ``refused`` or ``unreachable``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


class NominatimLookup:
    """A server of Nominatim, asked at most once a second whoever asks.

    ``address`` is where it stands (``https://nominatim.example.org``); ``contact`` is an address of
    whoever runs this, by which the server's people can tell who asks.
    """

    def __init__(self, address: str, contact: str) -> None:
        parts = urlsplit(address)
        geocoder = Nominatim(
            domain=f"{parts.netloc}{parts.path}".rstrip("/"),
            scheme=parts.scheme,
            user_agent=f"Netzwerkatlas ({contact})",
            timeout=_TIMEOUT,
            adapter_factory=URLLibAdapter,
        )
        self._geocode = RateLimiter(
            geocoder.geocode,
            min_delay_seconds=SECONDS_BETWEEN,
            max_retries=0,
            error_wait_seconds=SECONDS_BETWEEN,
            swallow_exceptions=False,
        )

    def where(self, name: str, country: str) -> tuple[float, float] | None:
        """Latitude and longitude of a town or region in a country; ``None`` where it is not known.
        Waits for its turn. Raises :class:`NoAnswer`."""
        try:
            found = self._geocode(name, country_codes=[country.lower()], language="de")
        except GeocoderTimedOut as error:
            raise NoAnswer("timeout") from error
        except (GeocoderQuotaExceeded, GeocoderInsufficientPrivileges) as error:
            raise NoAnswer("refused") from error
        except (GeocoderServiceError, GeopyError, OSError, ValueError, TypeError) as error:
            raise NoAnswer("unreachable") from error
        if found is None or found.raw.get("class") not in _PLACES:
            return None
        return float(found.latitude), float(found.longitude)


@lru_cache(maxsize=4)
def lookup(address: str, contact: str) -> NominatimLookup:
    """The one of this process, so that all who ask take turns."""
    return NominatimLookup(address, contact)


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
