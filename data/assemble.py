"""Puts what was read of the good rows into the tidy tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.dates import Span
from data.ledger import Ledger, Read, Rows
from data.model import Counterpart, Organisation, Place, Qualifier, Visibility
from data.tables import Reference, Tables

T = TypeVar("T")

_TEXTS_FIRST = ("title_de", "title_en")
_TEXTS_LAST = (
    *("outcome_de", "outcome_en", "follow_up", "note_de", "note_en", "source", "source_url"),
)


@dataclass(frozen=True)
class Sheets:
    """Every column that was read, for all rows, good or bad."""

    kind: Read[str]
    direction: Read[str]
    status: Read[str]
    visibility: Read[str]
    dates: Read[Span]
    venue: Read[Counterpart]
    counterparts: Read[tuple[Counterpart, ...]]
    sectors: Read[tuple[str, ...]]
    networks: Read[tuple[str, ...]]
    organisations: Read[tuple[Organisation, ...]]
    participants: Read[int]
    qualifier: Read[str]
    unit: Read[str]


def assemble(
    ledger: Ledger, sheets: Sheets, places: dict[str, Place], reference: Reference
) -> Tables:
    """Tables of the rows that the ledger doesn't leave out, in their order."""
    good = np.flatnonzero(~ledger.bad)
    counterparts = _links(good, sheets.counterparts, "place", lambda end: end.place)
    countries = _links(good, sheets.counterparts, "country", lambda end: end.country)
    counterparts.insert(1, "country", countries["country"])
    organisations = _links(good, sheets.organisations, "organisation", lambda one: one.name)
    roles = _links(good, sheets.organisations, "role", lambda one: one.role.value)
    organisations["role"] = roles["role"]
    used = set(counterparts["place"].dropna().unique())
    activities = _activities(ledger, sheets, good)
    used.update(activities["venue"].dropna().unique())
    return Tables(
        activities=activities,
        counterparts=counterparts,
        sectors=_links(good, sheets.sectors, "sector", str),
        networks=_links(good, sheets.networks, "network", str),
        organisations=organisations,
        places={
            key: place for key, place in places.items() if key in used or key in reference.places
        },
        reference=reference,
    )


def _activities(ledger: Ledger, sheets: Sheets, good: Rows) -> pd.DataFrame:
    def text(column: str) -> pd.Series[str]:
        return ledger.text(column).iloc[good].reset_index(drop=True)

    columns: dict[str, pd.Series[str] | pd.Series[int] | pd.Series[pd.Timestamp]] = {}
    columns["id"] = text("id")
    columns |= {column: text(column) for column in _TEXTS_FIRST}
    columns["kind"] = _words(sheets.kind, good, str)
    columns["direction"] = _words(sheets.direction, good, str)
    columns["status"] = _words(sheets.status, good, str)
    columns["start"] = _days(sheets.dates, good, lambda span: np.datetime64(span.start, "s"))
    columns["end"] = _days(sheets.dates, good, lambda span: np.datetime64(span.end, "s"))
    columns["date_precision"] = _words(sheets.dates, good, lambda span: span.precision.value)
    columns["venue"] = _words(sheets.venue, good, lambda place: place.place)
    columns |= _participants(sheets, good)
    columns |= {column: text(column) for column in _TEXTS_LAST}
    columns["visibility"] = _words(sheets.visibility, good, str).fillna(Visibility.PUBLIC.value)
    return pd.DataFrame(columns)


def _participants(
    sheets: Sheets, good: Rows
) -> dict[str, pd.Series[str] | pd.Series[int] | pd.Series[pd.Timestamp]]:
    """The count; its qualifier (exact where not given) and unit only beside a count."""
    numbers = [0 if value is None else value for value in sheets.participants.values]
    counts = np.array(numbers, dtype=np.int64)[sheets.participants.codes[good]]
    missing = ~sheets.participants.known[good]
    qualifier = _words(sheets.qualifier, good, str).fillna(Qualifier.EXACT.value)
    return {
        "participants": pd.Series(pd.arrays.IntegerArray(counts, missing)),
        "participants_qualifier": qualifier.mask(missing),
        "participants_unit": _words(sheets.unit, good, str).mask(missing),
    }


def _words(read: Read[T], good: Rows, word: Callable[[T], str | None]) -> pd.Series[str]:
    words = [None if value is None else word(value) for value in read.values]
    return pd.Series(words or [None], dtype="str").take(read.codes[good]).reset_index(drop=True)


def _days(
    read: Read[Span], good: Rows, day: Callable[[Span], np.datetime64]
) -> pd.Series[pd.Timestamp]:
    never = np.datetime64("NaT", "s")
    days = [never if span is None else day(span) for span in read.values]
    return pd.Series(np.array(days, dtype="datetime64[s]")[read.codes[good]])


def _links(
    good: Rows,
    read: Read[tuple[T, ...]],
    column: str,
    word: Callable[[T], str | None],
) -> pd.DataFrame:
    """One row for each value of each good row: ``activity``, its new row number, and ``column``."""
    groups = [value or () for value in read.values]
    words = pd.Series([word(value) for group in groups for value in group], dtype="str")
    lengths = np.array([len(group) for group in groups], dtype=np.intp)
    starts = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(lengths)[:-1]))
    codes = read.codes[good]
    counts = lengths[codes] if groups else np.zeros(0, dtype=np.intp)
    activity = np.repeat(np.arange(len(good), dtype=np.int64), counts)
    within = _within(counts)
    at = np.repeat(starts[codes], counts) + within if groups else within
    return pd.DataFrame({"activity": activity, column: words.take(at).reset_index(drop=True)})


def _within(counts: Sequence[int] | NDArray[np.intp]) -> NDArray[np.intp]:
    """0, 1, … anew for every group of the given sizes."""
    sizes = np.asarray(counts, dtype=np.intp)
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.intp) - np.repeat(ends - sizes, sizes)
