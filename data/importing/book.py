"""An uploaded file as plain cells or events, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Event as Signal
from typing import Final, TypeAlias

import pandas as pd

from data.problems import Code, Params, Problem, Severity

MEGABYTE: Final = 1_000_000
LONGEST_CELL: Final = 131_072
"""Characters in a cell beyond which its row is not read; shorter texts are judged later."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much of how much is done."""


class NotReadable(Exception):
    """Nothing of a file can be used: ``code`` and ``params`` are those of a :class:`Problem`."""

    def __init__(self, code: Code, **params: str | int) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params: Params = params

    def problem(self, file: str) -> Problem:
        """The same as a finding about the whole file."""
        return Problem(file, 0, "", "", self.code, self.params)


@dataclass(frozen=True)
class Limits:
    """What a file may take. ``unpacked`` counts what a packed workbook holds, in bytes."""

    bytes: int = 64 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    memory: int = 1_500 * MEGABYTE
    members: int = 2_000
    rows: int = 200_000
    columns: int = 500
    cells: int = 5_000_000
    events: int = 20_000
    seconds: float = 60


@dataclass(frozen=True, eq=False)
class Grid:
    """One table or sheet. ``cells`` holds str, int, float, bool, date, datetime or None, without
    rows and columns that are empty throughout; its columns are numbered as in the file (0 is A),
    ``rows`` has the number of each row as a spreadsheet shows it. Which row is the header, nobody
    has decided yet."""

    name: str
    cells: pd.DataFrame
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Event:
    """One entry of a calendar, in whole days of the home's time zone; ``end`` is its last day.
    ``number`` is its place in the file, from 1. ``status`` is ``CONFIRMED``, ``TENTATIVE``,
    ``CANCELLED`` or empty. ``organiser`` is a name, never an address."""

    number: int
    uid: str
    summary: str
    start: date
    end: date
    location: str = ""
    description: str = ""
    status: str = ""
    organiser: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Book:
    """What could be read of a file. ``encoding`` is that of a text, empty for workbooks;
    ``problems`` name what was left out."""

    name: str
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()
    encoding: str = ""


@dataclass
class Work:
    """One reading under way: its limits, who hears of progress, and who may end it."""

    file: str
    limits: Limits
    timezone: str = "UTC"
    progress: Progress | None = None
    cancelled: Signal | None = None
    problems: list[Problem] = field(default_factory=list)

    def at(self, done: int, total: int) -> None:
        """Tell how far it is. Raises :class:`NotReadable` where somebody ended it."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise NotReadable(Code.READING_CANCELLED)
        if self.progress is not None:
            self.progress(done, total)

    def add(
        self,
        row: int,
        code: Code,
        *,
        column: str = "",
        value: str = "",
        severity: Severity = Severity.ERROR,
        **params: str | int,
    ) -> None:
        self.problems.append(Problem(self.file, row, column, value, code, params, severity))


def letter(column: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 27 is AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def grid(name: str, columns: list[list[object]], rows: list[int]) -> Grid | None:
    """Cells by column, without what is empty throughout; ``None`` where all of it is."""
    filled = {
        at: column for at, column in enumerate(columns) if any(cell is not None for cell in column)
    }
    if not filled:
        return None
    frame = pd.DataFrame({at: pd.Series(column, dtype=object) for at, column in filled.items()})
    keep = frame.notna().any(axis=1).to_numpy()
    numbers = tuple(row for row, kept in zip(rows, keep, strict=True) if kept)
    return Grid(name, frame[keep].reset_index(drop=True), numbers)
