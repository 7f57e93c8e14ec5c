"""The records as tidy tables: what reading yields and what the snapshot is built from."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from data.model import Country, Kind, Network, Partner, Place, Sector


@dataclass(frozen=True)
class Reference:
    """The reference lists, by code or key, in the order of their files."""

    kinds: dict[str, Kind]
    sectors: dict[str, Sector]
    networks: dict[str, Network]
    partners: dict[str, Partner]
    """by place key"""
    countries: dict[str, Country]
    """by ISO 3166-1 alpha-2 code; every code that a record may use"""
    places: dict[str, Place]
    """by place key; holds every partner's place and the home city's"""
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """other spellings of a place's name, by place key"""


@dataclass(frozen=True)
class Tables:
    """Valid activities, one table a relation. Frames have a RangeIndex.

    ``activities``, one row an activity:
        ``id`` str, unique; ``title_de``, ``title_en`` str, one may be empty; ``kind`` str code;
        ``direction``, ``status``, ``date_precision``, ``visibility`` str values of the enums;
        ``start``, ``end`` datetime64[s], start <= end; ``venue`` str place key or NA;
        ``participants`` Int64, NA where unknown; ``participants_qualifier``,
        ``participants_unit`` str values of the enums, NA where the count is;
        ``outcome_de``, ``outcome_en``, ``note_de``, ``note_en`` str, either language may be empty
        and the other is shown then; ``follow_up``, ``source``, ``source_url`` str, empty where
        missing.
    ``counterparts``: ``activity`` int row number in ``activities``; ``country`` ISO 3166-1
        alpha-2; ``place`` place key, NA for a country alone.
    ``sectors``: ``activity``; ``sector`` code.
    ``networks``: ``activity``; ``network`` code.
    ``organisations``: ``activity``; ``organisation`` name; ``role`` value of the enum.

    Links are in the records' order and hold no pair twice. ``places`` knows every place of the
    reference lists and every place key that occurs, including those without coordinates.
    """

    activities: pd.DataFrame
    counterparts: pd.DataFrame
    sectors: pd.DataFrame
    networks: pd.DataFrame
    organisations: pd.DataFrame
    places: dict[str, Place]
    reference: Reference
