"""Finds out where places are that no list knows: the gazetteer first, then a Nominatim.

Slow on purpose, since a server may be asked once a second: run it in a thread, never while a page
is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from data.gazetteer import bundled
from data.geocoder import NoAnswer
from data.model import Located, Place
from data.understanding import asked

KIND: Final = "geocoded"
"""Under which the answers are remembered."""
ASK_AGAIN: Final = timedelta(days=90)
"""What was not known may be known after this time."""


class Lookup(Protocol):
    """Who can be asked where something is; see :class:`data.geocoder.NominatimLookup`."""

    def where(self, name: str, country: str) -> tuple[float, float] | None: ...


class How(StrEnum):
    """What became of a search."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Found:
    """``place`` with coordinates where it was found, else as it was. ``remember`` is the answer
    that nobody need ask for again, by what was asked; empty where it was known before."""

    place: Place
    how: How
    remember: Mapping[str, str]


def locate(
    places: Iterable[Place],
    lookup: Lookup,
    *,
    answers: Mapping[str, str],
    today: date,
) -> Iterator[Found]:
    """Look for each place without coordinates in turn; ``answers`` are those remembered so far.

    Ends after the first search that the server does not answer: the next would fare no better.
    """
    for place in places:
        if place.lat is not None:
            continue
        found = _offline(place) or _remembered(place, answers, today)
        if found is None:
            found = _looked_up(place, lookup, today)
        yield found
        if found.how not in (How.FOUND, How.NOT_FOUND):
            return


def _offline(place: Place) -> Found | None:
    """In the gazetteer, which may know more than it did when the record was written."""
    city = bundled().find(place.name_en, place.country)
    if city is None:
        return None
    return Found(_at(place, (city.lat, city.lon), Located.GAZETTEER), How.FOUND, {})


def _remembered(place: Place, answers: Mapping[str, str], today: date) -> Found | None:
    try:
        answer = json.loads(answers[asked(place.name_en, place.country)])
        where, on = answer["where"], date.fromisoformat(answer["on"])
        if where is not None:
            return Found(_at(place, (where[0], where[1]), Located.GEOCODER), How.FOUND, {})
    except (KeyError, ValueError, TypeError, IndexError):
        return None
    return Found(place, How.NOT_FOUND, {}) if today - on < ASK_AGAIN else None


def _looked_up(place: Place, lookup: Lookup, today: date) -> Found:
    try:
        where = lookup.where(place.name_en, place.country)
    except NoAnswer as error:
        return Found(place, How(error.reason), {})
    said = json.dumps({"where": where, "on": today.isoformat()})
    remember = {asked(place.name_en, place.country): said}
    if where is None:
        return Found(place, How.NOT_FOUND, remember)
    return Found(_at(place, where, Located.GEOCODER), How.FOUND, remember)


def _at(place: Place, where: tuple[float, float], how: Located) -> Place:
    return replace(place, lat=where[0], lon=where[1], located=how)
