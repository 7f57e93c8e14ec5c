"""What day it is in the home city: the one place that asks, so that tests can answer."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.model import Home


def today(home: Home) -> date:
    """The day that the home city's calendar shows now."""
    return datetime.now(ZoneInfo(home.timezone)).date()
