"""Finds the table in a sheet: titles above it, headers of two rows, sums below it.

A sheet is what :mod:`data.importing.grids` reads: cells without any meaning, whose columns are
numbered as in the file, and the numbers that a spreadsheet gives to their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.importing.book import letter
from data.importing.meanings import is_named, named, own_headings
from data.names import normalise

Flags: TypeAlias = NDArray[np.bool_]
MOST_COLUMNS: Final = 300
"""Columns with something in them; a table of more is none that anybody keeps by hand."""

_LOOKED_AT: Final = 40
"""Rows at the top among which the header is looked for."""
_LONGEST_NAME: Final = 80
_SUMS: Final = ("summe", "gesamt", "total", "insgesamt", "zwischensumme", "subtotal", "gesamtsumme",
                "sum", "grand total", "anzahl gesamt")  # fmt: skip


class Trouble(StrEnum):
    """Why a sheet holds no table."""

    EMPTY = "empty"
    HEADER_ONLY = "header_only"
    TOO_MANY_COLUMNS = "too_many_columns"


class NoTable(Exception):
    """The sheet holds no table that could be brought in; ``found`` is how many columns it has."""

    def __init__(self, trouble: Trouble, found: int = 0) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.found = found


@dataclass(frozen=True)
class LeftOut:
    """Rows that are no records, as the spreadsheet numbers them."""

    above: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: ``columns`` are its names as they are written (``A``, ``B`` where it has none),
    ``cells`` has a column for each by its number, ``rows`` the spreadsheet's row numbers."""

    name: str
    columns: tuple[str, ...]
    cells: pd.DataFrame
    rows: tuple[int, ...]
    left_out: LeftOut = field(default_factory=LeftOut)
    has_header: bool = True


def find_table(name: str, cells: pd.DataFrame, rows: Sequence[int]) -> Table:
    """The table in a sheet. Raises :class:`NoTable`."""
    filled = _filled(cells)
    some_rows, some_columns = filled.any(axis=1), filled.any(axis=0)
    if not some_rows.any():
        raise NoTable(Trouble.EMPTY)
    if int(some_columns.sum()) > MOST_COLUMNS:
        raise NoTable(Trouble.TOO_MANY_COLUMNS, int(some_columns.sum()))
    plain = cells.iloc[np.flatnonzero(some_rows), np.flatnonzero(some_columns)]
    letters = [letter(int(at)) for at in plain.columns]
    plain = plain.where(plain.notna(), None).reset_index(drop=True)
    plain = plain.set_axis(pd.RangeIndex(len(letters)), axis=1)
    numbers = np.asarray(rows, dtype=np.int64)[some_rows]
    first, last = _header(plain)
    columns = _names(plain, first, last, letters)
    body = plain.iloc[last + 1 :].reset_index(drop=True)
    if body.empty:
        raise NoTable(Trouble.HEADER_ONLY, len(columns))
    kept, left_out = _kept(body, numbers[last + 1 :], plain, (first, last))
    if not kept.any():
        raise NoTable(Trouble.HEADER_ONLY, len(columns))
    above = tuple(int(number) for number in numbers[: max(first, 0)])
    return Table(
        name=name,
        columns=columns,
        cells=body[kept].reset_index(drop=True),
        rows=tuple(int(number) for number in numbers[last + 1 :][kept]),
        left_out=LeftOut(above, *left_out),
        has_header=first >= 0,
    )


def likeliness(table: Table) -> float:
    """How much a sheet looks like the one that is meant: known names first, then rows."""
    if own_headings(table.columns):
        return 1000.0 + len(table.rows)
    known = len({named(column)[0] for column in table.columns if is_named(column)})
    return 10.0 * known + min(float(len(table.rows)), 9.0)


def _filled(cells: pd.DataFrame) -> Flags:
    """Which cells hold anything; a text of spaces holds nothing."""
    something = cells.notna().to_numpy(dtype=np.bool_, copy=True)
    for at in range(cells.shape[1]):
        column = cells.iloc[:, at]
        blank = column.map(lambda value: isinstance(value, str) and not value.strip())
        something[:, at] &= ~blank.to_numpy(dtype=np.bool_)
    return something


def _texts(values: Iterable[Any]) -> list[str]:
    """The cells of a row that could be names of columns, empty where there is none."""
    return [" ".join(value.split()) if isinstance(value, str) else "" for value in values]


def _header(cells: pd.DataFrame) -> tuple[int, int]:
    """The first and last row of the header, both -1 where the table has none."""
    top = [cells.iloc[at].tolist() for at in range(min(len(cells), _LOOKED_AT))]
    width = max(sum(map(bool, pd.notna(pd.Series(row, dtype=object)))) for row in top)
    scores = [_header_score(row, width) for row in top]
    best = int(np.argmax(scores))
    if scores[best] <= 0:
        return -1, -1
    if best + 1 < len(top) and _continues(top[best], top[best + 1], scores[best + 1]):
        return best, best + 1
    if best > 0 and _continues(top[best - 1], top[best], scores[best]):
        return best - 1, best
    return best, best


