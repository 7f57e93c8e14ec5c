"""Calendars (iCalendar, RFC 5545) as events in whole days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Event as Component
from icalendar import Timezone

from data.importing.book import Book, Event, NotReadable, Work
from data.importing.encodings import decoded
from data.problems import Code, Severity

_BEGIN: Final = re.compile(r"BEGIN:(VEVENT|VTIMEZONE)\s*", re.IGNORECASE)
_OFTEN: Final = 200
_STATUSES: Final = frozenset(("CONFIRMED", "TENTATIVE", "CANCELLED"))
_LONGEST: Final = 200_000
"""Characters of one event beyond which it is not parsed."""
_LONGEST_ZONE: Final = 50_000
"""The same of a time zone: one with all changes of a century has some thousand."""
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_ZONE_NAME: Final = re.compile(r"^TZID[^:\r\n]*:(.*)$\n?", re.IGNORECASE | re.MULTILINE)
_NOT_UNDERSTOOD: Final = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError),
)
"""What the library raises."""
_DAY: Final = timedelta(days=1)


class Zones:
    """The time zones that a calendar defines itself, each made when an event is in it.

    The library would keep them for every calendar to come, and the first of a name for all.
    """

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks: dict[str, str] = {}
        self._made: dict[str, tzinfo | None] = {}
        for block in blocks:
            text = _FOLD.sub("", block)
            name = _ZONE_NAME.search(text)
            if name is not None and len(text) <= _LONGEST_ZONE:
                self._blocks.setdefault(name[1].strip(), text)

    def named(self, name: str) -> tzinfo | None:
        """``None`` where the calendar defines none of this name that can be understood."""
        if name not in self._made:
            block = self._blocks.get(name)
            self._made[name] = _zone(name, block) if block is not None else None
        return self._made[name]


def _zone(name: str, block: str) -> tzinfo | None:
    try:
        # Without its name the library does not keep it.
        zone = Timezone.from_ical(_ZONE_NAME.sub("", block))
        if not isinstance(zone, Timezone):
            return None
        zone.add("tzid", name)
        made: tzinfo = zone.to_tz(lookup_tzid=False)
    except _NOT_UNDERSTOOD:
        return None  # events in it are read as in the home's
    return made


def read_calendar(data: bytes, work: Work) -> Book:
    """Every event that can be understood; each other one is named by its number in the file.

    Of an event that repeats only the first time is taken: how often it really took place no
    calendar knows. Raises :class:`NotReadable`.
    """
    text, encoding = decoded(data)
    blocks = list(_blocks(text))
    zones = Zones(block for kind, block in blocks if kind == "VTIMEZONE")
    found = [block for kind, block in blocks if kind == "VEVENT"]
    if not found:
        raise NotReadable(Code.FILE_EMPTY)
    if len(found) > work.limits.events:
        raise NotReadable(Code.TOO_MANY_EVENTS, found=len(found), allowed=work.limits.events)
    if encoding != "UTF-8":
        work.add(0, Code.FILE_ENCODING, severity=Severity.NOTICE, found=encoding)
    events = tuple(_events(found, zones, work))
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


def _events(blocks: list[str], zones: Zones, work: Work) -> Iterator[Event]:
    ends = monotonic() + work.limits.seconds
    zone = ZoneInfo(work.timezone)
    for number, block in enumerate(blocks, 1):
        if number % _OFTEN == 0:
            work.at(number, len(blocks))
            if monotonic() > ends:
                raise NotReadable(Code.FILE_TOO_SLOW, allowed=int(work.limits.seconds))
        try:
            event, repeats = _event(number, block, zones, zone)
        except _NOT_UNDERSTOOD:
            summary = re.search(r"^SUMMARY[^:\r\n]*:(.*)$", block, re.MULTILINE)
            work.add(number, Code.EVENT_BROKEN, value=summary[1].strip() if summary else "")
            continue
        if repeats:
            work.add(number, Code.EVENT_REPEATS, value=event.summary, severity=Severity.NOTICE)
        yield event


def _event(number: int, block: str, zones: Zones, zone: ZoneInfo) -> tuple[Event, bool]:
    """One event, and whether it repeats. Raises what the library raises."""
    if len(block) > _LONGEST or "BEGIN:VTIMEZONE" in _FOLD.sub("", block).upper():
        raise ValueError(block[:100])
    component = Component.from_ical(block)
    if not isinstance(component, Component):
        raise TypeError(block[:100])
    start, last = _days(component, zones, zone)
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


def _days(component: Component, zones: Zones, zone: ZoneInfo) -> tuple[date, date]:
    """First and last day at home: an end stands for the moment after."""
    begins = _moment(component, "dtstart", zones)
    if begins is None:
        raise ValueError("no DTSTART")
    length = getattr(component.get("duration"), "dt", None)
    ends = _moment(component, "dtend", zones)
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


def _moment(component: Component, name: str, zones: Zones) -> date | None:
    said = component.get(name)
    moment = getattr(said, "dt", None)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        own = zones.named(str(getattr(said, "params", {}).get("TZID", "")))
        return moment.replace(tzinfo=own)
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
