"""Two people changed the same record: what each of them changed, and what both did.

Cells are compared by field. Cells that only together say something (a date's days and precision,
a count with its unit) are one field, so that nobody's half is joined to somebody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from data.record_format import COLUMNS

Side: TypeAlias = Literal["mine", "theirs"]
Fields: TypeAlias = tuple[str, ...]

TOGETHER: Final[Mapping[str, Fields]] = {
    "start": ("start", "end", "date_precision"),
    "participants": ("participants", "participants_qualifier", "participants_unit"),
}
"""The columns of the fields that have several, by their first."""

_FOLLOWING: Final = {column for columns in TOGETHER.values() for column in columns[1:]}
FIELDS: Final[Fields] = tuple(column for column in COLUMNS if column not in _FOLLOWING)
"""Every field by its first column, in the order of the record format."""


def columns_of(field: str) -> Fields:
    """The columns of a field."""
    return TOGETHER.get(field, (field,))


def field_of(column: str) -> str:
    """The field that a column belongs to."""
    return next((name for name, columns in TOGETHER.items() if column in columns), column)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> Fields:
    """The fields in which two versions of a record differ."""
    return tuple(field for field in FIELDS if _part(before, field) != _part(after, field))


@dataclass(frozen=True)
class Merged:
    """What became of a record that two people changed from one version on.

    ``mine_alone`` and ``theirs_alone`` are the fields that one of them changed, ``both`` those
    that each changed differently. ``cells`` have what each changed alone; of ``both`` mine, until
    somebody decides.
    """

    cells: Mapping[str, str]
    theirs: Mapping[str, str]
    mine_alone: Fields
    theirs_alone: Fields
    both: Fields

    def undecided(self, choices: Collection[str]) -> Fields:
        """The fields that nobody has chosen a side for."""
        return tuple(field for field in self.both if field not in choices)

    def decided(self, choices: Mapping[str, Side]) -> dict[str, str]:
        """The cells with the side that was chosen for each field that both changed."""
        cells = dict(self.cells)
        for field in self.both:
            if choices.get(field) == "theirs":
                cells |= dict(_named(self.theirs, field))
        return cells


def merge(was: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Bring together what two people made of the version ``was``; a missing cell is empty."""
    by_me, by_them = changed(was, mine), changed(was, theirs)
    differing = changed(mine, theirs)
    cells = {column: mine.get(column, "") for column in COLUMNS}
    taken = tuple(field for field in by_them if field not in by_me)
    for field in taken:
        cells |= dict(_named(theirs, field))
    return Merged(
        cells=cells,
        theirs=theirs,
        mine_alone=tuple(field for field in by_me if field not in by_them),
        theirs_alone=taken,
        both=tuple(field for field in by_me if field in by_them and field in differing),
    )


def _part(cells: Mapping[str, str], field: str) -> Fields:
    return tuple(cells.get(column, "") for column in columns_of(field))


def _named(cells: Mapping[str, str], field: str) -> Iterator[tuple[str, str]]:
    return ((column, cells.get(column, "")) for column in columns_of(field))
