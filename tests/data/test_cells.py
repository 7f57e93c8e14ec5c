"""A record's cells say the record, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from data.cells import EMPTY, Spelling, judge, judge_all, span_of
from data.model import Activity, Counterpart, Located, Place
from data.problems import Code
from data.record_format import COLUMNS
from tests.builders import REFERENCE, an_activity, from_place
from tests.strategies import storable

SPELLING = Spelling(REFERENCE, REFERENCE.places)


@given(storable())
def test_reading_a_records_cells_gives_the_same_record(activities: list[Activity]) -> None:
    told = judge_all([SPELLING.cells(one) for one in activities], REFERENCE)
    assert [judged.errors for judged in told] == [()] * len(activities)
    assert [judged.activity for judged in told] == activities


def test_every_column_has_its_cell() -> None:
    assert set(SPELLING.cells(an_activity())) == set(COLUMNS) == set(EMPTY)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({}, {("id", Code.VALUE_MISSING), ("title_de", Code.TITLE_MISSING),
              ("kind", Code.VALUE_MISSING), ("direction", Code.VALUE_MISSING),
              ("status", Code.VALUE_MISSING), ("start", Code.VALUE_MISSING)}),
        ({**SPELLING.cells(an_activity()), "start": "31.2.2025"}, {("start", Code.DATE_INVALID)}),
        ({**SPELLING.cells(an_activity()), "id": "b"}, {("id", Code.ID_TWICE)}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_no_record_is_made(
    cells: dict[str, str], wrong: set[tuple[str, Code]]
) -> None:
    judged = judge(cells, REFERENCE, taken={"b"})
    assert {(one.column, one.code) for one in judged.errors} == wrong
    assert judged.activity is None


def test_what_keeps_nobody_from_saving_is_a_notice() -> None:
    judged = judge(SPELLING.cells(an_activity()), REFERENCE)
    assert [one.code for one in judged.notices] == [Code.SOURCE_MISSING]
    assert judged.activity is not None


def test_a_namesake_is_told_by_its_geonames_id() -> None:
    other = Place("leeds-gb-9", "Leeds", "Leeds", "GB", 50.0, 0.5, 9, Located.GAZETTEER)
    spelling = Spelling(REFERENCE, {**REFERENCE.places, other.key: other})
    assert spelling.counterpart(Counterpart("GB", "leeds-gb-9")) == "Leeds 9, GB"
    assert spelling.counterpart(Counterpart("GB", "leeds-gb")) == "Leeds, GB"
    assert spelling.counterpart(Counterpart("GB")) == "GB"


UNLOCATED = [an_activity(id=name, counterparts=(from_place("york-gb"),)) for name in "abc"]


@example(UNLOCATED)
@settings(max_examples=20)
@given(storable())
def test_many_are_judged_as_each_would_be(activities: list[Activity]) -> None:
    cells = [SPELLING.cells(one) for one in activities]
    spoilt = [{**one, "start": "31.2.2025"} if at % 2 else one for at, one in enumerate(cells)]
    together = judge_all(spoilt, REFERENCE)
    for one, found in zip(spoilt, together, strict=True):
        alone = judge(one, REFERENCE)
        assert (found.activity, found.errors) == (alone.activity, alone.errors)
        assert found.notices == alone.notices


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"start": "2025-09-26"}, "2025-09-26 2025-09-26 day"),
        ({"start": "2025-09-01", "end": "2025-09-30", "date_precision": "month"},
         "2025-09-01 2025-09-30 month"),
        ({"start": "2025-09"}, "2025-09-01 2025-09-30 month"),
        ({"start": "2025-09", "date_precision": "day"}, ""),
        ({"start": "2025-09-26", "date_precision": "about"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_days_that_cells_say(cells: dict[str, str], said: str) -> None:
    span = span_of(cells)
    assert (f"{span.start} {span.end} {span.precision}" if span else "") == said
