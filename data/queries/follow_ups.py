"""The team's next steps: what is due, and with whom. Nothing here is for visitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import pandas as pd

from data.columns import Snapshot
from data.facts import PER_CODE
from data.follow_up import KeptFollowUp
from data.model import Filters
from data.queries.listing import lines
from data.queries.selection import Selection

Steps: TypeAlias = tuple[KeptFollowUp, ...]

_WEEK: Final = timedelta(days=6)


class Due(StrEnum):
    """How urgent an open step is."""

    OVERDUE = "overdue"
    WEEK = "week"
    """today or within the six days after"""
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True)
class Agenda:
    """The selected steps: ``open`` by urgency, only what occurs, in the enum's order, due first
    comes first; ``done`` newest first; ``roles`` that open or done ones name, in their order."""

    open: Mapping[Due, Steps]
    done: Steps
    roles: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many are open."""
        return sum(map(len, self.open.values()))


def due(step: KeptFollowUp, today: date) -> Due:
    """How urgent it is on a day."""
    when = step.follow_up.due
    if when is None:
        return Due.UNDATED
    if when < today:
        return Due.OVERDUE
    return Due.WEEK if when <= today + _WEEK else Due.LATER


def agenda(
    selection: Selection, steps: Steps, today: date, *, responsible: str | None = None
) -> Agenda:
    """The steps of the selected activities and partners, of one role or of all.

    Steps come as the store gives them, what is due first before the others. Filters that speak of
    activities alone (a month, a kind) select no step with a partner.
    """
    chosen = _selected(selection, steps)
    selected = [one for one in steps if one in chosen]
    roles = sorted({one.follow_up.responsible for one in selected} - {""})
    wanted = [
        one for one in selected if responsible is None or one.follow_up.responsible == responsible
    ]
    still_open = [one for one in wanted if one.follow_up.done is None]
    groups = {kind: tuple(one for one in still_open if due(one, today) is kind) for kind in Due}
    done = sorted(
        (one for one in wanted if one.follow_up.done is not None),
        key=lambda one: (one.follow_up.done or today, one.number),
        reverse=True,
    )
    return Agenda(
        {kind: found for kind, found in groups.items() if found}, tuple(done), tuple(roles)
    )


def noted(selection: Selection, steps: Steps) -> pd.DataFrame:
    """The selected records that say in a text what is to be done and have no step, newest first,
    as :func:`data.queries.newest` gives them."""
    snapshot, rows = selection.snapshot, selection.rows
    texts = snapshot.texts["follow_up"].take(rows).str.strip()
    has_step = snapshot.texts["id"].take(rows).isin([one.follow_up.activity for one in steps])
    wanted = (texts != "").to_numpy() & ~has_step.to_numpy()
    return lines(snapshot, rows[wanted][::-1])


def of_partners(snapshot: Snapshot, steps: Steps) -> dict[str, Steps]:
    """The steps with each partner, by place key or network code: its own, and those of activities
    with it. In the order given."""
    rows = rows_of(snapshot, (one.follow_up.activity for one in steps))
    found: dict[str, list[KeptFollowUp]] = defaultdict(list)
    for one in steps:
        for partner in {*partners_of(snapshot, rows, one.follow_up.activity),
                        *([one.follow_up.partner] if one.follow_up.partner else [])}:  # fmt: skip
            found[partner].append(one)
    return {partner: tuple(own) for partner, own in found.items()}


def partners_of(
    snapshot: Snapshot, rows: Mapping[str, int], activity_id: str | None
) -> tuple[str, ...]:
    """The places and networks that an activity names."""
    row = rows.get(activity_id or "")
    if row is None:
        return ()
    named: list[str] = []
    for dimension in ("place", "network"):
        facts = snapshot.facts[dimension]
        keys = facts.pairs.keys[facts.offsets[row] : facts.offsets[row + 1]]
        named += [str(name) for name in facts.names.take(keys // PER_CODE) if name]
    return tuple(named)


def rows_of(snapshot: Snapshot, ids: Iterable[str | None]) -> dict[str, int]:
    """Where the activities with these ids stand, as far as they are there."""
    names = snapshot.texts["id"]
    rows = np.flatnonzero(names.isin([one for one in set(ids) if one]).to_numpy())
    return {str(names.iat[row]): row for row in rows.tolist()}


def _selected(selection: Selection, steps: Steps) -> set[KeptFollowUp]:
    if selection.filters.is_empty:
        return set(steps)
    rows = rows_of(selection.snapshot, (one.follow_up.activity for one in steps))
    chosen = set(selection.rows.tolist())
    return {
        one
        for one in steps
        if rows.get(one.follow_up.activity or "") in chosen
        or _is_with(selection, one.follow_up.partner)
    }


def _is_with(selection: Selection, partner: str | None) -> bool:
    """Whether filters that speak of places alone select a partner."""
    filters = selection.filters
    place = selection.snapshot.places.get(partner or "")
    if place is None or replace(filters, cities=(), countries=()) != Filters():
        return False
    return (not filters.cities or place.key in filters.cities) and (
        not filters.countries or place.country in filters.countries
    )
