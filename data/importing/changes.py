"""A row beside the record that it is about: what it would change, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.cells import Spelling
from data.importing.interpret import Interpreted
from data.importing.mapping import ColumnMap
from data.merging import changed, columns_of
from data.model import Activity, Place
from data.record_format import COLUMNS
from data.store.writes import Stored
from data.tables import Reference

_NUMBERED: Final = re.compile(r" \d{4,}(?=, [A-Z]{2})")
_OTHER: Final = {
    "title_de": "title_en", "title_en": "title_de", "note_de": "note_en", "note_en": "note_de",
    "outcome_de": "outcome_en", "outcome_en": "outcome_de",
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """Fields (by their first column) that the row changes, and those that stay as they are here
    because somebody changed them since the row was brought in."""

    changed: tuple[str, ...]
    kept: tuple[str, ...]


class Comparison:
    """Compares rows of one table with records."""

    def __init__(
        self,
        read: Interpreted,
        mapping: ColumnMap,
        reference: Reference,
        places: Mapping[str, Place],
        *,
        overwrite: bool,
    ) -> None:
        self._read = read
        self._clears = mapping.clears
        self._mapped = {name for name in COLUMNS if read.given[name].any()}
        self._spelling = Spelling(reference, places)
        self._overwrite = overwrite

    def of(self, at: int, row: Activity, stored: Stored, base: Activity | None) -> Compared:
        """What the row at that position changes in a record; ``base`` is the record as it was
        when the row was brought in, where somebody has changed it since."""
        cells, here = self._spelling.cells(row), self._spelling.cells(stored.activity)
        wanted = [
            field
            for field in changed(here, cells)
            if self._says(at, field) and not self._same(at, field, cells, here)
        ]
        if base is None or self._overwrite:
            return Compared(tuple(wanted), ())
        since = set(changed(self._spelling.cells(base), here))
        return Compared(
            tuple(field for field in wanted if field not in since),
            tuple(field for field in wanted if field in since),
        )

    def _says(self, at: int, field: str) -> bool:
        """Whether the row says something of the field; an empty cell says nothing, unless
        somebody chose that it empties what is there."""
        columns = columns_of(field)
        if any(self._read.given[column][at] for column in columns):
            return True
        return self._clears and any(column in self._mapped for column in columns)

    def _same(self, at: int, field: str, cells: Mapping[str, str], here: Mapping[str, str]) -> bool:
        """Whether the two mean the same where they are written differently."""
        if field in self._read.either:
            return cells[field] == here[_OTHER[field]]
        if field == "start" and not self._read.given["date_precision"][at]:
            # Whole days say nothing against a week or a month of the same days.
            return all(cells[name] == here[name] for name in ("start", "end"))
        if field in {"venue", "counterparts"} and not _NUMBERED.search(
            self._read.written[field][at]
        ):
            return _NUMBERED.sub("", cells[field]) == _NUMBERED.sub("", here[field])
        return False
