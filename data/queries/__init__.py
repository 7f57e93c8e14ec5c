"""Questions to a snapshot: a selection in, small frames and figures out.

Everywhere ``activities`` counts held records and ``planned`` those that are planned; what was
cancelled counts nowhere, and only public records are there at all.
"""

from data.queries.breakdowns import (
    distance_from_home,
    flows,
    per_country,
    per_kind,
    per_place,
    per_sector,
    sector_by_country,
)
from data.queries.choices import Caveats, Options, caveats, options, relaxations
from data.queries.contacts import organisations, partners
from data.queries.courses import Grouping, Time, active_months, calendar, per_period, time_unit, year_before
from data.queries.figures import Figure, KeyFigures, key_figures
from data.queries.listing import (
    Neighbours,
    Sort,
    UnknownActivity,
    activities,
    activity,
    neighbours,
    records,
    spans,
)
from data.queries.selection import Selection, select

__all__ = [
    "Caveats",
    "Figure",
    "Grouping",
    "KeyFigures",
    "Neighbours",
    "Options",
    "Selection",
    "Sort",
    "Time",
    "UnknownActivity",
    "activities",
    "active_months",
    "activity",
    "calendar",
    "caveats",
    "distance_from_home",
    "flows",
    "key_figures",
    "neighbours",
    "options",
    "organisations",
    "partners",
    "per_country",
    "per_kind",
    "per_period",
    "per_place",
    "per_sector",
    "records",
    "relaxations",
    "sector_by_country",
    "select",
    "spans",
    "time_unit",
    "year_before",
]
