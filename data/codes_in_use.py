"""Kinds, sectors and networks that records name: a list that lacks one cannot show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from data.ledger import Flags
from data.model import Visibility
from data.problems import Code, Problem
from data.tables import Tables


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
