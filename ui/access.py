"""Who looks at the dashboard."""

from __future__ import annotations

from data.model import Person


def person() -> Person:
    """Who looks at this run."""
    return Person()
