"""Kinds, sectors and networks that records name: a list that lacks one cannot show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from data.model import Activity
from data.problems import Code, Problem
from data.tables import Reference, Tables


def missing_codes(tables: Tables) -> tuple[Problem, ...]:
    """A problem for each code that records name and its reference list does not hold."""
    lists: tuple[tuple[str, pd.Series[str], Mapping[str, object]], ...] = (
        ("kinds.csv", tables.activities["kind"], tables.reference.kinds),
        ("sectors.csv", tables.sectors["sector"], tables.reference.sectors),
        ("networks.csv", tables.networks["network"], tables.reference.networks),
    )
    return tuple(
        Problem(file, 0, "code", str(code), Code.CODE_IN_USE, {"rows": int(count)})
        for file, named, known in lists
        for code, count in named[~named.isin(list(known))].value_counts().sort_index().items()
    )


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
