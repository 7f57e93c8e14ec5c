"""What is due on which day, for the calendar of somebody who has to remember it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from charts.spoken import Reminder
from data.model import Home


def reminders_ics(reminders: Iterable[Reminder], home: Home, name: str, *, made: datetime) -> bytes:
    """Whole days that leave the calendar's owner free; ``made`` is in UTC."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{home.product}//{home.city_en}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for one in reminders:
        event = Event()
        event.add("uid", f"{one.key}@{home.product.lower()}.{home.place}")
        event.add("dtstamp", made)
        event.add("summary", one.title)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("class", "CONFIDENTIAL")
        if one.text:
            event.add("description", one.text)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
