"""Finds the places that records name: reference lists first, then the gazetteer."""

from __future__ import annotations

import re

from data.countries import territories
from data.gazetteer import Gazetteer
from data.model import Counterpart, Place
from data.names import normalise
from data.place_index import PlaceIndex, unlocated
from data.problems import Code, Fault
from data.tables import Reference

_MEANT = {"UK": "GB", "EL": "GR", "EN": "GB"}
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_SUGGESTIONS = 200
"""Misspelt places beyond this number get no suggestion: each is a search of its own."""


class PlaceFinder:
    """Resolves ``Leeds, GB`` and ``GB``; remembers every place that it found."""

    def __init__(self, reference: Reference, gazetteer: Gazetteer) -> None:
        self._countries = reference.countries
        self._index = PlaceIndex(reference, gazetteer)
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], Place] = {}
        self._read: dict[str, Counterpart] = {}
        self._suggested = 0
        self.found: dict[str, Place] = dict(reference.places)

    def counterpart(self, text: str) -> Counterpart:
        """A place or a country alone. Raises :class:`Fault` when it has no known country; a city
        that nobody knows is a place without coordinates."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._counterpart(text)
        return found

    def venue(self, text: str) -> Counterpart:
        """A place; a country alone is a fault."""
        found = self.counterpart(text)
        if found.place is None:
            raise Fault(Code.PLACE_NEEDS_CITY, text)
        return found

    def suggest(self, place: Place) -> str:
        """How a place without coordinates was perhaps meant: ``Eindhoven, NL``, or empty."""
        if not self._may_suggest(place.name_en):
            return ""
        name = self._gazetteer.suggest(place.name_en, place.country)
        return f"{name}, {place.country}" if name else ""

    def _counterpart(self, text: str) -> Counterpart:
        name, comma, country = text.rpartition(",")
        code = country.strip().upper()
        if not comma:
            if not _COUNTRY.fullmatch(text):
                raise Fault(Code.PLACE_INVALID, text, suggestion=self._with_country(text))
            return Counterpart(self._country(code, text))
        if not _COUNTRY.fullmatch(code):
            suggestion = self._named_country(country)
            if suggestion and name.strip():
                suggestion = f"{name.strip()}, {suggestion}"
            raise Fault(Code.PLACE_INVALID, text, suggestion=suggestion)
        if not name.strip():
            raise Fault(Code.PLACE_INVALID, text, suggestion=code)
        return Counterpart(self._country(code, text), self._place(name.strip(), code).key)

    def _country(self, code: str, text: str) -> str:
        if code not in self._countries:
            meant = _MEANT.get(code, "")
            suggestion = text[: len(text) - 2] + meant if meant in self._countries else ""
            raise Fault(Code.COUNTRY_UNKNOWN, text, suggestion=suggestion)
        return code

    def _place(self, name: str, country: str) -> Place:
        known = self._known.get((country, normalise(name)))
        if known is None:
            known = self._index.find(name, country) or unlocated(name, country)
            if normalise(name):
                self._known[country, normalise(name)] = known
        return self.found.setdefault(known.key, known)

    def _with_country(self, text: str) -> str:
        """What a name without a country most likely means."""
        wanted = normalise(text)
        if not (wanted and self._may_suggest(text)):
            return ""
        if places := self._index.names.get(wanted):
            return f"{places[0].name_en}, {places[0].country}"
        if country := self._named_country(text):
            return country
        codes = self._gazetteer.countries_with(text, tuple(self._countries))
        return f"{text}, {codes[0]}" if codes else ""

    def _named_country(self, text: str) -> str:
        named = territories(frozenset(self._countries)).countries(text)
        return named[0] if len(named) == 1 else ""

    def _may_suggest(self, text: str) -> bool:
        self._suggested += 1
        return self._suggested <= _SUGGESTIONS and len(text) <= 100
