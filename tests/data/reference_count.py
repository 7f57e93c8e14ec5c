"""The slow and obvious count: one activity after the other, in plain Python.

Written from the counting rules, not from the queries, so that the two can be compared.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale

from data.model import (
    SHORT_COUNTRY_NAMES,
    Activity,
    DatePrecision,
    Direction,
    Filters,
    Home,
    Month,
    Period,
    Qualifier,
    Relation,
    Status,
    Unit,
    Visibility,
)
from data.tables import Reference

Row = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The activities (any visibility) and what they refer to."""

    activities: Sequence[Activity]
    reference: Reference
    home: Home

    @property
    def public(self) -> list[Activity]:
        """By start, then id."""
        shown = [a for a in self.activities if a.visibility is Visibility.PUBLIC]
        return sorted(shown, key=lambda a: (a.start, a.id))

    @property
    def span(self) -> Period | None:
        months = [Month.of(a.start) for a in self.public]
        return Period(min(months), max(months)) if months else None

    def country_of(self, place: str) -> str:
        return self.reference.places[place].country

    def countries(self, a: Activity) -> list[str]:
        named = [c.country for c in a.counterparts]
        if a.venue is not None:
            named.append(self.country_of(a.venue))
        return list(dict.fromkeys(code for code in named if code != self.home.country))

    def places(self, a: Activity) -> list[str]:
        named = [c.place for c in a.counterparts] + [a.venue]
        return list(dict.fromkeys(key for key in named if key and key != self.home.place))

    def ends(self, a: Activity) -> set[tuple[str, str]]:
        """Place (or none) and country of each other end."""
        found = set()
        for c in a.counterparts:
            alone_at_home = c.place is None and c.country == self.home.country
            if c.place != self.home.place and not alone_at_home:
                found.add((c.place or "", c.country))
        if a.venue is not None and self.country_of(a.venue) != self.home.country:
            found.add((a.venue, self.country_of(a.venue)))
        return found

    def top(self, sector: str) -> str:
        return self.reference.sectors[sector].parent or sector

    def tops(self, a: Activity) -> list[str]:
        return list(dict.fromkeys(self.top(sector) for sector in a.sectors))

    def words(self, a: Activity) -> str:
        """All that a search looks into."""
        places = [self.reference.places[c.place] for c in a.counterparts if c.place]
        if a.venue:
            places.append(self.reference.places[a.venue])
        networks = [self.reference.networks[code] for code in a.networks]
        found = [a.title_de, a.title_en, a.outcome_de, a.outcome_en, a.note_de, a.note_en]
        found += [organisation.name for organisation in a.organisations]
        found += [name for place in places for name in (place.name_de, place.name_en)]
        for language in ("de", "en"):
            names = Locale(language).territories
            short = SHORT_COUNTRY_NAMES[language]
            found += [n for c in self.countries(a) for n in (names[c], short.get(c, ""))]
        found += [name for n in networks for name in (n.name, n.full_de, n.full_en)]
        return bare("\n".join(found))

    def matches(self, a: Activity, filters: Filters) -> bool:
        sectors = {*a.sectors, *self.tops(a)}
        period = filters.period
        return all(
            (
                period is None or period.first <= Month.of(a.start) <= period.last,
                _any(filters.countries, self.countries(a)),
                _any(filters.cities, self.places(a)),
                _any(filters.sectors, sectors),
                _any(filters.kinds, [a.kind]),
                _any(filters.directions, [a.direction]),
                _any(filters.networks, a.networks),
                _any(filters.statuses, [a.status]),
                all(bare(word) in self.words(a) for word in filters.text.split()),
            )
        )

    def select(self, filters: Filters) -> list[Activity]:
        return [a for a in self.public if self.matches(a, filters)]

    def period(self, filters: Filters) -> Period | None:
        return filters.period or self.span


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return plain.replace("ł", "l")


def held(activities: Iterable[Activity]) -> list[Activity]:
    return [a for a in activities if a.status is Status.HELD]


def planned(activities: Iterable[Activity]) -> list[Activity]:
    return [a for a in activities if a.status is Status.PLANNED]


