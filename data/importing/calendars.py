"""Calendars (iCalendar, RFC 5545) as events in whole days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Component

from data.importing.book import Book, Event, NotReadable, Work
from data.importing.encodings import decoded
from data.problems import Code, Severity

_BEGIN: Final = re.compile(r"BEGIN:(VEVENT|VTIMEZONE)\s*", re.IGNORECASE)
_OFTEN: Final = 200
_STATUSES: Final = frozenset(("CONFIRMED", "TENTATIVE", "CANCELLED"))
_LONGEST: Final = 200_000
"""Characters of one event beyond which it is not parsed."""
_DAY: Final = timedelta(days=1)


def read_calendar(data: bytes, work: Work) -> Book:
    """Every event that can be understood; each other one is named by its number in the file.

    Of an event that repeats only the first time is taken: how often it really took place no
    calendar knows. Raises :class:`NotReadable`.
    """
    text, encoding = decoded(data)
    blocks = list(_blocks(text))
    zones = "".join(block for kind, block in blocks if kind == "VTIMEZONE")
    found = [block for kind, block in blocks if kind == "VEVENT"]
    if not found:
        raise NotReadable(Code.FILE_EMPTY)
    if len(found) > work.limits.events:
        raise NotReadable(Code.TOO_MANY_EVENTS, found=len(found), allowed=work.limits.events)
    if encoding != "UTF-8":
        work.add(0, Code.FILE_ENCODING, severity=Severity.NOTICE, found=encoding)
    _learn(zones)
    events = tuple(_events(found, work))
    return Book(work.file, (), tuple(work.problems), events, encoding)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Events and time zones, each from its BEGIN to its END; one whose END is missing ends where
    the next begins, so that it doesn't take others along."""
    kind, lines = "", list[str]()
    for line in text.splitlines():
        begins = _BEGIN.fullmatch(line)
        if begins and (not kind or begins[1].upper() == "VEVENT"):
            if kind:
                yield kind, "\r\n".join(lines)
            kind, lines = begins[1].upper(), []
        if kind:
            lines.append(line)
            if line.strip().upper() == f"END:{kind}":
                yield kind, "\r\n".join(lines) + "\r\n"
                kind, lines = "", []
    if kind:
        yield kind, "\r\n".join(lines)


def _learn(zones: str) -> None:
    """Have the library know the time zones that the file defines itself."""
    try:
        Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{zones}END:VCALENDAR\r\n")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return  # events in such a zone are read as in the home's


def _events(blocks: list[str], work: Work) -> Iterator[Event]:
    ends = monotonic() + work.limits.seconds
    zone = ZoneInfo(work.timezone)
    for number, block in enumerate(blocks, 1):
        if number % _OFTEN == 0:
            work.at(number, len(blocks))
            if monotonic() > ends:
                raise NotReadable(Code.FILE_TOO_SLOW, allowed=int(work.limits.seconds))
        try:
            event, repeats = _event(number, block, zone)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
            summary = re.search(r"^SUMMARY[^:\r\n]*:(.*)$", block, re.MULTILINE)
            work.add(number, Code.EVENT_BROKEN, value=summary[1].strip() if summary else "")
            continue
        if repeats:
            work.add(number, Code.EVENT_REPEATS, value=event.summary, severity=Severity.NOTICE)
        yield event


def _event(number: int, block: str, zone: ZoneInfo) -> tuple[Event, bool]:
    """One event, and whether it repeats. Raises what the library raises."""
    if len(block) > _LONGEST:
        raise ValueError(block[:100])
    component = Component.from_ical(block)
    if not isinstance(component, Component):
        raise TypeError(block[:100])
    start, last = _days(component, zone)
    organiser = component.get("organizer")
    status = _text(component, "status").upper()
    event = Event(
        number=number,
        uid=_text(component, "uid"),
        summary=_text(component, "summary"),
        start=start,
        end=last,
        location=_text(component, "location"),
        description=_text(component, "description"),
        status=status if status in _STATUSES else "",
        organiser=str(getattr(organiser, "params", {}).get("CN", "")).strip(),
        url=_text(component, "url"),
        categories=tuple(_categories(component)),
    )
    return event, "rrule" in component or "rdate" in component


def _days(component: Component, zone: ZoneInfo) -> tuple[date, date]:
    """First and last day at home: an end stands for the moment after."""
    begins = _moment(component, "dtstart")
    if begins is None:
        raise ValueError("no DTSTART")
    length = getattr(component.get("duration"), "dt", None)
    ends = _moment(component, "dtend")
    if ends is None and isinstance(length, timedelta):
        ends = begins + length
    if ends is None:
        ends = begins if isinstance(begins, datetime) else begins + _DAY
    start, after = _at_home(begins, zone), _at_home(ends, zone)
    first, last = _day(start), _day(after)
    midnight = not isinstance(after, datetime) or after.time() == time.min
    if midnight and after > start:
        last -= _DAY
    if not 1900 <= first.year <= 2100 or not 1900 <= last.year <= 2100:
        raise ValueError(f"{first} – {last}")
    return first, max(first, last)


def _moment(component: Component, name: str) -> date | None:
    moment = getattr(component.get(name), "dt", None)
    return moment if isinstance(moment, date) else None


def _at_home(moment: date, zone: ZoneInfo) -> date:
    """A moment as clocks at home show it; a whole day as it is."""
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(zone).replace(tzinfo=None)
    return moment


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _text(component: Component, name: str) -> str:
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value).strip() if value is not None else ""


def _categories(component: Component) -> Iterator[str]:
    value = component.get("categories")
    for one in value if isinstance(value, list) else [value] if value is not None else []:
        for category in getattr(one, "cats", [one]):
            if name := str(category).strip():
                yield name
