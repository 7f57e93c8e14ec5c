"""The records as they were known at the end of a past day; the last few days stay at hand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

from data.model import Home
from data.snapshot import build
from data.tables import Reference
from ui import clock, store
from ui.loading import Library, Loaded

_KEPT: Final = 3
"""Days that are kept: each holds all of its records."""
_loading: Final = Lock()


@dataclass(frozen=True, eq=False)
class _Kept:
    day: date
    home: Home
    reference: Reference
    library: Library


_kept: Final[deque[_Kept]] = deque(maxlen=_KEPT)


def end_of(day: date, home: Home) -> datetime:
    """The last moment of a day in the home city."""
    next_day = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(home.timezone))
    return next_day - timedelta(microseconds=1)


def first_day(home: Home) -> date | None:
    """The first day at whose end something was known."""
    since = store.store().known_since()
    return clock.local(since, home).date() if since else None


def library(now: Loaded, day: date) -> Library:
    """What the team knew at the end of a past day. What was known then never changes, so it stays
    at hand until the lists do, which give things their names."""
    home, reference = now.home, now.state.tables.reference
    with _loading:
        for one in _kept:
            if one.day == day and one.home is home and one.reference is reference:
                _kept.remove(one)
                _kept.append(one)
                return one.library
        tables = store.store().tables_as_known_at(reference, end_of(day, home))
        snapshot = build(tables, home, revision=f"known-{day}", internal=True)
        found = Library(home, replace(snapshot, known_on=day), (), (), follows_files=False)
        _kept.append(_Kept(day, home, reference, found))
        return found
