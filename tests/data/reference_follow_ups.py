"""The slow count of next steps and what came of them, as in :mod:`tests.data.reference_count`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from data.follow_up import FollowUp
from data.model import Activity, DatePrecision, Filters, Status
from tests.data.reference_count import Row, World

Links = list[tuple[str | None, str | None]]


def is_selected(world: World, chosen: Filters, step: FollowUp) -> bool:
    if chosen == Filters():
        return True
    if step.activity in {a.id for a in world.select(chosen)}:
        return True
    if step.partner is None or step.partner not in world.reference.places:
        return False
    others = [chosen.period, chosen.sectors, chosen.kinds, chosen.directions, chosen.networks]
    if any(others) or chosen.statuses or chosen.text:
        return False
    at_all = not chosen.cities or step.partner in chosen.cities
    return at_all and (not chosen.countries or world.country_of(step.partner) in chosen.countries)


def urgency(step: FollowUp, today: date) -> str:
    if step.due is None:
        return "undated"
    days = (step.due - today).days
    return "overdue" if days < 0 else "week" if days < 7 else "later"


def possible_days(one: Activity) -> list[tuple[date, date]]:
    """Every first and last day that an activity may have had."""
    if one.date_precision is DatePrecision.DAY:
        return [(one.start, one.end)]
    days = [one.start, one.end]  # the extremes are enough for a span
    return [(first, last) for first in days for last in days if first <= last]


def took(origin: Activity, outcome: Activity) -> tuple[int, int] | None:
    """The least and the most days between them, of all that the dates leave open."""
    lasted = [
        (first - last) // timedelta(days=1)
        for _, last in possible_days(origin)
        for first, _ in possible_days(outcome)
    ]
    if max(lasted) < 0:
        return None
    return max(0, min(lasted)), max(lasted)


def outcomes(world: World, chosen: Filters, steps: Sequence[FollowUp]) -> Row:
    known = {a.id: a for a in world.public}
    links: Links = [(s.activity, s.outcome) for s in steps if s.outcome in known]
    results = [
        a
        for a in world.select(chosen)
        if a.status is Status.HELD and world.reference.kinds[a.kind].is_result
    ]
    followed = [a for a in results if a.id in {outcome for _, outcome in links}]
    times = [_time_to(a, known, links) for a in followed]
    timed = [time for time in times if time is not None]
    return {
        "results": len(results),
        "followed": len(followed),
        "timed": len(timed),
        "median_days": median((least + most) / 2 for least, most in timed) if timed else None,
        "is_exact": all(least == most for least, most in timed),
    }


def _time_to(result: Activity, known: dict[str, Activity], links: Links) -> tuple[int, int] | None:
    """From the first held activity that leads there over any number of links."""
    before: set[str] = set()
    while True:
        reached = before | {result.id}
        more = {o for o, outcome in links if outcome in reached and o in known} - {None}
        if more <= before | {result.id}:
            break
        before |= {name for name in more if name} - {result.id}
    held = [known[name] for name in before if known[name].status is Status.HELD]
    if not held:
        return None
    return took(min(held, key=lambda a: (a.start, a.id)), result)
