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
from data.model import Activity, Counterpart, Located, Place
from data.names import normalise, place_key
from data.queries import Selection
from data.record_format import COLUMNS, guarded
from data.snapshot import Snapshot
from data.values import join_parts
from exports.limits import check

Separator = Literal[",", ";"]


def records_csv(selection: Selection, *, separator: Separator = ",") -> bytes:
    """The selected records, newest first, as CSV.

    ``separator`` is what the reader's spreadsheet expects between cells: a semicolon in German, a
    comma in English. Reading takes either. Raises :class:`exports.limits.TooManyRecords`.
    """
    check(selection)
    spell = _Spelling(selection.snapshot)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(COLUMNS)
    for activity in queries.activities(selection):
        cells = spell.cells(activity)
        writer.writerow([guarded(cells[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


class _Spelling:
    """Writes what a record holds so that reading finds the same."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, str] = {}
        self._taken = _reference_names(snapshot)

    def cells(self, activity: Activity) -> dict[str, str]:
        """A record's cells by column."""
        count = activity.participants
        several = {
            "counterparts": [self._counterpart(one) for one in activity.counterparts],
            "sectors": activity.sectors,
            "networks": activity.networks,
            "organisations": [f"{one.name} ({one.role})" for one in activity.organisations],
        }
        return {
            **{name: str(getattr(activity, name)) for name in COLUMNS if hasattr(activity, name)},
            **{name: join_parts(values) for name, values in several.items()},
            "start": activity.start.isoformat(),
            "end": activity.end.isoformat(),
            "venue": self._place(activity.venue) if activity.venue else "",
            "participants": str(count.count) if count else "",
            "participants_qualifier": count.qualifier.value if count else "",
            "participants_unit": count.unit.value if count else "",
        }

    def _counterpart(self, counterpart: Counterpart) -> str:
        return self._place(counterpart.place) if counterpart.place else counterpart.country

    def _place(self, key: str) -> str:
        if key not in self._names:
            self._names[key] = self._spelled(self._snapshot.places[key])
        return self._names[key]

    def _spelled(self, place: Place) -> str:
        """``Leeds, GB``; where several cities have the name, with the GeoNames id of this one."""
        plain = f"{place.name_en}, {place.country}"
        if place.located is not Located.GAZETTEER:
            return plain
        namesake = self._taken.get((place.country, normalise(place.name_en)), place.key)
        if namesake == place.key == place_key(place.name_en, place.country):
            return plain
        return f"{place.name_en} {place.geonameid}, {place.country}"


def _reference_names(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    """Which place of the reference lists has a name; reading looks there first."""
    names: dict[tuple[str, str], str] = {}
    for place in snapshot.reference.places.values():
        aliases = snapshot.reference.aliases.get(place.key, ())
        for name in (place.name_en, place.name_de, *aliases):
            names.setdefault((place.country, normalise(name)), place.key)
    return names
