"""A record as the cells of the record format, and back: what files, drafts and the form hold.

Cells are text by column, as :data:`data.record_format.COLUMNS` names them, and not yet guarded
against spreadsheets.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import pandas as pd

from data.dates import Span, combine, read_date
from data.gazetteer import Gazetteer
from data.model import Activity, Counterpart, DatePrecision, Place
from data.place_index import listed_names, spelled
from data.problems import Fault, Problem, Severity
from data.record_format import COLUMNS
from data.store.bulk import records
from data.tables import Reference
from data.validation import validate
from data.values import join_parts

Cells: TypeAlias = Mapping[str, str]
"""A record's text by column; a column that is not there is empty"""

EMPTY: Final[Cells] = dict.fromkeys(COLUMNS, "")


class Spelling:
    """Writes what records hold so that reading finds the same.

    ``places`` knows every place that the records name.
    """

    def __init__(self, reference: Reference, places: Mapping[str, Place]) -> None:
        self._places = places
        self._names: dict[str, str] = {}
        self._listed = listed_names(reference)

    def cells(self, activity: Activity) -> dict[str, str]:
        """A record's cells by column."""
        count = activity.participants
        several = {
            "counterparts": [self.counterpart(one) for one in activity.counterparts],
            "sectors": activity.sectors,
            "networks": activity.networks,
            "organisations": [f"{one.name} ({one.role})" for one in activity.organisations],
        }
        return {
            **{name: str(getattr(activity, name)) for name in COLUMNS if hasattr(activity, name)},
            **{name: join_parts(values) for name, values in several.items()},
            "start": activity.start.isoformat(),
            "end": activity.end.isoformat(),
            "venue": self.place(activity.venue) if activity.venue else "",
            "participants": str(count.count) if count else "",
            "participants_qualifier": count.qualifier.value if count else "",
            "participants_unit": count.unit.value if count else "",
        }

    def counterpart(self, counterpart: Counterpart) -> str:
        """``Leeds, GB`` or ``GB``."""
        return self.place(counterpart.place) if counterpart.place else counterpart.country

    def place(self, key: str) -> str:
        """``Leeds, GB``; where several cities have the name, with the GeoNames id of this one."""
        if key not in self._names:
            self._names[key] = spelled(self._places[key], self._listed)
        return self._names[key]


def span_of(cells: Cells) -> Span | None:
    """The days that a record's cells say, if they say any."""
    precision = cells.get("date_precision", "")
    try:
        start = read_date(cells.get("start", ""))
        end = read_date(cells["end"]) if cells.get("end") else None
        return combine(start, end, DatePrecision(precision) if precision else None)
    except (Fault, ValueError):
        return None


@dataclass(frozen=True)
class Judged:
    """What one record's cells say: the record with every place that it may name, or what is wrong
    in them. ``notices`` keep nobody from saving it."""

    activity: Activity | None
    places: Mapping[str, Place]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def judge(
    cells: Cells,
    reference: Reference,
    *,
    gazetteer: Gazetteer | None = None,
    taken: Collection[str] = (),
) -> Judged:
    """Read one record's cells; the inverse of :meth:`Spelling.cells`.

    ``taken`` are ids that the record may not have. Nothing raises on bad text.
    """
    return judge_all([cells], reference, gazetteer=gazetteer, taken=taken)[0]


def judge_all(
    records_cells: Sequence[Cells],
    reference: Reference,
    *,
    gazetteer: Gazetteer | None = None,
    taken: Collection[str] = (),
) -> list[Judged]:
    """The same of many records at once, each by itself; no two may have the same id."""
    rows = {name: [cells.get(name, "") for cells in records_cells] for name in COLUMNS}
    files = [str(number) for number in range(len(records_cells))]
    frame = pd.DataFrame({**rows, "file": files, "row": 1})
    found = validate(frame, reference, gazetteer=gazetteer, taken=taken)
    by_id = {one.id: one for one in records(found.tables)}
    problems: dict[str, list[Problem]] = {file: [] for file in files}
    for problem in found.problems:
        problems[problem.file].append(replace(problem, file=""))
    return [
        _judged(by_id.get(cells.get("id", "").strip()) if found.loaded[file] else None,
                found.tables.places, problems[file])
        for file, cells in zip(files, records_cells, strict=True)
    ]  # fmt: skip


def _judged(
    activity: Activity | None, places: Mapping[str, Place], problems: Sequence[Problem]
) -> Judged:
    errors = tuple(one for one in problems if one.severity is Severity.ERROR)
    notices = tuple(one for one in problems if one.severity is Severity.NOTICE)
    return Judged(activity, places, errors, notices)
