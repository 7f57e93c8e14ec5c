"""Reads a CSV file as spreadsheets write it, and says what in it can't be read.

Knows of columns and cells, not of what they mean: that is :mod:`data.validation`'s.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from data.names import closest
from data.problems import Code, Params, Problem, Severity
from data.record_format import (
    COLUMNS,
    GUARDED,
    ONE_LANGUAGE,
    REQUIRED,
    TEXT_LIMIT,
    TITLES,
    unguarded,
)

DELIMITERS = (",", ";", "\t")
CHUNK = 50_000
"""Rows that are held as Python objects at a time."""

GIVE_UP = 100
"""Rows with broken quotes after which the rest of a file is left out."""

_UNDECODED = re.compile("[\udc80-\udcff]")
_SIGNATURES = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "XLSX"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
)
Record = tuple[int, int, list[str] | Code]
"""Number as a spreadsheet counts, first line in the file, cells or what is wrong with them"""


@dataclass
class Sheet:
    """The rows of one file whose cells could be told apart."""

    file: str
    cells: pd.DataFrame = field(default_factory=lambda: frame((), (), (), ""))
    rows: int = 0
    """rows with anything in them, readable or not, without the header"""
    problems: list[Problem] = field(default_factory=list)
    undecoded: bool = False
    """whether there are bytes that are not UTF-8"""
    guarded: bool = False
    """whether some cells may be guarded against being run as formulas"""
    short: int = 0
    """rows with fewer cells than the header"""
    first_short: int = 0
    has_visibility: bool = False
    """whether rows say who may see them, so that one that is unreadable may be internal"""

    def add(
        self,
        row: int,
        column: str,
        value: str,
        code: Code,
        params: Params | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        # What stands where a header should be may be a record.
        internal = self.has_visibility or code is Code.HEADER_MISSING
        self.problems.append(
            Problem(self.file, row, column, value, code, params or {}, severity, internal)
        )


@dataclass(frozen=True)
class Header:
    """Where each known column stands; ``width`` is the number of cells in a full row."""

    row: int
    positions: dict[str, int]
    width: int


def read_sheet(data: bytes, file: str) -> Sheet:
    """The cells of a CSV file: UTF-8 with or without a byte order mark, separated by commas,
    semicolons or tabs, whichever makes most sense of the header."""
    sheet = Sheet(file)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            sheet.add(0, "", "", Code.FILE_NOT_UTF8, {"found": name, "line": 1, "byte": 1})
            return sheet
    text = data.decode("utf-8-sig", "surrogateescape")
    sheet.undecoded = bool(_UNDECODED.search(text))
    sheet.guarded = bool(GUARDED.search(text))
    lines = list(io.StringIO(text, newline=""))
    if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE):
        del lines[0]
    if not any(line.strip(" \t\r\n,;\ufeff") for line in lines):
        sheet.add(0, "", "", Code.FILE_EMPTY)
        return sheet
    delimiter = max(DELIMITERS, key=lambda sign: _known_columns(lines, sign))
    found = records(lines, delimiter)
    header = _header(sheet, found)
    if header is not None:
        _read_rows(sheet, header, found)
    return sheet


def frame(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], columns: Sequence[str], file: str
) -> pd.DataFrame:
    """Cells as :func:`data.validation.validate` takes them."""
    by_column = zip(*rows, strict=True) if rows else ((),) * len(columns)
    cells = {
        column: pd.Series(list(values), dtype="str")
        for column, values in zip(columns, by_column, strict=True)
    }
    return pd.DataFrame(
        cells
        | {
            "file": pd.Series([file] * len(numbers), dtype="str"),
            "row": pd.Series(list(numbers), dtype="int64"),
        }
    )


def records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """Every record with its number. Where quotes are broken, reading starts anew at the next
    line, so that an open quote costs one row and not the rest of the file."""
    start = number = 0
    while start < len(lines):
        reader = csv.reader(
            islice(lines, start, None), delimiter=delimiter, strict=True, skipinitialspace=True
        )
        line = start
        try:
            for cells in reader:
                number += 1
                yield number, line + 1, cells
                line = start + reader.line_num
        except csv.Error:
            number += 1
            longest = csv.field_size_limit()
            too_long = len(lines[line]) > longest
            yield number, line + 1, Code.VALUE_TOO_LONG if too_long else Code.ROW_QUOTES
            start = line + 1
        else:
            return


def _name(cell: str) -> str:
    return "_".join(cell.replace("\ufeff", "").strip().casefold().replace("-", " ").split())


def _known_columns(lines: list[str], delimiter: str) -> int:
    for _, _, cells in records(lines, delimiter):
        if isinstance(cells, Code):
            return 0
        if any(cell.strip() for cell in cells):
            names = {_name(cell) for cell in cells}
            return len(names.intersection((*COLUMNS, *ONE_LANGUAGE)))
    return 0


def _header(sheet: Sheet, records: Iterator[Record]) -> Header | None:
    """The first row that isn't blank; ``None`` when the file can't be read by it."""
    row, cells = _first_filled(records)
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    names = [_in_both_languages(name, names) for name in names]
    if not set(names).intersection(COLUMNS):
        params = {"expected": ", ".join((*REQUIRED, *TITLES))}
        sheet.add(row, "", ", ".join(cells), Code.HEADER_MISSING, params)
        return None
    if not _check_header(sheet, row, names):
        return None
    sheet.has_visibility = "visibility" in names
    positions = {name: at for at, name in enumerate(names) if name in COLUMNS}
    return Header(row, positions, len(names))


def _first_filled(records: Iterator[Record]) -> tuple[int, list[str]]:
    for number, _, cells in records:
        if isinstance(cells, Code):
            return number, []
        if any(cell.strip() for cell in cells):
            return number, cells
    return 1, []


def _in_both_languages(name: str, names: list[str]) -> str:
    column = ONE_LANGUAGE.get(name)
    if column is None or column in names or column.replace("_de", "_en") in names:
        return name
    return column


def _check_header(sheet: Sheet, row: int, names: list[str]) -> bool:
    missing = [column for column in REQUIRED if column not in names]
    if not set(TITLES).intersection(names):
        missing.append(TITLES[0])
    for column in missing:
        sheet.add(row, column, "", Code.COLUMN_MISSING)
    twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    for column in twice:
        sheet.add(row, column, column, Code.COLUMN_TWICE)
    for name in dict.fromkeys(names):
        if name and name not in COLUMNS:
            params = {"suggestion": closest(name, [one for one in COLUMNS if one not in names])}
            sheet.add(row, name, name, Code.COLUMN_UNKNOWN, params, Severity.NOTICE)
    if "" in names:
        sheet.add(row, "", "", Code.COLUMN_UNNAMED, None, Severity.NOTICE)
    return not (missing or twice)


def _read_rows(sheet: Sheet, header: Header, records: Iterator[Record]) -> None:
    columns = tuple(header.positions)
    places = tuple(header.positions.values())
    chunks: list[pd.DataFrame] = []
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, cells in _readable(sheet, header, records):
        own = [unguarded(cell) for cell in cells] if sheet.guarded else cells
        rows.append(tuple(own[place] for place in places))
        numbers.append(number)
        if len(rows) == CHUNK:
            chunks.append(frame(rows, numbers, columns, sheet.file))
            rows.clear()
            numbers.clear()
    if sheet.short:
        params = {"rows": sheet.short, "expected": header.width}
        sheet.add(sheet.first_short, "", "", Code.ROW_TOO_SHORT, params, Severity.NOTICE)
    chunks.append(frame(rows, numbers, columns, sheet.file))
    sheet.cells = pd.concat(chunks, ignore_index=True)


def _readable(
    sheet: Sheet, header: Header, records: Iterator[Record]
) -> Iterator[tuple[int, list[str]]]:
    """The rows that have the header's cells; the others become problems."""
    broken = 0
    for number, line, cells in records:
        if isinstance(cells, Code):
            broken += 1
            sheet.rows += 1
            sheet.add(number, "", "", cells, {"line": line, "allowed": TEXT_LIMIT})
            if broken == GIVE_UP:
                sheet.add(number + 1, "", "", Code.ROWS_GIVEN_UP, {"broken": broken})
                return
            continue
        if not any(cells) or not any(cell.strip() for cell in cells):
            continue
        sheet.rows += 1
        fitted = _fitted(sheet, header, number, cells)
        if fitted and _decoded(sheet, header, number, fitted):
            yield number, fitted


