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
from data.queries.duplicates import Pair, Pairs, duplicates, pair
from data.queries.figures import Figure, KeyFigures, key_figures
from data.queries.follow_ups import Agenda, Due, Steps, agenda, due, noted, of_partners
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
from data.queries.outcomes import (
    Chain,
    Happened,
    Outcomes,
    Took,
    chains,
    chains_of_partners,
    happened,
    outcomes,
)
from data.queries.quality import Finding, Lack, Quality, lacking, quality, unlocated
from data.queries.selection import Selection, select
from data.queries.sources import sources
from data.queries.twins import Entered, twins

__all__ = [
    "QUIET_FACTOR",
    "Agenda",
    "Caveats",
    "Chain",
    "Due",
    "Entered",
    "Figure",
    "Finding",
    "Grouping",
    "Happened",
    "KeyFigures",
    "Lack",
    "Neighbours",
    "Options",
    "Outcomes",
    "Pair",
    "Pairs",
    "Quality",
    "Selection",
    "Sort",
    "Steps",
    "Time",
    "Took",
    "UnknownActivity",
    "active_months",
    "activities",
    "activity",
    "agenda",
    "calendar",
    "caveats",
    "chains",
    "chains_of_partners",
    "distance_from_home",
    "due",
    "duplicates",
    "flows",
    "happened",
    "key_figures",
    "lacking",
    "neighbours",
    "newest",
    "noted",
    "of_partners",
    "options",
    "organisations",
    "outcomes",
    "pair",
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
    "twins",
    "unlocated",
    "year_before",
]
