"""Selected records as a calendar (RFC 5545), as a file or to subscribe to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, vText

from charts.spoken import Spoken
from data import queries
from data.model import Activity, DatePrecision, Status
from data.queries import Selection
from exports.limits import check
from exports.places import located

_STATUS: Final = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


def records_ics(selection: Selection, spoken: Spoken, *, made: datetime) -> bytes:
    """The selected records as whole days; ``made`` is when the records were read, in UTC.

    A record whose day is not known fills the days that it may have been, leaves the calendar's
    owner free and says so. Raises :class:`exports.limits.TooManyRecords`.
    """
    check(selection)
    home = selection.snapshot.home
    calendar = Calendar()
    calendar.add("prodid", f"-//{home.product}//{home.city_en}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{home.product}: {spoken.selection}")
    calendar.add("name", f"{home.product}: {spoken.selection}")
    for activity in queries.activities(selection):
        calendar.add_component(_event(activity, selection, spoken, made))
    return bytes(calendar.to_ical())


def _event(activity: Activity, selection: Selection, spoken: Spoken, made: datetime) -> Event:
    event = Event()
    home = selection.snapshot.home
    event.add("uid", f"{activity.id}@{home.product.lower()}.{home.place}")
    event.add("dtstamp", made)
    event.add("summary", spoken.title(activity))
    event.add("dtstart", activity.start)
    event.add("dtend", activity.end + timedelta(days=1))
    event.add("status", _STATUS[activity.status])
    exact = activity.date_precision is DatePrecision.DAY
    event.add("transp", "OPAQUE" if exact and activity.status is Status.PLANNED else "TRANSPARENT")
    event.add("description", "\n".join(_lines(activity, spoken)))
    categories = [
        spoken.names["kind"](activity.kind),
        *map(spoken.names["sector"], activity.sectors),
    ]
    event.add("categories", categories)
    if activity.venue:
        event["location"] = vText(spoken.place(activity.venue))
        if activity.venue in located(activity, selection.snapshot):
            place = selection.snapshot.places[activity.venue]
            event.add("geo", (place.lat, place.lon))
    if activity.source_url:
        event.add("url", activity.source_url)
    return event


def _lines(activity: Activity, spoken: Spoken) -> list[str]:
    told = [
        spoken.day(activity.start, activity.end, activity.date_precision),
        f"{spoken.names['kind'](activity.kind)} · {spoken.names['direction'](activity.direction)}",
        "; ".join(spoken.counterparts(activity)),
        "; ".join(spoken.organisations(activity)),
        spoken.told(activity, "outcome"),
        f"{spoken.headings['source']}: {activity.source}" if activity.source else "",
    ]
    return [line for line in told if line]
