"""Files as spreadsheets write them, broken files, and the repository's own records."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Located
from data.names import normalise
from data.problems import Code, Severity
from data.reading import Reading, fingerprint, read_folder
from data.record_format import COLUMNS
from data.values import join_parts
from tests.data.record_files import GOOD, ROOT, codes, csv_bytes, read, reference

GOOD_ROWS = [GOOD | {"id": f"good-{n}", "title_de": f"Besuch {n}"} for n in range(3)]
HEADER = csv_bytes([])


def ids(reading: Reading) -> list[str]:
    return list(reading.tables.activities["id"])


# The repository's own records ------------------------------------------------------------------


@pytest.fixture(scope="module")
def own() -> Reading:
    return read_folder(ROOT / "data" / "records", reference())


def test_own_records_are_right(own: Reading) -> None:
    assert own.problems == ()
    assert [(file.name, file.rows, file.loaded) for file in own.files] == [
        ("2025-09.csv", 9, 9),
        ("public-sources.csv", 21, 21),
    ]
    places = own.tables.places.values()
    assert all(place.located is Located.REFERENCE for place in places)


SEPTEMBER = {
    "2025-09-diwodo": ("conference", "inbound", "2025-09-01", "2025-09-07", "week"),
    "2025-09-conf3rence": ("trade_fair", "inbound", "2025-09-01", "2025-09-30", "month"),
    "2025-09-patika-robotics": ("settlement", "inbound", "2025-09-01", "2025-09-30", "month"),
    "2025-09-gini-treffen": ("network_meeting", "inbound", "2025-09-01", "2025-09-07", "week"),
    "2025-09-leeds-nrw": ("market_entry_event", "outbound", "2025-09-10", "2025-09-10", "day"),
    "2025-09-nl-healthtech": ("delegation_visit", "inbound", "2025-09-19", "2025-09-19", "day"),
    "2025-09-manchester-summit": ("conference", "outbound", "2025-09-25", "2025-09-25", "day"),
    "2025-09-gini-kickoff": ("network_meeting", "mutual", "2025-09-26", "2025-09-26", "day"),
    "2025-09-kanada-nano": ("delegation_visit", "inbound", "2025-09-29", "2025-09-29", "day"),
}


def test_september_2025_has_its_nine_activities(own: Reading) -> None:
    activities = own.tables.activities
    month = activities["start"].between("2025-09-01", "2025-09-30")
    found = {
        str(row["id"]): (
            *(row["kind"], row["direction"]),
            *(str(row["start"].date()), str(row["end"].date()), row["date_precision"]),
        )
        for row in activities[month].to_dict("records")
    }
    assert found == SEPTEMBER
    assert set(activities[month]["status"]) == {"held"}


def test_september_counts_keep_their_qualifiers(own: Reading) -> None:
    activities = own.tables.activities.set_index("id")
    counted = activities.loc[list(SEPTEMBER), "participants"].dropna()
    assert counted.to_dict() == {"2025-09-diwodo": 50, "2025-09-leeds-nrw": 25}
    columns = ["participants_qualifier", "participants_unit"]
    assert list(activities.loc["2025-09-diwodo", columns]) == ["nearly", "people"]
    assert list(activities.loc["2025-09-leeds-nrw", columns]) == ["about", "organisations"]


def test_own_records_name_their_source_in_both_languages(own: Reading) -> None:
    activities = own.tables.activities
    assert (activities["source"] != "").all()
    for text in ("title", "note", "outcome"):
        assert ((activities[f"{text}_de"] == "") == (activities[f"{text}_en"] == "")).all()


# What spreadsheets do --------------------------------------------------------------------------

QUOTED = csv_bytes(GOOD_ROWS)
FORMS = {
    "plain": QUOTED,
    "byte order mark": b"\xef\xbb\xbf" + QUOTED,
    "semicolons": csv_bytes(GOOD_ROWS, delimiter=";"),
    "German Excel": b"\xef\xbb\xbf" + csv_bytes(GOOD_ROWS, delimiter=";"),
    "sep line": b"sep=;\r\n" + csv_bytes(GOOD_ROWS, delimiter=";"),
    "tabs": csv_bytes(GOOD_ROWS, delimiter="\t"),
    "Unix line ends": QUOTED.replace(b"\r\n", b"\n"),
    "old Mac line ends": QUOTED.replace(b"\r\n", b"\r"),
    "no last line end": QUOTED.rstrip(b"\r\n"),
    "blank rows": QUOTED + b"\r\n\r\n" + b"," * 30 + b"\r\n",
    "trailing columns": QUOTED.replace(b"\r\n", b",,,\r\n"),
    "other order": csv_bytes(GOOD_ROWS, COLUMNS[::-1]),
    "upper case header": csv_bytes(GOOD_ROWS).replace(b"title_de", b" Title-DE "),
    "required columns": csv_bytes(
        GOOD_ROWS,
        [column for column in COLUMNS if GOOD[column]],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_spreadsheet_reads_alike(form: str) -> None:
    expected, reading = read(QUOTED), read(FORMS[form])
    assert reading.problems == ()
    pd.testing.assert_frame_equal(reading.tables.activities, expected.tables.activities)
    pd.testing.assert_frame_equal(reading.tables.counterparts, expected.tables.counterparts)


def test_a_text_in_one_language_may_have_a_plain_column_name() -> None:
    columns = ["id", "title", "kind", "direction", "status", "start", "note", "source"]
    row = {column: GOOD.get(column, "") for column in columns} | {"title": "T", "note": "N"}
    reading = read(csv_bytes([row], columns))
    assert reading.problems == ()
    activity = reading.tables.activities.iloc[0]
    assert (activity["title_de"], activity["note_de"], activity["note_en"]) == ("T", "N", "")


def test_rows_count_as_a_spreadsheet_shows_them() -> None:
    rows = [GOOD | {"id": "a", "note_de": "two\nlines"}, GOOD | {"id": "b", "kind": "?"}]
    data = csv_bytes(rows).replace(b"b,Besuch", b"\r\nb,Besuch")
    (problem,) = read(data).problems
    assert (problem.row, problem.column) == (4, "kind")


def _row(text: str) -> bytes:
    return text.encode() + b"\r\n"


PADDING = "," * (len(COLUMNS) - 7)
BROKEN = {
    "too many cells": (
        _row("x,T,,conference,inbound,held,2025" + "," * 40 + "z"),
        Code.ROW_TOO_LONG,
    ),
    "Windows-1252": ("x,Köln,,conference\r\n".encode("cp1252"), Code.ROW_ENCODING),
    "an open quote": (_row('x,"T,,conference,inbound,held,2025'), Code.ROW_QUOTES),
    "text after a quote": (_row('x,"T" U,,conference,inbound,held,2025'), Code.ROW_QUOTES),
    "a huge cell": (_row("x," + "T" * 200_000), Code.VALUE_TOO_LONG),
    "a long cell": (
        _row("x," + "T" * 30_000 + f",,conference,inbound,held,2025{PADDING}"),
        Code.VALUE_TOO_LONG,
    ),
    "NUL": (_row("x,T\0,,conference,inbound,held,2025" + PADDING), Code.VALUE_CONTROL),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_broken_row_costs_itself_alone(what: str, place: str) -> None:
    broken, code = BROKEN[what]
    at_end = place == "last"
    good = csv_bytes(GOOD_ROWS)[len(HEADER) :]
    reading = read(HEADER + (good + broken if at_end else broken + good))
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert codes(errors) == [code]
    assert errors[0].row == (5 if at_end else 2)
    assert ids(reading) == ["good-0", "good-1", "good-2"]
    assert (reading.files[0].rows, reading.left_out) == (4, 1)


def test_the_byte_that_is_not_utf8_is_named() -> None:
    data = csv_bytes([GOOD | {"title_de": "Köln"}]).decode().encode("cp1252")
    (problem,) = read(data).problems
    assert (problem.row, problem.column, problem.value) == (2, "title_de", "Köln")
    assert problem.params == {"byte": "0xF6", "guess": "ö"}


def test_the_first_row_of_an_id_is_named() -> None:
    (problem,) = read(csv_bytes([*GOOD_ROWS, GOOD_ROWS[1]])).problems
    assert (problem.row, problem.value) == (5, "good-1")
    assert problem.params == {"first_file": "records.csv", "first_row": 3}


def test_short_rows_are_read_and_told_once() -> None:
    short = _row("x,T,,conference,inbound,held,2025") + _row("y,T,,conference,inbound,held,2025")
    reading = read(HEADER + short)
    assert [(p.code, p.row, p.params["rows"]) for p in reading.problems[:1]] == [
        (Code.ROW_TOO_SHORT, 2, 2)
    ]
    assert ids(reading) == ["x", "y"]


def test_a_file_full_of_open_quotes_is_given_up_in_time() -> None:
    reading = read(HEADER + b'a,"b\r\n' * 5_000)
    assert codes(reading.problems).count(Code.ROW_QUOTES) == 100
    assert codes(reading.problems)[-1] is Code.ROWS_GIVEN_UP


FILES = {
    "nothing": (b"", Code.FILE_EMPTY, ""),
    "blank": (b"\xef\xbb\xbf \r\n,,,\r\n", Code.FILE_EMPTY, ""),
    "UTF-16": ("id".encode("utf-16"), Code.FILE_NOT_UTF8, ""),
    "Excel": (b"PK\x03\x04rest", Code.FILE_NOT_UTF8, ""),
    "no header": (csv_bytes(GOOD_ROWS)[len(HEADER) :], Code.HEADER_MISSING, ""),
    "binary": (bytes(range(256)) * 20, Code.HEADER_MISSING, ""),
    "no start": (HEADER.replace(b"start", b"begin"), Code.COLUMN_MISSING, "start"),
    "no title": (HEADER.replace(b"title", b"name"), Code.COLUMN_MISSING, "title_de"),
    "kind twice": (HEADER.replace(b"venue", b"kind"), Code.COLUMN_TWICE, "kind"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_read_is_told(what: str) -> None:
    data, code, column = FILES[what]
    reading = read(data)
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert [(problem.code, problem.column) for problem in errors] == [(code, column)]
    assert len(reading.tables.activities) == 0


def test_unknown_columns_are_told_with_the_one_that_was_meant() -> None:
    columns = [column.replace("sectors", "sector") for column in COLUMNS] + ["mood"]
    rows = [{**GOOD, "sector": "", "mood": "good"}]
    reading = read(csv_bytes(rows, columns))
    assert [(p.code, p.value, p.params) for p in reading.problems] == [
        (Code.COLUMN_UNKNOWN, "sector", {"suggestion": "sectors"}),
        (Code.COLUMN_UNKNOWN, "mood", {"suggestion": ""}),
    ]
    assert ids(reading) == ["a-1"]


# Folders ---------------------------------------------------------------------------------------


def test_files_are_read_by_name_and_ids_hold_across_them(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(csv_bytes(GOOD_ROWS[:2]))
    (tmp_path / "A.CSV").write_bytes(csv_bytes(GOOD_ROWS[1:], delimiter=";"))
    (tmp_path / "broken.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "records.xlsx").write_bytes(b"PK")
    (tmp_path / ".hidden.csv").write_bytes(b"")
    (tmp_path / "notes.md").write_bytes(b"")
    (tmp_path / "folder.csv").mkdir()
    reading = read_folder(tmp_path, reference())
    assert ids(reading) == ["good-1", "good-2", "good-0"]
    assert [(p.file, p.row, p.code) for p in reading.problems] == [
        ("b.csv", 3, Code.ID_TWICE),
        ("broken.csv", 0, Code.FILE_NOT_UTF8),
        ("records.xlsx", 0, Code.FILE_IGNORED),
    ]
    assert [(file.name, file.loaded) for file in reading.files] == [
        ("A.CSV", 2),
        ("b.csv", 1),
        ("broken.csv", 0),
    ]


def test_a_missing_folder_is_a_problem_and_no_records(tmp_path: Path) -> None:
    reading = read_folder(tmp_path / "none", reference())
    assert codes(reading.problems) == [Code.FOLDER_MISSING]
    assert len(reading.tables.activities) == 0
    assert list(reading.tables.activities.columns) == list(read(QUOTED).tables.activities.columns)


def test_fingerprint_changes_with_the_files(tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    (tmp_path / "a.csv").write_bytes(QUOTED)
    after = fingerprint(tmp_path)
    assert before != after == fingerprint(tmp_path)


# Laws ------------------------------------------------------------------------------------------


@given(st.binary(max_size=400), st.sampled_from([b"", HEADER, csv_bytes(GOOD_ROWS)]))
def test_no_bytes_crash_the_reader(noise: bytes, start: bytes) -> None:
    reading = read(start + noise)
    if len(start) > len(HEADER):
        assert ids(reading)[:3] == ["good-0", "good-1", "good-2"]
    assert all(problem.file == "records.csv" for problem in reading.problems)


cell = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=30)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, cell)), max_size=4), st.randoms())
def test_good_rows_load_whatever_the_others_are(rows: list[dict[str, str]], random: Random) -> None:
    bad = [row | {"kind": "no such kind", "id": f"bad-{n}"} for n, row in enumerate(rows)]
    mixed = bad + GOOD_ROWS
    random.shuffle(mixed)
    reading = read(csv_bytes(mixed))
    assert sorted(ids(reading)) == ["good-0", "good-1", "good-2"]
    alone = read(csv_bytes([row for row in mixed if row in GOOD_ROWS])).tables
    pd.testing.assert_frame_equal(reading.tables.activities, alone.activities)
    pd.testing.assert_frame_equal(reading.tables.counterparts, alone.counterparts)


line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
singles = st.fixed_dictionaries(
    {
        "title_de": line.filter(bool),
        "title_en": line,
        "kind": st.sampled_from(sorted(reference().kinds)),
        "direction": st.sampled_from(["inbound", "outbound", "mutual", "online"]),
        "status": st.sampled_from(["held", "planned", "cancelled"]),
        "start": st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
        "date_precision": st.just("day"),
        "participants": st.integers(1, 10_000_000).map(str),
        "participants_qualifier": st.sampled_from(["exact", "about", "nearly", "over"]),
        "participants_unit": st.sampled_from(["people", "organisations"]),
        "note_de": line,
        "visibility": st.sampled_from(["public", "internal"]),
    }
)
sectors = st.lists(st.sampled_from(sorted(reference().sectors)), unique=True)
organisations = st.lists(line.filter(normalise), unique=True)
Written = tuple[dict[str, str], list[str], list[str]]


@settings(max_examples=30)
@given(
    st.lists(st.tuples(singles, sectors, organisations), min_size=1, max_size=4),
    st.sampled_from(",;\t"),
)
def test_what_is_written_reads_back_equal(rows: list[Written], delimiter: str) -> None:
    written = [
        GOOD
        | row
        | {
            "id": f"w-{n}",
            "sectors": join_parts(fields),
            "organisations": join_parts(f"{name} (host)" for name in names),
        }
        for n, (row, fields, names) in enumerate(rows)
    ]
    reading = read(csv_bytes(written, delimiter=delimiter))
    assert reading.problems == ()
    tables = reading.tables
    for n, (row, fields, names) in enumerate(rows):
        activity = tables.activities.iloc[n]
        for column in ("title_de", "title_en", "kind", "direction", "status", "note_de"):
            assert activity[column] == row[column]
        assert activity["start"] == activity["end"] == pd.Timestamp(row["start"])
        assert str(activity["participants"]) == row["participants"]
        mine = tables.organisations[tables.organisations["activity"] == n]
        assert list(mine["organisation"]) == names
        mine = tables.sectors[tables.sectors["activity"] == n]
        assert list(mine["sector"]) == fields


def test_csv_of_the_own_records_is_canonical() -> None:
    """Columns in the documented order, so that a spreadsheet shows what the docs say."""
    for path in (ROOT / "data" / "records").glob("*.csv"):
        header = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        assert tuple(header) == COLUMNS
