"""Small record files for tests: a good row to change one cell of, and its way through reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from data.home import load_home
from data.problems import Code, Problem
from data.reading import Reading, read_bytes
from data.record_format import COLUMNS
from data.reference_lists import load_reference
from data.tables import Reference

ROOT = Path(__file__).resolve().parents[2]

GOOD: dict[str, str] = dict.fromkeys(COLUMNS, "") | {
    "id": "a-1",
    "title_de": "Besuch",
    "title_en": "Visit",
    "kind": "conference",
    "direction": "inbound",
    "status": "held",
    "start": "2025-09-26",
    "venue": "Dortmund, DE",
    "counterparts": "Leeds, GB; NL",
    "source": "A report",
}


@cache
def reference() -> Reference:
    """The repository's own lists."""
    return load_reference(ROOT / "data" / "reference", home=load_home(ROOT / "home.toml"))


def csv_bytes(
    rows: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS, *, delimiter: str = ","
) -> bytes:
    """The rows as a spreadsheet would write them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode()


def read(data: bytes) -> Reading:
    return read_bytes(data, "records.csv", reference())


def read_row(**cells: str) -> Reading:
    """The good row with some cells changed."""
    return read(csv_bytes([GOOD | cells]))


def codes(problems: Iterable[Problem]) -> list[Code]:
    return [problem.code for problem in problems]
