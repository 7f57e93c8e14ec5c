"""Kinds, sectors and networks that records name: a list that lacks one cannot show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from data.ledger import Flags
from data.model import Activity, Kind, Network, Sector, Visibility
from data.problems import Code, Problem
from data.tables import Reference, Tables

_LISTS: Final = ("kinds", "sectors", "networks")


def missing_codes(tables: Tables) -> tuple[Problem, ...]:
    """A problem for each code that records name and its reference list does not hold, one of its
    own for internal records."""
    internal = (tables.activities["visibility"] != Visibility.PUBLIC.value).to_numpy()
    lists: tuple[tuple[str, pd.Series[str], Flags, Mapping[str, object]], ...] = (
        ("kinds.csv", tables.activities["kind"], internal, tables.reference.kinds),
        *(
            (f"{column}s.csv", table[column], internal[table["activity"].to_numpy()], known)
            for column, table, known in (
                ("sector", tables.sectors, tables.reference.sectors),
                ("network", tables.networks, tables.reference.networks),
            )
        ),
    )
    return tuple(
        problem
        for file, named, is_internal, known in lists
        for hidden, rows in ((False, ~is_internal), (True, is_internal))
        for problem in _missing(file, named[rows], known, internal=hidden)
    )


def _missing(
    file: str, named: pd.Series[str], known: Mapping[str, object], *, internal: bool
) -> Iterator[Problem]:
    counts = named[~named.isin(list(known))].value_counts().sort_index()
    for code, count in counts.items():
        params = {"rows": int(count)}
        yield Problem(file, 0, "code", str(code), Code.CODE_IN_USE, params, internal=internal)


def missing_of(activity: Activity, reference: Reference) -> dict[str, tuple[str, ...]]:
    """The codes of one record that the lists do not hold (any more), by the file of the list."""
    lists: tuple[tuple[str, Iterable[str], Mapping[str, object]], ...] = (
        ("kinds.csv", (activity.kind,), reference.kinds),
        ("sectors.csv", activity.sectors, reference.sectors),
        ("networks.csv", activity.networks, reference.networks),
    )
    missing = {
        file: tuple(code for code in named if code not in known) for file, named, known in lists
    }
    return {file: codes for file, codes in missing.items() if codes}


def holding(reference: Reference, activities: Iterable[Activity]) -> Reference:
    """The lists with every kind, sector and network that records name. What was taken from a list
    since stands there again, called by its code."""
    missing: dict[str, dict[str, None]] = {}
    for one in activities:
        for file, codes in missing_of(one, reference).items():
            missing.setdefault(file, {}).update(dict.fromkeys(codes))
    if not missing:
        return reference
    kinds, sectors, networks = (missing.get(f"{name}.csv", {}) for name in _LISTS)
    return replace(
        reference,
        kinds=reference.kinds | {c: Kind(c, c, c, c, c, is_result=False) for c in kinds},
        sectors=reference.sectors | {c: Sector(c, c, c, None) for c in sectors},
        networks=reference.networks | {c: Network(c, c, c, c) for c in networks},
    )
