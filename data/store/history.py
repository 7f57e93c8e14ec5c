"""What became of the records: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.model import Activity
from data.store import codec
from data.store.codec import Found, Row
from data.store.schema import change


@dataclass(frozen=True)
class Change:
    """One line of the history: what a record was and became; either is missing where it was not
    there. ``at`` is in UTC."""

    number: int
    revision: int
    at: datetime
    by: str
    activity: str
    version: int
    before: Activity | None
    after: Activity | None


def line(activity_id: str, version: int, before: Activity | None, after: Activity | None) -> Row:
    """What the history keeps of a write; revision, moment and author are still to come."""
    return {
        "activity": activity_id,
        "version": version,
        "before": codec.to_json(before) if before else None,
        "after": codec.to_json(after) if after else None,
    }


def of_activity(connection: sa.Connection, activity_id: str) -> list[Change]:
    """What became of a record, the newest first; of one that was deleted, too."""
    wanted = sa.select(change).where(change.c.activity == activity_id)
    return lines(connection, wanted.order_by(change.c.number.desc()))


def last_number(connection: sa.Connection) -> int:
    """The number of the newest line, 0 where there is none."""
    return int(connection.scalar(sa.select(sa.func.max(change.c.number))) or 0)


def changed_since(connection: sa.Connection, number: int) -> Sequence[str]:
    """The ids that lines after the one of that number speak of."""
    wanted = sa.select(change.c.activity).where(change.c.number > number).distinct()
    return connection.scalars(wanted).all()


def as_known_at(connection: sa.Connection, moment: datetime) -> list[Activity]:
    """All records as they were at a moment, by start and id."""
    last = (
        sa.select(sa.func.max(change.c.number))
        .where(change.c.at <= moment.astimezone(UTC))  # SQLite would drop the time zone unseen
        .group_by(change.c.activity)
    )
    wanted = sa.select(change.c.after).where(change.c.number.in_(last))
    states = [state for state in connection.scalars(wanted) if state is not None]
    found = [codec.from_json(state) for state in states]
    return sorted(found, key=lambda one: (one.start, one.id))


def first_moment(connection: sa.Connection) -> datetime | None:
    """When the history begins."""
    moment = connection.scalar(sa.select(sa.func.min(change.c.at)))
    return codec.aware(moment) if moment else None


def _change(row: Found) -> Change:
    before, after = (
        None if row[name] is None else codec.from_json(row[name]) for name in ("before", "after")
    )
    plain = {name: row[name] for name in ("number", "revision", "by", "activity", "version")}
    return Change(at=codec.aware(row["at"]), before=before, after=after, **plain)


def lines(connection: sa.Connection, wanted: sa.Select[Any]) -> list[Change]:
    """The lines that a query over the whole of the table finds, in its order."""
    return [_change(row) for row in connection.execute(wanted).mappings()]
