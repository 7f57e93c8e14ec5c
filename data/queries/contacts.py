"""Partners and organisations: with whom, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from data.columns import PRECISIONS, ROLES, Snapshot
from data.facts import HELD, PER_CODE, PLANNED, STATUSES, Bools, Facts, Int32s
from data.queries.frames import Column, Dates, dates, integers, reals, texts, tuples
from data.queries.selection import Selection

QUIET_FACTOR: Final = 1.5
"""A partner is quiet after so many times its usual gap."""
_LEAST_CONTACTS: Final = 3
"""With fewer held activities there is no usual gap."""
_NAMED: Final = 3
"""How many sectors and organisations a partner's card names."""


@dataclass(frozen=True)
class _Contact:
    """A partner and the activities that are shared with it; see :func:`partners`."""

    key: str
    kind: str
    relation: str
    since: int | None
    suspended: bool
    rows: Int32s
    """all public ones, whatever is selected"""
    country: str = ""
    """of a partner that is a place"""


def partners(selection: Selection, today: date) -> pd.DataFrame:
    """The partners of the reference lists in their order, places first, then networks.

    ``key`` place key or network code; ``type`` ``place`` or ``network``; ``relation`` str, empty
    for networks; ``since`` Int64; ``suspended`` bool.

    From the selection: ``activities`` int64; at most three ``sectors`` (codes as named) and
    ``organisations``, and ``countries``, tuples of what its held activities name most.

    From all public records, whatever is selected: ``last``, ``next`` datetime64[s] (their
    starts), ``…_end`` datetime64[s], ``…_precision``, ``…_id``, ``…_title_de``, ``…_title_en``
    str: the held activity that began last, and the planned one that begins first of those that
    are not over; ``usual_gap`` Float64, the median of days between the starts of its held
    activities, missing below three; ``silent_days`` Int64 since ``last``, missing without any;
    ``quiet`` bool.

    A partner is quiet when it is not suspended and has been silent for longer than 1.5 times its
    usual gap; without a usual gap, for longer than the median of the other partners' usual gaps;
    and when there has never been a contact.
    """
    contacts = list(_contacts(selection.snapshot))
    gaps = [_usual_gap(selection.snapshot, contact.rows) for contact in contacts]
    known = [gap for gap in gaps if gap is not None]
    usual = float(np.median(known)) if known else None
    last = [_last(selection.snapshot, contact.rows) for contact in contacts]
    following = [_next(selection.snapshot, contact.rows, _day(today)) for contact in contacts]
    silent = [_silent(selection.snapshot, row, _day(today)) for row in last]
    quiet = [
        not contact.suspended and _is_quiet(days, gap, usual)
        for contact, days, gap in zip(contacts, silent, gaps, strict=True)
    ]
    return pd.DataFrame(
        {
            "key": texts([contact.key for contact in contacts]),
            "type": texts([contact.kind for contact in contacts]),
            "relation": texts([contact.relation for contact in contacts]),
            "since": integers([contact.since for contact in contacts]),
            "suspended": np.array([contact.suspended for contact in contacts], dtype=np.bool_),
            **_told("last", selection.snapshot, last),
            **_told("next", selection.snapshot, following),
            "usual_gap": reals(gaps),
            "silent_days": integers(silent),
            "quiet": np.array(quiet, dtype=np.bool_),
            **_shared(selection, contacts),
        }
    )


def organisations(selection: Selection, *, limit: int = 50) -> pd.DataFrame:
    """The organisations with the most held, then planned, records; ties by name.

    ``organisation`` str; ``activities``, ``planned`` int64; ``roles`` tuple of the roles that it
    has in them, in the enum's order; ``last`` datetime64[s], start of the newest held one.
    """
    snapshot = selection.snapshot
    names = snapshot.facts["organisation"].names
    pairs = selection.pairs("organisation")
    table = pairs.table().sum(axis=1)
    occurring = np.flatnonzero(table[:, HELD] + table[:, PLANNED])
    order = occurring[np.lexsort((-table[occurring, PLANNED], -table[occurring, HELD]))][:limit]
    roles = selection.pairs("role").table().sum(axis=1)
    roles = roles.reshape(len(names), len(ROLES), len(STATUSES))
    had = roles[order][:, :, [HELD, PLANNED]].sum(axis=2) > 0
    last = pairs.last()[order][:, :, HELD].max(axis=1, initial=-1)
    return pd.DataFrame(
        {
            "organisation": names.take(order).array,
            "activities": table[order, HELD],
            "planned": table[order, PLANNED],
            "roles": tuples(
                [tuple(str(ROLES[code]) for code in np.flatnonzero(row)) for row in had]
            ),
            "last": _starts(snapshot, [int(row) if row >= 0 else None for row in last]),
        }
    )


