"""Tables in text files: CSV and its relatives, whoever saved them."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import islice
from time import monotonic
from typing import Final

from data.importing.book import Book, NotReadable, Work, grid
from data.importing.encodings import decoded
from data.problems import Code, Severity
from data.spreadsheet import GIVE_UP, records

_DELIMITERS: Final = (";", ",", "\t", "|")
_LOOKED_AT: Final = 60
"""Rows by which the delimiter is told."""
_SAMPLE: Final = 1_000
"""Lines of them at most: an open quote would make one row of the whole file, at each look."""
_OFTEN: Final = 5_000
"""Rows after which progress is told."""
_WRONG: Final = re.compile("[\udc80-\udcff\ufffd]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")


def read_text(data: bytes, work: Work) -> Book:
    """A text as one grid; every cell is a text. Raises :class:`NotReadable`."""
    text, encoding = decoded(data)
    control = len(_CONTROL.findall(text[:100_000]))
    if control > len(text[:100_000]) // 200:
        raise NotReadable(Code.FILE_KIND_UNKNOWN)
    lines = list(io.StringIO(text, newline=""))
    told = re.fullmatch(r"\ufeff?sep=(.)\s*", lines[0], re.IGNORECASE) if lines else None
    if told:
        lines[0] = "\n"
    if not any(line.strip(" \t\r\n,;|\ufeff") for line in lines):
        raise NotReadable(Code.FILE_EMPTY)
    if encoding != "UTF-8":
        work.add(0, Code.FILE_ENCODING, severity=Severity.NOTICE, found=encoding)
    rows, numbers = _rows(lines, told[1] if told else _delimiter(lines), work)
    columns = [list(column) for column in zip(*rows, strict=True)]
    found = grid("", columns, numbers)
    if found is None:
        raise NotReadable(Code.FILE_EMPTY)
    return Book(work.file, (found,), tuple(work.problems), encoding=encoding)


def _delimiter(lines: list[str]) -> str:
    """The sign that parts most rows into the same number of cells, of several the one that makes
    most cells."""

    def score(sign: str) -> tuple[float, int]:
        widths = Counter(
            len(cells)
            for _, _, cells in islice(records(lines[:_SAMPLE], sign), _LOOKED_AT)
            if not isinstance(cells, Code) and any(cells)
        )
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            return 0.0, 0
        width, count = max(several.items(), key=lambda item: (item[1], item[0]))
        return round(count / sum(widths.values()), 1), width

    return max(_DELIMITERS, key=score)


def _rows(lines: list[str], sign: str, work: Work) -> tuple[list[list[object]], list[int]]:
    """The rows that can be told apart, of equal length, and their numbers."""
    rows: list[list[object]] = []
    numbers: list[int] = []
    broken, width, ends = 0, 0, monotonic() + work.limits.seconds
    for number, line, cells in records(lines, sign):
        if number % _OFTEN == 0:
            work.at(line, len(lines))
            if monotonic() > ends:
                raise NotReadable(Code.FILE_TOO_SLOW, allowed=int(work.limits.seconds))
        if isinstance(cells, Code):
            broken += 1
            work.add(number, cells, line=line)
            if broken == GIVE_UP:
                work.add(number + 1, Code.ROWS_GIVEN_UP, broken=broken)
                break
            continue
        if not any(cells) or not _decodable(cells, number, work):
            continue
        rows.append([cell if cell.strip() else None for cell in cells])
        numbers.append(number)
        width = max(width, len(cells))
        _check(len(rows), width, work)
    return [row + [None] * (width - len(row)) for row in rows], numbers


def _check(rows: int, columns: int, work: Work) -> None:
    """Short rows count as well: a table has as many cells as its widest row makes it."""
    limits = work.limits
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
        raise NotReadable(
            Code.TABLE_TOO_LARGE, rows=limits.rows, columns=limits.columns, cells=limits.cells
        )


def _decodable(cells: list[str], number: int, work: Work) -> bool:
    """Whether every byte of the row has a letter; else the row is named and left out."""
    for cell in cells:
        if cell.isascii():
            continue
        if found := _WRONG.search(cell):
            byte = ord(found[0]) - 0xDC00
            shown = f"0x{byte:02X}" if 0x80 <= byte <= 0xFF else "0xFFFD"
            work.add(number, Code.ROW_BYTES, value=_WRONG.sub("?", cell), byte=shown)
            return False
    return True
