"""What a reader can choose, what to give up when nothing is found, what a caption must say."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from data.columns import PRECISIONS, Snapshot
from data.facts import DIRECTIONS, HELD, STATUSES, Facts, Int64s
from data.model import DatePrecision, Direction, Filters, Period, Status
from data.queries.selection import Selection, select


@dataclass(frozen=True)
class Options:
    """The values of each filter that select a record of any status, most frequent first."""

    span: Period | None
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    networks: tuple[str, ...]
    directions: tuple[Direction, ...]
    statuses: tuple[Status, ...]


@dataclass(frozen=True)
class Caveats:
    """How many of the held records lack what a breakdown counts, or have an uncertain date.

    ``without_country`` name none abroad, ``without_place`` no place but the home city,
    ``without_count`` no number of participants.
    """

    held: int
    without_sector: int
    without_country: int
    without_place: int
    without_network: int
    without_count: int
    uncertain_dates: int


def options(snapshot: Snapshot) -> Options:
    """The values that filters can have; ties in the order of the lists."""
    facts = snapshot.facts
    table = facts["kind"].cells.table()
    directions = _ranked(table.sum(axis=(0, 2)))
    statuses = _ranked(table.sum(axis=(0, 1)))
    return Options(
        span=snapshot.span,
        countries=_names(facts["country"]),
        cities=_names(facts["place"]),
        sectors=_names(facts["selector"]),
        kinds=_names(facts["kind"]),
        networks=_names(facts["network"]),
        directions=tuple(DIRECTIONS[code] for code in directions),
        statuses=tuple(STATUSES[code] for code in statuses),
    )


def relaxations(selection: Selection) -> tuple[tuple[str, int], ...]:
    """Which one filter to give up, and how many records there are then, most first.

    Names are those of the fields of ``Filters``; only filters that are set and whose removal
    leaves records are named.
    """
    filters, empty = selection.filters, Filters()
    found = []
    for field in fields(filters):
        nothing = getattr(empty, field.name)
        if getattr(filters, field.name) != nothing:
            without = replace(filters, **{field.name: nothing})
            found.append((field.name, select(selection.snapshot, without).total))
    return tuple(sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1]))


def caveats(selection: Selection) -> Caveats:
    """What the captions of breakdowns must say; see :class:`Caveats`."""
    held = int(selection.pairs("kind").table()[:, :, HELD].sum())
    columns = selection.snapshot.columns
    rows = selection.rows
    rows = rows[columns.status[rows] == HELD]
    precise = columns.precision[rows] == PRECISIONS.index(DatePrecision.DAY)
    counted = int(selection.pairs("participants").table()[:, :, HELD].sum())
    return Caveats(
        held=held,
        without_sector=_without(selection, "branch"),
        without_country=_without(selection, "country"),
        without_place=held - _naming(selection, "place"),
        without_network=_without(selection, "network"),
        without_count=held - counted,
        uncertain_dates=int(np.count_nonzero(~precise)),
    )


def _ranked(counts: Int64s) -> list[int]:
    """The codes that occur, most frequent first."""
    order = np.argsort(-counts, kind="stable")
    return [code for code in order.tolist() if counts[code]]


def _names(facts: Facts) -> tuple[str, ...]:
    ranked = facts.names.take(_ranked(np.diff(facts.code_offsets)))
    return tuple(str(name) for name in ranked if name)


def _without(selection: Selection, dimension: str) -> int:
    """Held records that have the last name of a dimension, which stands for none."""
    return int(selection.pairs(dimension).table()[-1, :, HELD].sum())


def _naming(selection: Selection, dimension: str) -> int:
    """Held records that have any name in a dimension."""
    pairs = selection.pairs(dimension, single=True)
    rows = pairs.rows[pairs.keys % len(STATUSES) == HELD]
    return int(np.count_nonzero(np.diff(rows, prepend=-1)))
