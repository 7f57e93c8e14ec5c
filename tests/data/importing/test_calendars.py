"""Calendars: days at home, the last day included, and each broken entry by itself."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from data.importing.grids import Event, Limits, NotReadable, read_upload
from data.problems import Code, Severity
from tests.data.importing.files import calendar

DAYS = [
    ("DTSTART;VALUE=DATE:20250901\nDTEND;VALUE=DATE:20250908", "2025-09-01", "2025-09-07"),
    ("DTSTART;VALUE=DATE:20250901\nDTEND;VALUE=DATE:20250902", "2025-09-01", "2025-09-01"),
    ("DTSTART;VALUE=DATE:20250901", "2025-09-01", "2025-09-01"),
    ("DTSTART;VALUE=DATE:20250901\nDURATION:P3D", "2025-09-01", "2025-09-03"),
    ("DTSTART;VALUE=DATE:20250903\nDTEND;VALUE=DATE:20250901", "2025-09-03", "2025-09-03"),
    ("DTSTART:20250901T220000Z\nDTEND:20250902T120000Z", "2025-09-02", "2025-09-02"),
    ("DTSTART:20250901T100000Z\nDTEND:20250902T220000Z", "2025-09-01", "2025-09-02"),
    ("DTSTART:20250901T100000\nDURATION:PT14H", "2025-09-01", "2025-09-01"),
    ("DTSTART;TZID=Asia/Seoul:20250902T060000", "2025-09-01", "2025-09-01"),
    ("DTSTART;TZID=America/New_York:20250901T200000", "2025-09-02", "2025-09-02"),
    ("DTSTART;TZID=W. Europe Standard Time:20250901T000000", "2025-09-01", "2025-09-01"),
]


def read(*events: str, zones: str = "") -> tuple[Event, ...]:
    return read_upload(calendar(*events, zones=zones), "a.ics").events


@pytest.mark.parametrize(("when", "start", "end"), DAYS)
def test_days(when: str, start: str, end: str) -> None:
    event = read(f"UID:1\nSUMMARY:a\n{when}")[0]
    assert (event.start.isoformat(), event.end.isoformat()) == (start, end)


def far(offset: str, more: str = "") -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:Far\nBEGIN:STANDARD\nDTSTART:19700101T000000\n{more}"
        f"TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


EARLY = "SUMMARY:a\nDTSTART;TZID=Far:20250902T080000"


def test_a_time_zone_of_the_calendars_own_holds_for_it_alone() -> None:
    for zones, day in ((far("+1200"), 1), (far("-0800"), 2), ("", 2), (far("+1200"), 1)):
        assert read(EARLY, zones=zones)[0].start == date(2025, 9, day)
    (held,) = read_upload(calendar(f"{EARLY}\n{far('+1200').strip()}"), "a.ics").problems
    assert held.code is Code.EVENT_BROKEN
    assert read(EARLY)[0].start == date(2025, 9, 2)


@pytest.mark.parametrize(
    "zones",
    [
        far("+1200", "RDATE:19800101T000000\n" * 3_000),
        far("+1200").replace("TZID:Far", "TZID:Other") * 10_000,
    ],
    ids=["endless", "countless"],
)
def test_time_zones_without_end_cost_nothing(zones: str) -> None:
    began = process_time()
    assert read(EARLY, zones=zones)[0].start == date(2025, 9, 2)
    assert process_time() - began < 2


def test_everything_that_an_entry_says() -> None:
    event = read(
        "UID:1@x\nSUMMARY:Besuch aus Xi’an\\, China\nDTSTART;VALUE=DATE:20250901\n"
        "LOCATION:Rathaus\\; Dortmund\nDESCRIPTION:Zeile 1\\nZeile\n  2\nSTATUS:TENTATIVE\n"
        "ORGANIZER;CN=IHK zu Dortmund:mailto:someone@example.org\nURL:https://example.org/a\n"
        "CATEGORIES:Messe,Konferenz\nCATEGORIES:Gäste"
    )[0]
    assert event == Event(
        number=1,
        uid="1@x",
        summary="Besuch aus Xi’an, China",
        start=date(2025, 9, 1),
        end=date(2025, 9, 1),
        location="Rathaus; Dortmund",
        description="Zeile 1\nZeile 2",
        status="TENTATIVE",
        organiser="IHK zu Dortmund",
        url="https://example.org/a",
        categories=("Messe", "Konferenz", "Gäste"),
    )


def test_broken_entries_are_named_and_the_others_kept() -> None:
    book = read_upload(
        calendar(
            "SUMMARY:ohne Tag",
            "SUMMARY:gut\nDTSTART;VALUE=DATE:20250901",
            "SUMMARY:falscher Tag\nDTSTART;VALUE=DATE:20251399",
            "SUMMARY:kein iCalendar\nDTSTART;VALUE=DATE:20250901\nquatsch",
            "SUMMARY:vor unserer Zeit\nDTSTART;VALUE=DATE:00010101",
            "SUMMARY:auch gut\nDTSTART:20250902T100000Z",
        ),
        "a.ics",
    )
    assert {event.number for event in book.events} >= {2, 6}
    named = {one.row: (one.code, one.value) for one in book.problems}
    assert named[1] == (Code.EVENT_BROKEN, "ohne Tag")
    assert named[3] == (Code.EVENT_BROKEN, "falscher Tag")
    assert named[5] == (Code.EVENT_BROKEN, "vor unserer Zeit")
    assert len(book.events) + len(book.problems) == 6


def test_an_entry_without_its_end_takes_no_other_along() -> None:
    data = calendar("SUMMARY:a\nDTSTART;VALUE=DATE:20250901", "SUMMARY:b\nDTSTART:20250902T100000Z")
    book = read_upload(data.replace(b"END:VEVENT\r\nBEGIN", b"BEGIN"), "a.ics")
    assert [event.summary for event in book.events] == ["b"]
    assert [one.code for one in book.problems] == [Code.EVENT_BROKEN]


def test_of_an_entry_that_repeats_the_first_time_is_taken() -> None:
    data = calendar("SUMMARY:Jour fixe\nDTSTART:20250901T100000Z\nRRULE:FREQ=SECONDLY")
    book = read_upload(data, "a.ics")
    assert [event.start for event in book.events] == [date(2025, 9, 1)]
    assert [(one.code, one.value, one.severity) for one in book.problems] == [
        (Code.EVENT_REPEATS, "Jour fixe", Severity.NOTICE)
    ]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (calendar(), Limits(), Code.FILE_EMPTY),
        (calendar(*["DTSTART:20250901T100000Z"] * 3), Limits(events=2), Code.TOO_MANY_EVENTS),
        (calendar(*["DTSTART:20250901T100000Z"] * 200), Limits(seconds=0), Code.FILE_TOO_SLOW),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, limits: Limits, code: Code) -> None:
    with pytest.raises(NotReadable) as caught:
        read_upload(data, "a.ics", limits=limits)
    assert caught.value.code is code
