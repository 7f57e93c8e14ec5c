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


def counterparts() -> st.SearchStrategy[Counterpart]:
    """A place with its country, or a country alone (the home country as well)."""
    places = [Counterpart(place.country, place.key) for place in REFERENCE.places.values()]
    alone = [Counterpart(country) for country in REFERENCE.countries]
    return st.sampled_from([*places, *alone])


@st.composite
def participants(draw: st.DrawFn) -> Participants:
    count = draw(st.integers(0, 500))
    return Participants(count, draw(st.sampled_from([*Qualifier])), draw(st.sampled_from([*Unit])))


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Any activity, its id empty."""
    start = draw(days)
    names = st.builds(
        Organisation, st.sampled_from(("Acme", "Straßenbau", "Énergie SA")), st.sampled_from(Role)
    )
    return an_activity(
        id="",
        title_de=draw(titles),
        title_en=draw(titles),
        kind=draw(st.sampled_from([*REFERENCE.kinds])),
        direction=draw(st.sampled_from(Direction)),
        status=draw(st.sampled_from([Status.HELD, *Status])),
        start=start,
        end=start + timedelta(days=draw(st.sampled_from([0, 0, 1, 6, 40, 365]))),
        date_precision=draw(st.sampled_from(DatePrecision)),
        venue=draw(st.none() | st.sampled_from([*REFERENCE.places])),
        counterparts=tuple(draw(st.lists(counterparts(), max_size=3, unique=True))),
        sectors=_some(draw, [*REFERENCE.sectors]),
        networks=_some(draw, [*REFERENCE.networks]),
        organisations=tuple(draw(st.lists(names, max_size=2, unique=True))),
        participants=draw(st.none() | participants()),
        outcome_de=draw(titles),
        note_en=draw(titles),
        visibility=draw(st.sampled_from([Visibility.PUBLIC] * 4 + [Visibility.INTERNAL])),
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
    places = [Counterpart(place.country, place.key) for place in REFERENCE.places.values()]
    alone = [Counterpart(country) for country in REFERENCE.countries]

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
                counterparts=some([*places, *alone], 4),
                sectors=some(REFERENCE.sectors, 3),
                networks=some(REFERENCE.networks, 2),
                participants=random.choice([None, counted]),
                visibility=random.choice([Visibility.PUBLIC] * 5 + [Visibility.INTERNAL]),
            )
        )
    return found


@st.composite
def storable(draw: st.DrawFn) -> list[Activity]:
    """Activities as reading yields them, with texts that are hard on a file format."""
    found = draw(worlds(max_size=4))
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
    names = draw(st.lists(clean.filter(bool), max_size=3, unique=True))
    return [Organisation(name, draw(st.sampled_from(Role))) for name in names]


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


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """From within a month to longer than all the records, also beside them."""
    first = Month.of(draw(st.dates(date(2018, 6, 1), date(2025, 8, 1))))
    return Period(first, first + draw(st.sampled_from([0, 0, 1, 2, 11, 30, 70])))


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Mostly one or two filters at once, so that something is left."""
    values: dict[str, st.SearchStrategy[Any]] = {
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
    names = draw(st.lists(st.sampled_from([*values]), max_size=2, unique=True))
    if draw(st.booleans()) and "period" not in names:
        names.append("period")
    return replace(Filters(), **{name: draw(values[name]) for name in names})


def _some(draw: st.DrawFn, names: list[str]) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True)))


def _chosen(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=3).map(tuple)
