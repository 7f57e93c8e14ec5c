"""What must hold for any records and filters, however they are counted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.model import Activity, Filters, Period, Status, Visibility
from data.queries import Selection
from tests.builders import snapshot_of
from tests.strategies import filters, periods, worlds


def ids(selection: Selection) -> set[str]:
    return set(queries.records(selection, limit=None)["id"])


@given(worlds(), filters())
def test_a_filtered_selection_is_part_of_the_whole(
    activities: list[Activity], chosen: Filters
) -> None:
    snapshot = snapshot_of(*activities)
    assert ids(queries.select(snapshot, chosen)) <= ids(queries.select(snapshot, Filters()))


@given(worlds(), filters())
def test_fields_are_combined_in_any_order(activities: list[Activity], chosen: Filters) -> None:
    snapshot = snapshot_of(*activities)
    everything = ids(queries.select(snapshot, Filters()))
    each = [
        ids(queries.select(snapshot, replace(Filters(), **{name: value})))
        for name, value in vars(chosen).items()
    ]
    assert ids(queries.select(snapshot, chosen)) == everything.intersection(*each)


@given(worlds(), filters(), st.none() | periods())
def test_other_months_are_the_same_filters_with_those_months(
    activities: list[Activity], chosen: Filters, period: Period | None
) -> None:
    snapshot = snapshot_of(*activities)
    moved = queries.select(snapshot, chosen).over(period)
    direct = queries.select(snapshot, replace(chosen, period=period))
    assert moved.filters == direct.filters
    assert ids(moved) == ids(direct)
    assert queries.key_figures(moved) == queries.key_figures(direct)


@given(worlds(), filters(), st.sampled_from(["day", "month", "year"]))
def test_a_course_adds_up_to_what_was_held(
    activities: list[Activity], chosen: Filters, unit: queries.Time
) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    figures = queries.key_figures(selection)
    course = queries.per_period(selection, unit=unit)
    assert course["activities"].sum() == figures.activities.value
    assert course["planned"].sum() == figures.planned
    assert figures.activities.value + figures.planned + figures.cancelled == selection.total


@given(worlds(), filters())
def test_what_was_cancelled_or_internal_never_counts(
    activities: list[Activity], chosen: Filters
) -> None:
    counting = [
        a
        for a in activities
        if a.status is not Status.CANCELLED and a.visibility is Visibility.PUBLIC
    ]
    every = queries.select(snapshot_of(*activities), chosen)
    some = queries.select(snapshot_of(*counting), chosen)
    for query in (queries.per_country, queries.per_place, queries.per_sector, queries.flows):
        assert query(every).equals(query(some))
    assert queries.organisations(every).equals(queries.organisations(some))
    values = [
        (figures.activities.value, figures.countries.value, figures.people.value)
        for figures in (queries.key_figures(every), queries.key_figures(some))
    ]
    assert values[0] == values[1]


@given(worlds(), filters())
def test_asking_changes_nothing(activities: list[Activity], chosen: Filters) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    first = queries.per_country(selection)
    changed = queries.per_country(selection)
    changed["activities"] = 7
    assert queries.per_country(selection).equals(first)


@given(worlds(), filters(), st.integers(0, 5), st.integers(1, 5))
def test_pages_are_cut_from_one_list(
    activities: list[Activity], chosen: Filters, offset: int, limit: int
) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    whole = queries.records(selection, limit=None)["id"].tolist()
    page = queries.records(selection, offset=offset, limit=limit)["id"].tolist()
    assert page == whole[offset : offset + limit]
