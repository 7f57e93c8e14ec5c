"""What the records lack, and which of them may stand there twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from data.columns import Snapshot
from data.facts import PLANNED, Bools, Ints
from data.model import Place
from data.queries.duplicates import Pairs, twice
from data.queries.listing import lines
from data.queries.selection import Selection


class Lack(StrEnum):
    """What a record can lack."""

    SOURCE = "source"
    SECTOR = "sector"
    PLACE = "place"
    GERMAN = "german"
    ENGLISH = "english"
    OVERDUE = "overdue"
    """planned, and the day is over"""
    TWICE = "twice"
    """another record has the same title at about the same time"""


@dataclass(frozen=True, eq=False)
class Finding:
    """The selected records that lack something: how many, and the newest as
    :func:`data.queries.newest` gives them."""

    lack: Lack
    total: int
    newest: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Quality:
    """``complete`` of the selection's records lack nothing; ``findings`` in the enum's order, only
    those that occur; ``unlocated`` are partners' places without coordinates, whatever is
    selected."""

    complete: int
    findings: tuple[Finding, ...]
    unlocated: tuple[Place, ...]


def quality(
    selection: Selection, today: date, *, limit: int = 6, apart: Pairs = frozenset()
) -> Quality:
    """Look through the selected records, of any status, as of ``today``; pairs in ``apart`` are
    known to be two activities."""
    snapshot, rows = selection.snapshot, selection.rows
    lacking = {lack: rows[found] for lack, found in _found(snapshot, rows, today, apart).items()}
    any_lack = np.unique(np.concatenate(list(lacking.values()))) if lacking else rows[:0]
    return Quality(
        complete=len(rows) - len(any_lack),
        findings=tuple(
            Finding(lack, len(found), lines(snapshot, found[::-1][:limit]))
            for lack, found in lacking.items()
            if len(found)
        ),
        unlocated=tuple(
            place
            for partner in snapshot.reference.partners.values()
            if (place := snapshot.places[partner.place]).lat is None
        ),
    )


def lacking(
    selection: Selection,
    lack: Lack,
    today: date,
    *,
    offset: int = 0,
    limit: int | None = None,
    apart: Pairs = frozenset(),
) -> Finding:
    """One of the findings, from ``offset`` on at most ``limit`` of its records."""
    snapshot, rows = selection.snapshot, selection.rows
    found = rows[_found(snapshot, rows, today, apart)[lack]][::-1]
    stop = None if limit is None else offset + limit
    return Finding(lack, len(found), lines(snapshot, found[offset:stop]))


def unlocated(snapshot: Snapshot) -> tuple[Place, ...]:
    """Places that records name and that nobody could locate yet, by name; those of the reference
    lists are corrected there."""
    listed = snapshot.reference.places
    found = (
        place for key, place in snapshot.places.items() if place.lat is None and key not in listed
    )
    return tuple(sorted(found, key=lambda place: (place.name_en, place.country)))


def _found(snapshot: Snapshot, rows: Ints, today: date, apart: Pairs) -> dict[Lack, Bools]:
    """Of each of the rows, whether it lacks something."""
    day = int(np.datetime64(today, "D").astype(np.int64))
    columns = snapshot.columns
    late = (columns.status[rows] == PLANNED) & (columns.end[rows] < day)
    return {
        Lack.SOURCE: _empty(snapshot, "source", rows) & _empty(snapshot, "source_url", rows),
        Lack.SECTOR: _unnamed(snapshot, "sector", rows),
        Lack.PLACE: _placeless(snapshot, rows),
        Lack.GERMAN: _empty(snapshot, "title_de", rows),
        Lack.ENGLISH: _empty(snapshot, "title_en", rows),
        Lack.OVERDUE: late,
        Lack.TWICE: twice(snapshot, rows, apart),
    }


def _empty(snapshot: Snapshot, text: str, rows: Ints) -> Bools:
    return (snapshot.texts[text].take(rows) == "").to_numpy(dtype=np.bool_)


def _unnamed(snapshot: Snapshot, dimension: str, rows: Ints) -> Bools:
    offsets = snapshot.facts[dimension].offsets
    return np.asarray(offsets[rows] == offsets[rows + 1])


def _placeless(snapshot: Snapshot, rows: Ints) -> Bools:
    """Neither a venue nor a city of a counterpart: only countries, or nothing at all."""
    links = snapshot.links
    somewhere = snapshot.columns.venue >= 0
    somewhere[links.counterpart_rows[links.counterpart_place >= 0]] = True
    return np.asarray(~somewhere[rows])
