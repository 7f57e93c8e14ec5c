"""Uploads as programs write them, and as somebody with bad intentions would."""

from __future__ import annotations

import io
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
