"""The key figures of a selection, with the period before and the last twelve months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from data.columns import UNITS, Snapshot
from data.facts import CANCELLED, HELD, PER_CODE, PLANNED, STATUSES, Bools, Int64s, Ints, count
from data.model import Unit
from data.queries.selection import Selection

TREND_MONTHS: Final = 12


@dataclass(frozen=True)
class Figure:
    """One number about the held records of a selection.

    ``inexact`` when a part of it is not exact. ``counted`` of ``of`` held records give what is
    summed. ``before`` is the value in the period before, ``None`` when no period is selected or no
    record is that early. ``trend`` has the value of each of the twelve months that end with the
    selection's last one, for countries and partner cities how many different ones in the month.
    """

    value: int
    inexact: bool
    counted: int
    of: int
    before: int | None
    before_inexact: bool
    trend: tuple[int, ...]


@dataclass(frozen=True)
class KeyFigures:
    """What leadership sees first. ``people`` and ``organisations`` are sums of participants;
    ``results`` are the activities of kinds that are a result. ``earlier`` says whether there is a
    period before to compare with."""

    activities: Figure
    countries: Figure
    partner_cities: Figure
    people: Figure
    organisations: Figure
    results: Figure
    partner_cities_total: int
    planned: int
    cancelled: int
    earlier: bool


@dataclass(frozen=True)
class _Sum:
    """A value, whether it is inexact, and how many records it was made of."""

    value: int
    inexact: bool
    counted: int


def key_figures(selection: Selection) -> KeyFigures:
    """Count the held records of a selection; see :class:`KeyFigures`."""
    snapshot = selection.snapshot
    by_status = selection.pairs("kind").table().sum(axis=(0, 1))
    held = int(by_status[HELD])
    before = _before(selection)
    recent = selection.months(selection.last_month - TREND_MONTHS + 1, selection.last_month)

    def figure(
        measure: Callable[[Selection], _Sum], trend: Callable[[Selection], tuple[int, ...]]
    ) -> Figure:
        now = measure(selection)
        then = measure(before) if before else None
        return Figure(
            value=now.value,
            inexact=now.inexact,
            counted=now.counted,
            of=held,
            before=then.value if then else None,
            before_inexact=then.inexact if then else False,
            trend=trend(recent) if selection.period else (),
        )

    wanted = _wanted(snapshot)
    return KeyFigures(
        activities=figure(*_counting("kind", wanted.kinds)),
        countries=figure(*_reaching("country", wanted.abroad)),
        partner_cities=figure(*_reaching("place", wanted.partners)),
        people=figure(*_adding(Unit.PEOPLE)),
        organisations=figure(*_adding(Unit.ORGANISATIONS)),
        results=figure(*_counting("kind", wanted.results)),
        partner_cities_total=len(snapshot.partner_cities),
        planned=int(by_status[PLANNED]),
        cancelled=int(by_status[CANCELLED]),
        earlier=before is not None,
    )


def _before(selection: Selection) -> Selection | None:
    """The same number of months directly before, if a period is set and records reach there."""
    span = selection.snapshot.span
    first, last = selection.first_month, selection.last_month
    if selection.filters.period is None or span is None or first - 1 < span.first.ordinal:
        return None
    return selection.months(first - (last - first + 1), first - 1)


class _Wanted(NamedTuple):
    """Which codes of their dimensions the figures count."""

    kinds: Bools
    results: Bools
    abroad: Bools
    partners: Bools


@lru_cache(maxsize=2)
def _wanted(snapshot: Snapshot) -> _Wanted:
    results = np.array([kind.is_result for kind in snapshot.reference.kinds.values()])
    return _Wanted(
        kinds=np.ones(len(results), dtype=np.bool_),
        results=results,
        abroad=np.array([name != "" for name in snapshot.country_names]),
        partners=np.isin(list(snapshot.place_names), list(snapshot.partner_cities)),
    )


_Measures = tuple[Callable[[Selection], _Sum], Callable[[Selection], tuple[int, ...]]]


def _counting(dimension: str, wanted: Bools) -> _Measures:
    """How many held records have a wanted code of a dimension where each has one."""

    def value(selection: Selection) -> _Sum:
        table = selection.pairs(dimension).table()[:, :, HELD].sum(axis=1)
        return _Sum(int(table[wanted].sum()), inexact=False, counted=_held(selection))

    def trend(recent: Selection) -> tuple[int, ...]:
        return _total(_per_month(recent, dimension)[:, wanted].sum(axis=1))

    return value, trend


def _reaching(dimension: str, wanted: Bools) -> _Measures:
    """How many different wanted codes the held records name."""

    def value(selection: Selection) -> _Sum:
        table = selection.pairs(dimension).table()[:, :, HELD].sum(axis=1)
        return _Sum(int(np.count_nonzero(table[wanted])), inexact=False, counted=_held(selection))

    def trend(recent: Selection) -> tuple[int, ...]:
        return _total(np.count_nonzero(_per_month(recent, dimension)[:, wanted], axis=1))

    return value, trend


def _adding(unit: Unit) -> _Measures:
    """The participants of held records that are counted in a unit."""
    exact, inexact = UNITS.index(unit) * 2, UNITS.index(unit) * 2 + 1

    def value(selection: Selection) -> _Sum:
        pairs = selection.pairs("participants")
        counts = pairs.table()[:, :, HELD].sum(axis=1)
        sums = pairs.sums()[:, :, HELD].sum(axis=1)
        return _Sum(
            int(sums[exact] + sums[inexact]),
            bool(counts[inexact] > 0),
            int(counts[exact] + counts[inexact]),
        )

    def trend(recent: Selection) -> tuple[int, ...]:
        sums = _per_month(recent, "participants", summed=True)
        return _total(sums[:, exact] + sums[:, inexact])

    return value, trend


def _held(selection: Selection) -> int:
    return int(selection.pairs("kind").table()[:, :, HELD].sum())


def _per_month(recent: Selection, dimension: str, *, summed: bool = False) -> Int64s:
    """Held records (or their participants) of each month and code: months × codes."""
    pairs = recent.pairs(dimension)
    held = pairs.take(pairs.keys % len(STATUSES) == HELD)
    months = recent.last_month - recent.first_month + 1
    month = recent.snapshot.columns.month[held.rows] - recent.first_month
    cells = month * pairs.size + held.keys // PER_CODE
    weights = held.amounts if summed else held.counts
    return count(cells, weights, months * pairs.size).reshape(months, pairs.size)


def _total(values: Ints) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
