"""Reads one workbook in a process of its own, which may be ended at any time.

Run as a script: limits as JSON in the first line of the standard input, the workbook after it; the
cells as JSON on the standard output. It imports nothing of the project, and what it is given is
never run, only parsed.
"""

from __future__ import annotations

import importlib
import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

_CHUNK: Final = 1_000_000
_CELL: Final = re.compile(rb"<c\b[^>]*>")
_WHERE: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_MOST_ERRORS: Final = 1_000
_EXACT: Final = 2**53
"""Whole numbers up to here are exact in a spreadsheet."""

Limits = dict[str, Any]


class Refused(Exception):
    """The workbook is not read; the code is one of ``data.problems``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    limits: Limits = orjson.loads(sys.stdin.buffer.readline())
    _restrict(limits)
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data, limits)
    except Refused as refused:
        answer = {"refused": refused.code}
    except PasswordError:
        answer = {"refused": "file_encrypted"}
    except MemoryError:
        answer = {"refused": "file_unpacks_too_large"}
    except (CalamineError, ZipError, zipfile.BadZipFile, zlib.error, struct.error, ValueError):
        answer = {"refused": "file_broken"}
    sys.stdout.buffer.write(orjson.dumps(answer))


def _restrict(limits: Limits) -> None:
    """Take no more memory and time than allowed, where the platform can see to it."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return
    seconds = int(limits["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, limits: Limits) -> dict[str, Any]:
    errors: dict[str, list[tuple[int, int]]] = {}
    if data.startswith(b"PK"):
        errors = _unpacked(data, limits)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets, hidden = [], []
    cells = 0
    for about in workbook.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        height, width = (at + 1 for at in sheet.end or (-1, -1))
        cells += height * width
        if height > limits["rows"] or width > limits["columns"] or cells > limits["cells"]:
            raise Refused("table_too_large")
        sheets.append(
            {"name": about.name, "columns": _columns(sheet), "errors": errors.get(about.name, [])}
        )
    return {"sheets": sheets, "hidden": hidden}


def _columns(sheet: CalamineSheet) -> list[list[Any]]:
    rows = sheet.to_python(skip_empty_area=False)
    columns = [[_plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if left < len(columns):
            column = columns[left]
            for row in range(top + 1, min(bottom + 1, len(column))):
                column[row] = column[top]
    return columns


def _plain(cell: object) -> object:
    """A cell as JSON: what JSON doesn't have is a list of its kind and its text."""
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < _EXACT else cell
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return cell.isoformat("minutes" if not cell.second else "seconds")
    return str(cell) if isinstance(cell, timedelta) else cell


def _unpacked(data: bytes, limits: Limits) -> dict[str, list[tuple[int, int]]]:
    """Unpack everything once and count, whatever the archive says of itself; where in XLSX sheets
    a formula has failed, by sheet, since the parser reads such cells as empty."""
    left = int(limits["unpacked"])
    kept: dict[str, bytes] = {}
    errors: dict[str, list[tuple[int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.flag_bits & 1:
                raise Refused("file_encrypted")
            is_sheet = member.filename.startswith("xl/worksheets/")
            is_index = member.filename in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
            parts = []
            for part in _inflated(data, member):
                left -= len(part)
                if left < 0:
                    raise Refused("file_unpacks_too_large")
                if is_sheet or is_index:
                    parts.append(part)
            content = b"".join(parts)
            if is_index:
                kept[member.filename] = content
            elif is_sheet and b't="e"' in content:
                errors[member.filename.removeprefix("xl/")] = _failed(content)
    return _by_name(errors, kept)


def _inflated(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's content in portions, from the bytes themselves."""
    at = member.header_offset
    if data[at : at + 4] != b"PK\x03\x04":
        raise Refused("file_broken")
    name, extra = struct.unpack("<HH", data[at + 26 : at + 30])
    start = at + 30 + name + extra
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("file_broken")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    yield inflate.decompress(packed, _CHUNK)
    while inflate.unconsumed_tail:
        yield inflate.decompress(inflate.unconsumed_tail, _CHUNK)


def _failed(content: bytes) -> list[tuple[int, int]]:
    found = []
    for cell in _CELL.finditer(content):
        where = _WHERE.search(cell[0]) if b't="e"' in cell[0] else None
        if where is not None:
            column = 0
            for letter in where[1]:
                column = 26 * column + letter - 64
            found.append((int(where[2]), column - 1))
        if len(found) == _MOST_ERRORS:
            break
    return found


def _by_name(
    errors: dict[str, list[tuple[int, int]]], kept: dict[str, bytes]
) -> dict[str, list[tuple[int, int]]]:
    """The same by the sheets' names, which stand in two other members."""
    if not errors:
        return {}
    targets = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target").removeprefix("/xl/")
        for tag in re.findall(
            rb"<Relationship\b[^>]*>", kept.get("xl/_rels/workbook.xml.rels", b"")
        )
    }
    named = {}
    for tag in re.findall(rb"<sheet\b[^>]*>", kept.get("xl/workbook.xml", b"")):
        target = targets.get(_attribute(tag, rb"\w+:id"), "")
        if target in errors:
            named[_attribute(tag, b"name")] = errors[target]
    return named


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    text = found[1].decode("utf-8", "replace") if found else ""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


if __name__ == "__main__":
    main()
