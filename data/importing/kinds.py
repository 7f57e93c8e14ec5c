"""Tells by its content what a file is; its name may say anything."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto
from typing import Final

from data.importing.book import NotReadable
from data.problems import Code

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP: Final = re.compile(
    rb"\s*<(?:!doctype html|html|table|head|body|meta|style)", re.IGNORECASE
)
_XML: Final = re.compile(rb"\s*<(?:\?xml|[A-Za-z]+:?[A-Za-z]*[\s>])")
_CALENDAR: Final = re.compile(rb"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)


class Kind(Enum):
    """What can be read."""

    TEXT = auto()
    WORKBOOK = auto()
    CALENDAR = auto()


def kind_of(data: bytes) -> Kind:
    """Raises :class:`NotReadable` for what is none of these, naming what it seems to be."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if not data.strip(b"\x00 \t\r\n"):
        raise NotReadable(Code.FILE_EMPTY)
    if start.startswith(b"PK"):
        return _archive(data)
    if start.startswith(_OLE):
        return _compound(data)
    if start.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")) and b"\0" in start:
        return Kind.WORKBOOK
    for signature, name in _SIGNATURES:
        if start.startswith(signature) and (len(signature) > 2 or b"\0" in start):
            raise NotReadable(Code.FILE_KIND, found=name)
    if _CALENDAR.match(start):
        return Kind.CALENDAR
    if _MARKUP.match(start):
        raise NotReadable(Code.FILE_KIND, found="HTML")
    if _XML.match(start):
        raise NotReadable(Code.FILE_KIND, found="XML")
    return Kind.TEXT


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise NotReadable(Code.FILE_BROKEN) from error
    if any(name.startswith("xl/") for name in names) or _ODS in data[:200]:
        return Kind.WORKBOOK
    for folder, name in (("word/", "DOCX"), ("ppt/", "PPTX"), ("Index/", "Numbers")):
        if any(one.startswith(folder) for one in names):
            raise NotReadable(Code.FILE_KIND, found=name)
    if "content.xml" in names:
        if _ODS in data[:200] or b"spreadsheet" in data[:200]:
            return Kind.WORKBOOK
        raise NotReadable(Code.FILE_KIND, found="OpenDocument")
    raise NotReadable(Code.FILE_KIND, found="ZIP")


def _compound(data: bytes) -> Kind:
    """The container of Office before 2007, and of workbooks with a password since."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise NotReadable(Code.FILE_ENCRYPTED)
    if holds("Workbook") or holds("Book"):
        return Kind.WORKBOOK
    raise NotReadable(Code.FILE_KIND, found="DOC" if holds("WordDocument") else "OLE")
