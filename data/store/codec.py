"""Activities as rows of the store, and as the JSON that the history keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from data.model import (
    Activity,
    Counterpart,
    DatePrecision,
    Direction,
    Organisation,
    Participants,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)

Row: TypeAlias = dict[str, Any]
Found: TypeAlias = Mapping[Any, Any]
"""a row as the database gives it, by column"""

TEXTS: Final = (
    *("title_de", "title_en", "outcome_de", "outcome_en", "follow_up"),
    *("note_de", "note_en", "source", "source_url"),
)


def activity_row(activity: Activity, version: int) -> Row:
    """The columns of the table ``activity``."""
    told = activity.participants
    return {
        "id": activity.id,
        "version": version,
        "kind": activity.kind,
        "direction": str(activity.direction),
        "status": str(activity.status),
        "start": activity.start,
        "end": activity.end,
        "date_precision": str(activity.date_precision),
        "venue": activity.venue,
        "participants": told.count if told else None,
        "participants_qualifier": str(told.qualifier) if told else None,
        "participants_unit": str(told.unit) if told else None,
        "visibility": str(activity.visibility),
        **{name: getattr(activity, name) for name in TEXTS},
    }


def link_rows(activity: Activity) -> dict[str, list[Row]]:
    """The rows of each table of links, by the table's name."""
    named: dict[str, list[Row]] = {
        "counterpart": [{"country": c.country, "place": c.place} for c in activity.counterparts],
        "activity_sector": [{"sector": code} for code in activity.sectors],
        "activity_network": [{"network": code} for code in activity.networks],
        "organisation": [
            {"organisation": o.name, "role": str(o.role)} for o in activity.organisations
        ],
    }
    return {
        table: [row | {"activity": activity.id, "position": at} for at, row in enumerate(rows)]
        for table, rows in named.items()
    }


def activity_of(row: Found, links: Mapping[str, Sequence[Found]]) -> Activity:
    """The inverse of :func:`activity_row` and :func:`link_rows`."""
    count = row["participants"]
    return Activity(
        id=row["id"],
        kind=row["kind"],
        direction=Direction(row["direction"]),
        status=Status(row["status"]),
        start=row["start"],
        end=row["end"],
        date_precision=DatePrecision(row["date_precision"]),
        venue=row["venue"],
        counterparts=tuple(Counterpart(r["country"], r["place"]) for r in links["counterpart"]),
        sectors=tuple(r["sector"] for r in links["activity_sector"]),
        networks=tuple(r["network"] for r in links["activity_network"]),
        organisations=tuple(
            Organisation(r["organisation"], Role(r["role"])) for r in links["organisation"]
        ),
        participants=None
        if count is None
        else Participants(
            count, Qualifier(row["participants_qualifier"]), Unit(row["participants_unit"])
        ),
        visibility=Visibility(row["visibility"]),
        **{name: row[name] for name in TEXTS},
    )


def to_json(activity: Activity) -> Row:
    """The record as the history keeps it: nothing in it refers to a row that may go."""
    row = activity_row(activity, 0)
    del row["version"]
    links = {
        table: [
            {name: value for name, value in link.items() if name not in {"activity", "position"}}
            for link in rows
        ]
        for table, rows in link_rows(activity).items()
    }
    return row | {
        "start": activity.start.isoformat(),
        "end": activity.end.isoformat(),
        "links": links,
    }


def from_json(told: Found) -> Activity:
    """The inverse of :func:`to_json`."""
    days = {name: date.fromisoformat(told[name]) for name in ("start", "end")}
    return activity_of({**told, **days}, told["links"])


def aware(moment: datetime) -> datetime:
    """A moment as it was written: SQLite keeps no time zone, and all are in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
