"""Whatever bytes somebody uploads: a book, or a reason why not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importing.grids import Limits, NotReadable, read_upload
from tests.data.importing.files import calendar, csv_of, ods, xls, xlsx, zipped

CALENDAR = calendar(
    "UID:1\nSUMMARY:a\nDTSTART;TZID=Europe/Berlin:20250901T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY",
    "SUMMARY:b\nDTSTART;VALUE=DATE:20250901\nDTEND;VALUE=DATE:20250903\nCATEGORIES:x,y",
)
TEXTS = [csv_of().encode(), csv_of("\t").encode("utf-16"), csv_of().encode("cp1252"), CALENDAR]
WORKBOOKS = [xlsx(), xls([["a", "b"]]), ods([["a", "b"]])]
LIMITS = Limits(seconds=20)


def check(data: bytes) -> None:
    try:
        book = read_upload(data, "a", limits=LIMITS)
    except NotReadable:
        return
    assert book.grids or book.events or book.problems
    for grid in book.grids:
        assert len(grid.rows) == len(grid.cells) > 0


def mutated(data: bytes, draw: st.DataObject) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(changed) - 1))
        inserted = draw.draw(st.binary(max_size=6))
        changed[at : at + draw.draw(st.integers(0, 6))] = inserted
        if not changed:
            break
    return bytes(changed)


@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    check(data)


@given(st.sampled_from([b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF", b"sep=;\n", b"BEGIN:VCALENDAR\n"]),
       st.binary(max_size=200))  # fmt: skip
def test_random_bytes_after_a_signature(signature: bytes, data: bytes) -> None:
    check(signature + data)


@pytest.mark.parametrize("data", TEXTS)
@given(draw=st.data())
def test_texts_with_changed_bytes(data: bytes, draw: st.DataObject) -> None:
    check(mutated(data, draw))


@pytest.mark.parametrize("data", WORKBOOKS)
@settings(max_examples=12)
@given(draw=st.data())
def test_workbooks_with_changed_bytes(data: bytes, draw: st.DataObject) -> None:
    """Few examples: each one that still looks like a workbook starts a process."""
    check(mutated(data, draw))


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\t\x08\0"])
def test_what_only_begins_like_a_workbook(start: bytes) -> None:
    check(start)
    check(start + bytes(600))
    check(start + "Workbook".encode("utf-16-le") + bytes(600))
    check(zipped({"xl/workbook.xml": start}))
