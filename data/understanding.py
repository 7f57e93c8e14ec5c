"""Understands places as people write them, or says that it doesn't: a wrong guess is worse than a
question. docs/records.md tells the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Final

from data.countries import Territories, territories
from data.gazetteer import Gazetteer
from data.likeness import Likeness
from data.model import Counterpart, Place
from data.names import normalise
from data.place_index import Candidate, PlaceIndex, unlocated
from data.place_text import Reading, cleaned, parts, readings
from data.tables import Reference

FAR_MORE: Final = 8
"""Of namesakes one is meant where it has this many times the inhabitants of any other …"""
LARGE: Final = 100_000
"""… and, where no country is named, at least so many."""
_ALIAS_WEIGHS: Final = 20
"""A city is named as likely by an alias as one with so many times fewer inhabitants by its name."""
_CHOICES: Final = 6
_LONGEST: Final = 200
"""Characters beyond which a text is no place."""


@dataclass(frozen=True)
class Understood:
    """What a text means. ``counterpart`` is the answer, ``None`` where it is unclear; ``place`` is
    the place behind it, if it is one. ``choices`` are what it may mean where it is unclear: a
    place or a country's code, the likeliest first; a place without coordinates among them is one
    that nobody knows, kept as it was written."""

    counterpart: Counterpart | None
    place: Place | None
    choices: tuple[Place | str, ...] = ()


_NOTHING: Final = Understood(None, None)


class PlaceReader:
    """Reads ``Peking``, ``Den Haag (NL)``, ``Leeds, UK`` and ``Xian / China``.

    ``answers`` is what was asked and answered before, as :func:`asked` and :meth:`answer` write
    it; ``known`` are places of the records, of which some may be in no list.
    """

    def __init__(
        self,
        reference: Reference,
        gazetteer: Gazetteer,
        *,
        answers: Mapping[str, str] | None = None,
        known: Iterable[Place] = (),
    ) -> None:
        self._territories: Territories = territories(frozenset(reference.countries))
        self._index = PlaceIndex(reference, gazetteer, known)
        self._likeness = Likeness(self._index)
        self._answers = {normalise(question): said for question, said in (answers or {}).items()}
        self._read: dict[tuple[str, str], Understood] = {}

    def read(self, text: str, *, country: str | None = None) -> Understood:
        """What a text means; ``country`` is the code of the one that it is said to be in, where
        another cell says so."""
        key = (text, country or "")
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._understood(text, country or "")
        return found

    def country(self, text: str) -> str | None:
        """The ISO code that ``Südkorea``, ``U.S.A.`` or ``VK`` stands for; ``None`` where it is
        none, or more than one."""
        answer = self._answered(text, "")
        if answer is not None and answer.counterpart is not None:
            return answer.counterpart.country
        codes = self._territories.countries(cleaned(text))
        return codes[0] if len(codes) == 1 else None

    def suggestions(self, text: str, limit: int = 8) -> list[Place]:
        """Places whose names begin as the text, then such as are written alike: those of the lists
        first, then the most populous."""
        name, _, where = text.partition(",")
        codes = self._territories.countries(where.strip()) if where.strip() else ()
        start = normalise(name)
        if not start or len(start) > _LONGEST:
            return []
        places = [
            place
            for place in self._beginning(start, limit if not codes else 20 * limit)
            if not codes or place.country in codes
        ]
        if len(places) < limit:
            places += self._likeness.places(name, codes[0] if len(codes) == 1 else "", limit)
        return list({place.key: place for place in places}.values())[:limit]

    def answer(self, choice: Place | str) -> str:
        """A choice as it is remembered: the way in which a record writes it."""
        return choice if isinstance(choice, str) else self._index.spelled(choice)

    def _understood(self, text: str, country: str) -> Understood:
        plain = cleaned(text)
        if not normalise(plain) or len(plain) > _LONGEST:
            return _NOTHING
        answer = self._answered(text, country)
        if answer is not None:
            return answer
        if country:
            return self._within(plain, country)
        return self._alone(plain) or self._whole(plain) or self._apart(plain)

    def _answered(self, text: str, country: str) -> Understood | None:
        """What somebody said that it means; an answer that names nothing any more is none."""
        said = self._answers.get(normalise(asked(text, country)))
        if said is None and country:
            said = self._answers.get(normalise(text))
        if not said:
            return None
        name, _, code = said.rpartition(", ")
        if code not in self._territories.codes or (country and code != country):
            return None
        if not name:
            return Understood(Counterpart(code), None)
        return _clear(self._index.find(name, code) or unlocated(name, code))

    def _alone(self, text: str) -> Understood | None:
        """A country, a region, or a word that is no place, and nothing else."""
        codes = self._territories.countries(text)
        if len(codes) == 1:
            lower_case = len(text) == 2 and not text.isupper() and text.casefold() != "uk"
            if lower_case:
                return Understood(None, None, codes)
            return self._as_country(codes[0], text)
        if codes:
            return Understood(None, None, codes)
        regions = self._territories.regions(text)
        if regions and not self._territories.is_also_city(text):
            countries = tuple(dict.fromkeys(code for code, _ in regions if code))
            return Understood(None, None, countries)
        return None

    def _as_country(self, code: str, text: str) -> Understood:
        """A country; of a state that is one city, the city."""
        if self._territories.is_city(code) and len(text) > 3:
            place = self._index.find(text, code)
            if place is not None:
                return _clear(place)
        return Understood(Counterpart(code), None)

    def _whole(self, text: str) -> Understood | None:
        """A name without more, such as ``Halle (Saale)``."""
        candidates = self._index.candidates(_undotted(text))
        if not candidates:
            return None
        if len(parts(text)) > 1 and not any(one.own or one.listed for one in candidates):
            apart = self._apart(text)
            return apart if apart.counterpart else self._decided(candidates)
        return self._decided(candidates)

    def _within(self, text: str, country: str) -> Understood:
        """A text beside which another cell names the country."""
        found = self._in_country(Reading((text,), country))
        if found.counterpart is not None:
            return found
        codes = self._territories.countries(text)
        if country in codes:
            return Understood(Counterpart(country), None)
        if codes:
            return Understood(None, None, (country, *codes))
        apart = self._alone(text) or self._whole(text) or self._apart(text)
        if apart.counterpart is not None and apart.counterpart.country == country:
            return apart
        elsewhere = (apart.place,) if apart.place else ()
        return replace(found, choices=_few((*found.choices, *elsewhere, *apart.choices)))

    def _apart(self, text: str) -> Understood:
        """A text whose parts say what is where."""
        unclear: list[Understood] = []
        for reading in readings(text, self._territories):
            found = self._in_country(reading)
            if found.counterpart is not None:
                return found
            unclear.append(found)
        choices = _few(choice for found in unclear for choice in found.choices)
        if not choices:
            choices = self._guesses(parts(text))
        return Understood(None, None, choices)

    def _in_country(self, reading: Reading) -> Understood:
        """The one city that a reading's names mean together, or that one of them means alone."""
        reading, others = self._narrowed(reading)
        joined = " ".join(reading.names)
        whole = self._in_region(joined, reading)
        if whole is not None and (whole.counterpart or len(reading.names) == 1):
            return whole
        if others == [reading.country] and len(reading.names) == 1:
            return Understood(Counterpart(reading.country), None)
        if others:
            return Understood(None, None, _few((*others, reading.country)))
        if len(reading.names) == 1:
            return self._unknown(joined, reading)
        return self._one_of(reading)

    def _narrowed(self, reading: Reading) -> tuple[Reading, list[str]]:
        """The reading without countries that it names twice or more exactly, and the others that
        it names."""
        names, country = reading.names, reading.country
        others: list[str] = []
        for name in reading.names:
            codes = self._territories.countries(name)
            if len(codes) == 1 and self._territories.within(codes[0], country):
                country = codes[0]
            elif codes and country not in codes:
                others += codes
                continue
            if codes and len(names) > 1:
                names = tuple(one for one in names if one != name)
            elif codes:
                others.append(country)
        return replace(reading, names=names, country=country), others

    def _one_of(self, reading: Reading) -> Understood:
        """Of several names (``Rathaus, Leeds``; ``Leeds, West Yorkshire``) the only city."""
        found = [one for name in reading.names if (one := self._in_region(name, reading))]
        keys = {one.place.key if one.place else "" for one in found}
        if len(keys) == 1 and found[0].place is not None:
            return found[0]
        places = [one.place for one in found if one.place]
        choices = [choice for one in found for choice in one.choices]
        if not found:
            return self._unknown(reading.names[0], reading)
        return Understood(None, None, _few((*places, *choices, reading.country)))

    def _in_region(self, name: str, reading: Reading) -> Understood | None:
        candidates = self._index.candidates(_undotted(name), reading.country)
        if reading.region:
            inside = tuple(one for one in candidates if one.region == reading.region)
            if candidates and not inside:
                return Understood(None, None, _few(one.place for one in _ranked(candidates)))
            candidates = inside
        if not candidates:
            return None
        if reading.is_record:
            place = self._index.find(name, reading.country)
            return _clear(place or candidates[0].place)
        return self._decided(candidates, least=0)

    def _decided(self, candidates: Sequence[Candidate], *, least: int = LARGE) -> Understood:
        """A place of the lists first; else the one that is far more populous than any other and
        is called so, rather than being the alias of a large city."""
        called = [one for one in candidates if one.own]
        ranked = _ranked(called if called and not least else candidates)
        first, rest = ranked[0], ranked[1:]
        listed = [one for one in ranked if one.listed]
        if len(listed) == 1 or not rest:
            return _clear(first.place)
        most = max(map(_weight, rest))
        far = first.population >= max(least, FAR_MORE * most)
        if far and not listed and (first.own or not called):
            return _clear(first.place)
        return Understood(None, None, _few(one.place for one in ranked))

    def _unknown(self, name: str, reading: Reading) -> Understood:
        """What a name may be that nothing in the country has: something alike, a place that nobody
        knows, or the country alone."""
        if reading.region:
            return _NOTHING
        like = self._likeness.places(name, reading.country, 3)
        return Understood(
            None, None, _few((*like, unlocated(name, reading.country), reading.country))
        )

    def _guesses(self, names: Sequence[str]) -> tuple[Place | str, ...]:
        """What may be meant where nothing names a country."""
        found: list[Place | str] = []
        if any(("", "") in self._territories.regions(name) for name in names):
            return ()
        for name in names:
            alone = self._alone(name) or self._whole(name) if len(names) > 1 else None
            if alone is not None:
                found += [alone.place] if alone.place else alone.choices
                if alone.counterpart and not alone.place:
                    found.append(alone.counterpart.country)
        if not found and names:
            found += self._likeness.places(names[0], "", 4)
        return _few(found)

    def _beginning(self, start: str, limit: int) -> Iterator[Place]:
        """Places whose names begin so, those of the lists first, then the most populous."""
        for name, places in self._index.names.items():
            if name.startswith(start):
                yield from places
        largest: dict[int, tuple[int, str]] = {}
        for name in self._index.gazetteer.beginning(start):
            for city in self._index.gazetteer.everywhere(name):
                largest.setdefault(city.geonameid, (city.population, name))
        for geonameid, (_, name) in nlargest(limit, largest.items(), key=lambda item: item[1]):
            for city in self._index.gazetteer.everywhere(name):
                if city.geonameid == geonameid:
                    yield self._index.place_of(city)


def asked(text: str, country: str | None = None) -> str:
    """A text as an answer to it is remembered: alike for all who write it almost so."""
    return " ".join((normalise(text), (country or "").casefold())).strip()


def _clear(place: Place) -> Understood:
    return Understood(Counterpart(place.country, place.key), place)


def _ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The likeliest first."""
    return sorted(candidates, key=lambda one: (not one.listed, -_weight(one)))


def _weight(candidate: Candidate) -> int:
    """Inhabitants; an alias weighs little against a name."""
    return candidate.population // (1 if candidate.own else _ALIAS_WEIGHS)


def _undotted(name: str) -> str:
    return name.removesuffix(".")


def _few(choices: Iterable[Place | str]) -> tuple[Place | str, ...]:
    return tuple(dict.fromkeys(choices))[:_CHOICES]
