"""Reads an upload, whatever it is, into plain grids or events; it never runs anything of it."""

from __future__ import annotations

from threading import Event as Signal

from data.importing.book import MEGABYTE, Book, Event, Grid, Limits, NotReadable, Progress, Work
from data.importing.calendars import read_calendar
from data.importing.kinds import Kind, kind_of
from data.importing.texts import read_text
from data.importing.workbooks import read_workbook
from data.problems import Code

__all__ = ["Book", "Event", "Grid", "Limits", "NotReadable", "read_upload"]


def read_upload(
    data: bytes,
    name: str,
    *,
    limits: Limits | None = None,
    timezone: str = "Europe/Berlin",
    progress: Progress | None = None,
    cancelled: Signal | None = None,
) -> Book:
    """The grids or events of an uploaded file: text with separators in any common encoding, XLSX,
    XLSM, XLSB, XLS, ODS or iCalendar, told by its content.

    ``timezone`` is the home's, for events with a time of day. ``progress`` hears how much of how
    much is done (of a workbook 0 of 0: it is at work); setting ``cancelled`` ends the reading.
    Raises :class:`NotReadable` where nothing of the file can be used, and nothing else.
    """
    work = Work(name, limits or Limits(), timezone, progress, cancelled)
    if len(data) > work.limits.bytes:
        allowed = work.limits.bytes // MEGABYTE
        raise NotReadable(Code.FILE_TOO_LARGE, found=len(data) // MEGABYTE, allowed=allowed)
    work.at(0, 0)
    match kind_of(data):
        case Kind.WORKBOOK:
            return read_workbook(data, work)
        case Kind.CALENDAR:
            return read_calendar(data, work)
        case Kind.TEXT:
            return read_text(data, work)
