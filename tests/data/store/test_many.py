"""Many records as one write: what holds of single ones holds of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.model import Activity, Organisation, Participants, Qualifier, Role, Unit
from data.store.records import Store
from data.store.writes import AlreadyThere, ChangedMeanwhile, Create, Delete, Refused, Update
from tests.builders import REFERENCE, an_activity, from_place

MANY = 1_203
PLACES = REFERENCE.places


def many(count: int = MANY) -> list[Activity]:
    return [
        an_activity(
            id=f"m{number}",
            start=date(2024, 1 + number % 12, 3),
            venue="york-gb",
            counterparts=(from_place("leeds-gb"), from_place("netanya-il")),
            sectors=("nano", "hydrogen"),
            organisations=(Organisation("Acme", Role.HOST),),
            participants=Participants(number + 1, Qualifier.ABOUT, Unit.PEOPLE),
        )
        for number in range(count)
    ]


def created(store: Store, found: list[Activity]) -> int:
    return store.write_many([Create(one) for one in found], PLACES, {}, by="Ada")


def test_all_are_there_with_one_revision_and_a_history_each(store: Store) -> None:
    before = store.revision()
    assert created(store, many()) == before + 1 == store.revision()
    everything = {one.id: one for one in store.everything()[1]}
    assert everything == {one.id: one for one in many()}
    (change,) = store.history("m7")
    assert (change.by, change.version, change.before, change.after) == ("Ada", 1, None, many()[7])


def test_updates_take_the_place_of_what_was_there(store: Store) -> None:
    created(store, many())
    changed = [
        replace(one, sectors=("solar",), counterparts=(from_place("kumasi-gh"),), note_de="x")
        for one in many(800)
    ]
    store.write_many([Update(one, 1) for one in changed], PLACES, {}, by="Bo")
    found = store.get("m3")
    assert found is not None
    assert (found.activity, found.version) == (changed[3], 2)
    assert store.history("m3")[0].before == many()[3]
    untouched = store.get("m900")
    assert untouched is not None
    assert untouched.version == 1


@pytest.mark.parametrize("spoilt", ["changed", "deleted", "taken", "deleted id", "refused"])
def test_one_that_cannot_be_written_keeps_all_from_being_written(store: Store, spoilt: str) -> None:
    created(store, many(20))
    writes: list[Create | Update] = [Create(one) for one in many(900)[20:]]
    raised: type[Exception] = ChangedMeanwhile
    match spoilt:
        case "changed":
            store.write([Update(replace(many(20)[5], note_de="theirs"), 1)], by="Bo")
            writes.append(Update(many(20)[5], 1))
        case "deleted":
            store.write([Delete("m5", 1)], by="Bo")
            writes.append(Update(many(20)[5], 1))
        case "taken":
            writes.append(Create(many(20)[5]))
            raised = AlreadyThere
        case "deleted id":
            store.write([Delete("m5", 1)], by="Bo")
            writes.append(Create(many(20)[5]))
            raised = AlreadyThere
        case _:
            writes.append(Create(an_activity(id="bad", title_de="", title_en="")))
            raised = Refused
    before, records = store.revision(), store.everything()[1]
    with pytest.raises(raised):
        store.write_many(writes, PLACES, {"digest": ("m30", 1)}, by="Ada")
    assert store.revision() == before
    assert store.everything()[1] == records
    assert not store.before_many().rows


def test_cancelling_before_the_end_leaves_nothing(store: Store) -> None:
    class Stop(Exception):
        pass

    def step(done: float) -> None:
        if done > 0.5:
            raise Stop

    with pytest.raises(Stop):
        store.write_many([Create(one) for one in many()], PLACES, {}, by="Ada", step=step)
    assert not store.everything()[1]
    assert store.revision() == 0


def test_places_that_the_store_lacks_come_along(store: Store) -> None:
    created(store, many(3))
    assert {"york-gb", "leeds-gb", "netanya-il"} <= set(store.everything()[2])


def test_what_rows_became_is_kept_and_what_changed_since_is_known(store: Store) -> None:
    writes = [Create(one) for one in many(3)]
    rows = {f"digest{number}": (f"m{number}", 1) for number in range(3)}
    store.write_many(writes, PLACES, rows, by="Ada")
    assert store.before_many().rows == rows
    store.write([Update(replace(many(3)[1], note_de="corrected"), 1)], by="Bo")
    store.write([Delete("m2", 1)], by="Bo")
    before = store.before_many()
    assert before.bases == {"m1": many(3)[1]}
    assert before.gone == {"m2"}
    assert {name: one.version for name, one in before.stored.items()} == {"m0": 1, "m1": 2}
