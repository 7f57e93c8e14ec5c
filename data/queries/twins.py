"""Records that are probably the one that somebody is about to enter.

Wider than :mod:`data.queries.duplicates`: who types has not finished, words their own title, and
loses nothing by a hint too many.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Final

import numpy as np

from data.facts import Ints
from data.model import Activity, Counterpart
from data.names import normalise
from data.queries.duplicates import DUPLICATES_WITHIN
from data.queries.listing import record_at
from data.snapshot import Snapshot

_ALIKE: Final = 0.6
"""How much two titles have in common that are similar, from 0 to 1."""
_MOST: Final = 5
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class Entered:
    """What is known so far of a record that is being entered; ``id`` is empty for a new one."""

    id: str
    titles: tuple[str, ...]
    start: date
    end: date
    counterparts: Collection[Counterpart] = field(default=())


def twins(snapshot: Snapshot, entered: Entered) -> tuple[Activity, ...]:
    """The records that are probably the same one, the nearest in time first, at most five.

    That is: the same words of a title within a month; or days that may be the same, a counterpart
    in common and a similar title.
    """
    titles = [words for title in entered.titles if (words := normalise(title))]
    if not titles:
        return ()
    start = (entered.start - _EPOCH).days
    countries = {one.country for one in entered.counterparts}
    rows = _near(snapshot, start, (entered.end - _EPOCH).days, countries)
    rows = rows[np.argsort(np.abs(snapshot.columns.start[rows] - start), kind="stable")]
    found: list[Activity] = []
    for row in rows.tolist():
        if _may_be(snapshot, row, titles, entered):
            found.append(record_at(snapshot, row))
        if len(found) == _MOST:
            break
    return tuple(found)


def _near(snapshot: Snapshot, start: int, end: int, countries: set[str]) -> Ints:
    """The records that begin within a month, or may be of the same days and country."""
    columns, links = snapshot.columns, snapshot.links
    close = np.abs(columns.start - start) <= DUPLICATES_WITHIN
    shared = np.flatnonzero(np.isin(np.array(snapshot.country_names), list(countries)))
    meeting = np.zeros(len(snapshot), dtype=np.bool_)
    meeting[links.counterpart_rows[np.isin(links.counterpart_country, shared)]] = True
    overlapping = (columns.start <= end) & (columns.end >= start) & meeting
    return np.flatnonzero(close | overlapping)


def _may_be(snapshot: Snapshot, row: int, titles: list[str], entered: Entered) -> bool:
    texts = snapshot.texts
    others = [normalise(str(texts[name].iloc[row])) for name in ("title_de", "title_en")]
    pairs = [(mine, other) for mine in titles for other in others if other]
    same = any(mine == other for mine, other in pairs)
    columns = snapshot.columns
    first, last = (entered.start - _EPOCH).days, (entered.end - _EPOCH).days
    if same and abs(int(columns.start[row]) - first) <= DUPLICATES_WITHIN:
        return str(texts["id"].iloc[row]) != entered.id
    if not (columns.start[row] <= last and columns.end[row] >= first):
        return False
    if not (same or any(_alike(mine, other) for mine, other in pairs)):
        return False
    known = record_at(snapshot, row)
    return known.id != entered.id and _meet(known.counterparts, entered.counterparts)


def _alike(one: str, other: str) -> bool:
    """Whether most words of the shorter title are in the other, or the letters are nearly so."""
    mine, theirs = set(one.split()), set(other.split())
    if len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs)) and len(mine & theirs) > 1:
        return True
    return SequenceMatcher(None, one[:200], other[:200]).ratio() > _ALIKE + 0.15


def _meet(one: Collection[Counterpart], other: Collection[Counterpart]) -> bool:
    """Whether both name a place, or a country where one of them knows no more."""
    return any(
        a.country == b.country and (a.place == b.place or not (a.place and b.place))
        for a in one
        for b in other
    )
