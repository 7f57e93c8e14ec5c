"""Selected records as a file that the dashboard, a team or a spreadsheet can read again.

The format is that of ``data/records`` (see docs/records.md), and reading the file gives the same
records. It begins with a byte order mark, without which Excel takes UTF-8 for something else. A
cell that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes
away.
"""

from __future__ import annotations

import csv
import io
from typing import Literal

from data import queries
from data.cells import Spelling
from data.queries import Selection
from data.record_format import COLUMNS, guarded
from exports.limits import check

Separator = Literal[",", ";"]


def records_csv(selection: Selection, *, separator: Separator = ",") -> bytes:
    """The selected records, newest first, as CSV.

    ``separator`` is what the reader's spreadsheet expects between cells: a semicolon in German, a
    comma in English. Reading takes either. Raises :class:`exports.limits.TooManyRecords`.
    """
    check(selection)
    snapshot = selection.snapshot
    spelling = Spelling(snapshot.reference, snapshot.places)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(COLUMNS)
    for activity in queries.activities(selection):
        cells = spelling.cells(activity)
        writer.writerow([guarded(cells[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")
