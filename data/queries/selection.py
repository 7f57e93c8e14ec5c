"""Which records a reader selected: the one place where filters are applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

import numpy as np
from babel import Locale

from data.columns import Snapshot, fold
from data.facts import DIRECTIONS, PER_CODE, STATUSES, Bools, Int32s, Ints, Pairs
from data.model import SHORT_COUNTRY_NAMES, Filters, Period

_BY_CODE: Final = {
    "countries": "country",
    "cities": "place",
    "sectors": "selector",
    "networks": "network",
}
"""Filters that name codes of a dimension."""


@dataclass(frozen=True)
class _Condition:
    """The filters without the period, and what is expensive to find out about them.

    A ``sector`` is named in addition to what the filters ask for.
    """

    snapshot: Snapshot
    filters: Filters
    sector: str = ""

    @cached_property
    def texts(self) -> Bools | None:
        """Which activities have all the words; ``None`` without words."""
        words = fold(self.filters.text).split()
        if not words:
            return None
        found = np.ones(len(self.snapshot), dtype=np.bool_)
        for word in words:
            found &= _having(self.snapshot, word)
        return found

    @cached_property
    def codes(self) -> dict[str, Ints]:
        """The codes that filters name, by dimension."""
        wanted = {name: getattr(self.filters, field) for field, name in _BY_CODE.items()}
        return {
            name: self.snapshot.facts[name].codes(tuple(code for code in values if code))
            for name, values in wanted.items()
            if values
        }

    @cached_property
    def kinds(self) -> Bools | None:
        """Whether a kind is wanted; ``None`` if all are."""
        if not self.filters.kinds:
            return None
        return np.isin(list(self.snapshot.reference.kinds), self.filters.kinds)

    @cached_property
    def marks(self) -> Bools | None:
        """Whether a direction and status, in one number, is wanted; ``None`` if all are."""
        if not (self.filters.directions or self.filters.statuses):
            return None
        directions = self.filters.directions or DIRECTIONS
        statuses = self.filters.statuses or STATUSES
        return np.array([d in directions and s in statuses for d in DIRECTIONS for s in STATUSES])

    @property
    def is_broad(self) -> bool:
        """Whether the sums per month can answer, without looking at single activities."""
        plain = Filters(directions=self.filters.directions, statuses=self.filters.statuses)
        return not self.sector and replace(self.filters, period=None) == plain

    def rows(self, first: int, stop: int) -> Int32s:
        """The activities from ``first`` up to ``stop`` that fulfil it, ascending."""
        rows: Int32s | None = None
        for name, codes in self.codes.items():
            rows = self._naming(name, codes, first, stop, among=rows)
        if self.sector:
            codes = self.snapshot.facts["selector"].codes((self.sector,))
            rows = self._naming("selector", codes, first, stop, among=rows)
        if self.texts is not None:
            rows = _keep(rows, self.texts[first:stop], first)
        columns = self.snapshot.columns
        if self.kinds is not None:
            rows = _keep_codes(rows, columns.kind, self.kinds, first, stop)
        if self.marks is not None:
            marks = columns.direction * np.int8(len(STATUSES)) + columns.status
            rows = _keep_codes(rows, marks, self.marks, first, stop)
        return np.arange(first, stop, dtype=np.int32) if rows is None else rows

    def _naming(
        self, name: str, codes: Ints, first: int, stop: int, *, among: Int32s | None
    ) -> Int32s:
        """The activities that name one of the codes, of those given or of all."""
        facts = self.snapshot.facts[name]
        found = [facts.rows_of(int(code), first, stop) for code in codes]
        if among is None and len(found) == 1:
            return found[0]
        named = np.zeros(stop - first, dtype=np.bool_)
        for rows in found:
            named[rows - first] = True
        return _keep(among, named, first)


@dataclass(frozen=True, eq=False)
class Selection:
    """The records of a snapshot that filters select; make it with :func:`select`.

    ``first`` and ``stop`` bound the activities of its months, which are ``first_month`` up to and
    including ``last_month`` as ``Month.ordinal`` (no month if the latter is less).
    """

    condition: _Condition
    filters: Filters
    first_month: int
    last_month: int

    @property
    def snapshot(self) -> Snapshot:
        return self.condition.snapshot

    @property
    def period(self) -> Period | None:
        """The filter's period, else the whole span of the records."""
        return self.filters.period or self.snapshot.span

    def over(self, period: Period | None) -> Selection:
        """The same filters for other months; words are not searched for again."""
        filters = replace(self.filters, period=period)
        return _selection(self.condition, filters, period or self.snapshot.span)

    def within(self, sector: str) -> Selection:
        """Those of the selected records that name the sector or one of its parts.

        Unlike a filter by sector this narrows a selection that already has one.
        """
        condition = replace(self.condition, sector=sector)
        return Selection(condition, self.filters, self.first_month, self.last_month)

    def months(self, first: int, last: int) -> Selection:
        """The same filters from one ``Month.ordinal`` to another, which may be before year 1."""
        return Selection(self.condition, self.filters, first, last)

    @property
    def total(self) -> int:
        """All selected records, whatever their status."""
        if self.condition.is_broad:
            return int(self.pairs("kind").table().sum())
        return len(self.rows)

    @cached_property
    def rows(self) -> Int32s:
        """The selected activities, ascending, so by start and id."""
        return self.condition.rows(*self._bounds)

    def pairs(self, dimension: str, *, single: bool = False) -> Pairs:
        """The selected activities' pairs with the codes of a dimension.

        Where the filters allow it these are sums per month; ``single`` asks for one each.
        """
        known = self._pairs.get((dimension, single))
        if known is None:
            known = self._find_pairs(dimension, single=single)
            self._pairs[dimension, single] = known
        return known

    def newest(self, count: int) -> Int32s:
        """The last activities of the selection, ascending."""
        first, stop = self._bounds
        if self.condition.filters == Filters() and not self.condition.sector:
            return np.arange(max(first, stop - count), stop, dtype=np.int32)
        return self.rows[max(0, len(self.rows) - count) :]

    def forget(self) -> None:
        """Let go of what was looked up to answer; it is looked up again where it is needed."""
        for name in ("rows", "_pairs"):
            self.__dict__.pop(name, None)

    @cached_property
    def _pairs(self) -> dict[tuple[str, bool], Pairs]:
        return {}

    @cached_property
    def _month_bounds(self) -> tuple[int, int]:
        """The selection's months counted from the first record's, within the span."""
        span = self.snapshot.span
        if span is None:
            return 0, 0
        first = min(max(self.first_month - span.first.ordinal, 0), len(span))
        stop = min(max(self.last_month + 1 - span.first.ordinal, first), len(span))
        return first, stop

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        offsets = self.snapshot.month_offsets
        first, stop = self._month_bounds
        return int(offsets[first]), int(offsets[stop])

    def _find_pairs(self, dimension: str, *, single: bool) -> Pairs:
        facts = self.snapshot.facts[dimension]
        if not self.condition.is_broad:
            return self._follow(dimension)
        months, rows = self._month_bounds, self._bounds
        pairs = facts.between(*rows) if single else facts.in_months(*months)
        marks = self.condition.marks
        return pairs if marks is None else pairs.take(marks[pairs.keys % PER_CODE])

    def _follow(self, dimension: str) -> Pairs:
        """The pairs of single activities: from each of few, or a mask over those of many."""
        facts = self.snapshot.facts[dimension]
        first, stop = self._bounds
        if len(self.rows) * 4 < stop - first:
            return facts.of(self.rows)
        wanted = np.zeros(stop - first, dtype=np.bool_)
        wanted[self.rows - first] = True
        pairs = facts.between(first, stop)
        return pairs.take(wanted[pairs.rows - first])