def _fitted(sheet: Sheet, header: Header, number: int, cells: list[str]) -> list[str]:
    """Spreadsheets add and drop empty cells at the end; anything else has shifted."""
    if len(cells) == header.width:
        return cells
    while len(cells) > header.width and not cells[-1].strip():
        cells.pop()
    params = {"expected": header.width, "found": len(cells)}
    if len(cells) > header.width:
        sheet.add(number, "", cells[header.width], Code.ROW_TOO_LONG, params)
        return []
    if len(cells) < header.width:
        sheet.short += 1
        sheet.first_short = sheet.first_short or number
    return cells + [""] * (header.width - len(cells))


def _decoded(sheet: Sheet, header: Header, number: int, cells: list[str]) -> bool:
    """Whether all of the row is UTF-8; the first byte that isn't becomes a problem."""
    if not sheet.undecoded:
        return True
    for at, cell in enumerate(cells):
        if match := _UNDECODED.search(cell):
            byte = ord(match[0]) - 0xDC00
            names = {place: column for column, place in header.positions.items()}
            params = {
                "byte": f"0x{byte:02X}",
                "guess": bytes([byte]).decode("cp1252", "replace"),
            }
            guessed = cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
            sheet.add(number, names.get(at, ""), guessed, Code.ROW_ENCODING, params)
            return False
    return True
