"""The columns of a record file, in the order in which they are written; see docs/records.md."""

from __future__ import annotations

import re
from typing import Final

COLUMNS: Final = (
    *("id", "title_de", "title_en", "kind", "direction", "status"),
    *("start", "end", "date_precision", "venue", "counterparts"),
    *("sectors", "networks", "organisations"),
    *("participants", "participants_qualifier", "participants_unit"),
    *("outcome_de", "outcome_en", "follow_up", "note_de", "note_en"),
    *("source", "source_url", "visibility"),
)
REQUIRED: Final = ("id", "kind", "direction", "status", "start")
"""A title in either language is needed besides."""

FOR_THE_TEAM: Final = frozenset({"follow_up"})
"""Columns that no visitor sees, of public records either."""

TITLES: Final = ("title_de", "title_en")
ONE_LANGUAGE: Final = {"title": "title_de", "outcome": "outcome_de", "note": "note_de"}
"""Column names for texts in one language, which readers of the other see too."""

TEXT_LIMIT: Final = 20_000
"""Characters in a cell."""

ID_LIMIT: Final = 100

GUARDED: Final = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
"""How a cell begins that a spreadsheet would have run as a formula, had it not been guarded."""
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of :func:`guarded`; other cells, an apostrophe before them or not, stay."""
    return cell[1:] if GUARDED.match(cell) else cell
