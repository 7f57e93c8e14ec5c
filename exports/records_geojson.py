"""Selected records as GeoJSON (RFC 7946), for maps of one's own."""

from __future__ import annotations

from typing import Any

import orjson

from charts.spoken import Spoken
from data import queries
from data.model import Activity
from data.queries import Selection
from data.snapshot import Snapshot
from exports.limits import check
from exports.places import located


def records_geojson(selection: Selection, spoken: Spoken) -> bytes:
    """A feature a record, at the places that it names and that are known; newest first.

    Codes stay codes beside their names. Raises :class:`exports.limits.TooManyRecords`.
    """
    check(selection)
    features = [
        _feature(activity, selection.snapshot, spoken) for activity in queries.activities(selection)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _feature(activity: Activity, snapshot: Snapshot, spoken: Spoken) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": activity.id,
        "geometry": _geometry([_position(key, snapshot) for key in located(activity, snapshot)]),
        "properties": _properties(activity, spoken),
    }


def _position(key: str, snapshot: Snapshot) -> list[float | None]:
    """Longitude first, as the standard has it."""
    place = snapshot.places[key]
    return [place.lon, place.lat]


def _geometry(positions: list[list[float | None]]) -> dict[str, Any] | None:
    if not positions:
        return None
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    return {"type": "MultiPoint", "coordinates": positions}


def _properties(activity: Activity, spoken: Spoken) -> dict[str, Any]:
    count = activity.participants
    return {
        "title": spoken.title(activity),
        "title_de": activity.title_de,
        "title_en": activity.title_en,
        "kind": activity.kind,
        "kind_name": spoken.names["kind"](activity.kind),
        "direction": activity.direction,
        "status": activity.status,
        "start": activity.start.isoformat(),
        "end": activity.end.isoformat(),
        "date_precision": activity.date_precision,
        "venue": spoken.place(activity.venue) if activity.venue else None,
        "counterparts": spoken.counterparts(activity),
        "countries": [one.country for one in activity.counterparts],
        "sectors": list(activity.sectors),
        "sector_names": [spoken.names["sector"](code) for code in activity.sectors],
        "networks": list(activity.networks),
        "organisations": [{"name": o.name, "role": o.role} for o in activity.organisations],
        "participants": count.count if count else None,
        "participants_qualifier": count.qualifier if count else None,
        "participants_unit": count.unit if count else None,
        "outcome": spoken.told(activity, "outcome") or None,
        "note": spoken.told(activity, "note") or None,
        "source": activity.source or None,
        "source_url": activity.source_url or None,
    }
