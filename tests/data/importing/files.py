"""Uploads as programs write them, and as somebody with bad intentions would."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import openpyxl
import xlsxwriter

TABLE = [["Titel", "Ort", "Datum"], ["Besuch aus Köln", "Köln", "26.09.2025"]]
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def csv_of(sign: str = ";", rows: list[list[str]] | None = None) -> str:
    return "".join(sign.join(row) + "\r\n" for row in rows or TABLE)


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def xlsx(rows: Sequence[Sequence[object]] = TABLE, *, mac: bool = False) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"date_1904": mac}) as workbook:
        formats: dict[type, object] = {
            kind: workbook.add_format({"num_format": shown})
            for kind, shown in (
                (date, "dd.mm.yyyy"),
                (datetime, "dd.mm.yyyy hh:mm"),
                (time, "hh:mm"),
            )
        }
        sheet = workbook.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell, formats.get(type(cell)))
    return file.getvalue()


def ods(rows: list[list[str]], *, before: str = "", entity: str = "") -> bytes:
    """A minimal ODS; ``before`` stands before its root element, ``entity`` is put in a cell."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}{entity}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Blatt">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def xls(rows: Sequence[Sequence[str]]) -> bytes:
    """A minimal workbook of Excel 97 (BIFF8) in its container; every cell is a text."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 6))

    name = b"Blatt"
    bound = len(begin(5)) + 4 + 8 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IBBBB", bound, 0, 0, len(name), 0) + name)
    stream = begin(5) + sheet + record(0x000A, b"") + begin(0x10)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = cell.encode("utf-16-le")
            label = struct.pack("<HHHHB", at, column, 0, len(cell), 1) + text
            stream += record(0x0204, label)
    return _compound(stream + record(0x000A, b""))


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook in Microsoft's compound file: header, FAT, directory, stream."""
    sectors = max(8, -(-len(stream) // 512))
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        named = (name + "\0").encode("utf-16-le")
        told = struct.pack("<HBBIII36xIII", len(named), kind, 1, free, free, child, start, size, 0)
        return named.ljust(64, b"\0") + told

    size = 512 * sectors
    listed = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, size)
    return header + table + listed.ljust(512, b"\0") + stream.ljust(size, b"\0")


def zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one member put in the place of another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    return zipped(members | {name: content})


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def calendar(*events: str, zones: str = "") -> bytes:
    lines = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{zones}{lines}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()
