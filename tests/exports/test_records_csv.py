"""What is exported and read again is the same, and nothing in it runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data import queries
from data.model import Activity, Counterpart, Country, DatePrecision, Filters, Organisation, Role
from data.reading import read_bytes
from data.record_format import COLUMNS, guarded, unguarded
from data.snapshot import build
from data.tables import Reference
from exports import limits as module
from exports.limits import TooManyRecords
from exports.records_csv import Separator, records_csv
from tests.builders import HOME, REFERENCE, an_activity, from_place, snapshot_of
from tests.strategies import storable, texts

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def reread(selection: queries.Selection, separator: Separator = ",") -> list[Activity]:
    again = _read(records_csv(selection, separator=separator), REFERENCE)
    return list(queries.activities(again))


def _read(data: bytes, reference: Reference) -> queries.Selection:
    read = read_bytes(data, "records.csv", reference)
    assert read.left_out == 0, read.problems
    return queries.select(build(read.tables, HOME, revision="read"), Filters())


def cells_of(data: bytes, separator: str) -> list[dict[str, str]]:
    """The file as any CSV reader sees it."""
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=separator, strict=True))


@given(storable(), st.sampled_from((",", ";")))
def test_export_then_import_gives_the_same_records(
    activities: list[Activity], separator: Separator
) -> None:
    selection = queries.select(snapshot_of(*activities), Filters())
    assert reread(selection, separator) == list(queries.activities(selection))


@given(texts | st.text("a';,\"\t\r\n=-"))
@example("=1+1")
@example("'=1+1")
@example("''")
@example("")
def test_guarding_is_undone_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    for part in re.split("[,;\t\n]", guarded(text)):
        assert not part.lstrip('"').startswith(DANGEROUS)


@pytest.mark.parametrize(
    "formula",
    [
        *('=HYPERLINK("http://x.example","a")', "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"),
        *("a;=1+1", "a,=1+1", 'a;"=1+1"', "a\tb;\t=1+1", "a\n=1+1", '"a";=1+1'),
    ],
)
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_runs_as_a_formula(formula: str, separator: Separator) -> None:
    hostile = an_activity(
        id="=1+1",
        title_de=formula,
        note_de=formula,
        source=formula,
        organisations=(Organisation(formula, Role.GUEST),),
    )
    selection = queries.select(snapshot_of(hostile), Filters())
    cells = cells_of(records_csv(selection, separator=separator), separator)
    assert not [cell for row in cells for cell in row.values() if cell.startswith(DANGEROUS)]
    elsewhere = re.split("[,;\t\r\n]", records_csv(selection, separator=separator).decode())
    assert not [cell for cell in elsewhere if cell.lstrip('"').startswith(DANGEROUS)]
    assert reread(selection, separator) == [hostile]


def test_the_file_as_a_spreadsheet_takes_it() -> None:
    one = an_activity(
        title_de="Über; uns",
        date_precision=DatePrecision.MONTH,
        start=date(2025, 9, 1),
        end=date(2025, 9, 30),
        counterparts=(from_place("leeds-gb"), Counterpart("IL")),
        sectors=("health", "nano"),
    )
    data = records_csv(queries.select(snapshot_of(one), Filters()), separator=";")
    assert data.startswith("\ufeffid;title_de;".encode())
    assert data.endswith(b"\r\n")
    (row,) = cells_of(data, ";")
    assert list(row) == list(COLUMNS)
    assert row["title_de"] == "Über; uns"
    assert row["counterparts"] == "Leeds, GB; IL"
    assert row["sectors"] == "health; nano"
    assert (row["start"], row["end"], row["date_precision"]) == (
        "2025-09-01",
        "2025-09-30",
        "month",
    )


def test_only_what_is_selected_newest_first() -> None:
    days = [date(2025, 9, day) for day in (1, 3, 2)]
    snapshot = snapshot_of(
        *(an_activity(id=f"a{day.day}", start=day) for day in days),
        an_activity(id="b", title_de="Messe", kind="fair"),
    )
    data = records_csv(queries.select(snapshot, Filters(kinds=("visit",))))
    assert [row["id"] for row in cells_of(data, ",")] == ["a3", "a2", "a1"]


def test_nothing_selected_is_a_header() -> None:
    data = records_csv(queries.select(snapshot_of(), Filters()))
    assert data.decode("utf-8-sig").strip() == ",".join(COLUMNS)


@pytest.mark.parametrize(
    "cell",
    [
        "Villa San Lorenzo, AR",  # an alias of the smaller of two San Lorenzo
        "San Lorenzo, AR",
        "Rawson 3839307, AR",
        "Netanya, IL",
        "Straßburg, FR",
        "Nirgendwo am See, CH",
        "Foo; Bar, CH",
    ],
)
def test_places_are_found_again(cell: str) -> None:
    text = f'id,title_de,kind,direction,status,start,venue\nx,X,visit,inbound,held,2025,"{cell}"\n'
    more = {code: Country(code, 0.0, 0.0) for code in ("AR", "FR")}
    reference = replace(REFERENCE, countries=REFERENCE.countries | more)
    selection = _read(text.encode(), reference)
    again = _read(records_csv(selection), reference)
    assert list(queries.activities(again)) == list(queries.activities(selection)) != []


def test_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    selection = queries.select(snapshot_of(an_activity(), an_activity(id="b")), Filters())
    with pytest.raises(TooManyRecords) as refused:
        records_csv(selection)
    assert (refused.value.selected, refused.value.allowed) == (2, 1)
