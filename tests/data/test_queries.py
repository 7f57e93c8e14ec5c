"""Every figure of every query equals the slow count, for any records and filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import queries
from data.model import Activity, Direction, Filters, Partner, Status
from tests.builders import HOME, REFERENCE, snapshot_of
from tests.data import reference_contacts as slow_contacts
from tests.data import reference_count as slow
from tests.strategies import crowds, filters, worlds

TODAY = date(2024, 6, 15)
FIGURES = ("activities", "countries", "partner_cities", "people", "organisations", "results")
GROUPINGS: tuple[queries.Grouping | None, ...] = (
    None, "direction", "kind", "sector", "country", "network",
)  # fmt: skip


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame in plain values: days as dates, what is missing as ``None``."""
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return None if pd.isna(value) else value.date()
    if value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value


@pytest.fixture(scope="module")
def nothing() -> queries.Selection:
    return queries.select(snapshot_of(), Filters())


def both(
    activities: list[Activity], chosen: Filters
) -> tuple[queries.Selection, slow.World, list[Activity]]:
    """The same selection for the queries and for the slow count."""
    world = slow.World(activities, REFERENCE, HOME)
    return queries.select(snapshot_of(*activities), chosen), world, world.select(chosen)


@given(worlds(), filters(), st.integers(1, 5))
def test_records(activities: list[Activity], chosen: Filters, limit: int) -> None:
    selection, world, selected = both(activities, chosen)
    assert selection.total == len(selected)
    assert selection.period == world.period(chosen)
    names = [
        "id",
        "title_de",
        "title_en",
        "kind",
        "direction",
        "status",
        "start",
        "end",
        "date_precision",
    ]
    assert rows_of(queries.spans(selection, limit=limit)) == [
        {name: getattr(a, name) for name in names} for a in selected[-limit:]
    ]
    lines = rows_of(queries.newest(selection, limit=limit))
    assert [(row["id"], row["countries"]) for row in lines] == [
        (a.id, tuple(world.countries(a))) for a in selected[-limit:][::-1]
    ]
    found = rows_of(queries.records(selection, descending=False, limit=None))
    for row, a in zip(found, selected, strict=True):
        count = a.participants
        assert row["countries"] == tuple(world.countries(a))
        assert row["places"] == tuple(world.places(a))
        assert (row["sectors"], row["networks"]) == (a.sectors, a.networks)
        assert row["organisations"] == tuple((o.name, o.role) for o in a.organisations)
        assert row["participants"] == (count.count if count else None)
        assert row["participants_qualifier"] == (count.qualifier if count else None)
        assert row["participants_unit"] == (count.unit if count else None)
        assert (row["start"], row["end"], row["note_en"]) == (a.start, a.end, a.note_en)


@given(worlds(), filters())
def test_key_figures(activities: list[Activity], chosen: Filters) -> None:
    selection, world, selected = both(activities, chosen)
    found = queries.key_figures(selection)
    now, then = slow.key_values(world, selected), slow.before(world, chosen)
    earlier = None if then is None else slow.key_values(world, then)
    for name in FIGURES:
        assert getattr(found, name) == queries.Figure(
            value=now[name][0],
            inexact=now[name][1],
            counted=now[name][2],
            of=len(slow.held(selected)),
            before=earlier[name][0] if earlier else None,
            before_inexact=earlier[name][1] if earlier else False,
            trend=slow.trend(world, chosen, name),
        )
    assert found.planned == len(slow.planned(selected))
    assert found.cancelled == sum(a.status is Status.CANCELLED for a in selected)
    assert found.earlier == (then is not None)
    assert found.partner_cities_total == 3
    assert rows_of(queries.year_before(selection)) == slow.year_before(world, chosen)


@given(
    worlds(),
    filters(),
    st.sampled_from(GROUPINGS),
    st.sampled_from([None, "day", "month", "year"]),
    st.integers(1, 4),
)
def test_per_period(
    activities: list[Activity],
    chosen: Filters,
    by: queries.Grouping | None,
    unit: queries.Time | None,
    limit: int,
) -> None:
    selection, world, _ = both(activities, chosen)
    found = queries.per_period(selection, unit=unit, by=by, limit=limit)
    shown = found.attrs["unit"]
    assert unit in {None, shown}
    assert rows_of(found) == slow.per_period(world, chosen, unit=shown, by=by, limit=limit)


