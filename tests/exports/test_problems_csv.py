"""The list of problems as a file: all of it, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.record_format import guarded
from exports.problems_csv import problems_csv


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def _table(*values: str) -> pd.DataFrame:
    rows = pd.array([None if at % 2 else at for at in range(len(values))], dtype="Int64")
    return pd.DataFrame({"Zeile": rows, "Wert": list(values)})


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=6))
def test_every_value_comes_back(values: list[str]) -> None:
    wanted = [["" if at % 2 else str(at), guarded(value)] for at, value in enumerate(values)]
    assert _rows(problems_csv(_table(*values))) == [["Zeile", "Wert"], *wanted]


@pytest.mark.parametrize("value", ["=1+1", "+49 231", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_formulas_stay_text(value: str) -> None:
    written = _rows(problems_csv(_table(value)))[1][1]
    assert written.startswith("'")
    assert written.replace("'", "") == value


def test_german_excel_recognises_it() -> None:
    data = problems_csv(_table("Größe"))
    assert data.startswith(b"\xef\xbb\xbfZeile;Wert\r\n")
    assert "Größe" in data.decode("utf-8-sig")
