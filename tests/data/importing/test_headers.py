"""Where a table begins and ends in a sheet, and what its columns are called."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.importing.headers import MOST_COLUMNS, NoTable, Trouble, find_table, likeliness
from tests.data.importing.bringing import table_of

ROW = ["Besuch aus Leeds", "12.09.2025", "Leeds"]
HEAD = ["Titel", "Datum", "Ort"]


def test_a_plain_table_begins_with_its_header() -> None:
    table = table_of([HEAD, ROW, ROW])
    assert table.columns == ("Titel", "Datum", "Ort")
    assert table.rows == (2, 3)


def test_titles_and_empty_rows_above_are_left_out() -> None:
    table = table_of([["Delegationen 2025"], [], ["Stand: 1.10.2025"], [], HEAD, ROW])
    assert table.columns == ("Titel", "Datum", "Ort")
    assert (table.rows, table.left_out.above) == ((6,), (1, 3))


def test_empty_columns_and_rows_between_are_left_out() -> None:
    table = table_of(
        [["", "Titel", None, "Datum", " "], [], ["", "A", None, "1.1.2025"], [None] * 5,
         ["", "B", None, "2.1.2025"]]
    )  # fmt: skip
    assert table.columns == ("Titel", "Datum")
    assert table.rows == (3, 5)


@pytest.mark.parametrize("word", ["Summe", "Gesamt:", "TOTAL", "Insgesamt", "Summe Teilnehmer"])
def test_sums_at_the_end_are_left_out(word: str) -> None:
    table = table_of([[*HEAD, "TN"], [*ROW, 3], [*ROW, 4], [word, None, None, 7]])
    assert (table.rows, table.left_out.sums) == ((2, 3), (4,))


def test_a_title_that_begins_as_a_sum_does_is_kept() -> None:
    table = table_of([HEAD, ROW, ["Total Energies zu Gast", "1.1.2025", "Paris"]])
    assert table.rows == (2, 3)


def test_repeated_headers_are_left_out() -> None:
    table = table_of([HEAD, ROW, HEAD, ROW])
    assert (table.rows, table.left_out.repeats) == ((2, 4), (3,))


def test_headings_between_and_remarks_below_are_left_out() -> None:
    table = table_of([HEAD, ["2024"], ROW, ["2025"], ROW, ROW, ["* vorläufig"]])
    assert table.rows == (3, 5, 6)
    assert table.left_out.remarks == (2, 4, 7)


def test_a_header_of_two_rows_is_one() -> None:
    table = table_of(
        [["Delegation", "Zeitraum", None, "Teilnehmer", None],
         [None, "von", "bis", "Personen", "Unternehmen"],
         ["A", "1.1.2025", "2.1.2025", 3, 2]]
    )  # fmt: skip
    assert table.columns == (
        "Delegation", "Zeitraum von", "Zeitraum bis", "Teilnehmer Personen",
        "Teilnehmer Unternehmen",
    )  # fmt: skip
    assert table.rows == (3,)


def test_a_table_without_a_header_has_its_letters() -> None:
    table = table_of([["A", date(2025, 1, 1), 3], ["B", date(2025, 1, 2), 4]])
    assert table.columns == ("A", "B", "C")
    assert not table.has_header
    assert table.rows == (1, 2)


def test_unknown_names_are_names_as_well() -> None:
    table = table_of([["Foo", "Bar", "Baz"], ["x", 1, 2], ["y", 2, 3]])
    assert table.columns == ("Foo", "Bar", "Baz")


def test_line_breaks_in_names_are_spaces() -> None:
    assert table_of([["Titel\nder  Reise", "Datum"], ["A", "1.1.2025"]]).columns[0] == (
        "Titel der Reise"
    )


def test_a_missing_name_is_the_letter_in_the_file() -> None:
    cells = pd.DataFrame({0: ["Titel", "A"], 3: [None, "x"], 27: ["Datum", "1.1.2025"]})
    assert find_table("f", cells.astype(object), (1, 2)).columns == ("Titel", "D", "Datum")


@pytest.mark.parametrize(
    ("rows", "trouble"),
    [
        ([[None, ""], ["  "]], Trouble.EMPTY),
        ([HEAD], Trouble.HEADER_ONLY),
        ([["Liste"], HEAD], Trouble.HEADER_ONLY),
        ([HEAD, HEAD], Trouble.HEADER_ONLY),
        ([[f"c{at}" for at in range(MOST_COLUMNS + 1)]] * 2, Trouble.TOO_MANY_COLUMNS),
    ],
)
def test_what_is_no_table_says_why(rows: list[list[object]], trouble: Trouble) -> None:
    with pytest.raises(NoTable) as found:
        table_of(rows)
    assert found.value.trouble is trouble


def test_the_sheet_with_known_columns_is_likelier_than_a_cover() -> None:
    cover = table_of([["Inhalt", "Seite"], ["Delegationen", "2"], ["Messen", "3"]])
    assert likeliness(table_of([HEAD, ROW])) > likeliness(cover)
