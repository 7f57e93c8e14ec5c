"""What day and time it is in the home city: the one place that asks, so that tests can answer."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.model import Home
from ui.i18n import _, tongue


def today(home: Home) -> date:
    """The day that the home city's calendar shows now."""
    return datetime.now(ZoneInfo(home.timezone)).date()


def local(moment: datetime, home: Home) -> datetime:
    """A moment as the home city's clocks show it."""
    return moment.astimezone(ZoneInfo(home.timezone))


def when(moment: datetime, home: Home) -> str:
    """14:32; of another day, with the day."""
    here = local(moment, home)
    time = tongue().formats.time(here)
    if here.date() == today(home):
        return _("{time}", time=time)
    return _("{day}, {time}", day=tongue().formats.day(here.date()), time=time)
