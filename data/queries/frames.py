"""Columns of the small frames that queries return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.facts import Ints

Dates: TypeAlias = npt.NDArray[np.datetime64]
Column: TypeAlias = "ExtensionArray | pd.Series | npt.NDArray[np.generic]"


def texts(values: Iterable[str | None]) -> ExtensionArray:
    """A str column; ``None`` is missing."""
    return pd.array(list(values), dtype=pd.StringDtype(na_value=np.nan))


def decoded(codes: Ints, names: Sequence[str]) -> ExtensionArray:
    """The names of codes; missing where a code is -1."""
    return texts(str(names[code]) if code >= 0 else None for code in codes.tolist())


def integers(values: Sequence[int | None]) -> ExtensionArray:
    """An Int64 column; ``None`` is missing."""
    return pd.array([pd.NA if value is None else value for value in values], dtype="Int64")


def reals(values: Sequence[float | None]) -> ExtensionArray:
    """A Float64 column; ``None`` is missing."""
    return pd.array([pd.NA if value is None else value for value in values], dtype="Float64")


def degrees(values: Sequence[float | None]) -> npt.NDArray[np.float64]:
    """A float64 column; ``None`` is NaN."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def dates(days: Ints | Sequence[int | None]) -> Dates:
    """A datetime64[s] column from days since 1970; ``None`` is missing."""
    whole = [np.datetime64("NaT") if day is None else np.datetime64(int(day), "D") for day in days]
    return np.array(whole, dtype="datetime64[D]").astype("datetime64[s]")


def tuples(values: Sequence[tuple[object, ...]]) -> npt.NDArray[np.object_]:
    """A column of tuples."""
    column = np.empty(len(values), dtype=np.object_)
    column[:] = values
    return column
