"""Kinds, months in which something happened, and the way from home."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from data import queries
from data.model import Activity, Filters, Month, Status
from tests.builders import HOME, REFERENCE, an_activity, snapshot_of
from tests.data import reference_count as slow
from tests.strategies import filters, worlds


@given(worlds(), filters())
def test_kinds_and_months_equal_the_slow_count(activities: list[Activity], chosen: Filters) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    selected = slow.World(activities, REFERENCE, HOME).select(chosen)
    counted = [a for a in selected if a.status is not Status.CANCELLED]
    held = Counter(a.kind for a in counted if a.status is Status.HELD)
    planned = Counter(a.kind for a in counted if a.status is Status.PLANNED)
    kinds = queries.per_kind(selection).to_dict("records")
    assert kinds == [
        {"kind": code, "activities": held[code], "planned": planned[code]}
        for code in REFERENCE.kinds
        if held[code] + planned[code]
    ]
    assert list(queries.active_months(selection)) == sorted({Month.of(a.start) for a in counted})


def test_a_follow_up_is_no_part_of_what_visitors_see() -> None:
    snapshot = snapshot_of(an_activity(id="a", follow_up="Call the mayor back"))
    assert queries.activity(snapshot, "a").follow_up == ""
    assert "mayor" not in snapshot.texts.to_csv()


def test_the_way_from_home() -> None:
    snapshot = snapshot_of(an_activity())
    leeds = queries.distance_from_home(snapshot, "leeds-gb")
    assert leeds == pytest.approx(660, abs=15)  # as the crow flies from Dortmund
    unlocated = [key for key, place in snapshot.places.items() if place.lat is None]
    assert unlocated
    assert queries.distance_from_home(snapshot, unlocated[0]) is None
