"""How a cell of each meaning is read: from a text to cells of the record format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from data.importing.codes import CodeReader, is_nothing, split_by
from data.importing.counts import read_amount
from data.importing.dates import ORDERS, read_span
from data.importing.mapping import ColumnMap
from data.importing.unclear import Unclear
from data.importing.values import Places, PlaceTexts, read_address, read_organisations
from data.model import DatePrecision, Qualifier, Role, Unit
from data.record_format import COLUMNS, ONE_LANGUAGE
from data.values import join_parts

Outputs: TypeAlias = dict[str, str]
"""Cells by column of the record format; ``~end`` is the end of a span that a start names."""
Texts: TypeAlias = NDArray[np.object_]
Ask: TypeAlias = Callable[[Unclear], str]
"""Somebody's answer to what is unclear, or the question raised again."""

BESIDE: Final = "\x1e"
"""Between a place and the country that stands in a column of its own."""

_AS_RECORD: Final = re.compile(r".*\S, [A-Z]{2}|[A-Z]{2}")
_LISTS: Final = frozenset({"counterparts", "sectors", "networks", "organisations"})
_TEXTS: Final = frozenset({"note_de", "note_en", "outcome_de", "outcome_en", "follow_up", "source"})
_CODES: Final = frozenset(
    {"kind", "direction", "status", "visibility", "date_precision", "participants_qualifier",
     "participants_unit"}
)  # fmt: skip
_RANK: Final = {precision.value: rank for rank, precision in enumerate(DatePrecision)}


