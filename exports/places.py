"""Where records lie."""

from __future__ import annotations

from data.model import Activity
from data.snapshot import Snapshot


def located(activity: Activity, snapshot: Snapshot) -> list[str]:
    """The keys of the places that a record names and that have coordinates, the venue first."""
    named = [activity.venue, *(one.place for one in activity.counterparts)]
    keys = dict.fromkeys(key for key in named if key is not None)
    return [key for key in keys if snapshot.places[key].lat is not None]
