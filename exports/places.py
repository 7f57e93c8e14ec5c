"""Where records lie."""

from __future__ import annotations

from data.model import Activity
from data.snapshot import Snapshot


def located(activity: Activity, snapshot: Snapshot) -> list[str]:
    """The keys of the places that a record names and that have coordinates, the venue first."""
    return [key for key in activity.places if snapshot.places[key].lat is not None]
