"""The bundled gazetteer, and the same as a geocoder of geopy."""

from __future__ import annotations

import socket

import pytest
from geopy.location import Location

from data.gazetteer import BUNDLED, bundled
from data.geocoder import OfflineGeocoder
from data.model import Located

NAMES = [
    ("Leeds", "GB", 2644688, "Leeds", "Leeds"),
    ("Mailand", "IT", 3173435, "Mailand", "Milan"),
    ("Köln", "DE", 2886242, "Köln", "Cologne"),
    ("Koeln", "DE", 2886242, "Köln", "Cologne"),
    ("cologne", "DE", 2886242, "Köln", "Cologne"),
    ("Den Haag", "NL", 2747373, "Den Haag", "The Hague"),
    ("Warszawa", "PL", 756135, "Warschau", "Warsaw"),
    ("Göteborg", "SE", 2711537, "Göteborg", "Gothenburg"),
    ("Peking", "CN", 1816670, "Peking", "Beijing"),
    ("New York", "US", 5128581, "New York", "New York City"),
    ("San Sebastián", "ES", 3110044, "San Sebastián", "San Sebastián"),
    ("Ljubljana", "SI", 3196359, "Ljubljana", "Ljubljana"),
]


@pytest.mark.parametrize(("name", "country", "geonameid", "german", "english"), NAMES)
def test_cities_are_known_by_german_english_and_own_names(
    name: str, country: str, geonameid: int, german: str, english: str
) -> None:
    place = bundled().place(name, country)
    assert place is not None
    assert (place.geonameid, place.name_de, place.name_en) == (geonameid, german, english)
    assert place.located is Located.GAZETTEER


UNKNOWN = [("Leeds", "FR"), ("", "GB"), ("!", "GB"), ("Leeds", "QQ"), ("x" * 10_000, "GB")]


@pytest.mark.parametrize(("name", "country"), UNKNOWN)
def test_unknown_cities_are_not_guessed(name: str, country: str) -> None:
    assert bundled().place(name, country) is None


def test_of_namesakes_the_most_populous_is_meant() -> None:
    springfield = bundled().find("Springfield", "US")
    assert springfield is not None
    assert springfield.geonameid == 4409896
    own = bundled().find("Frankfurt", "DE")
    assert own is not None
    assert own.name == "Frankfurt am Main"


def test_keys_tell_all_cities_apart() -> None:
    """For every city that any name finds, so that two cities never share a key."""
    gazetteer = bundled()
    for country in ("DE", "US", "PL", "CN", "GB"):
        keys: dict[str, int | None] = {}
        for name in gazetteer.names(country):
            place = gazetteer.place(name, country)
            assert place is not None
            assert keys.setdefault(place.key, place.geonameid) == place.geonameid


def test_misspelt_cities_get_a_suggestion() -> None:
    assert bundled().suggest("Eindhofen", "NL") == "Eindhoven"
    assert bundled().suggest("Qqqqqq", "NL") == ""


def test_the_extract_is_small() -> None:
    assert BUNDLED.stat().st_size < 2_000_000


def test_geopy_speaks_to_it_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    geocoder = OfflineGeocoder()
    leeds = geocoder.geocode("Leeds, GB", timeout=1)
    assert isinstance(leeds, Location)
    assert (round(leeds.latitude, 2), round(leeds.longitude, 2)) == (53.8, -1.55)
    assert leeds.raw["geonameid"] == 2644688
    assert geocoder.geocode("Leeds, gb", exactly_one=False) == [leeds]
    assert geocoder.geocode("Leeds") is None
    assert geocoder.geocode("") is None
