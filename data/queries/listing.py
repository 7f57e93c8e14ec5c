"""The records themselves: sorted and cut to a page, or one as it was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
import pandas as pd

from data.columns import PRECISIONS, QUALIFIERS, ROLES, UNITS, Snapshot
from data.facts import DIRECTIONS, PER_CODE, STATUSES, Facts, Int64s, Ints
from data.model import (
    Activity,
    Counterpart,
    Organisation,
    Participants,
    Role,
    Visibility,
)
from data.queries.frames import Column, decoded, tuples
from data.queries.selection import Selection

Sort = Literal["start", "title_de", "title_en", "kind", "status", "country", "participants"]

_Rank = Callable[[Snapshot, Ints], tuple[Int64s, Int64s]]
"""Of activities, where they stand in an order, and 1 for those that have nothing to go by."""
_LEADING: Final = ("id", "title_de", "title_en")


class UnknownActivity(LookupError):
    """There is no record with the id ``activity``."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.activity = activity


@dataclass(frozen=True)
class Neighbours:
    """Where a record stands in a sorted selection, counted from 1, and the ids beside it."""

    position: int
    total: int
    before: str | None
    after: str | None


def records(
    selection: Selection,
    *,
    sort: Sort = "start",
    descending: bool = True,
    offset: int = 0,
    limit: int | None = 50,
) -> pd.DataFrame:
    """Selected records, one row each, from ``offset`` on at most ``limit`` (``None``: all).

    Ties are shown newest first, missing values last. Kinds, statuses and countries are sorted by
    the reference list's, the enum's and the code's order, a record by its first country.

    Columns: ``id``, ``title_de``, ``title_en``, ``kind``, ``direction``, ``status`` str;
    ``start``, ``end`` datetime64[s]; ``date_precision`` str; ``countries`` (abroad, venue
    included), ``places`` (venue included, home city not), ``sectors``, ``networks`` tuples of
    codes; ``organisations`` tuple of (name, role); ``participants`` Int64;
    ``participants_qualifier``, ``participants_unit`` str; ``internal`` bool; then all texts of the
    record.
    """
    stop = None if limit is None else offset + limit
    if sort == "start" and descending and stop is not None:
        rows: Ints = selection.newest(stop)[::-1]
    else:
        rows = _sorted(selection, sort, descending=descending)
    return _frame(selection.snapshot, rows[offset:stop])


def activities(selection: Selection, *, limit: int | None = None) -> Iterator[Activity]:
    """Selected records as they were entered, the newest first, at most ``limit``."""
    rows = selection.rows[::-1][:limit]
    texts = selection.snapshot.texts.take(rows).to_dict("records")
    for row, text in zip(rows.tolist(), texts, strict=True):
        yield _record(selection.snapshot, row, {str(name): str(text[name]) for name in text})


def neighbours(
    selection: Selection, activity_id: str, *, sort: Sort = "start", descending: bool = True
) -> Neighbours | None:
    """What stands beside a record in the order of :func:`records`; ``None`` if not selected."""
    rows = _sorted(selection, sort, descending=descending)
    ids = selection.snapshot.texts["id"]
    found = np.flatnonzero(np.isin(rows, np.flatnonzero((ids == activity_id).to_numpy())))
    if len(found) == 0:
        return None
    at, last = int(found[0]), len(rows) - 1
    return Neighbours(
        position=at + 1,
        total=len(rows),
        before=str(ids.iat[rows[at - 1]]) if at > 0 else None,
        after=str(ids.iat[rows[at + 1]]) if at < last else None,
    )


def spans(selection: Selection, *, limit: int = 60) -> pd.DataFrame:
    """The newest records of the selection, any status, oldest first, for a time axis.

    Columns ``id``, ``title_de``, ``title_en``, ``kind``, ``direction``, ``status`` str, ``start``,
    ``end`` datetime64[s], ``date_precision`` str.
    """
    rows = selection.newest(limit)
    return pd.DataFrame(_basics(selection.snapshot, rows))


def newest(selection: Selection, *, limit: int) -> pd.DataFrame:
    """The newest records of the selection, any status, newest first, as far as a line needs them:
    the columns of :func:`spans`, and ``countries`` as :func:`records` has them."""
    return lines(selection.snapshot, selection.newest(limit)[::-1])


def lines(snapshot: Snapshot, rows: Ints) -> pd.DataFrame:
    """Some activities in the order given, as far as a line needs them; see :func:`newest`."""
    countries = snapshot.facts["country"]
    named = tuples([_named(countries, row) for row in rows])
    internal = snapshot.columns.internal[rows]
    return pd.DataFrame(_basics(snapshot, rows) | {"countries": named, "internal": internal})


def activity(snapshot: Snapshot, activity_id: str) -> Activity:
    """The record with an id; raises :class:`UnknownActivity`."""
    found = np.flatnonzero((snapshot.texts["id"] == activity_id).to_numpy())
    if len(found) == 0:
        raise UnknownActivity(activity_id)
    return record_at(snapshot, int(found[0]))


def record_at(snapshot: Snapshot, row: int) -> Activity:
    """The record at a position of the snapshot."""
    texts = {str(name): str(snapshot.texts[name].iat[row]) for name in snapshot.texts.columns}
    return _record(snapshot, row, texts)


