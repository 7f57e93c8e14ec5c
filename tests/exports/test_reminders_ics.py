"""A calendar of what is due: whole days, the texts as mere text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from charts.spoken import Reminder
from exports.reminders_ics import reminders_ics
from tests.builders import HOME

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Anrufen", "a;b,c\\d\ne", "=1+1", "Ä" * 400])
def test_a_reminder_is_a_whole_day(text: str) -> None:
    told = [Reminder("step-7", date(2026, 3, 31), text, text)]
    made = reminders_ics(told, HOME, "Schritte", made=MADE)
    events: list[Any] = Calendar.from_ical(made).walk("VEVENT")
    (event,) = events
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 3, 31), date(2026, 4, 1))
    assert (str(event["summary"]), str(event["description"])) == (text, text)
    assert (event["transp"], event["class"]) == ("TRANSPARENT", "CONFIDENTIAL")
    assert str(event["uid"]).startswith("step-7@")
    assert max(map(len, made.split(b"\r\n"))) <= 75
