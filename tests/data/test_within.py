"""A selection narrowed to a sector, and courses of some sectors only, equal the slow count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.model import Activity, Filters
from tests.builders import REFERENCE, an_activity, snapshot_of
from tests.strategies import filters, worlds

TOPS = tuple(code for code, sector in REFERENCE.sectors.items() if sector.parent is None)


def names(a: Activity, code: str) -> bool:
    return any(code in {one, REFERENCE.sectors[one].parent} for one in a.sectors)


@given(worlds(), filters(), st.sampled_from([*REFERENCE.sectors, "unknown"]))
def test_within_keeps_what_names_the_sector(
    activities: list[Activity], chosen: Filters, code: str
) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    known = {a.id: a for a in activities}
    before = queries.records(selection, limit=None)["id"].tolist()
    inside = selection.within(code)
    found = queries.records(inside, limit=None)["id"].tolist()
    assert found == [key for key in before if names(known[key], code)]
    assert inside.total == len(found)
    held = [key for key in found if known[key].status == "held"]
    assert queries.caveats(inside).held == len(held)
    course = queries.per_period(inside, unit="month")
    assert course["activities"].sum() == len(held)
    assert list(queries.records(inside, limit=2)["id"]) == found[:2]
    assert inside.over(selection.filters.period).total == len(found)


def test_within_narrows_a_filter_by_another_sector() -> None:
    both = an_activity(id="both", sectors=("hydrogen", "nano"))
    other = an_activity(id="other", sectors=("nano",))
    selection = queries.select(snapshot_of(both, other), Filters(sectors=("hydrogen",)))
    assert list(queries.records(selection.within("nano"))["id"]) == ["both"]
    assert list(queries.records(selection.within("energy"))["id"]) == ["both"]
    assert selection.within("health").total == 0


@given(worlds(), filters(), st.lists(st.sampled_from(TOPS), unique=True).map(tuple))
def test_among_sums_the_rest(
    activities: list[Activity], chosen: Filters, among: tuple[str, ...]
) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    every = queries.per_period(selection, unit="year", by="sector", limit=99)
    some = queries.per_period(selection, unit="year", by="sector", among=among)
    rest = {group for group in every["group"] if group not in {*among, "none"}}
    merged = every.assign(group=every["group"].where(~every["group"].isin(rest), "other"))
    sums = merged.groupby(["period", "group"])[["activities", "planned"]].sum()
    found = some.set_index(["period", "group"])
    assert sums.to_dict("index") == found.to_dict("index")
    order = list(dict.fromkeys(some["group"]))
    assert order == [
        *(group for group in dict.fromkeys(every["group"]) if group in among),
        *(["other"] if rest else []),
        *(["none"] if "none" in set(every["group"]) else []),
    ]
