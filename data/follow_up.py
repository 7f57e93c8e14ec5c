"""A next step, as the team keeps it; visitors see nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FollowUp:
    """A step to be taken after an activity, or with a partner (a place's key).

    ``responsible`` is a role or a team and never a person's name. A step that is ``done`` may have
    an ``outcome``: the activity that came of it.
    """

    step: str
    activity: str | None = None
    partner: str | None = None
    responsible: str = ""
    due: date | None = None
    done: date | None = None
    outcome: str | None = None


@dataclass(frozen=True)
class KeptFollowUp:
    """A step as it is kept: its number, and how often it was written."""

    number: int
    version: int
    follow_up: FollowUp
