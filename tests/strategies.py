"""Hypothesis strategies for activities and filters of the test world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from data.dates import Span, combine
from data.model import (
    Activity,
    Counterpart,
    DatePrecision,
    Direction,
    Filters,
    Month,
    Organisation,
    Participants,
    Period,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from tests.builders import REFERENCE, an_activity

FIRST, LAST = date(2019, 11, 1), date(2025, 2, 28)
WORDS = ("Straße", "Énergie", "Leeds", "GRÜNDER", "netz", "solar", "50%", ".*", "ŁÓDŹ", "(")

MARKS = "=+-@';\\,\"()\n\r\t «’=x"
"""Characters that are hard on a file format."""

texts = st.text(st.sampled_from(MARKS) | st.characters(exclude_categories=["C"]), max_size=12)
clean = texts.map(str.strip)
titles = st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join)
days = st.dates(FIRST, LAST)


_PLACES = [Counterpart(place.country, place.key) for place in REFERENCE.places.values()]
_ALONE = [Counterpart(country) for country in REFERENCE.countries]

# Made once: making and checking a strategy takes longer than drawing from it.
counterparts = st.sampled_from([*_PLACES, *_ALONE])
"""A place with its country, or a country alone (the home country as well)."""
participants = st.builds(
    Participants, st.integers(0, 500), st.sampled_from(Qualifier), st.sampled_from(Unit)
)
_KINDS = st.sampled_from([*REFERENCE.kinds])
_DIRECTIONS = st.sampled_from(Direction)
_STATUSES = st.sampled_from([Status.HELD, *Status])
_LENGTHS = st.sampled_from([0, 0, 1, 6, 40, 365])
_PRECISIONS = st.sampled_from(DatePrecision)
_VENUES = st.none() | st.sampled_from([*REFERENCE.places])
_COUNTERPARTS = st.lists(counterparts, max_size=3, unique=True).map(tuple)
_SECTORS = st.lists(st.sampled_from([*REFERENCE.sectors]), max_size=2, unique=True).map(tuple)
_NETWORKS = st.lists(st.sampled_from([*REFERENCE.networks]), max_size=2, unique=True).map(tuple)
_ORGANISATIONS = st.lists(
    st.builds(
        Organisation, st.sampled_from(("Acme", "Straßenbau", "Énergie SA")), st.sampled_from(Role)
    ),
    max_size=2,
    unique=True,
).map(tuple)
_ROLES = st.sampled_from(Role)
_CLEAN_NAMES = st.lists(clean.filter(bool), max_size=3, unique=True)
_COUNTED = st.none() | participants
_VISIBILITIES = st.sampled_from([Visibility.PUBLIC] * 4 + [Visibility.INTERNAL])


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Any activity, its id empty."""
    start = draw(days)
    return an_activity(
        id="",
        title_de=draw(titles),
        title_en=draw(titles),
        kind=draw(_KINDS),
        direction=draw(_DIRECTIONS),
        status=draw(_STATUSES),
        start=start,
        end=start + timedelta(days=draw(_LENGTHS)),
        date_precision=draw(_PRECISIONS),
        venue=draw(_VENUES),
        counterparts=draw(_COUNTERPARTS),
        sectors=draw(_SECTORS),
        networks=draw(_NETWORKS),
        organisations=draw(_ORGANISATIONS),
        participants=draw(_COUNTED),
        outcome_de=draw(titles),
        note_en=draw(titles),
        visibility=draw(_VISIBILITIES),
    )


def worlds(max_size: int = 12) -> st.SearchStrategy[list[Activity]]:
    """Activities with different ids, in an order of their own."""
    return st.lists(activities(), max_size=max_size).flatmap(
        lambda found: st.permutations(range(len(found))).map(
            lambda order: [
                an_activity(**(vars(one) | {"id": f"a{number}"}))
                for number, one in zip(order, found, strict=True)
            ]
        )
    )


