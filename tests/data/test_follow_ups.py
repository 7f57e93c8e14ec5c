"""Next steps and outcomes: the quick answers against the slow count."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.follow_up import FollowUp, KeptFollowUp
from data.model import Activity, DatePrecision, Filters, Status
from data.queries.outcomes import Took
from data.snapshot import build
from tests.builders import HOME, REFERENCE, an_activity, from_place, snapshot_of, tables_of
from tests.data import reference_follow_ups as slow
from tests.data.reference_count import World
from tests.strategies import filters, worlds

TODAY = date(2024, 6, 1)
days = st.none() | st.dates(date(2024, 5, 20), date(2024, 6, 20))


@st.composite
def follow_ups(draw: st.DrawFn, ids: list[str]) -> FollowUp:
    """Any step of the world's activities or with a partner, also of one that is not shown."""
    activity = draw(st.none() | st.sampled_from([*ids, "elsewhere"]))
    done = draw(days)
    outcome = draw(st.sampled_from([*ids, "elsewhere"])) if done and draw(st.booleans()) else None
    return FollowUp(
        "Anrufen",
        activity=activity,
        partner=None if activity else draw(st.sampled_from([*REFERENCE.partners])),
        responsible=draw(st.sampled_from(["", "Team", "Leitung"])),
        due=draw(days),
        done=done,
        outcome=None if outcome == activity else outcome,
    )


@st.composite
def worlds_with_steps(draw: st.DrawFn) -> tuple[list[Activity], queries.Steps]:
    activities = draw(worlds())
    told = draw(st.lists(follow_ups([a.id for a in activities]), max_size=12))
    return activities, tuple(KeptFollowUp(n, 1, one) for n, one in enumerate(told, 1))


@given(worlds_with_steps(), filters() | st.just(Filters()), st.sampled_from([None, "Team"]))
def test_the_agenda(
    made: tuple[list[Activity], queries.Steps], chosen: Filters, role: str | None
) -> None:
    activities, steps = made
    world = World(activities, REFERENCE, HOME)
    selection = queries.select(snapshot_of(*activities), chosen)
    found = queries.agenda(selection, steps, TODAY, responsible=role)
    selected = [one for one in steps if slow.is_selected(world, chosen, one.follow_up)]
    wanted = [one for one in selected if role is None or one.follow_up.responsible == role]
    still_open = [one for one in wanted if not one.follow_up.done]
    assert {str(kind): list(group) for kind, group in found.open.items()} == {
        kind: [one for one in still_open if slow.urgency(one.follow_up, TODAY) == kind]
        for kind in {slow.urgency(one.follow_up, TODAY) for one in still_open}
    }
    assert found.count == len(still_open)
    assert Counter(found.done) == Counter(one for one in wanted if one.follow_up.done)
    ended = [one.follow_up.done for one in found.done if one.follow_up.done]
    assert ended == sorted(ended, reverse=True)
    assert set(found.roles) == {one.follow_up.responsible for one in selected} - {""}


@given(worlds_with_steps())
def test_the_steps_with_each_partner(made: tuple[list[Activity], queries.Steps]) -> None:
    activities, steps = made
    world = World(activities, REFERENCE, HOME)
    known = {a.id: a for a in world.public}
    wanted: dict[str, list[KeptFollowUp]] = {}
    for one in steps:
        a = known.get(one.follow_up.activity or "")
        named = {*world.places(a), *a.networks} if a else set()
        for partner in named | ({one.follow_up.partner} if one.follow_up.partner else set()):
            wanted.setdefault(partner, []).append(one)
    found = queries.of_partners(snapshot_of(*activities), steps)
    assert {partner: list(own) for partner, own in found.items()} == wanted


@given(worlds_with_steps(), filters() | st.just(Filters()))
def test_what_came_of_the_steps(
    made: tuple[list[Activity], queries.Steps], chosen: Filters
) -> None:
    activities, steps = made
    world = World(activities, REFERENCE, HOME)
    snapshot = snapshot_of(*activities)
    told = [one.follow_up for one in steps]
    found = queries.outcomes(queries.select(snapshot, chosen), steps)
    assert vars(found) == slow.outcomes(world, chosen, told)
    known = {a.id: a for a in world.public}
    chains = queries.chains(snapshot, steps)
    assert Counter(one.step for one in chains) == Counter(s for s in told if s.outcome in known)
    for one in chains:
        origin = known.get(one.step.activity or "")
        assert (one.origin and one.origin.id) == (origin and origin.id)
        assert one.outcome.id == one.step.outcome
        lasted = slow.took(origin, known[one.outcome.id]) if origin else None
        assert (one.took and (one.took.least, one.took.most)) == lasted


VISIT = an_activity(id="visit", start=date(2025, 9, 10), counterparts=(from_place("leeds-gb"),))
MONTH = {"start": date(2026, 2, 1), "end": date(2026, 2, 28)}


@pytest.mark.parametrize(
    ("outcome", "took"),
    [
        (an_activity(id="x", start=date(2026, 2, 3)), Took(146, 146)),
        (an_activity(id="x", **MONTH, date_precision=DatePrecision.MONTH), Took(144, 171)),
        (an_activity(id="x", **MONTH), Took(144, 144)),
        (an_activity(id="x", start=date(2025, 9, 10)), Took(0, 0)),
        (an_activity(id="x", start=date(2025, 9, 9)), None),
    ],
)
def test_the_time_between_is_as_exact_as_the_dates(outcome: Activity, took: Took | None) -> None:
    done = FollowUp("Anrufen", activity="visit", done=TODAY, outcome="x")
    (chain,) = queries.chains(snapshot_of(VISIT, outcome), (KeptFollowUp(1, 1, done),))
    assert chain.took == took


def test_a_result_counts_once_and_from_the_first_contact() -> None:
    fair = an_activity(id="fair", kind="fair", start=date(2025, 10, 10))
    contract = an_activity(id="x", kind="agreement", start=date(2025, 10, 20))
    cancelled = an_activity(id="c", status=Status.CANCELLED, start=date(2025, 1, 1))
    step = FollowUp("Anrufen", done=TODAY, outcome="x")
    told = [replace(step, activity=name) for name in ("fair", "c")]
    told += [replace(step, activity="visit", outcome="fair"), replace(step, partner="leeds-gb")]
    steps = tuple(KeptFollowUp(n, 1, one) for n, one in enumerate(told))
    snapshot = snapshot_of(VISIT, fair, contract, cancelled)
    found = queries.outcomes(queries.select(snapshot, Filters()), steps)
    assert found == queries.Outcomes(1, 1, 1, median_days=40, is_exact=True)
    by_partner = queries.chains_of_partners(queries.chains(snapshot, steps))
    assert [one.outcome.id for one in by_partner["leeds-gb"]] == ["x", "fair"]


def test_a_note_without_a_step_is_found_by_the_team_alone() -> None:
    noted = an_activity(id="noted", follow_up=" Call them ")
    stepped = an_activity(id="stepped", follow_up="Call them")
    others = [an_activity(id="blank", follow_up="  "), an_activity(id="plain")]
    tables = tables_of([noted, stepped, *others])
    steps = (KeptFollowUp(1, 1, FollowUp("Call", activity="stepped")),)
    for internal, wanted in ((True, ["noted"]), (False, [])):
        snapshot = build(tables, HOME, revision="test", internal=internal)
        found = queries.noted(queries.select(snapshot, Filters()), steps)
        assert found["id"].tolist() == wanted
