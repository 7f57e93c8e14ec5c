"""The counting rules, one case each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data import queries
from data.model import (
    Activity,
    Counterpart,
    DatePrecision,
    Direction,
    Filters,
    Month,
    Organisation,
    Participants,
    Period,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from tests.builders import an_activity, from_place, snapshot_of

SEPTEMBER = Period(Month(2025, 9), Month(2025, 9))


def selected(*activities: Activity, **chosen: object) -> queries.Selection:
    filters = replace(Filters(), **dict[str, Any](chosen))
    return queries.select(snapshot_of(*activities), filters)


def people(count: int, qualifier: Qualifier = Qualifier.EXACT) -> Participants:
    return Participants(count, qualifier, Unit.PEOPLE)


LEEDS_IN_YORK = an_activity(counterparts=(from_place("leeds-gb"),), venue="york-gb")


@pytest.mark.parametrize(
    ("activity", "chosen", "found"),
    [
        (LEEDS_IN_YORK, {"countries": ("GB",)}, True),
        (an_activity(venue="york-gb"), {"countries": ("GB",)}, True),
        (an_activity(venue="york-gb"), {"cities": ("york-gb",)}, True),
        (an_activity(venue="essen-de"), {"countries": ("DE",)}, False),
        (an_activity(venue="essen-de"), {"cities": ("essen-de",)}, True),
        (an_activity(venue="dortmund-de"), {"cities": ("dortmund-de",)}, False),
        (an_activity(counterparts=(Counterpart("CA"),)), {"countries": ("CA", "IL")}, True),
        (an_activity(sectors=("hydrogen",)), {"sectors": ("energy",)}, True),
        (an_activity(sectors=("energy",)), {"sectors": ("hydrogen",)}, False),
        (an_activity(), {"countries": ("XX",)}, False),
        (an_activity(), {"period": SEPTEMBER}, True),
        # It belongs to the month of its start, however long it lasts.
        (an_activity(start=date(2025, 8, 31), end=date(2025, 9, 30)), {"period": SEPTEMBER}, False),
        (an_activity(start=date(2025, 9, 30), end=date(2025, 12, 31)), {"period": SEPTEMBER}, True),
        (an_activity(status=Status.CANCELLED), {"statuses": (Status.CANCELLED,)}, True),
        (an_activity(visibility=Visibility.INTERNAL), {}, False),
        (an_activity(title_de="Größe"), {"text": "GROSSE"}, True),
        (an_activity(title_de="Größe"), {"text": "gross"}, True),
        (an_activity(title_de="Größe", note_en="Éclair"), {"text": "eclair größe"}, True),
        (an_activity(title_de="Größe"), {"text": "größe eclair"}, False),
        (an_activity(venue="zuerich-ch"), {"text": "zurich"}, True),
        (an_activity(counterparts=(from_place("netanya-il"),)), {"text": "Netanja"}, True),
        (an_activity(networks=("iurc",)), {"text": "stadteprogramm"}, True),
        (
            an_activity(organisations=(Organisation("Straßenbau", Role.HOST),)),
            {"text": "STRASSENBAU"},
            True,
        ),
        (an_activity(outcome_en="signed"), {"text": "sign"}, True),
        (an_activity(source="signed"), {"text": "signed"}, False),
        (an_activity(title_de="a.c"), {"text": "a.c"}, True),
        (an_activity(title_de="abc"), {"text": "a.c"}, False),
    ],
)
def test_what_a_filter_keeps(activity: Activity, chosen: dict[str, Any], *, found: bool) -> None:
    assert selected(activity, **chosen).total == found


def test_an_activity_counts_once_in_total_and_in_each_sector_and_country() -> None:
    both = an_activity(
        sectors=("hydrogen", "solar", "nano"),
        counterparts=(from_place("leeds-gb"), from_place("york-gb"), Counterpart("CA")),
    )
    selection = selected(both)
    assert queries.key_figures(selection).activities.value == 1
    sectors = queries.per_sector(selection)
    assert dict(zip(sectors["sector"], sectors["activities"], strict=True)) == {
        "energy": 1,
        "nano": 1,
    }
    countries = queries.per_country(selection)
    assert dict(zip(countries["country"], countries["activities"], strict=True)) == {
        "GB": 1,
        "CA": 1,
    }


@pytest.mark.parametrize(
    ("parts", "value", "inexact", "counted"),
    [
        ([people(10), people(20)], 30, False, 2),
        ([people(10), people(48, Qualifier.NEARLY)], 58, True, 2),
        ([people(10), None], 10, False, 1),
        ([None, None], 0, False, 0),
        ([people(0)], 0, False, 1),
        ([people(10), Participants(25, Qualifier.ABOUT, Unit.ORGANISATIONS)], 10, False, 1),
    ],
)
def test_people(
    parts: list[Participants | None], value: int, *, inexact: bool, counted: int
) -> None:
    records = [an_activity(id=str(n), participants=part) for n, part in enumerate(parts)]
    cancelled = an_activity(id="x", participants=people(7), status=Status.CANCELLED)
    planned = an_activity(id="y", participants=people(9), status=Status.PLANNED)
    figure = queries.key_figures(selected(*records, cancelled, planned)).people
    assert (figure.value, figure.inexact, figure.counted) == (value, inexact, counted)
    assert figure.of == len(parts)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2025-09", "2025-09", 1),  # against August
        ("2025-08", "2025-09", 2),  # against June and July
        ("2025-06", "2025-06", None),  # nothing is earlier than June
        ("2025-01", "2025-09", None),
        ("2025-07", "2025-12", 1),  # half of the period before has records
        ("2026-01", "2026-12", 5),
        ("0001-01", "2025-09", None),
        ("2025-12", "9999-12", 5),  # the period before begins before the year 1
    ],
)
def test_the_period_before(first: str, last: str, before: int | None) -> None:
    days = [date(2025, 6, 1), date(2025, 7, 31), date(2025, 8, 1), date(2025, 9, 1)]
    records = [an_activity(id=str(day), start=day) for day in (*days, date(2025, 9, 30))]
    period = Period(Month.parse(first), Month.parse(last))
    figures = queries.key_figures(selected(*records, period=period))
    assert figures.activities.before == before
    assert figures.earlier == (before is not None)


def test_without_a_period_there_is_none_before() -> None:
    figures = queries.key_figures(selected(an_activity()))
    assert figures.activities.before is None
    assert figures.activities.trend == (*[0] * 11, 1)


def test_suspended_partner_cities_count_and_network_partners_do_not() -> None:
    visit = an_activity(counterparts=(from_place("rostow-ru"), from_place("zuerich-ch")))
    figures = queries.key_figures(selected(visit))
    assert (figures.partner_cities.value, figures.partner_cities_total) == (1, 3)


def test_the_ends_of_arcs() -> None:
    records = [
        an_activity(id="a", counterparts=(from_place("leeds-gb"),), venue="leeds-gb"),
        an_activity(id="b", counterparts=(Counterpart("GB"),), venue="leeds-gb"),
        an_activity(id="c", counterparts=(from_place("york-gb"),), venue="essen-de"),
        an_activity(id="d", counterparts=(Counterpart("DE"), from_place("essen-de"))),
        an_activity(id="e", counterparts=(from_place("dortmund-de"),), venue="dortmund-de"),
    ]
    found = queries.flows(selected(*records))
    ends = found[["place", "country", "exact", "activities"]].itertuples(index=False, name=None)
    assert set(ends) == {
        ("leeds-gb", "GB", True, 2),
        ("", "GB", False, 1),
        ("york-gb", "GB", False, 1),  # its own coordinates are unknown
        ("essen-de", "DE", True, 1),
    }
    york = found[found["place"] == "york-gb"].iloc[0]
    assert (york["lat"], york["lon"]) == (54.0, -2.0)


def test_uncertain_days_are_told_apart() -> None:
    week = {"start": date(2025, 9, 1), "end": date(2025, 9, 7)}
    records = [
        an_activity(id="a", date_precision=DatePrecision.WEEK, **week),
        an_activity(id="b", start=date(2025, 9, 3)),
        an_activity(id="c", start=date(2024, 12, 30), end=date(2025, 1, 1)),
    ]
    frame = queries.calendar(selected(*records), 2025)
    counts = zip(frame["activities"], frame["uncertain"], strict=True)
    days = dict(zip(frame["day"].dt.strftime("%Y-%m-%d"), counts, strict=True))
    assert days["2025-09-03"] == (1, 1)
    assert days["2025-09-07"] == (0, 1)
    assert days["2025-09-08"] == (0, 0)
    assert days["2025-01-01"] == (1, 0)
    assert len(days) == 365


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2025-09", "2025-09", "day"),
        ("2025-07", "2025-08", "day"),  # 62 days
        ("2025-01", "2025-03", "month"),
        ("2020-01", "2024-12", "month"),  # 60 months
        ("2020-01", "2025-01", "year"),
    ],
)
def test_the_unit_of_time_fits_the_length(first: str, last: str, unit: str) -> None:
    assert queries.time_unit(Period(Month.parse(first), Month.parse(last))) == unit


def test_partners_that_have_gone_quiet() -> None:
    def visit(number: int, day: date, *places: str) -> Activity:
        guests = tuple(from_place(place) for place in places)
        return an_activity(id=str(number), start=day, counterparts=guests)

    selection = selected(
        visit(1, date(2025, 1, 1), "leeds-gb", "rostow-ru"),
        visit(2, date(2025, 1, 11), "leeds-gb", "kumasi-gh"),
        visit(3, date(2025, 1, 21), "leeds-gb"),
    )
    before = queries.partners(selection, date(2025, 2, 5)).set_index("key")
    after = queries.partners(selection, date(2025, 2, 6)).set_index("key")
    assert (before.at["leeds-gb", "silent_days"], after.at["leeds-gb", "silent_days"]) == (15, 16)
    assert not before.at["leeds-gb", "quiet"]
    assert after.at["leeds-gb", "quiet"]  # for more than 1.5 × 10 days
    assert before.at["kumasi-gh", "quiet"]  # 25 days, the median partner's gap is 10
    assert before.at["novi-sad-rs", "quiet"]  # never
    assert not before.at["rostow-ru", "quiet"]  # suspended


def test_a_filter_does_not_change_when_a_partner_was_last_met() -> None:
    visit = an_activity(counterparts=(from_place("leeds-gb"),))
    found = queries.partners(selected(visit, kinds=("fair",)), date(2025, 9, 20)).set_index("key")
    assert found.loc["leeds-gb", "activities"] == 0
    assert found.loc["leeds-gb", "last_id"] == "a"


@pytest.mark.parametrize(
    ("sort", "descending", "order"),
    [
        ("start", True, "dcba"),
        ("start", False, "abcd"),
        ("title_de", False, "acbd"),
        ("title_en", False, "cadb"),
        ("participants", True, "bcda"),  # unknown last, the newest of them first
        ("participants", False, "cbda"),
        ("country", False, "badc"),
        ("country", True, "abdc"),
        ("kind", False, "dbac"),
        ("status", True, "bdca"),
    ],
)
def test_sorting(sort: queries.Sort, *, descending: bool, order: str) -> None:
    canada, britain = (Counterpart("CA"),), (from_place("leeds-gb"),)
    day = date(2025, 9, 1)
    records = [
        an_activity(id="a", title_de="Ärzte", title_en="b", counterparts=britain, kind="fair",
                    start=day),
        an_activity(id="b", title_de="Messe", title_en="z", counterparts=canada, start=day,
                    participants=people(9), status=Status.CANCELLED),
        an_activity(id="c", title_de="", title_en="Ball", kind="agreement", start=day,
                    participants=people(3)),
        an_activity(id="d", title_de="Zoo", start=day, title_en="c"),
    ]  # fmt: skip
    records[2] = an_activity(**(vars(records[2]) | {"title_en": "B"}))
    found = queries.records(selected(*records), sort=sort, descending=descending)
    assert "".join(found["id"]) == order


def test_pages_of_records() -> None:
    records = [an_activity(id=f"{n:02}") for n in range(7)]
    selection = selected(*records)
    pages = [queries.records(selection, offset=at, limit=3)["id"].tolist() for at in (0, 3, 6, 9)]
    assert pages == [["06", "05", "04"], ["03", "02", "01"], ["00"], []]


def test_an_unknown_or_internal_activity_is_named() -> None:
    snapshot = snapshot_of(an_activity(), an_activity(id="b", visibility=Visibility.INTERNAL))
    for missing in ("b", "nowhere", ""):
        with pytest.raises(queries.UnknownActivity) as caught:
            queries.activity(snapshot, missing)
        assert caught.value.activity == missing


def test_directions_of_a_country_count_what_was_held() -> None:
    leeds = (from_place("leeds-gb"),)
    records = [
        an_activity(id="a", counterparts=leeds, direction=Direction.OUTBOUND),
        an_activity(id="b", counterparts=leeds, status=Status.PLANNED, start=date(2025, 9, 30)),
        an_activity(id="c", counterparts=leeds, status=Status.CANCELLED),
    ]
    row = queries.per_country(selected(*records)).iloc[0]
    assert (row["activities"], row["planned"], row["inbound"], row["outbound"]) == (1, 1, 0, 1)
    assert row["last"].date() == date(2025, 9, 10)
