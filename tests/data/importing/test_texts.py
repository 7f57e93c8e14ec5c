"""Tables in text files, in every encoding and with every separator that programs use."""

from __future__ import annotations

from threading import Event as Signal
from time import process_time

import pytest

from data.importing.grids import Book, Limits, NotReadable, read_upload
from data.problems import Code
from tests.data.importing.files import TABLE, csv_of

ENCODINGS = [
    ("utf-8", b"", "UTF-8"),
    ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
    ("utf-16-le", b"\xff\xfe", "UTF-16"),
    ("utf-16-be", b"\xfe\xff", "UTF-16"),
    ("utf-16-le", b"", "UTF-16"),
    ("cp1252", b"", "Windows-1252"),
    ("mac_roman", b"", "Mac Roman"),
    ("cp850", b"", "DOS (850)"),
]


def cells(book: Book) -> list[list[object]]:
    frame = book.grids[0].cells
    return [list(row) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize(("encoding", "mark", "name"), ENCODINGS)
def test_every_encoding_is_told_and_said(encoding: str, mark: bytes, name: str) -> None:
    book = read_upload(mark + csv_of().encode(encoding), "a.csv")
    assert cells(book) == TABLE
    assert book.encoding == name
    told = [(one.code, one.params) for one in book.problems]
    assert told == ([] if name == "UTF-8" else [(Code.FILE_ENCODING, {"found": name})])


SENTENCES = [
    "Gäste aus Großbritannien und Österreich; Überblick für München, Düsseldorf",
    "Délégation française à Liège; São Paulo, Málaga, Genève",
    "Tromsø, København und Göteborg; Señor Núñez in Łódź".replace("Łódź", "Lodz"),
    "„Zitat“ – mit Strich … und 50 €",
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_is_misread(encoding: str, sentence: str) -> None:
    text = f"Titel\tNotiz\nx\t{sentence}\n"
    assert cells(read_upload(text.encode(encoding), "a.txt"))[1] == ["x", sentence]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_every_separator_is_told(sign: str) -> None:
    rows = [["Titel", "Notiz"], ["Besuch", "ohne"], ['"a,b;c|d\te"', "x"]]
    book = read_upload(csv_of(sign, rows).encode(), "a.csv")
    assert cells(book)[2] == ["a,b;c|d\te", "x"]


def test_a_line_of_excels_names_the_separator() -> None:
    book = read_upload(b"sep=|\na;b|c\nd|e;f\n", "a.csv")
    assert cells(book) == [["a;b", "c"], ["d", "e;f"]]
    assert book.grids[0].rows == (2, 3)


def test_a_cover_empty_rows_and_columns_stay_out_and_numbers_stay_true() -> None:
    book = read_upload(b";;;\nAktivitaeten 2025;;;\n;;;\n;Titel;;Ort\n;a;;b\n", "a.csv")
    grid = book.grids[0]
    assert grid.rows == (2, 4, 5)
    assert list(grid.cells) == [0, 1, 3]
    assert cells(book)[1] == [None, "Titel", "Ort"]


def test_a_broken_quote_costs_one_row() -> None:
    book = read_upload(b'a;b\n1;"x\n2;y\n3;z\n', "a.csv")
    assert [row[0] for row in cells(book)] == ["a", "2", "3"]
    assert [(one.row, one.code) for one in book.problems] == [(2, Code.ROW_QUOTES)]


def test_wrong_bytes_cost_their_row_and_are_named() -> None:
    text = "Titel;Ort\nä;Köln\nü;X\nö;Genève\n".encode().replace(b"X", b"\xff\x81")
    book = read_upload(text, "a.csv")
    assert book.encoding == "UTF-8"
    assert [row[0] for row in cells(book)] == ["Titel", "ä", "ö"]
    found = [(one.row, one.code, one.value, one.params) for one in book.problems]
    assert found == [(3, Code.ROW_BYTES, "??", {"byte": "0xFF"})]


def test_an_endless_cell_is_named() -> None:
    text = "a;b\n1;" + "x" * 10_000_000 + "\n2;y\n"
    book = read_upload(text.encode(), "a.csv")
    assert [row[0] for row in cells(book)] == ["a", "2"]
    assert [(one.row, one.code) for one in book.problems] == [(2, Code.VALUE_TOO_LONG)]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"", Limits(), Code.FILE_EMPTY),
        (b"  \r\n;;;\r\n", Limits(), Code.FILE_EMPTY),
        (b"\xff\xfe", Limits(), Code.FILE_EMPTY),
        (b"a;b\n" * 30, Limits(bytes=100), Code.FILE_TOO_LARGE),
        (b"a;b\n" * 30, Limits(rows=29), Code.TABLE_TOO_LARGE),
        (b"a;b;c\n", Limits(columns=2), Code.TABLE_TOO_LARGE),
        (b"a;b\n" * 30, Limits(cells=59), Code.TABLE_TOO_LARGE),
        (b"a;b;c;d\n" + b"a\n" * 20, Limits(cells=80), Code.TABLE_TOO_LARGE),
        (b"a\n" * 20 + b"a;b;c;d\n", Limits(cells=80), Code.TABLE_TOO_LARGE),
        (b"a;b\n" * 20_000, Limits(seconds=0), Code.FILE_TOO_SLOW),
        (bytes(range(1, 32)) * 50, Limits(), Code.FILE_KIND_UNKNOWN),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, limits: Limits, code: Code) -> None:
    with pytest.raises(NotReadable) as caught:
        read_upload(data, "a.csv", limits=limits)
    assert caught.value.code is code


def test_progress_is_told_and_reading_can_be_ended() -> None:
    data = b"a;b\n" * 20_000
    told: list[tuple[int, int]] = []
    read_upload(data, "a.csv", progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 0)
    assert [total for _, total in told[1:]] == [20_000] * 4
    ended = Signal()
    ended.set()
    with pytest.raises(NotReadable) as caught:
        read_upload(data, "a.csv", cancelled=ended)
    assert caught.value.code is Code.READING_CANCELLED


def test_large_files_take_seconds() -> None:
    row = ";".join(f"Wert {column} äöü" for column in range(20)) + "\n"
    data = ("x;" * 19 + "y\n").encode() + row.encode() * 30_000
    start = process_time()
    book = read_upload(data, "a.csv", limits=Limits(bytes=100_000_000))
    assert process_time() - start < 5
    assert len(book.grids[0].cells) == 30_001
