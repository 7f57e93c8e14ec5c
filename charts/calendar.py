"""A year's days as twelve small months: where each day stands, and how much happened on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from data.model import Month

LEVELS: Final = 4
"""Steps of darkness for days with activities."""


@dataclass(frozen=True)
class Day:
    """A day with activities. ``column`` is the weekday (Monday is 0), ``row`` the month's week.

    ``level`` runs from 1 to :data:`LEVELS` by the number of ``activities`` dated to the day, and
    is 0 where there are only ``uncertain`` ones, whose date the source gives less exactly.
    """

    day: date
    column: int
    row: int
    level: int
    activities: int
    uncertain: int


@dataclass(frozen=True)
class MonthBlock:
    """A month: ``offset`` columns before its 1st, its ``length`` in days, its active ``days``."""

    month: Month
    offset: int
    length: int
    days: tuple[Day, ...]


def months(frame: pd.DataFrame) -> tuple[MonthBlock, ...]:
    """The months of a calendar year.

    ``frame`` has a row for every day of the year, in order: ``day``, ``activities`` and
    ``uncertain``, as :func:`data.queries.calendar` counts them.
    """
    highest = int(frame["activities"].max()) if len(frame) else 0
    return tuple(
        _block(part, highest) for _number, part in frame.groupby(frame["day"].dt.month, sort=True)
    )


def level(count: int, highest: int) -> int:
    """From 1 to :data:`LEVELS`, and 0 for none.

    A step for each number while there are few, else in equal parts up to the year's highest.
    """
    if count <= 0:
        return 0
    if highest <= LEVELS:
        return count
    return 1 + (count - 1) * LEVELS // highest


def _block(part: pd.DataFrame, highest: int) -> MonthBlock:
    first = part["day"].iloc[0]
    active = part[(part["activities"] > 0) | (part["uncertain"] > 0)]
    days = zip(active["day"], active["activities"], active["uncertain"], strict=True)
    return MonthBlock(
        month=Month.of(first.date()),
        offset=first.weekday(),
        length=len(part),
        days=tuple(
            Day(
                day=when.date(),
                column=when.weekday(),
                row=(first.weekday() + when.day - 1) // 7,
                level=level(int(exact), highest),
                activities=int(exact),
                uncertain=int(uncertain),
            )
            for when, exact, uncertain in days
        ),
    )
