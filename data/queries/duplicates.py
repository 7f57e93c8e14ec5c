"""Records that may stand there twice: the same words for a title at about the same time.

This is the rule that all three ways start from. Here both records are there already, and somebody
looks at them side by side: whom they name is not asked, since it may be missing in one of them. The
form (:mod:`data.queries.twins`) also takes similar titles, for it only points something out. An
import (:mod:`data.importing.twins`) also wants a country in common, for it leaves out what it takes
for a double.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import pandas as pd

from data.columns import Snapshot, folded
from data.facts import Bools, Int64s, Ints
from data.queries.selection import Selection

DUPLICATES_WITHIN: Final = 31
"""Days between the starts of two records of the same title that are likely the same activity: a
month, since a record may know no more than that."""
_WORDS: Final = r"[^\w]+"

Pair: TypeAlias = tuple[str, str]
"""The ids of two records, in their order"""
Pairs: TypeAlias = frozenset[Pair]


def pair(one: str, other: str) -> Pair:
    """Two ids as a pair."""
    return (one, other) if one < other else (other, one)


def duplicates(selection: Selection, *, apart: Pairs = frozenset()) -> tuple[Pair, ...]:
    """The selected records that are probably the same as another one, each with the nearest before
    and after it; the newest first. Those in ``apart`` are known to be two."""
    snapshot = selection.snapshot
    rows = selection.rows[twice(snapshot, selection.rows)]
    found = {(later, earlier) for earlier, later in _pairs(snapshot, rows, apart)}
    ids = snapshot.texts["id"]
    named = [
        pair(str(ids.iat[earlier]), str(ids.iat[later]))
        for later, earlier in sorted(found, reverse=True)
    ]
    return tuple(dict.fromkeys(named))


def twice(snapshot: Snapshot, rows: Ints, apart: Pairs = frozenset()) -> Bools:
    """Whether another of the rows has the same words for a title and begins within a month."""
    found = np.zeros(len(rows), dtype=np.bool_)
    for codes in _titles(snapshot, rows):
        found |= _close(codes, snapshot.columns.start[rows]) & (codes >= 0)
    if not apart:
        return found
    left = {row for both in _pairs(snapshot, rows[found], apart) for row in both}
    return np.isin(rows, sorted(left))


def _titles(snapshot: Snapshot, rows: Ints) -> Iterator[Int64s]:
    """Equal numbers for the same words, -1 where there are none; once for each language."""
    for name in ("title_de", "title_en"):
        titles = snapshot.texts[name].take(rows)
        words = folded(titles).str.replace(_WORDS, " ", regex=True).str.strip()
        codes, names = pd.factorize(words)
        nameless = np.array([not word for word in names], dtype=np.bool_)[codes]
        yield np.where(nameless, -1, codes).astype(np.int64)


def _close(codes: Int64s, start: Int64s) -> Bools:
    """Which entries have one of the same code no more than a month away."""
    order = np.lexsort((start, codes))
    same = codes[order][1:] == codes[order][:-1]
    near = same & (np.diff(start[order]) <= DUPLICATES_WITHIN)
    close = np.zeros(len(codes), dtype=np.bool_)
    close[order[1:][near]] = True
    close[order[:-1][near]] = True
    return close


def _pairs(snapshot: Snapshot, rows: Ints, apart: Pairs) -> set[tuple[int, int]]:
    """Each of the rows with the nearest of the same title before and after it, earlier first."""
    found: set[tuple[int, int]] = set()
    for codes in _titles(snapshot, rows):
        groups: dict[int, list[int]] = {}
        for code, row in zip(codes.tolist(), rows.tolist(), strict=True):
            if code >= 0:
                groups.setdefault(code, []).append(row)
        for group in groups.values():
            found |= _neighbours(snapshot, sorted(group), apart)
            found |= _neighbours(snapshot, sorted(group, reverse=True), apart)
    return found


def _neighbours(snapshot: Snapshot, group: list[int], apart: Pairs) -> set[tuple[int, int]]:
    """Each with the next one of its group that is near and not known to be another activity."""
    ids, start = snapshot.texts["id"], snapshot.columns.start
    found: set[tuple[int, int]] = set()
    for at, row in enumerate(group):
        for place in range(at + 1, len(group)):
            other = group[place]
            if abs(int(start[other] - start[row])) > DUPLICATES_WITHIN:
                break
            if pair(str(ids.iat[row]), str(ids.iat[other])) not in apart:
                found.add((min(row, other), max(row, other)))
                break
    return found
