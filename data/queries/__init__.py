"""Questions to a snapshot: a selection in, small frames and figures out.

Everywhere ``activities`` counts held records and ``planned`` those that are planned; what was
cancelled counts nowhere, and only public records are there at all.
"""

from data.queries.breakdowns import flows, per_country, per_place, per_sector, sector_by_country
from data.queries.courses import calendar, per_period, time_unit, year_before
from data.queries.figures import Figure, KeyFigures, key_figures
from data.queries.listing import UnknownActivity, activity, records, spans
from data.queries.selection import Selection, select

__all__ = [
    "Figure",
    "KeyFigures",
    "Selection",
    "UnknownActivity",
    "activity",
    "calendar",
    "flows",
    "key_figures",
    "per_country",
    "per_period",
    "per_place",
    "per_sector",
    "records",
    "sector_by_country",
    "select",
    "spans",
    "time_unit",
    "year_before",
]