def _roles(had: Bools) -> tuple[str, ...]:
    return tuple(str(role) for role, one in zip(ROLES, had, strict=True) if one)


def _contacts(snapshot: Snapshot) -> Iterator[_Contact]:
    every = len(snapshot)
    places, networks = snapshot.facts["place"], snapshot.facts["network"]
    for partner in snapshot.reference.partners.values():
        code = snapshot.place_names.index(partner.place)
        yield _Contact(
            key=partner.place,
            kind="place",
            relation=str(partner.relation),
            since=partner.since,
            suspended=partner.suspended,
            rows=places.rows_of(code, 0, every),
            country=snapshot.places[partner.place].country,
        )
    for code, network in enumerate(snapshot.reference.networks):
        rows = networks.rows_of(code, 0, every)
        yield _Contact(network, "network", "", None, suspended=False, rows=rows)


def _shared(selection: Selection, contacts: list[_Contact]) -> dict[str, Column]:
    """What the selected held activities with each partner have in common."""
    snapshot = selection.snapshot
    chosen = np.zeros(len(snapshot), dtype=np.bool_)
    chosen[selection.rows] = True
    chosen &= snapshot.columns.status == HELD
    rows = [contact.rows[chosen[contact.rows]] for contact in contacts]

    def most(dimension: str) -> list[tuple[str, ...]]:
        return [_most(snapshot.facts[dimension], part) for part in rows]

    countries = [
        (contact.country,) if contact.country else named
        for contact, named in zip(contacts, most("country"), strict=True)
    ]
    return {
        "activities": np.array([len(part) for part in rows], dtype=np.int64),
        "sectors": tuples([names[:_NAMED] for names in most("sector")]),
        "organisations": tuples([names[:_NAMED] for names in most("organisation")]),
        "countries": tuples(countries),
    }


def _most(facts: Facts, rows: Int32s) -> tuple[str, ...]:
    """What activities name in a dimension, most frequent first."""
    codes, counts = np.unique(facts.of(rows).keys // PER_CODE, return_counts=True)
    ranked = codes[np.argsort(-counts, kind="stable")]
    return tuple(str(name) for name in facts.names.take(ranked) if name)


def _with_status(snapshot: Snapshot, rows: Int32s, status: int) -> Int32s:
    chosen: Int32s = rows[snapshot.columns.status[rows] == status]
    return chosen


def _usual_gap(snapshot: Snapshot, rows: Int32s) -> float | None:
    held = _with_status(snapshot, rows, HELD)
    if len(held) < _LEAST_CONTACTS:
        return None
    return float(np.median(np.diff(snapshot.columns.start[held])))


def _last(snapshot: Snapshot, rows: Int32s) -> int | None:
    held = _with_status(snapshot, rows, HELD)
    return int(held[-1]) if len(held) else None


def _next(snapshot: Snapshot, rows: Int32s, today: int) -> int | None:
    planned = _with_status(snapshot, rows, PLANNED)
    coming = planned[snapshot.columns.end[planned] >= today]
    return int(coming[0]) if len(coming) else None


def _silent(snapshot: Snapshot, last: int | None, today: int) -> int | None:
    return None if last is None else max(0, today - int(snapshot.columns.start[last]))


def _is_quiet(silent: int | None, gap: float | None, usual: float | None) -> bool:
    if silent is None:
        return True
    if gap is not None:
        return silent > gap * QUIET_FACTOR
    return usual is not None and silent > usual


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _starts(snapshot: Snapshot, rows: list[int | None]) -> Dates:
    return dates([None if row is None else int(snapshot.columns.start[row]) for row in rows])


def _told(name: str, snapshot: Snapshot, rows: list[int | None]) -> dict[str, Column]:
    """When the activities were, as exactly as it is known, and what they are called."""
    columns, names = snapshot.columns, ("id", "title_de", "title_en")
    return {
        name: _starts(snapshot, rows),
        f"{name}_end": dates([None if row is None else int(columns.end[row]) for row in rows]),
        f"{name}_precision": texts(
            [None if row is None else PRECISIONS[columns.precision[row]].value for row in rows]
        ),
        **{
            f"{name}_{text}": texts(
                [None if row is None else str(snapshot.texts[text].iat[row]) for row in rows]
            )
            for text in names
        },
    }
