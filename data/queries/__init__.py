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
from data.queries.contacts import QUIET_FACTOR, organisations, partners
from data.queries.courses import (
    Grouping,
    Time,
    active_months,
    calendar,
    per_period,
    time_unit,
    year_before,
)
from data.queries.figures import Figure, KeyFigures, key_figures
from data.queries.listing import (
    Neighbours,
    Sort,
    UnknownActivity,
    activities,
    activity,
    neighbours,
    newest,
    records,
    spans,
)
from data.queries.quality import Finding, Lack, Quality, quality, unlocated
from data.queries.selection import Selection, select
from data.queries.sources import sources

__all__ = [
    "QUIET_FACTOR",
    "Caveats",
    "Figure",
    "Finding",
    "Grouping",
    "KeyFigures",
    "Lack",
    "Neighbours",
    "Options",
    "Quality",
    "Selection",
    "Sort",
    "Time",
    "UnknownActivity",
    "active_months",
    "activities",
    "activity",
    "calendar",
    "caveats",
    "distance_from_home",
    "flows",
    "key_figures",
    "neighbours",
    "newest",
    "options",
    "organisations",
    "partners",
    "per_country",
    "per_kind",
    "per_period",
    "per_place",
    "per_sector",
    "quality",
    "records",
    "relaxations",
    "sector_by_country",
    "select",
    "sources",
    "spans",
    "time_unit",
    "unlocated",
    "year_before",
]