class FieldReaders:
    """Readers of cells by their meaning; what is unclear goes to ``ask``. ``is_own`` says that the
    app wrote the table, in which commas part nothing."""

    def __init__(
        self,
        mapping: ColumnMap,
        codes: Mapping[str, CodeReader],
        places: Places,
        ask: Ask,
        *,
        is_own: bool,
    ) -> None:
        self._is_own = is_own
        self._language = mapping.language
        self._codes = codes
        self._places = PlaceTexts(places)
        self._ask = ask
        self._place_is_counterpart = not mapping.at("counterparts")
        self.either = {self._column(one) for one in mapping.columns if one in ONE_LANGUAGE}
        self._order: bool | None = None

    def columns_of(self, meaning: str) -> set[str]:
        """The columns of the record format that a meaning fills."""
        base = meaning.partition(".")[0]
        if base in {"place", "country"}:
            return {"venue", "counterparts"} if base == "place" else {"counterparts"}
        if base == "start":
            return {"start"}
        return {self._column(base)}

    def reader(self, meaning: str, *, order: bool | None) -> Callable[[str], Outputs]:
        """What reads a cell of that meaning; raises ``Unclear`` and ``Fault``. ``order`` says
        whether days come first in the column's dates with slashes, where that is known."""
        self._order = order
        base, _, detail = meaning.partition(".")
        if base in _CODES:
            return lambda text: {base: self._code(base, text)}
        if base in {"sectors", "networks"}:
            return lambda text: {base: self._several(base, text)}
        special: dict[str, Callable[[str], Outputs]] = {
            "start": self._start,
            "end": self._end,
            "place": self._place,
            "venue": lambda text: {"venue": self._one_place(text)},
            "counterparts": lambda text: {"counterparts": join_parts(self._many_places(text))},
            "participants": lambda text: self._count(text, Unit(detail) if detail else None),
            "organisations": lambda text: {
                "organisations": join_parts(
                    read_organisations(
                        text,
                        Role(detail) if detail else None,
                        self._codes["role"],
                        commas=not self._is_own,
                    )
                )
            },
            "source_url": lambda text: {"source_url": read_address(text)},
        }
        return special.get(base, lambda text: {self._column(base): text})

    def joined(self, column: str, before: Texts, after: Texts) -> Texts:
        """The cells of two columns of the same meaning, put together."""
        if column in _LISTS | _TEXTS:
            between = "; " if column in _LISTS else "\n"
            both = (before != "") & (after != "") & (before != after)
            together = np.where(before == "", after, before)
            together[both] = before[both] + between + after[both]
            return together
        if column == "date_precision":
            coarser = [
                one if _RANK.get(one, -1) >= _RANK.get(other, -1) else other
                for one, other in zip(before, after, strict=True)
            ]
            return np.array(coarser, dtype=object)
        if column in {"participants_unit", "participants_qualifier"}:
            return np.where(after == "", before, after)
        return np.where(before == "", after, before)

    def _column(self, base: str) -> str:
        if base in ONE_LANGUAGE:
            return f"{base}_{self._language}"
        return base if base in COLUMNS else "counterparts"

    def _answered(self, text: str, read: Callable[[str], str]) -> str:
        """What a text means; where that is unclear, what somebody said that it means."""
        try:
            return read(text)
        except Unclear as unclear:
            answer = self._ask(unclear)
        if not answer:
            return ""
        try:
            return read(answer)
        except Unclear:
            # A town that nobody knows, written as a record writes it.
            if _AS_RECORD.fullmatch(answer):
                return answer
            raise

    def _code(self, column: str, text: str) -> str:
        return self._answered(text, self._codes[column].read)

    def _several(self, column: str, text: str) -> str:
        codes = self._codes[column]
        parts = split_by(text, codes.knows)
        found = dict.fromkeys(self._answered(part, codes.read) for part in parts)
        return join_parts(code for code in found if code)

    def _start(self, text: str) -> Outputs:
        span = self._span(text)
        if not span:
            return {}
        first, last, precision = span
        return {"start": first, "~end": last, "date_precision": precision}

    def _end(self, text: str) -> Outputs:
        span = self._span(text)
        return {"end": span[1], "date_precision": span[2]} if span else {}

    def _span(self, text: str) -> tuple[str, str, str] | None:
        """First day, last day and precision; a day's precision need not be said."""
        try:
            span = read_span(text, day_first=self._order)
        except Unclear as unclear:
            answer = self._ask(unclear)
            if not answer:
                return None
            by_order = answer in ORDERS
            span = read_span(
                text if by_order else answer,
                day_first=answer == ORDERS[0] if by_order else self._order,
            )
        exact = span.precision is DatePrecision.DAY
        return span.start.isoformat(), span.end.isoformat(), "" if exact else span.precision.value

    def _count(self, text: str, unit: Unit | None) -> Outputs:
        try:
            amount = read_amount(text)
        except Unclear as unclear:
            answer = self._ask(unclear)
            amount = read_amount(answer) if answer else None
        if amount is None:
            return {}
        counted = amount.unit or unit
        exact = amount.qualifier is Qualifier.EXACT
        return {
            "participants": str(amount.count),
            "participants_qualifier": "" if exact else amount.qualifier.value,
            "participants_unit": counted.value if counted else "",
        }

    def _place(self, text: str) -> Outputs:
        """Where it was; what was abroad was with those who are there."""
        found = self._many_places(text)
        cities = [place for place in found if "," in place]
        return {
            "venue": cities[0] if cities else "",
            "counterparts": join_parts(found) if self._place_is_counterpart else "",
        }

    def _one_place(self, text: str) -> str:
        """A venue; a country alone is none."""
        found = [place for place in self._many_places(text) if "," in place]
        return found[0] if found else ""

    def _many_places(self, text: str) -> list[str]:
        place, _, country = text.partition(BESIDE)
        codes = self._countries(country) if country and not is_nothing(country) else []
        if not place or is_nothing(place):
            return codes
        beside = codes[0] if len(codes) == 1 else ""
        parts = split_by(place, self._places.knows)
        read = (self._answered(part, lambda one: self._places.one(one, beside)) for part in parts)
        found = [one for one in dict.fromkeys(read) if one]
        # A country that no place is in has sent somebody, too.
        return found + [code for code in codes if not any(one.endswith(code) for one in found)]

    def _countries(self, text: str) -> list[str]:
        parts = split_by(text, self._is_country)
        found = (self._answered(part, self._places.country) for part in parts)
        return [code for code in dict.fromkeys(found) if code]

    def _is_country(self, text: str) -> bool:
        try:
            return bool(self._places.country(text))
        except Unclear:
            return False
