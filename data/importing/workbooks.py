"""Workbooks as grids: XLSX, XLSM, XLSB, XLS and ODS, parsed where they can do no harm."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

import orjson

from data.importing.book import LONGEST_CELL, MEGABYTE, Book, Grid, NotReadable, Work, grid, letter
from data.problems import Code, Severity

_PROCESS: Final = Path(__file__).with_name("workbook_process.py")
_LOOK: Final = 0.1
"""Seconds after which is looked whether somebody wants to end the reading."""
_RATIO: Final = 400
"""An archive that unpacks to more times its size than this was not made by a spreadsheet."""
_SMALL: Final = 10_000_000
"""Bytes that every archive may unpack to."""
_NEEDED: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG")
"""What of the environment the process is given; it has no use for an address or a key."""


def read_workbook(data: bytes, work: Work) -> Book:
    """The sheets that can be seen. Raises :class:`NotReadable`."""
    if data.startswith(b"PK"):
        _check_archive(data, work)
    answer = orjson.loads(_parsed(data, work) or b"{}")
    if "sheets" not in answer:
        raise _refusal(Code(answer.get("refused", Code.FILE_UNPACKS_TOO_LARGE)), work)
    for name in answer["hidden"]:
        work.add(0, Code.SHEET_HIDDEN, value=name, severity=Severity.NOTICE)
    found = [_grid(sheet, work) for sheet in answer["sheets"]]
    grids = tuple(one for one in found if one is not None)
    if not grids:
        raise NotReadable(Code.FILE_EMPTY)
    return Book(work.file, grids, tuple(work.problems))


def _check_archive(data: bytes, work: Work) -> None:
    """What an archive says of itself; the process counts what is true of it."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise NotReadable(Code.FILE_BROKEN) from error
    unpacked = sum(member.file_size for member in members)
    if (
        unpacked > work.limits.unpacked
        or len(members) > work.limits.members
        or unpacked > max(_SMALL, _RATIO * len(data))
    ):
        raise _refusal(Code.FILE_UNPACKS_TOO_LARGE, work)


def _refusal(code: Code, work: Work) -> NotReadable:
    limits = work.limits
    match code:
        case Code.FILE_UNPACKS_TOO_LARGE:
            return NotReadable(code, allowed=limits.unpacked // MEGABYTE)
        case Code.FILE_TOO_SLOW:
            return NotReadable(code, allowed=int(limits.seconds))
        case Code.TABLE_TOO_LARGE:
            return NotReadable(code, rows=limits.rows, columns=limits.columns, cells=limits.cells)
    return NotReadable(code)


def _parsed(data: bytes, work: Work) -> bytes:
    """What the process answers: nothing where it died of its limits."""
    limits = work.limits
    told = {
        name: getattr(limits, name)
        for name in ("unpacked", "memory", "rows", "columns", "cells", "seconds")
    }
    with tempfile.TemporaryFile() as given:
        given.write(orjson.dumps(told) + b"\n" + data)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-P", str(_PROCESS)],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
        try:
            return _answer(process, work)
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def _answer(process: subprocess.Popen[bytes], work: Work) -> bytes:
    """What it writes until it ends, unless that takes too long or somebody wants no more of it."""
    ends = monotonic() + work.limits.seconds
    while True:
        try:
            return process.communicate(timeout=_LOOK)[0]
        except subprocess.TimeoutExpired:
            work.at(0, 0)
            if monotonic() > ends:
                raise _refusal(Code.FILE_TOO_SLOW, work) from None


def _grid(sheet: dict[str, Any], work: Work) -> Grid | None:
    name: str = sheet["name"]
    columns = [[_cell(cell) for cell in column] for column in sheet["columns"]]
    for row, column in sheet["errors"]:
        if column < len(columns):
            work.add(row, Code.CELL_FAILED, column=letter(column), severity=Severity.NOTICE)
    _drop_endless(columns, work)
    height = len(columns[0]) if columns else 0
    return grid(name, columns, list(range(1, height + 1)))


def _cell(cell: object) -> object:
    if isinstance(cell, list):
        kind, text = cell
        return datetime.fromisoformat(text) if kind == "datetime" else date.fromisoformat(text)
    return cell


def _drop_endless(columns: list[list[object]], work: Work) -> None:
    """A row with a cell beyond all measure is named and left out."""
    for at, column in enumerate(columns):
        for row, cell in enumerate(column):
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                work.add(
                    row + 1,
                    Code.VALUE_TOO_LONG,
                    column=letter(at),
                    value=cell,
                    allowed=LONGEST_CELL,
                    found=len(cell),
                )
                for other in columns:
                    other[row] = None
