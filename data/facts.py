"""Who named what: the links of the activities as sorted integers, ready to be counted.

One dimension (country, place, sector …) is one :class:`Facts`. It keeps the same links three
times, because each question is fast in another order: by activity (to follow a selection), by
code (to find the activities of a country without looking at all of them), and summed up per month
(to answer the whole without looking at single activities at all).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.model import Direction, Status

Ints = npt.NDArray[np.integer]
Int64s = npt.NDArray[np.int64]
Int32s = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Array = TypeVar("Array", bound=npt.NDArray[Any])

DIRECTIONS: Final = tuple(Direction)
STATUSES: Final = tuple(Status)
HELD: Final = STATUSES.index(Status.HELD)
PLANNED: Final = STATUSES.index(Status.PLANNED)
CANCELLED: Final = STATUSES.index(Status.CANCELLED)
PER_CODE: Final = len(DIRECTIONS) * len(STATUSES)
"""Keys that a code has: a key is ``(code * directions + direction) * statuses + status``."""


@dataclass(frozen=True)
class Pairs:
    """Some (activity, code) pairs, activities ascending within a key.

    ``keys`` holds code, direction and status in one number, ``rows`` the activity. Where ``counts``
    is given, an entry stands for that many pairs of one month, and its row is the last of them.
    ``amounts`` are what is summed instead of counted (participants).
    """

    size: int
    keys: Int32s
    rows: Int32s
    counts: Int64s | None = None
    amounts: Int64s | None = None

    def take(self, wanted: Bools) -> Pairs:
        """The entries marked in ``wanted``."""
        return Pairs(
            self.size,
            self.keys[wanted],
            self.rows[wanted],
            None if self.counts is None else self.counts[wanted],
            None if self.amounts is None else self.amounts[wanted],
        )

    def table(self) -> Int64s:
        """How many: shape codes × directions × statuses."""
        return count(self.keys, self.counts, self.size * PER_CODE).reshape(
            self.size, len(DIRECTIONS), len(STATUSES)
        )

    def sums(self) -> Int64s:
        """How much (``amounts``): shape codes × directions × statuses."""
        return self._shaped(self.amounts)

    def last(self) -> Int64s:
        """The last activity of each key, -1 where there is none; shape as :meth:`table`."""
        last = np.full(self.size * PER_CODE, -1, dtype=np.int64)
        last[self.keys] = self.rows  # of equal indices the last assignment stays
        return last.reshape(self.size, len(DIRECTIONS), len(STATUSES))

    def _shaped(self, weights: Int64s | None) -> Int64s:
        flat = count(self.keys, weights, self.size * PER_CODE)
        return flat.reshape(self.size, len(DIRECTIONS), len(STATUSES))


@dataclass(frozen=True)
class Facts:
    """The distinct (activity, code) pairs of one dimension; see the module.

    ``names`` says what the codes mean. ``offsets`` has an entry an activity and one more. The
    pairs of a code are ``by_code[code_offsets[code]:code_offsets[code + 1]]``, rows ascending.
    ``months`` are those that ``month_offsets`` (one more) cuts the monthly sums ``cells`` into.
    """

    names: pd.Index[str]
    pairs: Pairs
    offsets: Int64s
    by_code: Int32s
    code_offsets: Int64s
    cells: Pairs
    month_offsets: Int64s

    def codes(self, names: tuple[str, ...]) -> Int64s:
        """The codes of names; names that no activity could have are left out."""
        codes = np.asarray(self.names.get_indexer(pd.Index(list(names), dtype="str")))
        return codes[codes >= 0].astype(np.int64)

    def rows_of(self, code: int, first: int, stop: int) -> Int32s:
        """The activities from ``first`` up to ``stop`` that name a code, ascending."""
        rows = self.by_code[self.code_offsets[code] : self.code_offsets[code + 1]]
        low, high = np.searchsorted(rows, [first, stop])
        return rows[low:high]

    def between(self, first: int, stop: int) -> Pairs:
        """The pairs of the activities from ``first`` up to ``stop``."""
        return _cut(self.pairs, int(self.offsets[first]), int(self.offsets[stop]))

    def in_months(self, first: int, stop: int) -> Pairs:
        """The monthly sums of the months from ``first`` up to ``stop``, counted from the first."""
        return _cut(self.cells, int(self.month_offsets[first]), int(self.month_offsets[stop]))

    def of(self, rows: Int32s) -> Pairs:
        """The pairs of some activities, given ascending."""
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        if len(rows) == 0 or int(lengths.sum()) == 0:
            return _cut(self.pairs, 0, 0)
        ends = np.cumsum(lengths)
        at = np.repeat(starts - ends + lengths, lengths)
        at += np.arange(int(ends[-1]))
        amounts = self.pairs.amounts
        return Pairs(
            self.pairs.size,
            self.pairs.keys[at],
            self.pairs.rows[at],
            amounts=None if amounts is None else amounts[at],
        )


def count(keys: Ints, weights: Ints | None, size: int) -> Int64s:
    """How often each number below ``size`` occurs in ``keys``, or the sum of its weights."""
    if weights is None:
        return np.bincount(keys, minlength=size).astype(np.int64, copy=False)
    # Sums of float64 are exact up to 2**53, far above any number of participants.
    return np.bincount(keys, weights=weights, minlength=size).astype(np.int64)


def unalterable(array: Array) -> Array:
    """The same array, which from now on refuses to be written to."""
    array.flags.writeable = False
    return array


def facts(
    names: pd.Index[str],
    rows: Ints,
    codes: Ints,
    *,
    marks: Ints,
    months: Ints,
    amounts: Ints | None = None,
) -> Facts:
    """Sort links for counting.

    ``rows`` and ``codes`` are distinct pairs, rows ascending. ``marks`` has for every activity
    direction and status in one number, ``months`` its month counted from the first one.
    """
    size = len(names)
    keys = (codes.astype(np.int64) * PER_CODE + marks[rows]).astype(np.int32)
    pairs = Pairs(
        size,
        unalterable(keys),
        unalterable(rows.astype(np.int32)),
        amounts=None if amounts is None else unalterable(amounts.astype(np.int64)),
    )
    by_code = np.argsort(codes, kind="stable")
    month_count = int(months[-1]) + 1 if len(months) else 0
    cells = _monthly(pairs, months)
    cell_months = months[cells.rows] if len(months) else months
    return Facts(
        names=names,
        pairs=pairs,
        offsets=offsets(rows, len(marks)),
        by_code=unalterable(pairs.rows[by_code]),
        code_offsets=offsets(codes[by_code], size),
        cells=cells,
        month_offsets=offsets(cell_months, month_count),
    )


def distinct(rows: Ints, codes: Ints, size: int) -> tuple[Int64s, Int64s]:
    """Pairs without repetition, activities ascending, else in the order given."""
    combined = rows.astype(np.int64) * max(size, 1) + codes
    _, first = np.unique(combined, return_index=True)
    first.sort()
    first = first[np.argsort(rows[first], kind="stable")]
    return rows[first].astype(np.int64), codes[first].astype(np.int64)


def offsets(ascending: Ints, size: int) -> Int64s:
    """Where each number below ``size`` begins in an ascending array, and its end as the last."""
    return unalterable(np.searchsorted(ascending, np.arange(size + 1)).astype(np.int64))


def _cut(pairs: Pairs, first: int, stop: int) -> Pairs:
    return Pairs(
        pairs.size,
        pairs.keys[first:stop],
        pairs.rows[first:stop],
        None if pairs.counts is None else pairs.counts[first:stop],
        None if pairs.amounts is None else pairs.amounts[first:stop],
    )


def _monthly(pairs: Pairs, months: Ints) -> Pairs:
    """The pairs of equal month and key as one entry each, months ascending."""
    if len(pairs.rows) == 0:
        empty = unalterable(np.zeros(0, dtype=np.int64))
        amounts = None if pairs.amounts is None else empty
        return Pairs(pairs.size, pairs.keys, pairs.rows, empty, amounts)
    combined = months[pairs.rows].astype(np.int64) * (pairs.size * PER_CODE) + pairs.keys
    order = np.argsort(combined, kind="stable")
    combined = combined[order]
    starts = np.flatnonzero(np.r_[True, combined[1:] != combined[:-1]])
    lengths = np.diff(np.r_[starts, len(combined)])
    last = order[starts + lengths - 1]  # the sort is stable, so this is the latest activity
    sums = None if pairs.amounts is None else np.add.reduceat(pairs.amounts[order], starts)
    return Pairs(
        pairs.size,
        unalterable(pairs.keys[last]),
        unalterable(pairs.rows[last]),
        unalterable(lengths.astype(np.int64)),
        None if sums is None else unalterable(sums),
    )
