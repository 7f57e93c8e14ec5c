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

_SIGNS: Final = r"(?=[=+\-@\t\r＝＋－＠])"
GUARDED: Final = re.compile(rf"(?<![\"'])[\"']+{_SIGNS}")
"""Where a text may hold a cell that is guarded."""
# A file for one spreadsheet may be opened in another that parts its lines at another sign: there,
# a formula can begin in the middle of what is a cell here, and within quotes.
_FORMULA: Final = re.compile(rf"(^|[,;\t\r\n])([\"']*){_SIGNS}")
_GUARD: Final = re.compile(rf"(^|[,;\t\r\n])'([\"']*){_SIGNS}")


def guarded(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet would begin to run it as a formula,
    whatever it takes for the end of a cell."""
    return _FORMULA.sub(r"\1'\2", cell)


def unguarded(cell: str) -> str:
    """The inverse of :func:`guarded`; other cells, an apostrophe before them or not, stay."""
    return _GUARD.sub(r"\1\2", cell) if "'" in cell else cell
