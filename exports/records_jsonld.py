"""Selected records as linked data: schema.org's Event, in JSON-LD."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import orjson

from charts.spoken import Spoken
from data import queries
from data.model import Activity, DatePrecision, Direction, Role, Status
from data.queries import Selection
from data.snapshot import Snapshot
from exports.limits import check

_STATUS: Final = {
    Status.HELD: "https://schema.org/EventScheduled",
    Status.PLANNED: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}
_REDUCED: Final = {DatePrecision.MONTH: len("2025-09"), DatePrecision.YEAR: len("2025")}
"""Characters of a date that say no more than is known (ISO 8601)."""


def records_jsonld(selection: Selection, spoken: Spoken) -> bytes:
    """An event a record, newest first; raises :class:`exports.limits.TooManyRecords`."""
    check(selection)
    events = [
        _event(activity, selection.snapshot, spoken) for activity in queries.activities(selection)
    ]
    return orjson.dumps({"@context": "https://schema.org", "@graph": events})


def _event(activity: Activity, snapshot: Snapshot, spoken: Spoken) -> dict[str, Any]:
    online = activity.direction is Direction.ONLINE
    event = {
        "@type": "Event",
        "identifier": activity.id,
        "name": _both(activity.title_de, activity.title_en),
        "description": _both(activity.outcome_de, activity.outcome_en),
        "startDate": _day(activity.start, activity.date_precision),
        "endDate": _day(activity.end, activity.date_precision),
        "eventStatus": _STATUS[activity.status],
        "eventAttendanceMode": "https://schema.org/"
        + ("OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"),
        "additionalType": spoken.names["kind"](activity.kind),
        "location": _place(activity.venue, snapshot, spoken) if activity.venue else None,
        "about": [spoken.names["sector"](code) for code in activity.sectors],
        "keywords": [spoken.names["network"](code) for code in activity.networks],
        "organizer": _named(activity, Role.ORGANISER, Role.HOST),
        "contributor": _named(activity, Role.PARTNER, Role.GUEST, Role.SETTLED_COMPANY),
        "citation": activity.source or None,
        "subjectOf": {"@type": "WebPage", "url": activity.source_url}
        if activity.source_url
        else None,
    }
    return {name: value for name, value in event.items() if value not in (None, [], "")}


def _both(german: str, english: str) -> list[dict[str, str]]:
    sides = {"de": german, "en": english}
    return [{"@value": text, "@language": code} for code, text in sides.items() if text]


def _day(day: date, precision: DatePrecision) -> str:
    return day.isoformat()[: _REDUCED.get(precision)]


def _place(key: str, snapshot: Snapshot, spoken: Spoken) -> dict[str, Any]:
    place = snapshot.places[key]
    found: dict[str, Any] = {
        "@type": "Place",
        "name": spoken.place(key),
        "address": {"@type": "PostalAddress", "addressCountry": place.country},
    }
    if place.lat is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.lat,
            "longitude": place.lon,
        }
    return found


def _named(activity: Activity, *roles: Role) -> list[dict[str, str]]:
    return [
        {"@type": "Organization", "name": one.name}
        for one in activity.organisations
        if one.role in roles
    ]
