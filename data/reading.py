"""Reads the folder of record files: strictly, all of them, and with everything that is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.gazetteer import Gazetteer
from data.problems import Code, Problem, Severity
from data.spreadsheet import Sheet, read_sheet
from data.tables import Reference, Tables
from data.validation import InternalRows, Validated, validate

_SPREADSHEETS = frozenset((".xlsx", ".xls", ".ods", ".tsv", ".txt", ".numbers"))


@dataclass(frozen=True)
class FileRead:
    """What became of one file: rows with anything in them, and those of them that were loaded;
    of both, how many are for the team alone."""

    name: str
    rows: int
    loaded: int
    internal_rows: int = 0
    internal_loaded: int = 0

    @property
    def public(self) -> FileRead:
        """What everybody may know of it."""
        return FileRead(
            self.name, self.rows - self.internal_rows, self.loaded - self.internal_loaded
        )

    @property
    def left_out(self) -> int:
        return self.rows - self.loaded


@dataclass(frozen=True)
class Reading:
    """The records of a folder, and what is wrong or missing in them, by file and row."""

    tables: Tables
    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...]

    @property
    def left_out(self) -> int:
        """Rows of all files that are not among the records."""
        return sum(file.left_out for file in self.files)


def read_folder(
    folder: Path, reference: Reference, *, gazetteer: Gazetteer | None = None
) -> Reading:
    """Every ``.csv`` file in the folder, in the order of their names; sub-folders and hidden
    files are not looked at. Never raises on what files hold."""
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    for path in _files(folder, problems):
        if path.suffix.lower() == ".csv":
            sheets.append(_sheet(path))
        elif path.suffix.lower() in _SPREADSHEETS:
            ignored = Problem(path.name, 0, "", path.name, Code.FILE_IGNORED, {}, Severity.NOTICE)
            problems.append(ignored)
    return _judged(sheets, problems, reference, gazetteer)


def read_bytes(
    data: bytes, file: str, reference: Reference, *, gazetteer: Gazetteer | None = None
) -> Reading:
    """One file's content, judged as if it were alone in the folder."""
    return _judged([read_sheet(data, file)], [], reference, gazetteer)


def fingerprint(folder: Path) -> str:
    """Changes when a file in the folder does, by name, size and time; cheap to ask often."""
    digest = hashlib.sha256()
    for path in _files(folder, []):
        try:
            about = path.stat()
        except OSError:
            continue
        digest.update(f"{path.name}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:16]


def _judged(
    sheets: list[Sheet],
    problems: list[Problem],
    reference: Reference,
    gazetteer: Gazetteer | None,
) -> Reading:
    filled = [sheet.cells for sheet in sheets if len(sheet.cells)]
    cells = pd.concat(filled, ignore_index=True) if filled else Sheet("").cells
    validated = validate(cells, reference, gazetteer=gazetteer)
    for sheet in sheets:
        problems += sheet.problems
    problems += validated.problems
    order = {sheet.file: at for at, sheet in enumerate(sheets)}
    problems.sort(key=lambda problem: (order.get(problem.file, len(order)), problem.row))
    files = tuple(_became(sheet, validated) for sheet in sheets)
    return Reading(validated.tables, tuple(problems), files)


def _became(sheet: Sheet, validated: Validated) -> FileRead:
    internal = validated.internal.get(sheet.file, InternalRows())
    unread = sheet.rows - len(sheet.cells) if sheet.has_visibility else 0
    return FileRead(
        name=sheet.file,
        rows=sheet.rows,
        loaded=validated.loaded.get(sheet.file, 0),
        internal_rows=internal.rows + unread,
        internal_loaded=internal.loaded,
    )


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        paths = [
            path
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith((".", "~"))
        ]
    except OSError as error:
        params = {"reason": type(error).__name__}
        problems.append(Problem(folder.name, 0, "", folder.name, Code.FOLDER_MISSING, params))
        return []
    return sorted(paths, key=lambda path: (path.name.casefold(), path.name))


def _sheet(path: Path) -> Sheet:
    try:
        return read_sheet(path.read_bytes(), path.name)
    except OSError as error:
        sheet = Sheet(path.name)
        sheet.add(0, "", "", Code.FILE_UNREADABLE, {"reason": type(error).__name__})
        return sheet
