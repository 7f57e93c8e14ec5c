"""What was known at any moment is what replaying the writes until then gives."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model import Activity
from data.store.past import Asked, restoring
from data.store.records import Store
from data.store.writes import Create, Delete, Write
from tests.builders import REFERENCE, an_activity
from tests.strategies import activities

PLACES = tuple(REFERENCE.places.values())
numbers = itertools.count()
FAR_EAST, FAR_WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-11))
Step = tuple[int, Activity | None]
"""Which of three records, and what it shall be; ``None`` for gone."""

steps = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.none() | activities()), min_size=1, max_size=3,
             unique_by=lambda step: step[0]),
    max_size=6,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_what_was_known_is_what_replaying_gives(store: Store, plan: list[list[Step]]) -> None:
    names = [f"known-{next(numbers)}" for _ in range(3)]
    store.write([Create(an_activity(id=f"mark-{names[0]}"))], by="test")
    known: dict[str, Activity] = {}
    moments = [(store.history(f"mark-{names[0]}")[0].at, dict(known))]
    for step in plan:
        wanted = {names[number]: one for number, one in step}
        writes = _writes(store, wanted)
        if not writes:
            continue
        store.write(writes, by="test")
        for name, one in wanted.items():
            known.pop(name, None)
            if one is not None:
                known[name] = _titled(one, name)
        moments.append((store.past.entries(Asked(), 1)[0].at, dict(known)))
    for moment, replayed in moments:
        found = {one.id: one for one in store.as_known_at(moment) if one.id in names}
        assert found == replayed
        for zone in (FAR_EAST, FAR_WEST):
            told = store.as_known_at(moment.astimezone(zone))
            assert {one.id: one for one in told if one.id in names} == replayed


def _titled(one: Activity, name: str) -> Activity:
    return replace(one, id=name, title_de=one.title_de or "Besuch")


def _writes(store: Store, wanted: dict[str, Activity | None]) -> list[Write]:
    writes: list[Write] = []
    for name, one in wanted.items():
        present = store.get(name)
        if one is None:
            writes += [Delete(name, present.version)] if present else []
        elif present is None and not store.history(name):
            writes.append(Create(_titled(one, name), PLACES))
        else:
            writes.append(restoring(_titled(one, name), present, REFERENCE.places))
    return writes