@given(worlds(), filters(), st.sampled_from([None, *REFERENCE.sectors]))
def test_where_and_in_which_field(
    activities: list[Activity], chosen: Filters, parent: str | None
) -> None:
    selection, world, selected = both(activities, chosen)
    sectors = queries.per_sector(selection, parent=parent)
    assert rows_of(sectors) == slow.per_sector(world, selected, parent)
    assert rows_of(queries.per_country(selection)) == slow.per_country(world, selected)
    assert rows_of(queries.per_place(selection)) == slow.per_place(world, selected)
    ends = queries.flows(selection).itertuples(index=False, name=None)
    assert {row[:6]: row[6:] for row in ends} == slow.flows(world, selected)
    cells = queries.sector_by_country(selection).itertuples(index=False, name=None)
    assert {row[:2]: row[2] for row in cells} == slow.sector_by_country(world, selected)


@settings(max_examples=20)
@given(crowds(), filters(), st.sampled_from(GROUPINGS))
def test_many_records(
    activities: list[Activity], chosen: Filters, by: queries.Grouping | None
) -> None:
    selection, world, selected = both(activities, chosen)
    assert selection.total == len(selected)
    figures = queries.key_figures(selection)
    for name, (value, inexact, counted) in slow.key_values(world, selected).items():
        figure = getattr(figures, name)
        assert (figure.value, figure.inexact, figure.counted) == (value, inexact, counted)
    assert figures.countries.trend == slow.trend(world, chosen, "countries")
    course = queries.per_period(selection, unit="month", by=by, limit=3)
    assert rows_of(course) == slow.per_period(world, chosen, unit="month", by=by, limit=3)
    assert rows_of(queries.per_sector(selection)) == slow.per_sector(world, selected, None)
    assert rows_of(queries.per_country(selection)) == slow.per_country(world, selected)
    assert rows_of(queries.per_place(selection)) == slow.per_place(world, selected)
    ends = queries.flows(selection).itertuples(index=False, name=None)
    assert {row[:6]: row[6:] for row in ends} == slow.flows(world, selected)
    newest = queries.records(selection, limit=6)
    assert list(newest["id"]) == [a.id for a in selected[::-1][:6]]


@given(worlds(), filters(), st.integers(2019, 2025))
def test_days_organisations_and_caveats(
    activities: list[Activity], chosen: Filters, year: int
) -> None:
    selection, world, selected = both(activities, chosen)
    calendar = queries.calendar(selection, year)
    assert rows_of(calendar) == slow.calendar(selected, year)
    assert calendar.attrs["coarse"] == sum(
        a.date_precision in {"quarter", "year"} and a.start.year <= year <= a.end.year
        for a in slow.held(selected)
    )
    found = rows_of(queries.organisations(selection))
    assert {row.pop("organisation"): row for row in found} == slow_contacts.organisations(selected)
    assert [row["activities"] for row in found] == sorted(
        (row["activities"] for row in found), reverse=True
    )
    done = slow.held(selected)
    assert queries.caveats(selection) == queries.Caveats(
        held=len(done),
        without_sector=sum(not a.sectors for a in done),
        without_country=sum(not world.countries(a) for a in done),
        without_place=sum(not world.places(a) for a in done),
        without_network=sum(not a.networks for a in done),
        without_count=sum(a.participants is None for a in done),
        uncertain_dates=sum(a.date_precision != "day" for a in done),
    )


