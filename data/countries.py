"""Countries, states and regions as people write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from data.model import SHORT_COUNTRY_NAMES
from data.names import normalise

_LISTS: Final = Path(__file__).parent / "reference"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_]\.?(?!\w)")
_ARTICLES: Final = frozenset(("die", "der", "das", "the"))
_TRANSLITERATED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_CITY_STATES: Final = frozenset(("SG", "HK", "MO", "MC", "GI", "VA"))
"""Countries that are one city: who writes ``Singapur`` may mean either, and both are true."""
_PART_OF: Final = {"CN": ("HK", "MO", "TW"), "US": ("PR", "GU", "VI"), "DK": ("GL", "FO")} | {
    "FR": ("RE", "GP", "MQ", "GF", "NC", "PF", "YT"),
    "NL": ("CW", "AW", "SX", "BQ"),
    "GB": ("GI", "JE", "GG", "IM", "BM", "KY", "FK"),
}
"""Territories with a code of their own that an address may end with the state of:
``Hong Kong, China``. It says where they are looked for, nothing else."""


class Territories:
    """Which countries, and which states or regions in them, a text may mean.

    Knows the German and English names of CLDR, ISO 3166-1 codes of two and three letters, and what
    ``country_names.csv`` and ``regions.csv`` add. ``codes`` are the countries that there are.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = frozenset(codes)
        self._named: dict[str, tuple[str, ...]] = {}
        self._regions: dict[str, list[tuple[str, str]]] = {}
        self._also_cities: set[str] = set()
        for code, name in _names():
            self._add(code, name)
        for row in _rows("regions.csv"):
            if not row["country"] or row["country"] in self.codes:
                if row["also_city"]:
                    self._also_cities.add(normalise(row["name"]))
                for spelling in _spellings(row["name"]):
                    places = self._regions.setdefault(spelling, [])
                    places.append((row["country"], row["code"]))
        self._states = {code for places in self._regions.values() for _, code in places if code}
        self._long_codes = {
            long: codes[0]
            for long, codes in get_global("territory_aliases").items()
            if len(long) == 3 and len(codes) == 1 and codes[0] in self.codes
        }

    def countries(self, text: str) -> tuple[str, ...]:
        """The codes of the countries that a text is a name or code of; several where it is
        ambiguous. Codes of three letters count in capitals alone."""
        stripped = text.strip()
        if len(stripped) == 2 and stripped.upper() in self.codes:
            return (stripped.upper(),)
        if stripped in self._long_codes:
            return (self._long_codes[stripped],)
        words = _joined_initials(stripped)
        article, _, rest = words.partition(" ")
        bare = rest if article.casefold() in _ARTICLES else words
        return self._named.get(normalise(words)) or self._named.get(normalise(bare), ())

    def regions(self, text: str) -> tuple[tuple[str, str], ...]:
        """Country and state or province (each empty where there is none) of what is no city:
        ``("US", "MA")`` of Massachusetts, ``("DE", "")`` of the Ruhr, ``("", "")`` of Europe.
        States and provinces are known by their two letters, too, in capitals."""
        word = _joined_initials(text.strip())
        if word in self._states:
            return tuple(
                (country, word)
                for country in ("US", "CA")
                if any((country, word) in places for places in self._regions.values())
            )
        return tuple(self._regions.get(normalise(word), ()))

    def is_city(self, code: str) -> bool:
        """Whether the country is a single city."""
        return code in _CITY_STATES

    def is_also_city(self, text: str) -> bool:
        """Whether who names the region without more means the city: ``New York``."""
        return normalise(text) in self._also_cities

    def within(self, code: str, state: str) -> bool:
        """Whether an address in the country may name the state after it."""
        return code in _PART_OF.get(state, ())

    def _add(self, code: str, name: str) -> None:
        if code in self.codes:
            for spelling in _spellings(name):
                present = self._named.get(spelling, ())
                if code not in present:
                    self._named[spelling] = (*present, code)


@lru_cache(maxsize=8)
def territories(codes: frozenset[str]) -> Territories:
    """The same, made once for the same countries."""
    return Territories(codes)


def _names() -> Iterator[tuple[str, str]]:
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            yield code, name
            yield code, name.partition(" (")[0]
        for code, name in SHORT_COUNTRY_NAMES[language].items():
            yield code, name
    for row in _rows("country_names.csv"):
        yield row["country"], row["name"]


def _rows(name: str) -> list[Mapping[str, str]]:
    with (_LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _spellings(name: str) -> set[str]:
    """Without accents, with initials joined, and with umlauts written out."""
    return {
        normalise(name),
        normalise(_joined_initials(name)),
        normalise(name.casefold().translate(_TRANSLITERATED)),
    }


def _joined_initials(text: str) -> str:
    """``U.S.A.`` as ``USA``; ``V. R. China`` as ``VR China``."""
    return _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]), text)
