"""What sets two states of a record apart, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.cells import Cells, Spelling
from data.model import Activity, Located, Place
from data.record_format import COLUMNS
from data.tables import Reference


@dataclass(frozen=True)
class Difference:
    """One field that differs; ``before`` and ``after`` are cells of the record format."""

    field: str
    before: str
    after: str


def differences(before: Activity, after: Activity, places: Mapping[str, Place]) -> list[Difference]:
    """The fields in which two states of a record differ, in the order of the record format.

    ``places`` may lack some that the records name: states of long ago outlive the lists.
    """
    if before == after:
        return []
    spelling = _spelling((before, after), places)
    return differing(spelling.cells(before), spelling.cells(after))


def differing(before: Cells, after: Cells) -> list[Difference]:
    """The same of two records as cells; a column that is not there is empty."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in COLUMNS)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def cells_of(activity: Activity, places: Mapping[str, Place]) -> dict[str, str]:
    """A record's cells, also where the lists no longer hold what it names."""
    return _spelling((activity,), places).cells(activity)


def _spelling(records: tuple[Activity, ...], places: Mapping[str, Place]) -> Spelling:
    """What spells these records alone: most know few places, and there may be thousands."""
    named = {key: places.get(key) or _gone(key) for one in records for key in one.places}
    ambiguous = {one.country for one in named.values() if one.located is Located.GAZETTEER}
    listed = {
        key: one
        for key, one in (places.items() if ambiguous else ())
        if one.located is Located.REFERENCE and one.country in ambiguous
    }
    return Spelling(Reference({}, {}, {}, {}, {}, listed), named)


def _gone(key: str) -> Place:
    """Stands for a place that nobody knows any more."""
    return Place(key, key, key, key[-2:].upper(), None, None, None, Located.UNKNOWN)
