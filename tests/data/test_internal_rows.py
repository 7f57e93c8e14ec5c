"""What is said of a file's rows tells a visitor nothing of those that are internal."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from data.problems import Code, Problem
from data.reading import Reading, read_bytes
from data.record_format import COLUMNS
from tests.data.record_files import GOOD, csv_bytes, read, reference

PUBLIC = [
    GOOD,
    GOOD | {"id": "wrong", "start": "2025-02-31", "visibility": "public"},
    GOOD | {"id": "bare", "source": "", "counterparts": "Ohneort, GB"},
]
INTERNAL: list[Mapping[str, str]] = [
    GOOD | {"id": "secret", "visibility": "internal"},
    GOOD | {"id": "secret wrong", "visibility": "internal", "start": "geheim"},
    GOOD | {"id": "typo", "visibility": "intern", "title_de": "geheim"},
    GOOD | {"id": "unlisted", "visibility": "internal", "venue": "Geheimort, CH", "source": ""},
    GOOD | {"id": "secret", "visibility": "internal"},
]


def told(reading: Reading) -> tuple[list[object], list[Problem]]:
    """What a visitor is told, but for the numbers of rows."""
    problems = [one for one in reading.problems if not one.internal]
    return [(file.public.rows, file.public.loaded) for file in reading.files], problems


def test_a_visitor_is_told_what_the_public_rows_alone_would_say() -> None:
    assert told(read(csv_bytes([*PUBLIC, *INTERNAL]))) == told(read(csv_bytes(PUBLIC)))


def test_the_team_is_told_all_of_it() -> None:
    (file,) = read(csv_bytes([*PUBLIC, *INTERNAL])).files
    assert (file.rows, file.loaded) == (8, 4)
    assert (file.internal_rows, file.internal_loaded) == (5, 2)


def test_an_id_that_an_internal_record_has_is_not_told_of() -> None:
    reading = read(csv_bytes([GOOD | {"visibility": "internal"}, GOOD]))
    (problem,) = reading.problems
    assert (problem.code, problem.internal) == (Code.ID_TWICE, True)
    assert told(reading) == ([(0, 0)], [])


def test_what_is_to_be_done_is_not_told_of_a_public_record_either() -> None:
    (problem,) = read(csv_bytes([GOOD | {"follow_up": "x\x01geheim"}])).problems
    assert (problem.column, problem.internal) == ("follow_up", True)


@pytest.mark.parametrize(("columns", "internal"), [(COLUMNS, True), (COLUMNS[:-1], False)])
def test_a_row_that_cannot_be_read_may_be_internal_where_rows_say_so(
    columns: tuple[str, ...], *, internal: bool
) -> None:
    broken = csv_bytes([GOOD], columns) + b'geheim,"geheim\r\n'
    reading = read_bytes(broken, "records.csv", reference())
    assert [one.internal for one in reading.problems] == [internal]
    (file,) = reading.files
    assert file.public.rows == (1 if internal else 2)


def test_what_stands_where_a_header_should_be_is_not_told() -> None:
    (problem,) = read(b"geheim,2025-01-01,internal\r\n").problems
    assert (problem.code, problem.internal) == (Code.HEADER_MISSING, True)
