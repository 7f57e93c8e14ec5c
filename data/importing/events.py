"""A calendar's events as a table, so that they are brought in as everything else is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Protocol

import pandas as pd

from data.importing.codes import BY_DATE, CodeReader
from data.importing.headers import Table
from data.importing.mapping import ColumnMap
from data.values import join_parts

COLUMNS: Final = (
    *("UID", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "STATUS", "URL"),
    *("CATEGORIES: kind", "CATEGORIES: sectors"),
)


class Happening(Protocol):
    """An event of a calendar; as :class:`data.importing.grids.Event` has it."""

    @property
    def uid(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def location(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def categories(self) -> Sequence[str]: ...


def events_table(
    name: str, events: Sequence[Happening], codes: Mapping[str, CodeReader], own_uid: str
) -> Table:
    """The events, one a row. Of events that the app itself wrote the description is made of the
    record's fields, and says nothing that they don't; organisers are people, and left out."""
    rows = [_cells(event, codes, own=event.uid.endswith(own_uid)) for event in events]
    cells = pd.DataFrame(rows, columns=pd.RangeIndex(len(COLUMNS)), dtype=object)
    return Table(name, COLUMNS, cells, tuple(range(1, len(rows) + 1)))


def events_map(events: Sequence[Happening], own_uid: str, *, language: str) -> ColumnMap:
    """What the columns of such a table mean: nobody has to be asked."""
    own = sum(event.uid.endswith(own_uid) for event in events)
    # In a calendar of others an event abroad is one with somebody there.
    where = "venue" if 2 * own > len(events) else "place"
    meanings = ("uid", "title", "start", "end", where, "note", "status", "source_url", "kind",
                "sectors")  # fmt: skip
    return ColumnMap(meanings, {"status": BY_DATE}, language)


def _cells(event: Happening, codes: Mapping[str, CodeReader], *, own: bool) -> list[object]:
    kinds = [found for one in event.categories if (found := codes["kind"].find(one))]
    sectors = [found for one in event.categories if (found := codes["sectors"].find(one))]
    return [
        *(event.uid, event.summary, event.start, event.end, event.location),
        "" if own else event.description,
        "held" if own and event.status == "CONFIRMED" else event.status,
        *(event.url, kinds[0] if kinds else "", join_parts(sectors)),
    ]
