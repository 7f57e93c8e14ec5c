"""A list of problems as a CSV file that a spreadsheet opens with a double click."""

from __future__ import annotations

import pandas as pd

from data.record_format import guarded


def problems_csv(table: pd.DataFrame) -> bytes:
    """The table as UTF-8 with a byte order mark, separated by semicolons.

    Texts that a spreadsheet would run as a formula are guarded, the wrong values among them.
    """
    safe = {guarded(name): [_written(value) for value in table[name]] for name in table.columns}
    written = pd.DataFrame(safe).to_csv(index=False, sep=";", lineterminator="\r\n")
    return written.encode("utf-8-sig")


def _written(value: object) -> str:
    return "" if value is pd.NA else guarded(str(value))
