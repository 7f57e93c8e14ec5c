"""Where the records come from."""

from __future__ import annotations

import pandas as pd

from data.queries.frames import dates
from data.queries.selection import Selection


def sources(selection: Selection) -> pd.DataFrame:
    """The sources that the selected records name, most records first, then by name.

    Columns ``source`` str, empty for records without one; ``url`` str, the address that all
    records of the source share, else empty; ``records`` int64, whatever their status; ``newest``
    datetime64[s], the latest start of one of them. A record that names an address alone has it as
    its source.
    """
    rows = selection.rows
    texts = selection.snapshot.texts[["source", "source_url"]].iloc[rows]
    named = texts["source"].where(texts["source"] != "", texts["source_url"])
    frame = pd.DataFrame(
        {
            "source": named.to_numpy(),
            "url": texts["source_url"].to_numpy(),
            "start": selection.snapshot.columns.start[rows],
        }
    )
    grouped = frame.groupby("source", sort=True)
    found = pd.DataFrame(
        {
            "url": grouped["url"].first().where(grouped["url"].nunique() == 1, ""),
            "records": grouped.size().astype("int64"),
            "newest": dates(grouped["start"].max().to_numpy()),
        }
    )
    found = found.sort_values("records", ascending=False, kind="stable").reset_index()
    return found.astype({"source": "str", "url": "str"})
