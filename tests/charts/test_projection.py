"""Positions in the flat map's picture and on the globe's."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import projection


@settings(max_examples=50)
@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), turn=st.integers(-3, 3))
def test_meridians_are_unwrapped_to_the_nearest(lon: float, lat: float, turn: int) -> None:
    moved = projection.unwrapped(lon + 360 * turn, around=lat)
    assert abs(moved - lat) <= 180 + 1e-9
    assert math.remainder(moved - lon, 360) == pytest.approx(0, abs=1e-6)
    assert projection.latitude(projection.northing(lat)) == pytest.approx(lat, abs=1e-6)


def test_the_globe_shows_its_middle_and_hides_its_back() -> None:
    globe = projection.Globe(10, 40, 840, 420)
    assert globe.pixel(10, 40) == pytest.approx((420, 210))
    assert globe.pixel(-170, -40) is None
    north = globe.pixel(10, 60)
    assert north is not None
    assert north[0] == pytest.approx(420)
    assert north[1] < 210