@given(worlds(), filters())
def test_partners(activities: list[Activity], chosen: Filters) -> None:
    selection, world, selected = both(activities, chosen)
    found = rows_of(queries.partners(selection, TODAY))
    contacts: list[Partner | str] = [*REFERENCE.partners.values(), *REFERENCE.networks]
    for row, contact in zip(found, contacts, strict=True):
        assert row.items() >= slow_contacts.partner(world, contact, TODAY).items()
        shared = [
            a
            for a in slow.held(selected)
            if (
                contact in a.networks if isinstance(contact, str) else row["key"] in world.places(a)
            )
        ]
        assert row["activities"] == len(shared)
        assert set(row["sectors"]) <= {sector for a in shared for sector in a.sectors}
        assert len(row["organisations"]) == min(
            3, len({o.name for a in shared for o in a.organisations})
        )
    gaps = [row["usual_gap"] for row in found if row["usual_gap"] is not None]
    for row in found:
        usual = pd.Series(gaps).median() if gaps else float("inf")
        allowed = usual if row["usual_gap"] is None else row["usual_gap"] * 1.5
        silent = float("inf") if row["silent_days"] is None else row["silent_days"]
        never = row["silent_days"] is None
        assert row["quiet"] == (not row["suspended"] and (never or silent > allowed))


@given(worlds())
def test_every_option_selects_as_many_records_as_its_rank_says(activities: list[Activity]) -> None:
    snapshot = snapshot_of(*activities)
    found = queries.options(snapshot)
    for name in ("countries", "cities", "sectors", "kinds", "networks", "directions", "statuses"):
        totals = [
            queries.select(snapshot, replace(Filters(), **dict[str, Any]({name: (value,)}))).total
            for value in getattr(found, name)
        ]
        assert 0 not in totals
        assert totals == sorted(totals, reverse=True)
    assert set(found.directions) == {
        direction
        for direction in Direction
        if queries.select(snapshot, Filters(directions=(direction,))).total
    }


@given(worlds(), filters())
def test_relaxations(activities: list[Activity], chosen: Filters) -> None:
    selection, world, _ = both(activities, chosen)
    expected = {}
    for name, value in vars(chosen).items():
        empty = getattr(Filters(), name)
        if value != empty:
            without = Filters(**{**vars(chosen), name: empty})
            if total := len(world.select(without)):
                expected[name] = total
    found = queries.relaxations(selection)
    assert dict(found) == expected
    assert [total for _, total in found] == sorted(expected.values(), reverse=True)


@given(worlds())
def test_a_record_comes_out_as_it_went_in(activities: list[Activity]) -> None:
    snapshot = snapshot_of(*activities)
    for a in slow.World(activities, REFERENCE, HOME).public:
        assert queries.activity(snapshot, a.id) == a


@given(worlds(), filters())
def test_all_records_as_they_went_in(activities: list[Activity], chosen: Filters) -> None:
    selection, _, selected = both(activities, chosen)
    assert list(queries.activities(selection)) == selected[::-1]
    assert list(queries.activities(selection, limit=2)) == selected[::-1][:2]


@given(worlds(), filters(), st.sampled_from(["start", "title_de", "status", "participants"]))
def test_neighbours_follow_the_order_of_the_table(
    activities: list[Activity], chosen: Filters, sort: queries.Sort
) -> None:
    selection, _, selected = both(activities, chosen)
    ids = list(queries.records(selection, sort=sort, descending=False, limit=None)["id"])
    for at, (before, this, after) in enumerate(
        zip([None, *ids], ids, [*ids[1:], None], strict=False), 1
    ):
        assert queries.neighbours(
            selection, this, sort=sort, descending=False
        ) == queries.Neighbours(at, len(ids), before, after)
    others = {a.id for a in activities} - {a.id for a in selected}
    assert all(queries.neighbours(selection, other) is None for other in others)


def test_nothing_at_all(nothing: queries.Selection) -> None:
    assert nothing.period is None
    assert nothing.total == 0
    figures = queries.key_figures(nothing)
    assert figures.activities == queries.Figure(
        value=0, inexact=False, counted=0, of=0, before=None, before_inexact=False, trend=()
    )
    for by in GROUPINGS:
        assert queries.per_period(nothing, by=by).empty
    assert queries.year_before(nothing).empty
    assert queries.options(nothing.snapshot).span is None
    assert bool(queries.partners(nothing, TODAY)["quiet"].sum() == 6)
