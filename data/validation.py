"""The one judge of records, whichever way they come in: files, a form, a feed.

It takes cells as text, one row an activity, and gives tables of the rows that are right and a
list of everything that is wrong. See ``docs/records.md`` for the rules in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.assemble import Sheets, assemble
from data.dates import Span, combine, read_date
from data.gazetteer import Gazetteer, bundled
from data.ledger import Flags, Ledger, Read, Rows, several, single
from data.model import DatePrecision, Direction, Located, Qualifier, Status, Unit, Visibility
from data.places import PlaceFinder
from data.problems import Code, Fault, Problem
from data.record_format import COLUMNS, REQUIRED, TEXT_LIMIT, TITLES
from data.tables import Reference, Tables
from data.values import parts, read_code, read_count, read_id, read_organisation, read_url

_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"


@dataclass(frozen=True)
class InternalRows:
    """Rows of a file that are for the team alone, and the good ones among them."""

    rows: int = 0
    loaded: int = 0


@dataclass(frozen=True)
class Validated:
    """The good rows as tables, and everything there is to say about all of them."""

    tables: Tables
    problems: tuple[Problem, ...]
    loaded: dict[str, int]
    """good rows by file"""
    internal: dict[str, InternalRows]
    """rows for the team alone by file, where there are any"""


def validate(
    cells: pd.DataFrame,
    reference: Reference,
    *,
    gazetteer: Gazetteer | None = None,
    taken: Collection[str] = (),
    apart: bool = False,
) -> Validated:
    """Judge every row, and every cell of it.

    ``cells`` has the columns ``file`` (str) and ``row`` (int, as a spreadsheet counts) and any of
    :data:`data.record_format.COLUMNS` as text; a missing value, or column, is empty. ``taken``
    are ids that other records already have. What is said once of a place is said once of it all,
    or, ``apart``, once a file. Nothing raises on bad text.
    """
    ledger = Ledger(_clean(cells))
    visibility = _enum(ledger, "visibility", Visibility)
    _tell_apart(ledger, visibility)
    _check_texts(ledger)
    _check_ids(ledger, taken)
    places = PlaceFinder(reference, gazetteer or bundled())
    sheets = Sheets(
        kind=_codes(ledger, "kind", _kind_names(reference)),
        direction=_enum(ledger, "direction", Direction),
        status=_enum(ledger, "status", Status),
        visibility=visibility,
        dates=_dates(ledger),
        venue=ledger.read("venue", single(places.venue)),
        counterparts=ledger.read("counterparts", several(parts, places.counterpart)),
        sectors=ledger.read("sectors", several(parts, read_code(_sector_names(reference)))),
        networks=ledger.read("networks", several(parts, read_code(_network_names(reference)))),
        organisations=ledger.read("organisations", several(parts, read_organisation)),
        participants=ledger.read("participants", single(read_count)),
        qualifier=_enum(ledger, "participants_qualifier", Qualifier),
        unit=_enum(ledger, "participants_unit", Unit),
    )
    ledger.read("source_url", single(read_url))
    _check_participants(ledger)
    tables = assemble(ledger, sheets, places.found, reference)
    _notice_missing(ledger)
    _notice_places(ledger, sheets, places, apart=apart)
    loaded = dict.fromkeys(ledger.files, 0)
    for row, count in ledger.first_in_files(np.flatnonzero(~ledger.bad)):
        loaded[ledger.where(row)[0]] = count
    return Validated(tables, ledger.problems(), loaded, _internal(ledger))


def _tell_apart(ledger: Ledger, visibility: Read[str]) -> None:
    """A row that does not say clearly that it is public is nobody's business but the team's."""
    said = (ledger.text("visibility") != "").to_numpy(dtype=np.bool_)
    ledger.internal = said & ~visibility.flags(lambda value: value == Visibility.PUBLIC)


def _internal(ledger: Ledger) -> dict[str, InternalRows]:
    rows = dict(ledger.first_in_files(np.flatnonzero(ledger.internal)))
    loaded = dict(ledger.first_in_files(np.flatnonzero(ledger.internal & ~ledger.bad)))
    good = {ledger.where(row)[0]: count for row, count in loaded.items()}
    return {
        (file := ledger.where(row)[0]): InternalRows(count, good.get(file, 0))
        for row, count in rows.items()
    }


def _clean(cells: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, pd.Series[str] | pd.Series[int]] = {
        column: cells[column].astype("str").fillna("").str.strip()
        for column in COLUMNS
        if column in cells.columns
    }
    return pd.DataFrame(columns | {"file": cells["file"], "row": cells["row"]}).reset_index(
        drop=True
    )


def _check_texts(ledger: Ledger) -> None:
    """What holds for every cell, and that there is what must be there."""
    for column in ledger.columns:
        text = ledger.text(column)
        for row in np.flatnonzero((text.str.len() > TEXT_LIMIT).to_numpy(dtype=np.bool_)):
            value = str(text.iloc[row])
            fault = Fault(Code.VALUE_TOO_LONG, value, found=len(value), allowed=TEXT_LIMIT)
            ledger.fault(int(row), column, fault)
        for row in np.flatnonzero(text.str.contains(_CONTROL).to_numpy(dtype=np.bool_)):
            value = str(text.iloc[row])
            character = next(letter for letter in value if _is_control(letter))
            fault = Fault(Code.VALUE_CONTROL, value, character=f"U+{ord(character):04X}")
            ledger.fault(int(row), column, fault)
    for column in REQUIRED:
        ledger.require(column)
    untitled = (ledger.text(TITLES[0]) == "") & (ledger.text(TITLES[1]) == "")
    for row in np.flatnonzero(untitled.to_numpy(dtype=np.bool_)):
        ledger.fault(int(row), TITLES[0], Fault(Code.TITLE_MISSING, ""))


def _is_control(letter: str) -> bool:
    return (letter < " " and letter not in "\t\n\r") or letter == "\x7f"


def _check_ids(ledger: Ledger, taken: Collection[str]) -> None:
    """Ids are told apart exactly; the later of two rows is the wrong one."""
    ledger.read("id", single(read_id))
    ids = ledger.text("id")
    given = (ids != "").to_numpy(dtype=np.bool_)
    again = ids.duplicated(keep="first").to_numpy(dtype=np.bool_) & given
    # One look for each row: there may be many more ids than rows.
    elsewhere = np.array([one in taken for one in ids.tolist()], dtype=np.bool_)
    for row in np.flatnonzero(elsewhere & given & ~again):
        ledger.fault(
            int(row), "id", Fault(Code.ID_TWICE, str(ids.iloc[row]), first_file="", first_row=0)
        )
    if not again.any():
        return
    codes, uniques = pd.factorize(ids)
    first = np.full(len(uniques), ledger.size, dtype=np.intp)
    np.minimum.at(first, codes, np.arange(ledger.size))
    for row in np.flatnonzero(again):
        before = int(first[codes[row]])
        ledger.internal[row] |= ledger.internal[before]  # it would tell that there is the other
        file, number = ledger.where(before)
        fault = Fault(Code.ID_TWICE, str(ids.iloc[row]), first_file=file, first_row=number)
        ledger.fault(int(row), "id", fault)


def _dates(ledger: Ledger) -> Read[Span]:
    """The spans of all rows, by their different combinations of start, end and precision."""
    start = ledger.read("start", single(read_date))
    end = ledger.read("end", single(read_date))
    precision = _enum(ledger, "date_precision", DatePrecision)
    readable = start.known
    for column, read in (("end", end), ("date_precision", precision)):
        given = (ledger.text(column) != "").to_numpy(dtype=np.bool_)
        readable &= read.known | ~given
    keys = (start.codes * len(end.values) + end.codes) * len(precision.values) + precision.codes
    combined, uniques = pd.factorize(np.where(readable, keys, -1))
    spans: list[Span | None] = []
    faults: dict[int, Fault] = {}
    for code, key in enumerate(uniques):
        rest, at = divmod(int(key), len(precision.values))
        first, last = divmod(rest, len(end.values))
        begin = start.values[first] if key >= 0 else None
        stated = precision.values[at]
        try:
            spans.append(
                combine(begin, end.values[last], DatePrecision(stated) if stated else None)
                if begin
                else None
            )
        except Fault as fault:
            spans.append(None)
            faults[code] = fault
    for row in np.flatnonzero(np.isin(combined, list(faults))):
        ledger.fault(int(row), "start", faults[int(combined[row])])
    return Read(combined, spans)


def _check_participants(ledger: Ledger) -> None:
    """People and organisations are never added up, so a count needs its unit."""
    count = (ledger.text("participants") != "").to_numpy(dtype=np.bool_)
    unit = (ledger.text("participants_unit") != "").to_numpy(dtype=np.bool_)
    for row in np.flatnonzero(count & ~unit):
        fault = Fault(Code.UNIT_MISSING, "", allowed=", ".join(Unit))
        ledger.fault(int(row), "participants_unit", fault)


def _notice_missing(ledger: Ledger) -> None:
    """One notice a file for rows without a source, and for a unit or qualifier of no count; for
    internal rows one of their own."""

    def empty(column: str) -> Flags:
        return (ledger.text(column) == "").to_numpy(dtype=np.bool_)

    sourceless = empty("source") & empty("source_url")
    told = ~(empty("participants_unit") & empty("participants_qualifier"))
    for column, code, without in (
        ("participants", Code.COUNT_MISSING, told & empty("participants")),
        ("source", Code.SOURCE_MISSING, sourceless),
    ):
        for rows in (~ledger.internal, ledger.internal):
            for row, count in ledger.first_in_files(np.flatnonzero(without & rows & ~ledger.bad)):
                ledger.notice(row, column, "", code, {"rows": count})


def _notice_places(ledger: Ledger, sheets: Sheets, finder: PlaceFinder, *, apart: bool) -> None:
    """One notice for each place that nobody could locate, at the first row that names it; for
    internal rows one of their own, and ``apart`` one a file."""
    unlocated = {key for key, place in finder.found.items() if place.located is Located.UNKNOWN}
    if not unlocated:
        return
    mentions: dict[tuple[str, bool, str], dict[int, str]] = {}
    for row, column, key in _mentions(ledger, sheets, unlocated):
        named = key, bool(ledger.internal[row]), ledger.where(row)[0] if apart else ""
        mentions.setdefault(named, {}).setdefault(row, column)
    for (key, _, _), rows in mentions.items():
        place, first = finder.found[key], min(rows)
        params: Mapping[str, str | int] = {
            "rows": len(rows),
            "suggestion": finder.suggest(place),
            "key": key,
        }
        value = f"{place.name_en}, {place.country}"
        ledger.notice(first, rows[first], value, Code.PLACE_UNLOCATED, params)


def _mentions(ledger: Ledger, sheets: Sheets, keys: set[str]) -> Iterable[tuple[int, str, str]]:
    """Row, column and key of every good row that names one of the places."""
    venues, counterparts = sheets.venue, sheets.counterparts
    hit: Rows = np.flatnonzero(
        venues.flags(lambda place: place is not None and place.place in keys) & ~ledger.bad
    )
    for row in hit:
        place = venues.values[venues.codes[row]]
        if place is not None and place.place is not None:
            yield int(row), "venue", place.place
    hit = np.flatnonzero(
        counterparts.flags(lambda ends: any(end.place in keys for end in ends or ())) & ~ledger.bad
    )
    for row in hit:
        for end in counterparts.values[counterparts.codes[row]] or ():
            if end.place in keys and end.place is not None:
                yield int(row), "counterparts", end.place


def _enum(ledger: Ledger, column: str, values: type[StrEnum]) -> Read[str]:
    return _codes(ledger, column, {value.value: () for value in values})


def _codes(ledger: Ledger, column: str, names: Mapping[str, Iterable[str]]) -> Read[str]:
    return ledger.read(column, single(read_code(names)))


def _kind_names(reference: Reference) -> dict[str, tuple[str, ...]]:
    return {
        kind.code: (kind.name_de, kind.name_en, kind.plural_de, kind.plural_en)
        for kind in reference.kinds.values()
    }


def _sector_names(reference: Reference) -> dict[str, tuple[str, ...]]:
    return {sector.code: (sector.name_de, sector.name_en) for sector in reference.sectors.values()}


def _network_names(reference: Reference) -> dict[str, tuple[str, ...]]:
    return {
        network.code: (network.name, network.full_de, network.full_en)
        for network in reference.networks.values()
    }
