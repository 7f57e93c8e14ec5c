"""The sources that records name, against a count in plain Python."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.model import Activity, Filters, Visibility
from tests.builders import HOME, REFERENCE, an_activity, snapshot_of
from tests.data import reference_count as slow
from tests.strategies import filters, worlds

_NAMED = st.tuples(
    st.sampled_from(["", "Report", "report", "Straße"]),
    st.sampled_from(["", "https://a.example/1", "https://a.example/2"]),
)


def _expected(selected: list[Activity]) -> list[tuple[str, str, int, pd.Timestamp]]:
    grouped: dict[str, list[Activity]] = {}
    for activity in selected:
        grouped.setdefault(activity.source or activity.source_url, []).append(activity)
    rows = []
    for source, members in grouped.items():
        addresses = {activity.source_url for activity in members}
        shared = addresses.pop() if len(addresses) == 1 else ""
        newest = pd.Timestamp(max(activity.start for activity in members))
        rows.append((source, shared, len(members), newest))
    return sorted(rows, key=lambda row: (-row[2], row[0]))


@given(worlds(), filters(), st.lists(_NAMED, min_size=1, max_size=6))
def test_every_selected_record_is_in_one_source(
    activities: list[Activity], chosen: Filters, named: list[tuple[str, str]]
) -> None:
    told = [
        replace(activity, source=named[at % len(named)][0], source_url=named[at % len(named)][1])
        for at, activity in enumerate(activities)
    ]
    selection = queries.select(snapshot_of(*told), chosen)
    found = queries.sources(selection)
    expected = _expected(slow.World(told, REFERENCE, HOME).select(chosen))
    assert list(found.itertuples(index=False, name=None)) == expected
    assert found["records"].sum() == selection.total


def test_without_records_there_are_the_columns() -> None:
    found = queries.sources(queries.select(snapshot_of(), Filters()))
    assert dict(found.dtypes.astype(str)) == {
        "source": "str",
        "url": "str",
        "records": "int64",
        "newest": "datetime64[s]",
    }
    assert found.empty


@pytest.mark.parametrize("visibility", list(Visibility))
def test_only_public_records_are_told(visibility: Visibility) -> None:
    activity = an_activity(visibility=visibility, source="Report")
    found = queries.sources(queries.select(snapshot_of(activity), Filters()))
    assert list(found["source"]) == (["Report"] if visibility is Visibility.PUBLIC else [])
