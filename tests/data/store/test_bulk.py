"""The records of files come out of the store as they went in, for looking and one by one."""

from __future__ import annotations

import dataclasses
import itertools

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from data.home import load_home
from data.model import Activity
from data.reading import read_folder
from data.reference_lists import load_reference
from data.store.records import Store
from data.store.writes import Refused
from tests.builders import REFERENCE, an_activity, tables_of
from tests.conftest import ROOT
from tests.strategies import worlds

laws = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
numbers = itertools.count()


@laws
@given(worlds())
def test_what_fills_the_store_comes_out_of_it(store: Store, world: list[Activity]) -> None:
    before = {one.id for one in store.everything()[1]}
    prefix = f"w{next(numbers)}-"
    filled = [
        dataclasses.replace(one, id=prefix + one.id, title_de=one.title_de or "Besuch")
        for one in world
    ]
    revision = store.fill(tables_of(filled), by="files")
    assert revision == store.revision()
    found = {one.id: one for one in store.everything()[1] if one.id not in before}
    assert found == {one.id: one for one in filled}
    for one in filled:
        [line] = store.history(one.id)
        assert (line.before, line.after, line.revision) == (None, one, revision)


def test_the_repositorys_records_come_out_as_the_same_tables(store: Store) -> None:
    home = load_home(ROOT / "home.toml")
    reference = load_reference(ROOT / "data" / "reference", home=home)
    read = read_folder(ROOT / "data" / "records", reference).tables
    store.fill(read, by="files")
    state = store.state(reference)
    number, found = state.revision, state.tables
    assert number == 1
    order = read.activities.sort_values(["start", "id"]).index
    pd.testing.assert_frame_equal(
        found.activities[read.activities.columns],
        read.activities.loc[order].reset_index(drop=True),
    )
    for name in ("counterparts", "sectors", "networks", "organisations"):
        one, other = getattr(found, name), getattr(read, name)
        at = pd.Series(range(len(order)), index=order)
        moved = other.assign(activity=at.loc[other["activity"]].to_numpy())
        moved = moved.sort_values("activity", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(one[other.columns], moved)
    assert found.places == {**reference.places, **read.places}


def test_an_empty_store_gives_empty_tables(store: Store) -> None:
    found = store.state(REFERENCE).tables
    assert found.activities.empty
    assert list(found.counterparts) == ["activity", "country", "place"]


def test_filling_is_all_or_nothing(store: Store) -> None:
    good, bad = an_activity(id="good"), an_activity(id="bad", title_de="", title_en="")
    with pytest.raises(Refused):
        store.fill(tables_of([good, bad]), by="files")
    assert store.everything() == (0, [], {})
