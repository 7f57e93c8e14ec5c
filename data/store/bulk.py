"""All records at once: out of files into the store, and out of the store for looking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data.model import Activity
from data.store import codec
from data.store.codec import Found
from data.store.schema import LINKS, activity, activity_network, activity_sector, counterpart
from data.store.schema import organisation as named
from data.tables import Reference, Tables

_AT_ONCE: Final = 1000
"""Records that are sent to the database together."""


def records(tables: Tables) -> Iterator[Activity]:
    """The records of tables, one after the other, as they stand there."""
    links = {
        "counterpart": _grouped(tables.counterparts),
        "activity_sector": _grouped(tables.sectors),
        "activity_network": _grouped(tables.networks),
        "organisation": _grouped(tables.organisations),
    }
    plain = tables.activities.astype(object).where(tables.activities.notna(), None)
    for number, row in enumerate(plain.to_dict("records")):
        days = {name: row[name].date() for name in ("start", "end")}
        yield codec.activity_of(
            {**row, **days}, {table: rows.get(number, ()) for table, rows in links.items()}
        )


def batches(found: Iterable[Activity]) -> Iterator[list[Activity]]:
    """Records in portions that a database takes at once."""
    rest = iter(found)
    while portion := list(islice(rest, _AT_ONCE)):
        yield portion


def insert(connection: sa.Connection, portion: Sequence[Activity]) -> None:
    """Add new records; their places must be there."""
    rows = [codec.activity_row(one, 1) for one in portion]
    connection.execute(sa.insert(activity), rows)
    linked: dict[str, list[codec.Row]] = defaultdict(list)
    for one in portion:
        for name, links in codec.link_rows(one).items():
            linked[name] += links
    for table in LINKS:
        if linked[table.name]:
            connection.execute(sa.insert(table), linked[table.name])


def read(connection: sa.Connection, reference: Reference, places: Mapping[str, Any]) -> Tables:
    """All records as the snapshot is built from them, by start and id."""
    wanted = sa.select(activity).order_by(activity.c.start, activity.c.id)
    frame = _frame(connection, wanted).drop(columns="version")
    numbers = pd.Series(np.arange(len(frame), dtype=np.int64), index=frame["id"])
    for name in ("start", "end"):
        frame[name] = np.array(frame[name].tolist(), dtype="datetime64[s]")
    frame["participants"] = frame["participants"].astype("Int64")
    words = [name for name in frame if frame[name].dtype == object]
    return Tables(
        activities=frame.astype(dict.fromkeys(words, "str")),
        counterparts=_links(connection, counterpart, numbers),
        sectors=_links(connection, activity_sector, numbers),
        networks=_links(connection, activity_network, numbers),
        organisations=_links(connection, named, numbers),
        places={**reference.places, **places},
        reference=reference,
    )


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


def _links(connection: sa.Connection, table: sa.Table, numbers: pd.Series[int]) -> pd.DataFrame:
    """Links by the row number of their record, in the records' order and in their own."""
    frame = _frame(connection, sa.select(table))
    frame["activity"] = numbers.loc[frame["activity"]].to_numpy(dtype=np.int64)
    frame["position"] = frame["position"].astype(np.int64)
    ordered = frame.sort_values(["activity", "position"], ignore_index=True)
    words = [name for name in ordered if ordered[name].dtype == object]
    return ordered.drop(columns="position").astype(dict.fromkeys(words, "str"))
