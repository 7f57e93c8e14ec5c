"""Judges columns by their different values and keeps the account of what was found.

A column of a million cells has far fewer different values: each is read once, and the verdict
goes to every row that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.problems import Code, Fault, Params, Problem, Severity
from data.record_format import COLUMNS, FOR_THE_TEAM

T = TypeVar("T")
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Verdict = tuple[T | None, Sequence[Fault]]

_ORDER = {column: position for position, column in enumerate(COLUMNS)}


@dataclass(frozen=True)
class Read(Generic[T]):
    """A column that was read: ``values[codes[row]]`` is a row's value, ``None`` where its cell is
    empty or wrong."""

    codes: Rows
    values: list[T | None]

    @property
    def known(self) -> Flags:
        return self.flags(lambda value: value is not None)

    def flags(self, test: Callable[[T | None], bool]) -> Flags:
        """For each row whether its value passes the test."""
        passes = np.fromiter((test(value) for value in self.values), np.bool_, len(self.values))
        return passes[self.codes]


def single(read: Callable[[str], T]) -> Callable[[str], Verdict[T]]:
    """A judge of cells that hold one value."""

    def judge(text: str) -> Verdict[T]:
        try:
            return read(text), ()
        except Fault as fault:
            return None, (fault,)

    return judge


def several(
    split: Callable[[str], list[str]], read: Callable[[str], T]
) -> Callable[[str], Verdict[tuple[T, ...]]]:
    """A judge of cells that hold several values: the same value twice counts once. Cells differ
    more than their parts do, so each different part is read once."""
    one = single(read)
    known: dict[str, Verdict[T]] = {}

    def judge(text: str) -> Verdict[tuple[T, ...]]:
        values: dict[T, None] = {}
        faults: list[Fault] = []
        for part in split(text):
            if part not in known:
                known[part] = one(part)
            value, found = known[part]
            if value is None:
                faults += found
            else:
                values[value] = None
        return tuple(values), faults

    return judge


class Ledger:
    """The cells of all files, the rows that are to be left out, and why."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self._cells = cells
        self.size = len(cells)
        self.bad: Flags = np.zeros(self.size, dtype=np.bool_)
        self.internal: Flags = np.zeros(self.size, dtype=np.bool_)
        """rows for the team alone, or that may be; what is said of them is, too"""
        self._file_codes, files = pd.factorize(cells["file"])
        self.files = [str(file) for file in files]
        self.row_numbers = cells["row"].to_numpy(dtype=np.int64)
        self._problems: list[tuple[int, int, int, Problem]] = []

    @property
    def columns(self) -> list[str]:
        """The columns of the record format that the files have."""
        return [column for column in COLUMNS if column in self._cells.columns]

    def text(self, column: str) -> pd.Series[str]:
        """The column's cells, empty where the files lack the column."""
        if column in self._cells.columns:
            return self._cells[column]
        return pd.Series("", index=self._cells.index, dtype="str")

    def read(self, column: str, judge: Callable[[str], Verdict[T]]) -> Read[T]:
        """Judge the column's different values; empty cells are nobody's fault here."""
        codes, uniques = pd.factorize(self.text(column))
        verdicts: list[Verdict[T]] = [judge(text) if text else (None, ()) for text in uniques]
        faults = {code: found for code, (_, found) in enumerate(verdicts) if found}
        if faults:
            faulty = np.zeros(len(uniques), dtype=np.bool_)
            faulty[list(faults)] = True
            for row in np.flatnonzero(faulty[codes]):
                for fault in faults[int(codes[row])]:
                    self.fault(int(row), column, fault)
        return Read(codes, [None if found else value for value, found in verdicts])

    def require(self, column: str) -> None:
        """Empty cells are wrong."""
        for row in np.flatnonzero((self.text(column) == "").to_numpy(dtype=np.bool_)):
            self.fault(int(row), column, Fault(Code.VALUE_MISSING, ""))

    def fault(self, row: int, column: str, fault: Fault) -> None:
        """Leave the row out. The fault's own column, where it has one, is the one named."""
        self.bad[row] = True
        self._add(row, fault.column or column, fault.value, fault.code, fault.params)

    def notice(
        self, row: int, column: str, value: str, code: Code, params: Params | None = None
    ) -> None:
        """Say something about a row that is kept."""
        self._add(row, column, value, code, params or {}, Severity.NOTICE)

    def where(self, row: int) -> tuple[str, int]:
        """The file and the row as a spreadsheet shows it."""
        return self.files[int(self._file_codes[row])], int(self.row_numbers[row])

    def first_in_files(self, rows: Rows) -> list[tuple[int, int]]:
        """For each file that has any of the rows: the first of them and how many there are."""
        codes = self._file_codes[rows]
        found, first, counts = np.unique(codes, return_index=True, return_counts=True)
        return [(int(rows[at]), int(n)) for _, at, n in zip(found, first, counts, strict=True)]

    def problems(self) -> tuple[Problem, ...]:
        """By file, row and column."""
        self._problems.sort(key=lambda entry: entry[:3])
        return tuple(
            replace(problem, internal=True)
            if self.internal[row] or problem.column in FOR_THE_TEAM
            else problem
            for _file, row, _column, problem in self._problems
        )

    def _add(
        self,
        row: int,
        column: str,
        value: str,
        code: Code,
        params: Params,
        severity: Severity = Severity.ERROR,
    ) -> None:
        file, number = self.where(row)
        problem = Problem(file, number, column, value, code, params, severity)
        key = (int(self._file_codes[row]), row, _ORDER.get(column, -1))
        self._problems.append((*key, problem))
