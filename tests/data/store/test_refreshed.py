"""What is read again after a few changes is what reading everything would give."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model import Activity
from data.store.records import State, Store
from data.store.writes import BringBack, Create, Delete, Update, Write
from data.tables import Tables
from tests.builders import REFERENCE
from tests.strategies import worlds

PLACES = tuple(REFERENCE.places.values())
laws = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def assert_equal(found: Tables, wanted: Tables) -> None:
    for field in ("activities", "counterparts", "sectors", "networks", "organisations"):
        pd.testing.assert_frame_equal(getattr(found, field), getattr(wanted, field))
    assert found.places == wanted.places


@laws
@given(worlds(), worlds(), st.data())
def test_a_refreshed_state_is_the_whole_one(
    store: Store, world: list[Activity], changed: list[Activity], data: st.DataObject
) -> None:
    store.write(_emptied(store), by="test")
    before = store.versions()
    written = [_titled(one, f"r{len(before)}-{store.revision()}-") for one in world]
    store.write([Create(one, PLACES) for one in written], by="test")
    seen = store.state(REFERENCE)
    assert store.state(REFERENCE, since=seen).tables is seen.tables

    store.write(_some_changes(written, changed, data), by="test")
    assert_equal(_again(store, seen), store.state(REFERENCE).tables)


def _again(store: Store, seen: State) -> Tables:
    return store.state(REFERENCE, since=seen).tables


def _emptied(store: Store) -> list[Write]:
    return [Delete(name, version) for name, version in store.versions().items()]


def _titled(one: Activity, prefix: str) -> Activity:
    return dataclasses.replace(one, id=prefix + one.id, title_de=one.title_de or "Besuch")


def _some_changes(
    written: Sequence[Activity], changed: Sequence[Activity], data: st.DataObject
) -> list[Write]:
    """Each record is changed, deleted, deleted and brought back, or stays."""
    found: list[Write] = []
    for number, one in enumerate(written):
        match data.draw(st.integers(0, 3)):
            case 0 if number < len(changed):
                found.append(
                    Update(_titled(dataclasses.replace(changed[number], id=one.id), ""), 1)
                )
            case 1:
                found.append(Delete(one.id, 1))
            case 2:
                found += [Delete(one.id, 1), BringBack(one, PLACES)]
    return found
