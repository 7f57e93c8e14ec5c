"""What a record calls a place is read as that place again."""

from __future__ import annotations

import pytest

from data.gazetteer import bundled
from data.place_index import PlaceIndex
from tests.builders import REFERENCE


@pytest.mark.parametrize("country", ["DE", "GB", "NL"])
def test_every_city_is_found_again_by_what_a_record_calls_it(country: str) -> None:
    index = PlaceIndex(REFERENCE, bundled())
    cities = {
        city.geonameid: city
        for name in bundled().names(country)
        for city in bundled().namesakes(name, country)
    }
    assert len(cities) > 100
    for city in cities.values():
        place = index.place_of(city)
        name, _comma, code = index.spelled(place).rpartition(", ")
        found = index.find(name, code)
        assert found is not None, city
        assert found.key == place.key, city
