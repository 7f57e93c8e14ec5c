"""Where places are that had no coordinates: who said so, or had it looked up, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.model import Located, Place
from data.store import codec, writes
from data.store.revision import next_revision
from data.store.schema import place_change


@dataclass(frozen=True)
class Placing:
    """One line of the history: a place (its key) got coordinates. ``at`` is in UTC."""

    number: int
    revision: int
    at: datetime
    by: str
    place: str
    lat: float
    lon: float
    located: Located


def locate(connection: sa.Connection, places: Iterable[Place], *, by: str) -> None:
    """Keep coordinates of places that had none, as one write; one that somebody else has located
    meanwhile stays where it is, and the history has no line of it."""
    written = {"revision": next_revision(connection), "at": datetime.now(UTC), "by": by}
    for one in writes.keep_places(connection, places):
        told = {"place": one.key, "lat": one.lat, "lon": one.lon, "located": str(one.located)}
        connection.execute(sa.insert(place_change).values(told | written))


def lines(connection: sa.Connection, wanted: sa.Select[Any]) -> list[Placing]:
    """The lines that a query over the whole of the history finds, in its order."""
    return [
        Placing(**{**row, "at": codec.aware(row["at"]), "located": Located(row["located"])})
        for row in connection.execute(wanted).mappings()
    ]
