"""The snapshot: what it holds, in which order, and that nobody can change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.columns import fold, folded
from data.model import Counterpart, Month, Period, Status, Visibility
from data.snapshot import build
from tests.builders import HOME, an_activity, from_place, snapshot_of, tables_of

INTERNAL = Visibility.INTERNAL


def test_empty() -> None:
    snapshot = snapshot_of()
    assert (len(snapshot), snapshot.span, snapshot.newest) == (0, None, None)


def test_holds_public_records_by_start_and_id() -> None:
    snapshot = snapshot_of(
        an_activity(id="c", start=date(2025, 2, 1)),
        an_activity(id="x", start=date(2020, 1, 1), visibility=INTERNAL),
        an_activity(id="b", start=date(2025, 2, 1)),
        an_activity(id="a", start=date(2025, 3, 1)),
    )
    assert snapshot.texts["id"].tolist() == ["b", "c", "a"]
    assert len(snapshot) == 3


def test_span_is_of_any_status_and_newest_of_what_was_held() -> None:
    snapshot = snapshot_of(
        an_activity(id="a", start=date(2024, 12, 31), status=Status.CANCELLED),
        an_activity(id="b", start=date(2025, 3, 5)),
        an_activity(id="c", start=date(2026, 1, 1), status=Status.PLANNED),
        an_activity(id="d", start=date(2027, 1, 1), visibility=INTERNAL),
    )
    assert snapshot.span == Period(Month(2024, 12), Month(2026, 1))
    assert snapshot.newest == date(2025, 3, 5)


def test_internal_records_leave_no_trace_in_names() -> None:
    snapshot = snapshot_of(
        an_activity(counterparts=(from_place("leeds-gb"),)),
        an_activity(id="b", title_de="secret", counterparts=(Counterpart("CA"),),
                    visibility=INTERNAL),
    )  # fmt: skip
    assert not snapshot.folded.str.contains("secret").any()
    assert "secret" not in snapshot.texts.to_csv()


def test_arrays_refuse_to_be_written_to() -> None:
    snapshot = snapshot_of(an_activity(counterparts=(from_place("leeds-gb"),)))
    facts = snapshot.facts["country"]
    arrays = [*vars(snapshot.columns).values(), *vars(snapshot.links).values()]
    arrays += [facts.offsets, facts.by_code, facts.pairs.keys, facts.cells.keys]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


def test_tables_stay_as_they_were() -> None:
    tables = tables_of([an_activity(id="b"), an_activity(id="a")])
    before = tables.activities.copy()
    build(tables, HOME, revision="1")
    assert tables.activities.equals(before)
    assert build(tables, HOME, revision="1").revision == "1"


@pytest.mark.parametrize("wrong", [{"kind": "dance"}, {"sectors": ("x",)}, {"venue": "nowhere"}])
def test_a_name_that_the_reference_lists_lack_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not among the known names"):
        snapshot_of(an_activity(**wrong))


def test_another_home_city() -> None:
    visit = an_activity(counterparts=(from_place("leeds-gb"),), venue="dortmund-de")
    home = replace(HOME, country="GB", place="leeds-gb")
    snapshot = build(tables_of([visit]), home, revision="1")
    country, place = snapshot.facts["country"], snapshot.facts["place"]
    names = country.names.take(np.asarray(country.pairs.keys // 12))
    assert names.tolist() == ["DE"]
    assert place.names.take(np.asarray(place.pairs.keys // 12)).tolist() == ["dortmund-de"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Größe", "grosse"),
        ("ÉNERGIE", "energie"),
        ("ŁÓDŹ", "lodz"),
        ("İstanbul", "istanbul"),
        ("Tromsø", "tromso"),
        ("ﬁn", "fin"),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_fold(text: str, bare: str) -> None:
    assert fold(text) == bare
    assert fold(bare) == bare
    assert folded(pd.Series([text, text], dtype="str")).tolist() == [bare, bare]
