"""What is said of the rows of a preview."""

from __future__ import annotations

import pytest

from data.problems import Code, Problem
from tests.builders import snapshot_of
from ui.i18n import Tongue, speaking
from ui.importing import words
from ui.importing.rows import runs


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([5], "5"),
        ([5, 6], "5–6"),
        ([5, 6, 7, 9, 12, 13], "5–7, 9, 12–13"),
        ([999, 1000, 1001], "999–1.001"),
    ],
)
def test_rows_that_are_wrong_alike_are_named_together(numbers: list[int], said: str) -> None:
    with speaking(Tongue("de")):
        assert runs(numbers) == said


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("f", 3, "direction", "", Code.VALUE_MISSING), "In der Tabelle darüber"),
        (Problem("f", 3, "kind", "x", Code.CODE_UNKNOWN, {"allowed": "visit, fair"}),
         "Besuch, Messe"),
        (Problem("f", 3, "start", "2025-09-02 – 2025-09-09", Code.DATE_SPAN,
                 {"precision": "month", "start": "2025-09-01", "end": "2025-09-30"}),
         "Monat"),
        (Problem("f", 3, "end", "2025-09-01", Code.DATE_REVERSED,
                 {"start": "2025-09-02", "end": "2025-09-01"}),
         "2. September 2025"),
        (Problem("f", 3, "participants_unit", "", Code.UNIT_MISSING,
                 {"allowed": "people, organisations"}),
         "Personen"),
    ],
)  # fmt: skip
def test_what_would_be_right_is_said_without_codes(problem: Problem, said: str) -> None:
    with speaking(Tongue("de")):
        told = words.right(problem, snapshot_of())
    assert said in told
    codes = (f"„{problem.column}“", *map(str, problem.params.values()))
    assert [code for code in codes if code in told] == []


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("visibility", "internal", "Nur das Team"),
        ("date_precision", "month", "Monat"),
        ("participants_qualifier", "about", "rund"),
        ("participants_unit", "people", "Personen"),
        ("status", "by_date", "Nach Datum"),
    ],
)
def test_what_a_value_may_mean_is_offered_without_codes(kind: str, code: str, said: str) -> None:
    with speaking(Tongue("de")):
        assert said in words.value(kind, code, snapshot_of())
