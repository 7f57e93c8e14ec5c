"""What came of activities by way of next steps, and how long it took. Nothing here is for
visitors: the records say what came about, the steps between are the team's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np

from data.columns import PRECISIONS, Snapshot
from data.facts import HELD, STATUSES
from data.follow_up import FollowUp
from data.model import DatePrecision, Status
from data.queries.follow_ups import Steps, partners_of, rows_of
from data.queries.selection import Selection


@dataclass(frozen=True)
class Happened:
    """An activity, as far as a chain names it."""

    id: str
    title_de: str
    title_en: str
    kind: str
    status: Status
    start: date
    end: date
    date_precision: DatePrecision
    partners: tuple[str, ...]
    """the places and networks that it names"""


@dataclass(frozen=True)
class Took:
    """A number of days; the dates leave open which between ``least`` and ``most``."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def about(self) -> float:
        """The middle between the two."""
        return (self.least + self.most) / 2


@dataclass(frozen=True)
class Chain:
    """An activity or a contact with a partner, the step after it, and the activity that came of
    that. ``took`` is missing without an ``origin``, and where the outcome began before it."""

    step: FollowUp
    origin: Happened | None
    outcome: Happened
    took: Took | None


@dataclass(frozen=True)
class Outcomes:
    """Of ``results`` (held activities of a kind that is a result) ``followed`` came of a step;
    of ``timed`` of these it is known when the first contact was: then ``median_days`` is what half
    of them took, ``is_exact`` unless a date is vague."""

    results: int
    followed: int
    timed: int
    median_days: float | None
    is_exact: bool


def chains(snapshot: Snapshot, steps: Steps) -> tuple[Chain, ...]:
    """Every step that something came of, the newest outcome first."""
    told = [one.follow_up for one in steps if one.follow_up.outcome]
    named = [name for one in told for name in (one.activity, one.outcome)]
    found = happened(snapshot, named)
    known = [_chain(one, found) for one in told if one.outcome in found]
    return tuple(sorted(known, key=lambda one: (one.outcome.start, one.outcome.id), reverse=True))


def chains_of_partners(all_chains: Iterable[Chain]) -> dict[str, tuple[Chain, ...]]:
    """Those that began with each partner, by place key or network code."""
    found: dict[str, list[Chain]] = defaultdict(list)
    for one in all_chains:
        own = {one.step.partner} if one.step.partner else set()
        for partner in own | set(one.origin.partners if one.origin else ()):
            found[partner].append(one)
    return {partner: tuple(own) for partner, own in found.items()}


def outcomes(selection: Selection, steps: Steps) -> Outcomes:
    """How many of the selected results came of steps, and how long they took from the first held
    activity on the way to them. Each result counts once, by however many ways it was reached."""
    snapshot = selection.snapshot
    kinds = snapshot.reference.kinds
    is_result = np.array([kind.is_result for kind in kinds.values()], dtype=np.bool_)
    columns, rows = snapshot.columns, selection.rows
    held = rows[(columns.status[rows] == HELD) & is_result[columns.kind[rows]]]
    results = {str(name) for name in snapshot.texts["id"].take(held)}
    ways = _ways(chains(snapshot, steps))
    took = [
        between(first, ways[name][0].outcome)
        for name in sorted(results & ways.keys())
        if (first := _first_contact(name, ways)) is not None
    ]
    known = [one for one in took if one is not None]
    return Outcomes(
        results=len(results),
        followed=len(results & ways.keys()),
        timed=len(known),
        median_days=median(one.about for one in known) if known else None,
        is_exact=all(one.is_exact for one in known),
    )


def between(origin: Happened, outcome: Happened) -> Took | None:
    """The days from the end of one to the start of the other; ``None`` where that is before."""
    earliest, latest = origin.end, origin.end
    if origin.date_precision is not DatePrecision.DAY:  # it may have ended on its first day
        earliest = origin.start
    last = outcome.start if outcome.date_precision is DatePrecision.DAY else outcome.end
    most = (last - earliest).days
    return Took(max(0, (outcome.start - latest).days), most) if most >= 0 else None


def _chain(step: FollowUp, found: Mapping[str, Happened]) -> Chain:
    origin, outcome = found.get(step.activity or ""), found[step.outcome or ""]
    return Chain(step, origin, outcome, between(origin, outcome) if origin else None)


def _ways(all_chains: Iterable[Chain]) -> dict[str, list[Chain]]:
    """The chains that end in each outcome."""
    found: dict[str, list[Chain]] = defaultdict(list)
    for one in all_chains:
        found[one.outcome.id].append(one)
    return found


def _first_contact(name: str, ways: Mapping[str, list[Chain]]) -> Happened | None:
    """The held activity that began first of all from which steps lead to an outcome."""
    seen, waiting = {name}, [name]
    met: list[Happened] = []
    while waiting:
        for one in ways.get(waiting.pop(), ()):
            if one.origin is not None and one.origin.id not in seen:
                seen.add(one.origin.id)
                waiting.append(one.origin.id)
                met.append(one.origin)
    held = [one for one in met if one.status is Status.HELD]
    return min(held, key=lambda one: (one.start, one.id), default=None)


def happened(snapshot: Snapshot, ids: Iterable[str | None]) -> dict[str, Happened]:
    """The activities with these ids, as far as they are there."""
    rows = rows_of(snapshot, ids)
    columns, texts = snapshot.columns, snapshot.texts
    kinds = list(snapshot.reference.kinds)
    return {
        name: Happened(
            name,
            str(texts["title_de"].iat[row]),
            str(texts["title_en"].iat[row]),
            kinds[columns.kind[row]],
            STATUSES[columns.status[row]],
            _day(int(columns.start[row])),
            _day(int(columns.end[row])),
            PRECISIONS[columns.precision[row]],
            partners_of(snapshot, rows, name),
        )
        for name, row in rows.items()
    }


def _day(days: int) -> date:
    day: date = np.datetime64(days, "D").item()
    return day