def _record(snapshot: Snapshot, row: int, texts: dict[str, str]) -> Activity:
    columns = snapshot.columns
    venue = int(columns.venue[row])
    return Activity(
        **texts,
        kind=list(snapshot.reference.kinds)[columns.kind[row]],
        direction=DIRECTIONS[columns.direction[row]],
        status=STATUSES[columns.status[row]],
        start=_date(int(columns.start[row])),
        end=_date(int(columns.end[row])),
        date_precision=PRECISIONS[columns.precision[row]],
        venue=None if venue < 0 else snapshot.place_names[venue],
        counterparts=_counterparts(snapshot, row),
        sectors=_named(snapshot.facts["sector"], row),
        networks=_named(snapshot.facts["network"], row),
        organisations=tuple(Organisation(*pair) for pair in _organisations(snapshot, row)),
        participants=_participants(snapshot, row),
        visibility=Visibility.INTERNAL if columns.internal[row] else Visibility.PUBLIC,
    )


def _counterparts(snapshot: Snapshot, row: int) -> tuple[Counterpart, ...]:
    links = snapshot.links
    first, stop = links.counterpart_offsets[row], links.counterpart_offsets[row + 1]
    return tuple(
        Counterpart(
            snapshot.country_names[country], snapshot.place_names[place] if place >= 0 else None
        )
        for country, place in zip(
            links.counterpart_country[first:stop].tolist(),
            links.counterpart_place[first:stop].tolist(),
            strict=True,
        )
    )


def _participants(snapshot: Snapshot, row: int) -> Participants | None:
    columns = snapshot.columns
    if columns.participants[row] < 0:
        return None
    qualifier, unit = QUALIFIERS[columns.qualifier[row]], UNITS[columns.unit[row]]
    return Participants(int(columns.participants[row]), qualifier, unit)


def _named(facts: Facts, row: int) -> tuple[str, ...]:
    """The names that an activity has in a dimension, in the record's order."""
    keys = facts.pairs.keys[facts.offsets[row] : facts.offsets[row + 1]]
    return tuple(name for name in facts.names.take(keys // PER_CODE) if name)


def _organisations(snapshot: Snapshot, row: int) -> tuple[tuple[str, Role], ...]:
    links = snapshot.links
    part = slice(links.organisation_offsets[row], links.organisation_offsets[row + 1])
    names = snapshot.facts["organisation"].names.take(links.organisation[part])
    roles = [ROLES[code] for code in links.role[part]]
    return tuple(zip(names, roles, strict=True))


def _basics(snapshot: Snapshot, rows: Ints) -> dict[str, Column]:
    columns = snapshot.columns
    texts = snapshot.texts
    return {
        **{name: texts[name].take(rows).array for name in _LEADING},
        "kind": decoded(columns.kind[rows], list(snapshot.reference.kinds)),
        "direction": decoded(columns.direction[rows], DIRECTIONS),
        "status": decoded(columns.status[rows], STATUSES),
        "start": columns.start[rows].astype("datetime64[D]").astype("datetime64[s]"),
        "end": columns.end[rows].astype("datetime64[D]").astype("datetime64[s]"),
        "date_precision": decoded(columns.precision[rows], PRECISIONS),
    }


def _frame(snapshot: Snapshot, rows: Ints) -> pd.DataFrame:
    columns, facts = snapshot.columns, snapshot.facts
    counts = columns.participants[rows]
    lists = {"countries": "country", "places": "place", "sectors": "sector", "networks": "network"}
    others = [name for name in snapshot.texts.columns if name not in _LEADING]
    return pd.DataFrame(
        {
            **_basics(snapshot, rows),
            **{
                name: tuples([_named(facts[dimension], row) for row in rows])
                for name, dimension in lists.items()
            },
            "organisations": tuples(
                [
                    tuple((name, str(role)) for name, role in _organisations(snapshot, row))
                    for row in rows
                ]
            ),
            "participants": pd.arrays.IntegerArray(counts.copy(), counts < 0),
            "participants_qualifier": decoded(columns.qualifier[rows], QUALIFIERS),
            "participants_unit": decoded(columns.unit[rows], UNITS),
            "internal": columns.internal[rows],
            **{name: snapshot.texts[name].take(rows).array for name in others},
        }
    )


def _sorted(selection: Selection, sort: Sort, *, descending: bool) -> Ints:
    """All selected activities in an order."""
    rows = selection.rows
    if sort == "start":
        return rows[::-1] if descending else rows
    rank, missing = _RANKS[sort](selection.snapshot, rows)
    return rows[np.lexsort((-rows, -rank if descending else rank, missing))]


def _by_title(language: Literal["title_de", "title_en"]) -> _Rank:
    def rank(snapshot: Snapshot, rows: Ints) -> tuple[Int64s, Int64s]:
        ranks = snapshot.title_ranks[language][rows]
        return ranks, np.zeros(len(rows), dtype=np.int64)

    return rank


def _by_kind(snapshot: Snapshot, rows: Ints) -> tuple[Int64s, Int64s]:
    return snapshot.columns.kind[rows].astype(np.int64), np.zeros(len(rows), dtype=np.int64)


def _by_status(snapshot: Snapshot, rows: Ints) -> tuple[Int64s, Int64s]:
    return snapshot.columns.status[rows].astype(np.int64), np.zeros(len(rows), dtype=np.int64)


def _by_country(snapshot: Snapshot, rows: Ints) -> tuple[Int64s, Int64s]:
    facts = snapshot.facts["country"]
    codes = facts.pairs.keys[facts.offsets[rows]].astype(np.int64) // PER_CODE
    return codes, (codes == len(facts.names) - 1).astype(np.int64)


def _by_participants(snapshot: Snapshot, rows: Ints) -> tuple[Int64s, Int64s]:
    counts = snapshot.columns.participants[rows]
    return counts, (counts < 0).astype(np.int64)


_RANKS: Final[dict[str, _Rank]] = {
    "title_de": _by_title("title_de"),
    "title_en": _by_title("title_en"),
    "kind": _by_kind,
    "status": _by_status,
    "country": _by_country,
    "participants": _by_participants,
}


def _date(days: int) -> date:
    day: date = np.datetime64(days, "D").item()
    return day