def key_values(world: World, activities: Iterable[Activity]) -> dict[str, tuple[int, bool, int]]:
    """Each figure's value, whether it is inexact, and of how many held records it is made."""
    done = held(activities)
    partners = {
        p.place
        for p in world.reference.partners.values()
        if p.relation is Relation.PARTNER_CITY
    }  # fmt: skip
    results = [a for a in done if world.reference.kinds[a.kind].is_result]
    return {
        "activities": (len(done), False, len(done)),
        "countries": (len({c for a in done for c in world.countries(a)}), False, len(done)),
        "partner_cities": (
            len({p for a in done for p in world.places(a)} & partners), False, len(done)
        ),
        "people": _sum(done, Unit.PEOPLE),
        "organisations": _sum(done, Unit.ORGANISATIONS),
        "results": (len(results), False, len(done)),
    }  # fmt: skip


def before(world: World, filters: Filters) -> list[Activity] | None:
    """The records of the period before; none if there is none to compare with."""
    span, period = world.span, filters.period
    if period is None or span is None or period.before.last < span.first:
        return None
    return [a for a in world.public if world.matches(a, _during(filters, period.before))]


def trend(world: World, filters: Filters, name: str) -> tuple[int, ...]:
    period = world.period(filters)
    if period is None:
        return ()
    months = [period.last + -back for back in range(11, -1, -1)]
    selected = [world.select(_during(filters, Period(month, month))) for month in months]
    return tuple(key_values(world, some)[name][0] for some in selected)


def per_period(
    world: World, filters: Filters, *, unit: str, by: str | None, limit: int
) -> list[Row]:
    selected, period = world.select(filters), world.period(filters)
    if period is None:
        return []
    starts = sorted({_unit_start(day, unit) for day in _days(period)})
    order, kept = _groups(world, selected, by, limit)
    cells: Counter[tuple[date, str, Status]] = Counter()
    for a in selected:
        named = {name if name in kept else "other" for name in _named(world, a, by)} - {"other"}
        others = [name for name in _named(world, a, by) if name not in kept]
        for name in [*named, *(["other"] * len(others))]:
            cells[_unit_start(a.start, unit), name, a.status] += 1
    return [
        {
            "period": start,
            "group": group,
            "activities": cells[start, group, Status.HELD],
            "planned": cells[start, group, Status.PLANNED],
        }
        for start in starts
        for group in order
    ]


def per_sector(world: World, selected: list[Activity], parent: str | None) -> list[Row]:
    def names(a: Activity) -> list[str]:
        if parent is None:
            return world.tops(a) or [""]
        parts = [s for s in a.sectors if world.reference.sectors[s].parent == parent]
        return parts or [s for s in a.sectors if s == parent]

    order = [*world.reference.sectors, ""]
    rows: list[Row] = [{"sector": name, **counts(selected, names, name)} for name in order]
    rows = [row for row in rows if row["activities"] + row["planned"]]
    return sorted(rows, key=lambda r: (r["sector"] == "", -r["activities"], -r["planned"]))


def per_country(world: World, selected: list[Activity]) -> list[Row]:
    codes = sorted({code for a in selected for code in world.countries(a)})
    rows = [
        {
            "country": code,
            **counts(selected, world.countries, code),
            **_by_direction(selected, world.countries, code),
        }
        for code in codes
    ]
    return _most(rows)


def per_place(world: World, selected: list[Activity]) -> list[Row]:
    rows = [
        {
            "place": key,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            **counts(selected, world.places, key),
            **_by_direction(selected, world.places, key),
        }
        for key, place in world.reference.places.items()
    ]
    return _most(rows)


def flows(world: World, selected: list[Activity]) -> dict[tuple[Any, ...], tuple[int, int]]:
    """(place, country, lat, lon, exact, direction) -> held, planned."""
    found: dict[tuple[Any, ...], tuple[int, int]] = {}
    for key, country in sorted({end for a in selected for end in world.ends(a)}):
        for direction in Direction:
            some = [a for a in selected if a.direction is direction]
            some = [a for a in some if (key, country) in world.ends(a)]
            counts = len(held(some)), len(planned(some))
            if any(counts):
                found[key, country, *_point(world, key, country), str(direction)] = counts
    return found


def sector_by_country(world: World, selected: list[Activity]) -> dict[tuple[str, str], int]:
    pairs = [
        (sector, country)
        for a in held(selected)
        for sector in world.tops(a) or [""]
        for country in world.countries(a)
    ]
    return dict(Counter(pairs))


