"""Selected records as a workbook to calculate with: dates are dates, numbers are numbers."""

from __future__ import annotations

import io
from datetime import date
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from charts.spoken import Sheet, Spoken
from data import queries
from data.model import Activity
from data.queries import Selection
from data.values import join_parts
from exports.limits import check

COLUMNS: Final = {
    "id": 22, "title_de": 48, "title_en": 48, "kind": 22, "direction": 14, "status": 14,
    "start": 12, "end": 12, "date_precision": 14, "venue": 26, "counterparts": 34, "sectors": 30,
    "networks": 18, "organisations": 40, "participants": 12, "participants_qualifier": 12,
    "participants_unit": 14, "outcome_de": 40, "outcome_en": 40, "note_de": 40, "note_en": 40,
    "source": 36, "source_url": 40,
}  # fmt: skip
"""The columns with their widths in characters."""
_LONGEST: Final = 32_767
"""Characters that a cell of a workbook holds."""
_SHEET_NAME: Final = 31
# A workbook would guess; here a text is a text, whatever it begins with.
_LITERALLY: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def records_xlsx(selection: Selection, spoken: Spoken, *, besides: Sheet | None = None) -> bytes:
    """The selected records, newest first, what else there is to take along, and a last sheet of
    what the numbers mean.

    Raises :class:`exports.limits.TooManyRecords`.
    """
    check(selection)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, dict(_LITERALLY)) as book:
        _records(book, selection, spoken)
        if besides:
            _besides(book, besides)
        _about(book, spoken)
    return content.getvalue()


def _records(book: xlsxwriter.Workbook, selection: Selection, spoken: Spoken) -> None:
    sheet = book.add_worksheet(spoken.records[:_SHEET_NAME])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width, plain)
        sheet.write_string(0, column, spoken.headings[name], head)
    last = 0
    for last, activity in enumerate(queries.activities(selection), 1):
        cells = _cells(activity, spoken)
        for column, name in enumerate(COLUMNS):
            _write(sheet, last, column, cells[name], day)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _besides(book: xlsxwriter.Workbook, told: Sheet) -> None:
    sheet = book.add_worksheet(told.title[:_SHEET_NAME])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    for column, (name, width) in enumerate(told.headings.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, values in enumerate(told.rows, 1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(told.rows), len(told.headings) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: object, day: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, str(value)[:_LONGEST])


def _cells(activity: Activity, spoken: Spoken) -> dict[str, object]:
    count = activity.participants
    names = spoken.names
    return {
        **{name: getattr(activity, name) for name in COLUMNS if hasattr(activity, name)},
        **{
            name: names[name](getattr(activity, name))
            for name in ("kind", "direction", "status", "date_precision")
        },
        "venue": spoken.place(activity.venue) if activity.venue else "",
        "counterparts": "; ".join(spoken.counterparts(activity)),
        "sectors": "; ".join(map(names["sector"], activity.sectors)),
        "networks": "; ".join(map(names["network"], activity.networks)),
        "organisations": join_parts(spoken.organisations(activity)),
        "participants": count.count if count else "",
        "participants_qualifier": names["participants_qualifier"](count.qualifier) if count else "",
        "participants_unit": names["participants_unit"](count.unit) if count else "",
    }


def _about(book: xlsxwriter.Workbook, spoken: Spoken) -> None:
    sheet = book.add_worksheet(spoken.about_title[:_SHEET_NAME])
    topic = book.add_format({"bold": True, "valign": "top"})
    line = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, topic)
    sheet.set_column(1, 1, 100, line)
    row = 0
    for title, lines in spoken.about:
        sheet.write_string(row, 0, title, topic)
        for text in lines:
            sheet.write_string(row, 1, text, line)
            row += 1
        row += 1