def _header_score(row: list[Any], width: int) -> float:
    """How much a row looks like names of columns; 0 and less is not at all."""
    texts = [text for text in _texts(row) if text]
    if not texts:
        return 0.0
    others = sum(_is_value(value) for value in row)
    known = sum(is_named(text) for text in texts if len(text) <= _LONGEST_NAME)
    long = sum(len(text) > _LONGEST_NAME for text in texts)
    again = len(texts) - len({normalise(text) for text in texts})
    full = len(texts) / max(width, 1)
    if known == 0 and (others or full < 0.7 or len(texts) < 2):
        return 0.0
    return 3.0 * known + 2.0 * full - 2.0 * others - 2.0 * long - again


def _is_value(value: object) -> bool:
    """A number, a date or a truth is no name; nor is a text that begins as one."""
    if isinstance(value, str):
        text = value.strip()
        return bool(text) and (text[0].isdigit() or text.startswith(("http", "www.")))
    return isinstance(value, (int, float, date)) and not pd.isna(value)


def _continues(upper: list[Any], lower: list[Any], lower_score: float) -> bool:
    """Whether two rows are one header: the lower row names what merged cells above it hold."""
    above, below = _texts(upper), _texts(lower)
    if any(_is_value(value) for value in (*upper, *lower)) or sum(map(bool, above)) < 2:
        return False
    shared = sum(1 for one, other in pairwise(zip(above, below, strict=True))
                 if one[0] and not other[0] and one[1] and other[1])  # fmt: skip
    names = [text for text in below if text]
    short = all(len(text) <= _LONGEST_NAME for text in names)
    return shared > 0 and short and lower_score >= 0.0 and len(names) < len(above)


def _names(cells: pd.DataFrame, first: int, last: int, letters: Sequence[str]) -> tuple[str, ...]:
    if first < 0:
        return tuple(letters)
    upper = _texts(_worded(cells.iloc[first].tolist()))
    if last == first:
        return tuple(name or at for name, at in zip(upper, letters, strict=True))
    lower = _texts(_worded(cells.iloc[last].tolist()))
    carried = ""
    names = []
    for above, below, at in zip(upper, lower, letters, strict=True):
        carried = above or (carried if below else "")
        names.append(" ".join(part for part in (carried, below) if part) or at)
    return tuple(names)


def _worded(row: list[Any]) -> list[Any]:
    """A year as a column's name is a name as well."""
    return [value if isinstance(value, str) or value is None else str(value) for value in row]


def _kept(
    body: pd.DataFrame, numbers: NDArray[np.int64], cells: pd.DataFrame, header: tuple[int, int]
) -> tuple[Flags, tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]]:
    """Which rows are records, and which are sums, repeated headers and remarks."""
    filled = _filled(body)
    counts = filled.sum(axis=1)
    usual = float(np.quantile(counts, 0.75))
    repeats = np.zeros(len(body), dtype=np.bool_)
    for at in {at for at in header if at >= 0}:
        names = [normalise(text) for text in _texts(cells.iloc[at].tolist())]
        first = next((column for column, name in enumerate(names) if name), None)
        if first is None:
            continue
        like = body[first].map(lambda value, name=names[first]: _is_text(value, name))
        for row in np.flatnonzero(like.to_numpy(dtype=np.bool_)):
            present = [normalise(text) for text in _texts(body.iloc[row].tolist())]
            repeats[row] |= present == names
    leading = _leading(body, filled)
    sums = np.fromiter((_is_sum(text) for text in leading), np.bool_, len(body))
    sums &= (counts < max(usual, 2)) & ~repeats
    remarks = (counts == 1) & (usual >= 3) & ~sums & ~repeats
    kept = ~(sums | repeats | remarks)
    told = [tuple(int(number) for number in numbers[flags]) for flags in (sums, repeats, remarks)]
    return kept, (told[0], told[1], told[2])


def _is_text(value: object, name: str) -> bool:
    return isinstance(value, str) and normalise(value) == name


def _leading(body: pd.DataFrame, filled: Flags) -> list[str]:
    """The first filled cell of each row, where it is a text."""
    at = filled.argmax(axis=1)
    values = body.to_numpy(dtype=object)[np.arange(len(body)), at]
    return [value if isinstance(value, str) else "" for value in values]


def _is_sum(text: str) -> bool:
    name = normalise(text[:60])
    return any(name == word or name.startswith(f"{word} ") for word in _SUMS)
