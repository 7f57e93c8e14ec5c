"""Kinds, sectors and networks that records name: a list that lacks one cannot show them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.problems import Code, Problem
from data.tables import Tables


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
