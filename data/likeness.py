"""Finds places whose names are written almost like a word: what was probably meant."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import Final

from data.model import Place
from data.names import normalise
from data.place_index import PlaceIndex

_NEAR: Final = 0.8
"""How alike two names are, by difflib's ratio."""
_SEARCHES: Final = 500
"""Names that nothing is searched for any more after so many: each is a walk through thousands."""
_LETTERS: Final = 40


class Likeness:
    """Searches among the names of an index that begin with the same letter and are as long, give
    or take two."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._searches = 0
        self._names: dict[tuple[str, str, int], list[str]] = {}
        self._grouped: set[str] = set()

    def places(self, name: str, country: str, limit: int) -> list[Place]:
        """Places in the country, or anywhere, that are called almost so; the likest first, of
        those as like the most populous."""
        wanted = normalise(name)
        if not 4 < len(wanted) <= _LETTERS or self._searches >= _SEARCHES:
            return []
        self._searches += 1
        found: list[tuple[float, int, str, Place]] = []
        for known in self._near(wanted, country, limit):
            ratio = round(difflib.SequenceMatcher(None, wanted, known).ratio(), 2)
            found += [
                (-ratio, -one.population, one.place.key, one.place)
                for one in self._index.candidates(known, country)
            ]
        places = {place.key: place for *_, place in sorted(found, key=lambda one: one[:3])}
        return list(places.values())[:limit]

    def _near(self, wanted: str, country: str, limit: int) -> list[str]:
        if country not in self._grouped:
            self._group(country)
        names = [
            name
            for length in range(len(wanted) - 2, len(wanted) + 3)
            for name in self._names.get((country, wanted[0], length), ())
        ]
        return difflib.get_close_matches(wanted, names, n=limit, cutoff=_NEAR)

    def _group(self, country: str) -> None:
        gazetteer = self._index.gazetteer
        groups: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        for name in gazetteer.names(country) if country else gazetteer.beginning(""):
            groups[country, name[0], len(name)].append(name)
        self._names.update(groups)
        self._grouped.add(country)
