"""The records as columns of numbers, built once per revision and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, reduce
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from data.columns import (
    PRECISIONS,
    QUALIFIERS,
    ROLES,
    SEARCHED,
    UNITS,
    Columns,
    Links,
    Snapshot,
    folded,
)
from data.facts import (
    DIRECTIONS,
    HELD,
    PER_CODE,
    STATUSES,
    Facts,
    Int64s,
    Ints,
    distinct,
    facts,
    offsets,
    unalterable,
)
from data.model import Home, Month, Period, Place, Qualifier, Visibility
from data.tables import Reference, Tables

__all__ = ["Snapshot", "build"]

_CODED: Final = frozenset(
    {
        "kind",
        "direction",
        "status",
        "date_precision",
        "visibility",
        "start",
        "end",
        "venue",
        "participants",
        "participants_qualifier",
        "participants_unit",
    }
)
"""Columns of the table that become numbers; the others are texts."""


def top_sector(reference: Reference, code: str) -> str:
    """The sector at the top level that a sector is a part of, or itself."""
    return _lineage(reference, code)[-1]


def build(tables: Tables, home: Home, *, revision: str, internal: bool = False) -> Snapshot:
    """Make the snapshot of the public records, sorted by start and id.

    With ``internal`` it is the team's: of all records, and with what is to be done.
    Raises ``ValueError`` when a record names a kind, sector, network or place that the tables
    do not hold: reading must have left it out.
    """
    return _Build(tables, home, internal=internal).snapshot(revision)


class _Build:
    """The steps from tables to a snapshot; kept only while it is made."""

    def __init__(self, tables: Tables, home: Home, *, internal: bool) -> None:
        self.internal = internal
        self.tables = tables
        self.home = home
        self.reference = tables.reference
        public = tables.activities["visibility"].to_numpy() == Visibility.PUBLIC.value
        shown = tables.activities[public | internal]
        order = shown[["start", "id"]].sort_values(["start", "id"]).index.to_numpy()
        self.activities = tables.activities.take(order)
        self.position = np.full(len(public), -1, dtype=np.int64)
        self.position[order] = np.arange(len(order))
        self.places = self._known_places()
        self.place_names = tuple(self.places)
        self.columns = self._columns()
        self.months = self.columns.month - (self.columns.month[0] if len(order) else 0)
        marks = self.columns.direction.astype(np.int64) * len(STATUSES) + self.columns.status
        self.marks = marks
        self.country_names = self._country_names()

    def snapshot(self, revision: str) -> Snapshot:
        links = self._links()
        dimensions = self._dimensions(links)
        months = self.columns.month
        held = np.flatnonzero(self.columns.status == HELD)
        span = (
            Period(Month.from_ordinal(int(months[0])), Month.from_ordinal(int(months[-1])))
            if (len(months))
            else None
        )
        month_count = len(span) if span else 0
        texts = self.activities.drop(columns=[*_CODED]).reset_index(drop=True)
        if not self.internal:
            texts["follow_up"] = ""  # for the team alone, like an internal record
        return Snapshot(
            revision=revision,
            home=self.home,
            reference=self.reference,
            places=MappingProxyType(self.places),
            span=span,
            newest=_day(int(self.columns.start[held[-1]])) if len(held) else None,
            columns=self.columns,
            links=links,
            texts=texts,
            folded=_searched(texts),
            place_names=self.place_names,
            country_names=self.country_names,
            ends=self.ends,
            facts=MappingProxyType(dimensions),
            month_offsets=offsets(self.months, month_count),
            internal=self.internal,
        )

    def _columns(self) -> Columns:
        table = self.activities
        counted = table["participants"].notna().to_numpy()
        days = {
            name: table[name].to_numpy().astype("datetime64[D]").astype(np.int64)
            for name in ("start", "end")
        }
        months = table["start"].to_numpy().astype("datetime64[M]").astype(np.int64) + 1970 * 12
        columns = Columns(
            start=days["start"],
            end=days["end"],
            month=months,
            kind=_codes(table["kind"], self.reference.kinds).astype(np.int16),
            direction=_codes(table["direction"], DIRECTIONS).astype(np.int8),
            status=_codes(table["status"], STATUSES).astype(np.int8),
            precision=_codes(table["date_precision"], PRECISIONS).astype(np.int8),
            venue=_codes(table["venue"], self.place_names, missing=True).astype(np.int32),
            participants=np.where(counted, table["participants"].fillna(-1).to_numpy(np.int64), -1),
            qualifier=_codes(table["participants_qualifier"], QUALIFIERS, missing=True),
            unit=_codes(table["participants_unit"], UNITS, missing=True),
            internal=table["visibility"].to_numpy() == Visibility.INTERNAL.value,
        )
        for column in vars(columns).values():
            unalterable(column)
        return columns

    def _known_places(self) -> dict[str, Place]:
        """Those of the lists, and those that the activities name: a place that only an internal
        record names would tell of it."""
        listed, tables = self.reference.places, self.tables
        if self.internal:
            return {**listed, **tables.places}
        named = set(self._link(tables.counterparts)[1]["place"].dropna().unique())
        named |= set(self.activities["venue"].dropna().unique())
        own = {key: place for key, place in tables.places.items() if key in named or key in listed}
        return {**listed, **own}

    def _country_names(self) -> tuple[str, ...]:
        named = set(self._link(self.tables.counterparts)[1]["country"].unique())
        return (*sorted(named | {place.country for place in self.places.values()}), "")

    def _link(self, table: pd.DataFrame) -> tuple[Int64s, pd.DataFrame]:
        """The rows of a table of links whose activity is shown, in the activities' order."""
        rows = self.position[table["activity"].to_numpy()]
        shown = np.flatnonzero(rows >= 0)
        order = shown[np.argsort(rows[shown], kind="stable")]
        return rows[order], table.take(order)

    def _links(self) -> Links:
        size = len(self.activities)
        rows, counterparts = self._link(self.tables.counterparts)
        named_rows, organisations = self._link(self.tables.organisations)
        codes, names = pd.factorize(organisations["organisation"], sort=True)
        self.organisation_names = pd.Index(names, dtype="str")
        country = _codes(counterparts["country"], self.country_names).astype(np.int32)
        place = _codes(counterparts["place"], self.place_names, missing=True).astype(np.int32)
        role = _codes(organisations["role"], ROLES).astype(np.int8)
        self.counterpart_rows, self.organisation_rows = rows, named_rows
        return Links(
            counterpart_rows=unalterable(rows),
            counterpart_offsets=offsets(rows, size),
            counterpart_country=unalterable(country),
            counterpart_place=unalterable(place),
            organisation_offsets=offsets(named_rows, size),
            organisation=unalterable(codes.astype(np.int32)),
            role=unalterable(role),
        )

    def _dimensions(self, links: Links) -> dict[str, Facts]:
        everyone = np.arange(len(self.activities))
        country = self._countries(links)
        branch = self._branches()
        organisations = len(self.organisation_names)
        named = distinct(self.organisation_rows, links.organisation, organisations)
        roles = links.organisation.astype(np.int64) * len(ROLES) + links.role
        return {
            "kind": self._facts(tuple(self.reference.kinds), everyone, self.columns.kind),
            "country": country,
            "place": self._facts(self.place_names, *self._reached(links)),
            "end": self._ends(links),
            "sector": self._facts(tuple(self.reference.sectors), *self._sectors),
            "selector": self._selectors(),
            "branch": branch,
            "network": self._networks(),
            "organisation": self._facts(self.organisation_names, *named),
            "role": self._facts(
                pd.RangeIndex(organisations * len(ROLES)).astype("str"),
                self.organisation_rows,
                roles,
            ),
            "participants": self._participants(),
            "branch_country": self._matrix(branch, country),
        }

    def _facts(
        self,
        names: pd.Index[str] | Iterable[str],
        rows: Ints,
        codes: Ints,
        amounts: Ints | None = None,
    ) -> Facts:
        index = names if isinstance(names, pd.Index) else pd.Index(list(names), dtype="str")
        return facts(index, rows, codes, marks=self.marks, months=self.months, amounts=amounts)

    def _or_none(self, names: Iterable[str], rows: Ints, codes: Ints) -> Facts:
        """Facts with a last name ``""`` for the activities that name nothing."""
        index = (*names, "")
        bare = np.setdiff1d(np.arange(len(self.activities)), rows)
        rows = np.concatenate([rows, bare])
        codes = np.concatenate([codes, np.full(len(bare), len(index) - 1)])
        order = np.argsort(rows, kind="stable")
        return self._facts(index, rows[order], codes[order])

    def _venues(self) -> tuple[Ints, Ints]:
        rows = np.flatnonzero(self.columns.venue >= 0)
        return rows, self.columns.venue[rows]

    @cached_property
    def _place_countries(self) -> Ints:
        """The country of each place, as a code."""
        countries = pd.Series([place.country for place in self.places.values()], dtype="str")
        return _codes(countries, self.country_names)

    def _countries(self, links: Links) -> Facts:
        venue_rows, venues = self._venues()
        rows = np.concatenate([self.counterpart_rows, venue_rows])
        codes = np.concatenate([links.counterpart_country, self._place_countries[venues]])
        abroad = codes != self._home_country
        named = distinct(rows[abroad], codes[abroad], len(self.country_names))
        return self._or_none(self.country_names[:-1], *named)

    def _reached(self, links: Links) -> tuple[Ints, Ints]:
        """Activities and the places of their counterparts and venues, without the home city."""
        venue_rows, venues = self._venues()
        rows = np.concatenate([self.counterpart_rows, venue_rows])
        codes = np.concatenate([links.counterpart_place, venues])
        wanted = (codes >= 0) & (codes != self._home_place)
        return distinct(rows[wanted], codes[wanted], len(self.place_names))

    def _ends(self, links: Links) -> Facts:
        """The other ends of arcs: counterparts, and venues abroad.

        A counterpart in the home city, or known by the home country alone, has no arc.
        """
        places, countries = len(self.place_names), self._place_countries
        venue_rows, venues = self._venues()
        abroad = countries[venues] != self._home_country
        venue_rows, venues = venue_rows[abroad], venues[abroad]
        whole = links.counterpart_place < 0
        code = np.where(whole, places + links.counterpart_country, links.counterpart_place)
        rows = np.concatenate([self.counterpart_rows, venue_rows])
        codes = np.concatenate([code, venues])
        wanted = (codes != self._home_place) & (codes != places + self._home_country)
        used, ends = np.unique(codes[wanted], return_inverse=True)
        self.ends = tuple(
            (self.place_names[end], self.country_names[countries[end]])
            if end < places
            else ("", self.country_names[end - places])
            for end in used.tolist()
        )
        names = (place or country for place, country in self.ends)
        return self._facts(names, *distinct(rows[wanted], ends, len(used)))

    @cached_property
    def _sectors(self) -> tuple[Ints, Ints]:
        rows, table = self._link(self.tables.sectors)
        return rows, _codes(table["sector"], self.reference.sectors)

    def _selectors(self) -> Facts:
        names = tuple(self.reference.sectors)
        lines = [_lineage(self.reference, code) for code in names]
        rows, codes = self._sectors
        depth = np.array([len(line) for line in lines], dtype=np.int64)
        flat = np.array([names.index(code) for line in lines for code in line], dtype=np.int64)
        starts = np.cumsum(depth) - depth
        each = [
            (rows[depth[codes] > level], flat[starts[codes[depth[codes] > level]] + level])
            for level in range(int(depth.max(initial=0)))
        ]
        rows = np.concatenate([rows[:0], *(pair[0] for pair in each)])
        codes = np.concatenate([codes[:0], *(pair[1] for pair in each)])
        return self._facts(names, *distinct(rows, codes, len(names)))

    def _branches(self) -> Facts:
        sectors = self.reference.sectors
        names = tuple(code for code, sector in sectors.items() if sector.parent is None)
        tops = [names.index(top_sector(self.reference, code)) for code in sectors]
        rows, codes = self._sectors
        rolled = np.array(tops, dtype=np.int64)[codes]
        return self._or_none(names, *distinct(rows, rolled, len(names)))

    def _networks(self) -> Facts:
        rows, table = self._link(self.tables.networks)
        return self._or_none(
            self.reference.networks, rows, _codes(table["network"], self.reference.networks)
        )

    def _participants(self) -> Facts:
        rows = np.flatnonzero(self.columns.participants >= 0)
        inexact = self.columns.qualifier[rows] != QUALIFIERS.index(Qualifier.EXACT)
        names = (f"{unit}-{mark}" for unit in UNITS for mark in ("exact", "inexact"))
        codes = self.columns.unit[rows].astype(np.int64) * 2 + inexact
        return self._facts(names, rows, codes, amounts=self.columns.participants[rows])

    def _matrix(self, branch: Facts, country: Facts) -> Facts:
        """Every branch of an activity with every country of it; both may be none."""
        rows, codes = branch.pairs.rows, branch.pairs.keys // PER_CODE
        lengths = np.diff(country.offsets)[rows]
        ends = np.cumsum(lengths)
        at = np.repeat(country.offsets[rows] - ends + lengths, lengths) + np.arange(lengths.sum())
        countries = country.pairs.keys[at] // PER_CODE
        pairs = np.repeat(codes.astype(np.int64), lengths) * len(country.names) + countries
        size = len(branch.names) * len(country.names)
        return self._facts(pd.RangeIndex(size).astype("str"), np.repeat(rows, lengths), pairs)

    @cached_property
    def _home_country(self) -> int:
        names = self.country_names
        return names.index(self.home.country) if self.home.country in names else len(names)

    @cached_property
    def _home_place(self) -> int:
        names = self.place_names
        return names.index(self.home.place) if self.home.place in names else -2


def _codes(values: pd.Series[str], names: Iterable[str], *, missing: bool = False) -> Ints:
    """The position of every value among the names; -1 for missing ones where they may be."""
    codes = pd.Index([str(name) for name in names], dtype="str").get_indexer(pd.Index(values))
    known = codes >= 0
    if missing:
        known |= values.isna().to_numpy()
    if not known.all():
        raise ValueError(f"not among the known names: {values.to_numpy()[~known][0]!r}")
    return np.asarray(codes)


def _lineage(reference: Reference, code: str) -> tuple[str, ...]:
    """A sector, the sector that it is a part of, and so on to the top."""
    line = [code]
    while (parent := reference.sectors[line[-1]].parent) is not None and parent not in line:
        line.append(parent)
    return tuple(line)


def _searched(texts: pd.DataFrame) -> pd.Series[str]:
    """All the words of each activity's own texts, folded."""
    columns = [name for name in texts.columns if str(name).startswith(SEARCHED)]
    parts = [folded(texts[name]) for name in columns]
    return pd.Series(reduce(lambda left, right: left + "\n" + right, parts))


def _day(days: int) -> date:
    day: date = np.datetime64(days, "D").item()
    return day
