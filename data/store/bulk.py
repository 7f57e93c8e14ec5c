"""All records at once: out of files into the store, and out of the store for looking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data.model import Activity, Place
from data.store import codec, history, revision, writes
from data.store.codec import Found, Row
from data.store.schema import LINKS, activity, change
from data.tables import Reference, Tables

Frames: TypeAlias = dict[str, pd.DataFrame]
"""The rows of each table by its name; links name their record by its id"""

_AT_ONCE: Final = 1000
"""Records that are sent to the database, or asked for, together."""
_FIELDS: Final = {
    "counterpart": "counterparts",
    "activity_sector": "sectors",
    "activity_network": "networks",
    "organisation": "organisations",
}
"""The field of :class:`data.tables.Tables` for each table of links."""


def records(tables: Tables) -> Iterator[Activity]:
    """The records of tables, one after the other, as they stand there."""
    links = {table: _grouped(getattr(tables, field)) for table, field in _FIELDS.items()}
    plain = tables.activities.astype(object).where(tables.activities.notna(), None)
    for number, row in enumerate(plain.to_dict("records")):
        days = {name: row[name].date() for name in ("start", "end")}
        yield codec.activity_of(
            {**row, **days}, {table: rows.get(number, ()) for table, rows in links.items()}
        )


def fill(connection: sa.Connection, tables: Tables, *, by: str) -> int:
    """Take over all records of tables as one write; the revision that it made."""
    number = revision.next_revision(connection)
    written = {"revision": number, "at": datetime.now(UTC), "by": by}
    writes.keep_places(connection, tables.places.values())
    for portion in _portions(records(tables)):
        _insert(connection, portion)
        lines = [history.line(one.id, 1, None, one) | written for one in portion]
        connection.execute(sa.insert(change), lines)
    return number


def read(connection: sa.Connection, reference: Reference, places: Mapping[str, Place]) -> Tables:
    """All records as the snapshot is built from them, by start and id."""
    frames = {table.name: _frame(connection, sa.select(table)) for table in (activity, *LINKS)}
    return _tables(frames, reference, places)


def refreshed(
    connection: sa.Connection,
    tables: Tables,
    changed: Sequence[str],
    places: Mapping[str, Place],
) -> Tables:
    """The tables as they are now, when these records changed, came or went."""
    rows = sa.select(activity).where(activity.c.id.in_(changed))
    frames = {activity.name: _frame(connection, rows)}
    for table in LINKS:
        links = sa.select(table).where(table.c.activity.in_(changed))
        frames[table.name] = _frame(connection, links)
    return _joined(_without(tables, changed), _tables(frames, tables.reference, places))


def tables_of(
    activities: Sequence[Activity], reference: Reference, places: Mapping[str, Place]
) -> Tables:
    """Records as tables. ``places`` knows every place that they name."""
    frames = {
        activity.name: pd.DataFrame(
            [codec.activity_row(one, 1) for one in activities],
            columns=[column.name for column in activity.columns],
            dtype=object,
        )
    }
    links: dict[str, list[Row]] = defaultdict(list)
    for one in activities:
        for name, rows in codec.link_rows(one).items():
            links[name] += rows
    for table in LINKS:
        names = [column.name for column in table.columns]
        frames[table.name] = pd.DataFrame(links[table.name], columns=names, dtype=object)
    return _tables(frames, reference, places)


def _portions(found: Iterable[Activity]) -> Iterator[list[Activity]]:
    rest = iter(found)
    while portion := list(islice(rest, _AT_ONCE)):
        yield portion


def _insert(connection: sa.Connection, portion: Sequence[Activity]) -> None:
    """Add new records; their places must be there."""
    rows = [codec.activity_row(one, 1) for one in portion]
    connection.execute(sa.insert(activity), rows)
    linked: dict[str, list[Row]] = defaultdict(list)
    for one in portion:
        for name, links in codec.link_rows(one).items():
            linked[name] += links
    for table in LINKS:
        if linked[table.name]:
            connection.execute(sa.insert(table), linked[table.name])


def _grouped(table: pd.DataFrame) -> dict[int, list[Found]]:
    plain = table.astype(object).where(table.notna(), None)
    groups: dict[int, list[Found]] = defaultdict(list)
    for row in plain.to_dict("records"):
        groups[int(row["activity"])].append(row)
    return groups


def _frame(connection: sa.Connection, wanted: sa.Select[Any]) -> pd.DataFrame:
    result = connection.execute(wanted)
    names = list(result.keys())
    return pd.DataFrame(result.all(), columns=names, dtype=object)


def _tables(frames: Frames, reference: Reference, places: Mapping[str, Place]) -> Tables:
    frame = frames[activity.name].drop(columns="version")
    frame = frame.sort_values(["start", "id"], ignore_index=True)
    numbers = pd.Series(np.arange(len(frame), dtype=np.int64), index=frame["id"])
    for name in ("start", "end"):
        frame[name] = np.array(frame[name].tolist(), dtype="datetime64[s]")
    frame["participants"] = frame["participants"].astype("Int64")
    return Tables(
        activities=_worded(frame),
        **{field: _links(frames[table], numbers) for table, field in _FIELDS.items()},
        # The lists come last: what somebody corrects there is right at once.
        places={**places, **reference.places},
        reference=reference,
    )


def _links(frame: pd.DataFrame, numbers: pd.Series[int]) -> pd.DataFrame:
    """Links by the row number of their record, in the records' order and in their own."""
    linked = frame.copy()
    linked["activity"] = numbers.loc[frame["activity"]].to_numpy(dtype=np.int64)
    linked["position"] = frame["position"].astype(np.int64)
    ordered = linked.sort_values(["activity", "position"], ignore_index=True)
    return _worded(ordered.drop(columns="position"))


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    words = [str(name) for name in frame if frame[name].dtype == object]
    return frame.astype(dict.fromkeys(words, "str"))


def _without(tables: Tables, gone: Sequence[str]) -> Tables:
    stays = ~tables.activities["id"].isin(gone).to_numpy(dtype=np.bool_)
    numbers = np.cumsum(stays) - 1

    def links(table: pd.DataFrame) -> pd.DataFrame:
        found: pd.DataFrame = table[stays[table["activity"].to_numpy()]].reset_index(drop=True)
        return found.assign(activity=numbers[found["activity"].to_numpy()])

    return replace(
        tables,
        activities=tables.activities[stays].reset_index(drop=True),
        counterparts=links(tables.counterparts),
        sectors=links(tables.sectors),
        networks=links(tables.networks),
        organisations=links(tables.organisations),
    )


def _joined(one: Tables, other: Tables) -> Tables:
    """The records of both, by start and id; no id is in both."""
    both = pd.concat([one.activities, other.activities], ignore_index=True)
    order = both.sort_values(["start", "id"]).index.to_numpy()
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    shift = len(one.activities)

    def links(mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        shifted = theirs.assign(activity=theirs["activity"] + shift)
        joined = pd.concat([mine, shifted], ignore_index=True)
        moved = joined.assign(activity=numbers[joined["activity"].to_numpy(dtype=np.int64)])
        return moved.sort_values("activity", kind="stable", ignore_index=True)

    return replace(
        other,
        activities=both.take(order).reset_index(drop=True),
        counterparts=links(one.counterparts, other.counterparts),
        sectors=links(one.sectors, other.sectors),
        networks=links(one.networks, other.networks),
        organisations=links(one.organisations, other.organisations),
    )
