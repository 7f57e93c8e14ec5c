"""The snapshot as a value: one column an attribute, numbers instead of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from data.facts import Bools, Facts, Int64s, Ints, unalterable
from data.model import DatePrecision, Home, Period, Place, Qualifier, Relation, Role, Unit
from data.tables import Reference

PRECISIONS: Final = tuple(DatePrecision)
QUALIFIERS: Final = tuple(Qualifier)
UNITS: Final = tuple(Unit)
ROLES: Final = tuple(Role)
SEARCHED: Final = ("title", "outcome", "note")
"""What the names of the columns begin with that a search for words looks into."""

_STROKES: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart into a plain one and an accent."""


@dataclass(frozen=True)
class Columns:
    """One entry an activity; codes count from 0 in the order of the enums or of the names.

    ``start`` and ``end`` are days since 1970, ``month`` is a ``Month.ordinal``; missing venues,
    participants, qualifiers and units are -1; ``kind`` is a position in the reference list;
    ``internal`` marks what visitors may not see.
    """

    start: Int64s
    end: Int64s
    month: Int64s
    kind: Ints
    direction: Ints
    status: Ints
    precision: Ints
    venue: Ints
    participants: Int64s
    qualifier: Ints
    unit: Ints
    internal: Bools


@dataclass(frozen=True)
class Links:
    """What activities name, in the records' order; -1 for a counterpart without a place."""

    counterpart_rows: Ints
    counterpart_offsets: Int64s
    counterpart_country: Ints
    counterpart_place: Ints
    organisation_offsets: Int64s
    organisation: Ints
    role: Ints


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The public records, or all of them for the team.

    ``span`` runs from the first to the last month with a record, ``newest`` is the start of the
    newest held record. ``facts`` has the dimensions ``kind``, ``country`` (abroad), ``place`` (the
    home city left out), ``end`` (of arcs, see ``ends``), ``sector`` (as named), ``selector`` (with
    all the sectors that it is a part of), ``branch`` (rolled up to the top), ``network``,
    ``organisation``, ``role`` (organisation and role), ``participants`` (unit and whether inexact)
    and ``branch_country``. A last name ``""`` of country, branch and network stands for activities
    that name none.
    """

    revision: str
    home: Home
    reference: Reference
    places: Mapping[str, Place]
    span: Period | None
    newest: date | None
    columns: Columns
    links: Links
    texts: pd.DataFrame
    folded: pd.Series[str]
    place_names: tuple[str, ...]
    country_names: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    """place key or ``""``, and country"""
    facts: Mapping[str, Facts]
    month_offsets: Int64s
    internal: bool = False
    """whether internal records are among them"""
    known_on: date | None = None
    """the past day at whose end this was known; ``None`` for what is known now"""

    def __len__(self) -> int:
        return len(self.columns.start)

    @cached_property
    def partner_cities(self) -> frozenset[str]:
        """Place keys of the partner cities, suspended ones included."""
        partners = self.reference.partners.values()
        return frozenset(p.place for p in partners if p.relation is Relation.PARTNER_CITY)

    @cached_property
    def folded_organisations(self) -> pd.Series[str]:
        """The names of the dimension ``organisation``, for searching."""
        return folded(pd.Series(self.facts["organisation"].names))

    @cached_property
    def title_ranks(self) -> Mapping[str, Int64s]:
        """Position of each activity in the order of its titles, for German and English."""
        ranks = {}
        for shown, other in (("title_de", "title_en"), ("title_en", "title_de")):
            titles = self.texts[shown].where(self.texts[shown] != "", self.texts[other])
            codes, names = pd.factorize(folded(titles))
            rank = np.empty(len(names), dtype=np.int64)
            rank[pd.Series(names).sort_values().index.to_numpy()] = np.arange(len(names))
            ranks[shown] = unalterable(rank[codes])
        return MappingProxyType(ranks)


def fold(text: str) -> str:
    """The text without regard to case and accents, for comparing."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return plain.translate(_STROKES)


def folded(texts: pd.Series[str]) -> pd.Series[str]:
    """:func:`fold` of every text; equal texts are folded once."""
    codes, names = pd.factorize(texts)
    unique = pd.Series([fold(name) for name in pd.Series(names, dtype="str")], dtype="str")
    return unique.take(codes).reset_index(drop=True)