def crowds(size: int = 150) -> st.SearchStrategy[list[Activity]]:
    """Many activities that name much; too many to be made smaller when a test fails."""
    return st.randoms(use_true_random=True).map(lambda random: _crowd(random, size))


def _crowd(random: Random, size: int) -> list[Activity]:
    def some(names: Iterable[Any], most: int) -> tuple[Any, ...]:
        return tuple(random.sample(sorted(names, key=str), random.randint(0, most)))

    found = []
    for number in range(size):
        start = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
        counted = Participants(
            random.randint(0, 99), random.choice([*Qualifier]), random.choice([*Unit])
        )
        found.append(
            an_activity(
                id=f"a{number}",
                title_de=" ".join(some(WORDS, 2)),
                kind=random.choice([*REFERENCE.kinds]),
                direction=random.choice([*Direction]),
                status=random.choice([Status.HELD, *Status]),
                start=start,
                venue=random.choice([None, *REFERENCE.places]),
                counterparts=some([*_PLACES, *_ALONE], 4),
                sectors=some(REFERENCE.sectors, 3),
                networks=some(REFERENCE.networks, 2),
                participants=random.choice([None, counted]),
                visibility=random.choice([Visibility.PUBLIC] * 5 + [Visibility.INTERNAL]),
            )
        )
    return found


_SMALL_WORLDS = worlds(max_size=4)


@st.composite
def storable(draw: st.DrawFn) -> list[Activity]:
    """Activities as reading yields them, with texts that are hard on a file format."""
    found = draw(_SMALL_WORLDS)
    return [
        replace(
            one,
            title_de=draw(clean) or "x",
            outcome_de=draw(clean),
            note_en=draw(clean),
            source=draw(clean),
            organisations=tuple(_organisations(draw)),
            participants=one.participants and replace(one.participants, count=7),
            **_whole(one),
        )
        for one in found
    ]


def _organisations(draw: st.DrawFn) -> list[Organisation]:
    return [Organisation(name, draw(_ROLES)) for name in draw(_CLEAN_NAMES)]


def _whole(one: Activity) -> dict[str, Any]:
    """Records hold whole weeks, months, quarters and years."""
    match one.date_precision:
        case DatePrecision.DAY:
            return {}
        case DatePrecision.WEEK:
            return {"end": one.start + timedelta(days=6)}
        case unit:
            first = one.start.replace(day=1, month=1)
            last = first.replace(month=12, day=31)
            assert combine(Span(first, last, unit), None, unit).precision is unit
            return {"start": first, "end": last}


_AROUND = st.dates(date(2018, 6, 1), date(2025, 8, 1))
_MONTHS = st.sampled_from([0, 0, 1, 2, 11, 30, 70])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """From within a month to longer than all the records, also beside them."""
    first = Month.of(draw(_AROUND))
    return Period(first, first + draw(_MONTHS))


def _chosen(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=3).map(tuple)


_FILTERED: dict[str, st.SearchStrategy[Any]] = {
    "period": periods(),
    "countries": _chosen([*REFERENCE.countries, "XX"]),
    "cities": _chosen([*REFERENCE.places, "nowhere-xx"]),
    "sectors": _chosen([*REFERENCE.sectors, "unknown"]),
    "kinds": _chosen([*REFERENCE.kinds]),
    "directions": _chosen([*Direction]),
    "networks": _chosen([*REFERENCE.networks]),
    "statuses": _chosen([*Status]),
    "text": st.sampled_from(
        [
            "strasse",
            "ENERGIE",
            "leeds",
            "gründ",
            "netz leeds",
            "lodz",
            "50%",
            ".*",
            "(",
            "zurich",
            "sa",
        ]
    ),
}
_NAMES = st.lists(st.sampled_from([*_FILTERED]), max_size=2, unique=True)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Mostly one or two filters at once, so that something is left."""
    names = draw(_NAMES)
    if draw(st.booleans()) and "period" not in names:
        names.append("period")
    return replace(Filters(), **{name: draw(_FILTERED[name]) for name in names})
