"""Workbooks as people keep them, and as nobody should send them."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from threading import Event as Signal
from threading import Timer
from typing import IO

import openpyxl
import pytest
import xlsxwriter

from data.importing.grids import Book, Limits, NotReadable, read_upload
from data.problems import Code
from tests.data.importing.files import TABLE, member, ods, saved, with_member, xls, xlsx, zipped


def cells(book: Book, at: int = 0) -> list[list[object]]:
    return [list(row) for row in book.grids[at].cells.itertuples(index=False)]


def refused(data: bytes, limits: Limits | None = None) -> Code:
    with pytest.raises(NotReadable) as caught:
        read_upload(data, "a.xlsx", limits=limits)
    return caught.value.code


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_every_kind_of_value(epoch: int) -> None:
    values: list[object] = ["Text", "00123", 12, 1.5, True, date(2025, 9, 26)]
    values += [datetime.fromisoformat("2025-09-26T14:30"), time(9, 5)]
    book = read_upload(xlsx([["Titel"], values], mac=epoch == 1904), "a.xlsx")
    read = cells(book)[1]
    assert read[:-1] == values[:-1]
    assert [type(value) for value in read[:5]] == [str, str, int, float, bool]
    assert read[-1] == "09:05"
    assert book.encoding == ""
    assert not book.problems


def test_sheets_covers_hidden_ones_and_gaps() -> None:
    workbook = openpyxl.Workbook()
    cover = workbook.active
    assert cover is not None
    cover.title = "Deckblatt"
    cover["B2"] = "Übersicht"
    hidden = workbook.create_sheet("Alt")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Leer")
    sheet = workbook.create_sheet("Aktivitäten & mehr")
    for row in ((4, "Titel", "Ort"), (6, "a", "b"), (7, "c", "d")):
        sheet.cell(row[0], 3, row[1])
        sheet.cell(row[0], 5, row[2])
    book = read_upload(saved(workbook), "a.xlsx")
    assert [grid.name for grid in book.grids] == ["Deckblatt", "Aktivitäten & mehr"]
    assert book.grids[1].rows == (4, 6, 7)
    assert list(book.grids[1].cells) == [2, 4]
    assert [(one.code, one.value) for one in book.problems] == [(Code.SHEET_HIDDEN, "Alt")]


def test_a_merged_cell_holds_for_its_rows() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Datum", "Titel", ""], ["2025", "a", "x"], ["", "b", ""], ["", "c", ""]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B1:C1")
    assert cells(read_upload(saved(workbook), "a.xlsx")) == [
        ["Datum", "Titel", None],
        ["2025", "a", "x"],
        ["2025", "b", None],
        ["2025", "c", None],
    ]


def test_formulas_show_what_they_showed_and_failed_ones_are_named() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Zahlen & <mehr>")
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, "=NOW()", None, "gestern")
        sheet.write_formula(1, 2, "=A9/0", None, "#DIV/0!")
    book = read_upload(file.getvalue(), "a.xlsx")
    assert cells(book)[1] == [2, "gestern", None]
    found = [(one.row, one.column, one.code) for one in book.problems]
    assert found == [(2, "C", Code.CELL_FAILED)]


def test_opendocument() -> None:
    book = read_upload(ods(TABLE), "a.ods")
    assert (book.grids[0].name, cells(book)) == ("Blatt", TABLE)


def test_excel_before_2007() -> None:
    book = read_upload(xls(TABLE), "a.xls")
    assert (book.grids[0].name, cells(book)) == ("Blatt", TABLE)


def test_the_name_of_a_file_does_not_matter() -> None:
    assert cells(read_upload(xlsx(), "a.csv")) == cells(read_upload(xlsx(), "a.xls")) == TABLE


OTHERS = [
    (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
    (b"\xff\xd8\xff\xe0\0", "JPEG"),
    (b"<html><table><tr><td>a</td></tr></table></html>", "HTML"),
    (b"\xef\xbb\xbf<!DOCTYPE html><p>a", "HTML"),
    (b'<?xml version="1.0"?><Workbook/>', "XML"),
    (b"{\\rtf1 a}", "RTF"),
    (zipped({"word/document.xml": b"<a/>"}), "DOCX"),
    (zipped({"ppt/presentation.xml": b"<a/>"}), "PPTX"),
    (zipped({"a.csv": b"a;b"}), "ZIP"),
    (zipped({"inner.zip": zipped({"xl/workbook.xml": b""})}), "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOC"),
]


@pytest.mark.parametrize(("data", "kind"), OTHERS)
def test_other_kinds_of_files_are_called_what_they_are(data: bytes, kind: str) -> None:
    with pytest.raises(NotReadable) as caught:
        read_upload(data, "a.xls")
    assert (caught.value.code, caught.value.params) == (Code.FILE_KIND, {"found": kind})


def test_a_password_is_named() -> None:
    package = "EncryptedPackage".encode("utf-16-le")
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + package) is Code.FILE_ENCRYPTED
    flagged = bytearray(xlsx())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(signature)
        flagged[at + flags] |= 1
    assert refused(bytes(flagged)) is Code.FILE_ENCRYPTED


@pytest.mark.parametrize("cut", [10, 200, 2_000, -30])
def test_half_a_file_is_damaged(cut: int) -> None:
    assert refused(xlsx()[:cut]) is Code.FILE_BROKEN


def test_an_archive_that_unpacks_without_end_is_refused_before_it_does() -> None:
    bomb = with_member(xlsx(), "xl/media/zeros.bin", bytes(60_000_000))
    assert refused(bomb) is Code.FILE_UNPACKS_TOO_LARGE
    assert refused(bomb, Limits(unpacked=50_000_000)) is Code.FILE_UNPACKS_TOO_LARGE
    many = zipped({"xl/workbook.xml": b""} | {f"{at}": b"" for at in range(30)})
    assert refused(many, Limits(members=30)) is Code.FILE_UNPACKS_TOO_LARGE


def test_an_archive_that_lies_about_its_size_is_found_out() -> None:
    bomb = with_member(xlsx(), "xl/media/zeros.bin", bytes(30_000_000))
    lie = bytearray(bomb)
    at = lie.rfind(b"PK\x01\x02", 0, lie.rfind(b"xl/media/zeros.bin"))
    lie[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(lie))) as archive:
        assert archive.getinfo("xl/media/zeros.bin").file_size == 1_000
    assert refused(bytes(lie), Limits(unpacked=20_000_000)) is Code.FILE_UNPACKS_TOO_LARGE


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "hahahahahahahahahaha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
SECRETS = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [LAUGHS, SECRETS])
def test_entities_do_nothing(before: str) -> None:
    """Neither is a file of the server's read nor does a short text grow."""
    shared = b'<?xml version="1.0"?>' + before.encode()
    shared += b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    shared += b"<si><t>A&i;Z</t></si></sst>"
    for data in (
        with_member(xlsx([["a"]]), "xl/sharedStrings.xml", shared),
        ods([["A"]], before=before, entity="&amp;&i;Z"),
    ):
        read = _read_or_not(data)
        assert "root" not in read
        assert len(read) < 100