def select(snapshot: Snapshot, filters: Filters) -> Selection:
    """The records that fulfil the filters; codes that no record has select nothing."""
    condition = _Condition(snapshot, replace(filters, period=None))
    return _selection(condition, filters, filters.period or snapshot.span)


def _selection(condition: _Condition, filters: Filters, period: Period | None) -> Selection:
    if period is None:
        return Selection(condition, filters, 0, -1)
    return Selection(condition, filters, period.first.ordinal, period.last.ordinal)


def _keep(rows: Int32s | None, wanted: Bools, first: int) -> Int32s:
    """Those of the rows (of all, if ``None``) that are wanted, which is counted from ``first``."""
    if rows is None:
        return (np.flatnonzero(wanted) + first).astype(np.int32)
    return rows[wanted[rows - first]]


def _keep_codes(rows: Int32s | None, column: Ints, wanted: Bools, first: int, stop: int) -> Int32s:
    if rows is None:
        return _keep(None, wanted[column[first:stop]], first)
    return rows[wanted[column[rows]]]


def _having(snapshot: Snapshot, word: str) -> Bools:
    """Which activities have a folded word in their texts or in a name that they mention."""
    found = np.array(snapshot.folded.str.contains(word, regex=False), dtype=np.bool_)
    _mark_places(snapshot, word, found)
    _mark_countries(snapshot, word, found)
    _mark_networks(snapshot, word, found)
    organisations = snapshot.facts["organisation"]
    matching = snapshot.folded_organisations.str.contains(word, regex=False).to_numpy(np.bool_)
    pairs = organisations.pairs
    if matching.any():
        found[pairs.rows[matching[pairs.keys // PER_CODE]]] = True
    return found


def _mark_places(snapshot: Snapshot, word: str, found: Bools) -> None:
    places = snapshot.places.values()
    matching = [word in fold(f"{place.name_de}\n{place.name_en}") for place in places]
    lookup = np.array([*matching, False])  # a missing place is -1, the last one
    if lookup.any():
        links = snapshot.links
        found |= lookup[snapshot.columns.venue]
        found[links.counterpart_rows[lookup[links.counterpart_place]]] = True


def _mark_countries(snapshot: Snapshot, word: str, found: Bools) -> None:
    """Countries abroad, by their names in either language."""
    facts = snapshot.facts["country"]
    for code, country in enumerate(facts.names):
        if country and word in _country_names(str(country)):
            found[facts.rows_of(code, 0, len(snapshot))] = True


@cache
def _country_names(country: str) -> str:
    spelled = [Locale.parse(language).territories.get(country, "") for language in ("de", "en")]
    short = [names.get(country, "") for names in SHORT_COUNTRY_NAMES.values()]
    return fold("\n".join([*spelled, *short]))


def _mark_networks(snapshot: Snapshot, word: str, found: Bools) -> None:
    facts = snapshot.facts["network"]
    for code, network in enumerate(snapshot.reference.networks.values()):
        if word in fold(f"{network.name}\n{network.full_de}\n{network.full_en}"):
            found[facts.rows_of(code, 0, len(snapshot))] = True
