"""What is wrong with an uploaded file, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from data.problems import Code
from ui.i18n import marked


@dataclass(frozen=True)
class Wording:
    """Message ids of one code: what is wrong, and what would be right."""

    title: str
    right: str


UPLOADS: Final[Mapping[Code, Wording]] = MappingProxyType(
    {
        Code.FILE_TOO_LARGE: Wording(
            marked("The file is too large"),
            marked("At most {allowed} MB can be read; this file has {found} MB. Split it."),
        ),
        Code.FILE_UNPACKS_TOO_LARGE: Wording(
            marked("The file takes too much memory"),
            marked(
                "Unpacked it may have at most {allowed} MB. Delete pictures, empty rows with "
                "formatting and sheets that are not needed, or save the table as CSV."
            ),
        ),
        Code.FILE_TOO_SLOW: Wording(
            marked("Reading the file took too long"),
            marked("It was ended after {allowed} seconds. Split the file, or save it as CSV."),
        ),
        Code.FILE_KIND: Wording(
            marked("This kind of file cannot be read"),
            marked(
                "The file is of the kind {found}, whatever its name says. Save the table as "
                "Excel workbook (XLSX), ODS or CSV, a calendar as iCalendar (ICS)."
            ),
        ),
        Code.FILE_KIND_UNKNOWN: Wording(
            marked("The file is neither a table nor a calendar"),
            marked(
                "Tables as Excel workbook (XLSX, XLS), ODS, CSV or text with tabs can be read, and "
                "calendars as iCalendar (ICS)."
            ),
        ),
        Code.FILE_BROKEN: Wording(
            marked("The file is damaged"),
            marked(
                "Open it in the program that it comes from and save it again, or transfer it anew."
            ),
        ),
        Code.FILE_ENCRYPTED: Wording(
            marked("The file is protected by a password"),
            marked("Save it without a password, or copy the table to a new workbook."),
        ),
        Code.FILE_ENCODING: Wording(
            marked("The text is not saved in UTF-8"),
            marked(
                "It was read as {found}. If umlauts look wrong, save the file again as “CSV UTF-8”."
            ),
        ),
        Code.TABLE_TOO_LARGE: Wording(
            marked("The table is too large"),
            marked(
                "At most {rows} rows and {columns} columns, {cells} cells in all, can be read at "
                "once. Split the table."
            ),
        ),
        Code.TOO_MANY_EVENTS: Wording(
            marked("The calendar has too many entries"),
            marked(
                "At most {allowed} can be read at once; there are {found}. Export a shorter period."
            ),
        ),
        Code.READING_CANCELLED: Wording(
            marked("Reading was cancelled"),
            marked("Nothing was taken over. Choose the file again to read it."),
        ),
        Code.SHEET_HIDDEN: Wording(
            marked("A hidden sheet was not read"),
            marked("Show the sheet “{value}” in the workbook if it was meant to be read."),
        ),
        Code.CELL_FAILED: Wording(
            marked("A formula has no result"),
            marked("The cell in column {column} shows an error and was read as empty. Correct it."),
        ),
        Code.ROW_BYTES: Wording(
            marked("A row contains characters that cannot be read"),
            marked(
                "The row was left out because the byte {byte} stands for no letter. Save the file "
                "again as “CSV UTF-8”."
            ),
        ),
        Code.EVENT_BROKEN: Wording(
            marked("A calendar entry cannot be read"),
            marked(
                "The entry was left out: it has no valid start, or is not written as calendars "
                "are. Add it by hand, or export the calendar again."
            ),
        ),
        Code.EVENT_REPEATS: Wording(
            marked("A calendar entry repeats"),
            marked("Only its first time was taken. Add the others by hand if they took place."),
        ),
    }
)