def _read_or_not(data: bytes) -> str:
    try:
        return str(cells(read_upload(data, "a.xlsx")))
    except NotReadable as error:
        return error.code


def test_macros_are_not_looked_at() -> None:
    data = with_member(xlsx(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 100)
    assert cells(read_upload(data, "a.xlsm")) == TABLE


def test_a_table_that_says_it_is_endless_is_refused() -> None:
    data = xlsx([["a"]])
    sheet = member(data, "xl/worksheets/sheet1.xml")
    far = sheet.replace(b'r="A1"', b'r="XFD1048576"').replace(b'<row r="1"', b'<row r="1048576"')
    code = refused(with_member(data, "xl/worksheets/sheet1.xml", far))
    assert code in (Code.TABLE_TOO_LARGE, Code.FILE_EMPTY)


@pytest.mark.parametrize("limits", [Limits(rows=1), Limits(columns=2), Limits(cells=5)])
def test_a_table_beyond_the_limits_is_refused(limits: Limits) -> None:
    assert refused(xlsx(), limits) is Code.TABLE_TOO_LARGE


def test_an_endless_cell_is_named() -> None:
    data = xlsx([["a", "b"], ["x", "y"], ["c", "d"]])
    text = member(data, "xl/sharedStrings.xml").replace(
        b"<t>y</t>", b"<t>%s</t>" % (b"y" * 200_000)
    )
    book = read_upload(with_member(data, "xl/sharedStrings.xml", text), "a.xlsx")
    assert cells(book) == [["a", "b"], ["c", "d"]]
    assert book.grids[0].rows == (1, 3)
    assert [(one.row, one.column, one.code) for one in book.problems] == [
        (2, "B", Code.VALUE_TOO_LONG)
    ]


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started = _with_process_that_waits(monkeypatch)
    assert refused(xlsx(), Limits(seconds=0.2)) is Code.FILE_TOO_SLOW
    assert [one.poll() is not None for one in started] == [True]


def test_reading_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started = _with_process_that_waits(monkeypatch)
    ended = Signal()
    timer = Timer(0.2, ended.set)
    timer.start()
    with pytest.raises(NotReadable) as caught:
        read_upload(xlsx(), "a.xlsx", cancelled=ended)
    timer.join()
    assert caught.value.code is Code.READING_CANCELLED
    assert [one.poll() is not None for one in started] == [True]


def test_the_process_knows_nothing_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen: list[Mapping[str, str]] = []
    start = subprocess.Popen[bytes]

    def popen(
        command: list[str], *, stdin: IO[bytes], stdout: int, stderr: int, env: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        seen.append(env)
        return start(command, stdin=stdin, stdout=stdout, stderr=stderr, env=env)

    monkeypatch.setattr(subprocess, "Popen", popen)
    assert cells(read_upload(xlsx(), "a.xlsx")) == TABLE
    assert len(seen) == 1
    assert "secret" not in str(seen)


def test_large_workbooks_take_seconds() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(8_000):
            sheet.write_row(row, 0, [f"Text {row % 97}", row, row / 7, "Köln"] * 3)
    start = _worked()
    book = read_upload(file.getvalue(), "a.xlsx")
    assert _worked() - start < 5
    assert book.grids[0].cells.shape == (8_000, 12)


def _worked() -> float:
    """Seconds that this process and those it has ended were at work, however busy the machine."""
    return sum(os.times()[:4])


def _with_process_that_waits(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The reader's process reads and never answers."""
    started: list[subprocess.Popen[bytes]] = []
    waits = "import sys, threading; sys.stdin.buffer.read(); threading.Event().wait(60)"
    start = subprocess.Popen[bytes]

    def popen(
        command: list[str], *, stdin: IO[bytes], stdout: int, stderr: int, env: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        waiting = [command[0], "-c", waits]
        process = start(waiting, stdin=stdin, stdout=stdout, stderr=stderr, env=env)
        started.append(process)
        return process

    monkeypatch.setattr(subprocess, "Popen", popen)
    return started
