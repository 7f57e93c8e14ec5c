"""What records lack is found in all of them, as one would by reading one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.columns import fold
from data.model import Activity, Filters, Located, Status
from data.queries import Lack
from data.snapshot import build
from tests.builders import HOME, REFERENCE, an_activity, from_place, snapshot_of, tables_of
from tests.data.reference_count import World
from tests.strategies import filters, worlds

TODAY = date(2024, 6, 1)
CHECKS: dict[Lack, Callable[[Activity], bool]] = {
    Lack.SOURCE: lambda a: not (a.source or a.source_url),
    Lack.SECTOR: lambda a: not a.sectors,
    Lack.PLACE: lambda a: not a.venue and not any(c.place for c in a.counterparts),
    Lack.GERMAN: lambda a: not a.title_de,
    Lack.ENGLISH: lambda a: not a.title_en,
    Lack.OVERDUE: lambda a: a.status is Status.PLANNED and a.end < TODAY,
}


def words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def twice(one: Activity, among: list[Activity]) -> bool:
    return any(
        words(getattr(one, name)) == words(getattr(other, name)) != ""
        and abs((one.start - other.start).days) <= 31
        for other in among
        if other.id != one.id
        for name in ("title_de", "title_en")
    )


@given(worlds(), filters())
def test_everything_that_lacks_is_counted(activities: list[Activity], chosen: Filters) -> None:
    selected = World(activities, REFERENCE, HOME).select(chosen)
    found = queries.quality(queries.select(snapshot_of(*activities), chosen), TODAY, limit=3)
    wanted = {lack: [a.id for a in selected if check(a)] for lack, check in CHECKS.items()}
    wanted[Lack.TWICE] = [a.id for a in selected if twice(a, selected)]
    assert {finding.lack: finding.total for finding in found.findings} == {
        lack: len(ids) for lack, ids in wanted.items() if ids
    }
    for finding in found.findings:
        assert finding.newest["id"].tolist() == wanted[finding.lack][::-1][:3]
    lacking = {name for ids in wanted.values() for name in ids}
    assert found.complete == len(selected) - len(lacking)


@given(worlds(), st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=8))
def test_pairs_that_are_known_to_be_two_are_no_finding(
    activities: list[Activity], numbers: set[tuple[int, int]]
) -> None:
    # Few titles, so that there are many pairs.
    few = [replace(a, title_de=a.title_de[:6], start=date(2024, 1, 1 + len(a.title_en)),
                   end=date(2024, 5, 1)) for a in activities]  # fmt: skip
    shown = World(few, REFERENCE, HOME).public
    apart = frozenset(queries.pair(f"a{one}", f"a{other}") for one, other in numbers)
    selection = queries.select(snapshot_of(*few), Filters())
    every = {
        queries.pair(a.id, b.id)
        for a, b in combinations(shown, 2)
        if twice(a, [b]) and queries.pair(a.id, b.id) not in apart
    }
    found = queries.duplicates(selection, apart=apart)
    assert set(found) <= every
    assert len(set(found)) == len(found)
    names = {name for both in every for name in both}
    assert {name for both in found for name in both} == names
    twofold = queries.lacking(selection, Lack.TWICE, TODAY, apart=apart)
    assert set(twofold.newest["id"]) == names
    assert twofold.total == len(names)


@given(worlds(), filters())
def test_one_finding_is_read_page_by_page(activities: list[Activity], chosen: Filters) -> None:
    selection = queries.select(snapshot_of(*activities), chosen)
    for finding in queries.quality(selection, TODAY, limit=99).findings:
        pages = [
            queries.lacking(selection, finding.lack, TODAY, offset=offset, limit=5)
            for offset in range(0, finding.total, 5)
        ]
        assert [name for page in pages for name in page.newest["id"]] == [*finding.newest["id"]]
        assert {page.total for page in pages} == {finding.total}


@pytest.mark.parametrize(
    ("title", "days", "same"),
    [
        ("Besuch aus Leeds", 0, True),
        ("BESUCH  aus Leeds!", 31, True),
        ("Besuch aus Leeds", 32, False),
        ("Besuch aus Kumasi", 0, False),
    ],
)
def test_the_same_words_within_a_month_are_likely_the_same(
    title: str, days: int, *, same: bool
) -> None:
    one = an_activity(id="one", title_de="Besuch aus Leeds", start=date(2025, 1, 1))
    other = an_activity(id="other", title_de=title, start=one.start + timedelta(days=days))
    found = queries.quality(queries.select(snapshot_of(one, other), Filters()), TODAY)
    totals = {finding.lack: finding.total for finding in found.findings}
    assert totals.get(Lack.TWICE, 0) == (2 if same else 0)


def test_a_partner_without_coordinates_is_named() -> None:
    lost = replace(REFERENCE.places["leeds-gb"], lat=None, lon=None, located=Located.UNKNOWN)
    places = REFERENCE.places | {"leeds-gb": lost}
    tables = tables_of([an_activity(counterparts=(from_place("kumasi-gh"),))])
    moved = replace(tables, reference=replace(REFERENCE, places=places), places=places)
    found = queries.quality(queries.select(build(moved, HOME, revision="test"), Filters()), TODAY)
    assert [place.key for place in found.unlocated] == ["leeds-gb"]