def calendar(selected: list[Activity], year: int) -> list[Row]:
    day, rows = date(year, 1, 1), []
    fine = [a for a in held(selected) if a.date_precision not in {"quarter", "year"}]
    while day.year == year:
        some = [a for a in fine if a.start <= day <= a.end]
        exact = [a for a in some if a.date_precision is DatePrecision.DAY]
        rows.append({"day": day, "activities": len(exact), "uncertain": len(some) - len(exact)})
        day += timedelta(days=1)
    return rows


def year_before(world: World, filters: Filters) -> list[Row]:
    period, span = world.period(filters), world.span
    if period is None or span is None:
        return []

    def count(month: Month) -> int:
        return len(held(world.select(_during(filters, Period(month, month)))))

    return [
        {
            "period": month.first_day,
            "activities": count(month),
            "before": None if month + -12 < span.first else count(month + -12),
        }
        for month in list(period)[-12:]
    ]


def _any(wanted: Sequence[str], named: Iterable[str]) -> bool:
    return not wanted or any(name in wanted for name in named)


def _during(filters: Filters, period: Period) -> Filters:
    return Filters(**{**vars(filters), "period": period})


def _sum(done: list[Activity], unit: Unit) -> tuple[int, bool, int]:
    parts = [a.participants for a in done if a.participants and a.participants.unit is unit]
    inexact = any(part.qualifier is not Qualifier.EXACT for part in parts)
    return sum(part.count for part in parts), inexact, len(parts)


def _days(period: Period) -> list[date]:
    day, days = period.first.first_day, []
    while Month.of(day) <= period.last:
        days.append(day)
        day += timedelta(days=1)
    return days


def _unit_start(day: date, unit: str) -> date:
    return {"day": day, "month": day.replace(day=1), "year": date(day.year, 1, 1)}[unit]


def _named(world: World, a: Activity, by: str | None) -> list[str]:
    """The groups that an activity counts in."""
    if by is None:
        return [""]
    named: dict[str, Sequence[str]] = {
        "direction": [str(a.direction)],
        "kind": [a.kind],
        "sector": world.tops(a),
        "country": world.countries(a),
        "network": a.networks,
    }
    return list(named[by]) or ["none"]


def _groups(
    world: World, selected: list[Activity], by: str | None, limit: int
) -> tuple[list[str], set[str]]:
    """The groups shown, in their order, and those of them that are not the rest."""
    if by is None:
        return [""], {""}
    lists: dict[str, Iterable[str]] = {
        "direction": [str(direction) for direction in Direction],
        "kind": world.reference.kinds,
        "sector": world.reference.sectors,
        "country": sorted(world.reference.countries),
        "network": world.reference.networks,
    }
    counting = held(selected) + planned(selected)
    sizes = Counter(name for a in counting for name in _named(world, a, by))
    ranked = sorted((name for name in lists[by] if sizes[name]), key=lambda name: -sizes[name])
    kept, rest = ranked[:limit], ranked[limit:]
    order = kept + (["other"] if rest else []) + (["none"] if sizes["none"] else [])
    return order, {*kept, "none"}


def counts(
    selected: list[Activity], names: Callable[[Activity], Iterable[str]], name: str
) -> dict[str, int]:
    some = [a for a in selected if name in names(a)]
    return {"activities": len(held(some)), "planned": len(planned(some))}


def _by_direction(
    selected: list[Activity], names: Callable[[Activity], Iterable[str]], name: str
) -> Row:
    done = [a for a in held(selected) if name in names(a)]
    order = (Direction.INBOUND, Direction.OUTBOUND, Direction.MUTUAL, Direction.ONLINE)
    return {
        **{str(way): sum(a.direction is way for a in done) for way in order},
        "last": max((a.start for a in done), default=None),
    }


def _most(rows: list[Row]) -> list[Row]:
    rows = [row for row in rows if row["activities"] + row["planned"]]
    return sorted(rows, key=lambda row: (-row["activities"], -row["planned"]))


def _point(world: World, key: str, country: str) -> tuple[float, float, bool]:
    place = world.reference.places.get(key)
    if place is not None and place.lat is not None and place.lon is not None:
        return place.lat, place.lon, True
    point = world.reference.countries[country]
    return point.lat, point.lon, False
